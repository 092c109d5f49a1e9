/* SPDX-License-Identifier: MIT
 *
 * The places where a class in Python keeps its __slots__: found and proven on
 * its own objects, as no version tells them.
 * Used by enc/. It needs JSD_CAP_OBJECT and JSD_CAP_BORROW, and never reads
 * beyond an object. Only a class is looked at that is made by Python code, has
 * object as its one base and `type` as its metaclass: all words of its
 * instances behind their heads are references or NULL, and no metaclass tells
 * lies about their size.
 */
#ifndef JSONDE_ABI_SLOT_H
#define JSONDE_ABI_SLOT_H

#include "abi/abi.h"

/* One slot of one type, whose instances all have it in the same place. */
typedef struct jsd_slot {
    PyTypeObject *type; /* of the first one that was met, owned; or NULL */
    size_t offset;      /* bytes; 0: not known */
    unsigned proofs; /* instances that had it there, each with its own value */
} jsd_slot;

enum { JSD_SLOT_PROOFS = 4 };

/* Learns from an object whose attribute has this value: of the type of the
 * first such object only. What contradicts an earlier one ends it for good. It
 * takes a reference to the type, and gives none back: whoever keeps the slot
 * does that. */
void jsd_slot_learn(jsd_slot *slot, PyObject *o, PyObject *value);

/* True, and what o has there: borrowed, or NULL, which is not set; false where
 * it is not proven for the type of o. */
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
