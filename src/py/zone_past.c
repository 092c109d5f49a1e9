/* SPDX-License-Identifier: MIT */
#include "py/zone_past.h"

void
jsd_zone_past_note(jsd_zone_past *past, jsd_gate *gate, PyObject *answer, int seconds)
{
    PyObject *before = past->answer;
    jsd_gate_pass(gate);

    if (jsd_abi.free_threaded)
        return;
    Py_IncRef(answer);
    past->answer = answer;
    past->seconds = seconds;
    Py_DecRef(before);
}

void
jsd_zone_past_note_type(jsd_zone_past *past, jsd_gate *gate, PyTypeObject *type)
{
    PyTypeObject *before = past->common;
    jsd_gate_pass(gate);

    if (jsd_abi.free_threaded || type == before)
        return;
    Py_IncRef((PyObject *)type);
    past->common = type;
    Py_DecRef((PyObject *)before);
}

int
jsd_zone_past_traverse(const jsd_zone_past *past, visitproc visit, void *arg)
{
    Py_VISIT(past->answer);
    Py_VISIT((PyObject *)past->common);
    return 0;
}

void
jsd_zone_past_clear(jsd_zone_past *past)
{
    PyObject *answer = past->answer, *common = (PyObject *)past->common;

    past->answer = NULL;
    past->common = NULL;
    Py_DecRef(answer);
    Py_DecRef(common);
}
