/* SPDX-License-Identifier: MIT */
#include "abi/slot.h"

#include "abi/probe.h"

/* The one word of o, behind its head, that is this pointer; 0: none or several.
 * The type tells how long the object is. */
static size_t
find(PyObject *o, const PyObject *value)
{
    size_t found = 0;
    jsd_specimen s;

    if (!jsd_probe_take(o, 0, &s)) {
        PyErr_Clear();
        return 0;
    }
    for (size_t at = jsd_size_of(JSD_OBJECT); at + sizeof value <= s.extent;
         at += sizeof value) {
        const PyObject *word;

        memcpy(&word, (const char *)o + at, sizeof word);
        if (word != value)
            continue;
        if (found != 0)
            return 0;
        found = at;
    }
    return found;
}

void
jsd_slot_learn(jsd_slot *slot, PyObject *o, PyObject *value)
{
    const jsd_caps needs = JSD_CAP_OBJECT | JSD_CAP_BORROW;
    size_t at;

    if ((jsd_abi.caps & needs) != needs || slot->offset == SIZE_MAX)
        return;
    at = find(o, value);
    if (at == 0 || (slot->offset != 0 && slot->offset != at)) {
        slot->offset = SIZE_MAX;
        slot->proofs = 0;
        return;
    }
    slot->offset = at;
    slot->proofs++;
}
