/* SPDX-License-Identifier: MIT */
#include "abi/slot.h"

#include "abi/probe.h"

/* Returns the offset of the one word of o behind its head that is this
 * pointer; 0: there is none, or several. The metaclass of the type is `type`,
 * so the type tells the size of o. */
static size_t
find_pointer_slot(PyObject *o, const PyObject *value)
{
    size_t found = 0;
    jsd_specimen s;

    if (!jsd_probe_take(o, 0, &s)) {
        PyErr_Clear();
        return 0;
    }
    for (size_t at = jsd_size_of(0, JSD_OBJECT); at + sizeof value <= s.extent;
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

/* Returns whether the instances of a type have nothing but references behind
 * their heads. */
static bool
has_only_references(PyTypeObject *type)
{
    return (PyType_GetFlags(type) & Py_TPFLAGS_HEAPTYPE) != 0 &&
           jsd_type_of(jsd_abi.caps, (PyObject *)type) == &PyType_Type &&
           PyType_GetSlot(type, Py_tp_base) == (void *)&PyBaseObject_Type;
}

void
jsd_slot_learn(jsd_slot *slot, PyObject *o, PyObject *value)
{
    const jsd_caps needs = JSD_CAP_OBJECT | JSD_CAP_BORROW;
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    size_t at;

    if ((jsd_abi.caps & needs) != needs || slot->offset == SIZE_MAX ||
        (slot->type != NULL && slot->type != type) ||
        !has_only_references(type))
        return;
    if (slot->type == NULL) {
        Py_IncRef((PyObject *)type);
        slot->type = type;
    }
    at = find_pointer_slot(o, value);
    if (at == 0 || (slot->offset != 0 && slot->offset != at)) {
        slot->offset = SIZE_MAX;
        slot->proofs = 0;
        return;
    }
    slot->offset = at;
    slot->proofs++;
}
