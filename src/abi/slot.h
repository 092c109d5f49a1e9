/* SPDX-License-Identifier: MIT
 *
 * The places where a class in Python keeps its __slots__: found and proven on
 * its own objects, as no version tells them.
 * Used by enc/. It needs JSD_CAP_OBJECT and JSD_CAP_BORROW, and never reads
 * beyond an object.
 */
#ifndef JSONDE_ABI_SLOT_H
#define JSONDE_ABI_SLOT_H

#include "abi/abi.h"

/* One slot of one type, whose instances all have it in the same place. */
typedef struct jsd_slot {
    size_t offset;   /* bytes; 0: not known */
    unsigned proofs; /* instances that had it there, each with its own value */
} jsd_slot;

enum { JSD_SLOT_PROOFS = 4 };

/* Learns from an instance of exactly the slot's type, whose attribute has this
 * value. What contradicts an earlier one ends it for good. */
void jsd_slot_learn(jsd_slot *slot, PyObject *o, PyObject *value);

/* True, and what o, of exactly the slot's type, has there: borrowed, or NULL,
 * which is not set; false as long as it is not proven. */
JSD_INLINE bool
jsd_slot_read(const jsd_slot *slot, PyObject *o, PyObject **value)
{
    if (JSD_UNLIKELY(slot->proofs < JSD_SLOT_PROOFS))
        return false;
    memcpy(value, (const char *)o + slot->offset, sizeof *value);
    return true;
}

#endif
