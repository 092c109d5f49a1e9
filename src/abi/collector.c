/* SPDX-License-Identifier: MIT */
#include "abi/collector.h"

int
jsd_collector_init(jsd_collector *c, PyObject *gc)
{
    c->disable = PyObject_GetAttrString(gc, "disable");
    if (c->disable != NULL) /* no call with an exception set */
        c->enable = PyObject_GetAttrString(gc, "enable");
    if (c->enable != NULL)
        c->is_enabled = PyObject_GetAttrString(gc, "isenabled");
    return c->is_enabled == NULL ? -1 : 0;
}

int
jsd_collector_traverse(jsd_collector *c, visitproc visit, void *arg)
{
    Py_VISIT(c->disable);
    Py_VISIT(c->enable);
    Py_VISIT(c->is_enabled);
    return 0;
}

void
jsd_collector_clear(jsd_collector *c)
{
    const jsd_collector functions = *c;

    *c = (jsd_collector){NULL, NULL, NULL};
    Py_DecRef(functions.disable);
    Py_DecRef(functions.enable);
    Py_DecRef(functions.is_enabled);
}

bool
jsd_collector_pause_by_module(const jsd_collector *c)
{
    PyObject *enabled, *done = NULL;

    if (c->is_enabled == NULL)
        return false;
    enabled = PyObject_CallFunctionObjArgs(c->is_enabled, NULL);
    if (enabled == Py_True)
        done = PyObject_CallFunctionObjArgs(c->disable, NULL);
    PyErr_Clear();
    Py_DecRef(done);
    Py_DecRef(enabled);
    return done != NULL;
}

void
jsd_collector_resume_by_module(const jsd_collector *c)
{
    PyObject *type, *value, *traceback;

    if (c->enable == NULL)
        return;
    PyErr_Fetch(&type, &value, &traceback);
    Py_DecRef(PyObject_CallFunctionObjArgs(c->enable, NULL));
    PyErr_Restore(type, value, traceback);
}
