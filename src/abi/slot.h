/* SPDX-License-Identifier: MIT
 *
 * Finds where a class in Python keeps one of its __slots__, and reads the slot
 * in place. No version of CPython tells the offset, so the proof runs on the
 * first objects of the class.
 *
 * Only a class is considered that Python code has made, whose one base is
 * object and whose metaclass is `type`. Behind the head of its instances each
 * word is then a reference or NULL, and no metaclass can lie about their size.
 * No read leaves an object. Needs JSD_CAP_OBJECT and JSD_CAP_BORROW.
 */
#ifndef JSONDE_ABI_SLOT_H
#define JSONDE_ABI_SLOT_H

#include "abi/abi.h"

/* One slot of one type, at one offset in all its instances. */
typedef struct jsd_slot {
    PyTypeObject *type; /* of the first object, owned; or NULL */
    size_t offset;      /* in bytes; 0: not known */
    unsigned proofs;    /* instances with a value of their own at offset */
} jsd_slot;

enum { JSD_SLOT_PROOFS = 4 };

/* Learns the offset from o, whose attribute has this value. Only objects of
 * the type of the first one count. A contradiction ends the proof for good.
 * *slot owns a reference to the type, which the owner of the slot releases. */
void jsd_slot_learn(jsd_slot *slot, PyObject *o, PyObject *value);

/* Sets *value to the slot of o, borrowed, or NULL if it is not set, and
 * returns true. Returns false if the offset is not proven for the type of o.
 */
JSD_INLINE bool
jsd_slot_read(const jsd_slot *slot, PyObject *o, PyObject **value)
{
    if (JSD_UNLIKELY(slot->proofs < JSD_SLOT_PROOFS ||
                     jsd_load_pointer(o, JSD_OBJECT_OB_TYPE) != slot->type))
        return false;
    memcpy(value, (const char *)o + slot->offset, sizeof *value);
    return true;
}

#endif
