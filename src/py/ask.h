/* SPDX-License-Identifier: MIT
 *
 * Requests for the buffer of an object. From 3.12 on a class in Python may
 * have a __buffer__ method, and call jsonde there again, without end. So each
 * request counts as a recursive call of Python.
 */
#ifndef JSONDE_PY_ASK_H
#define JSONDE_PY_ASK_H

#include "abi/abi.h"
#include "py/gate.h"

/* Fills *view by PyObject_GetBuffer(), which must be available in
 * jsd_abi.symbols. Runs Python code. -1 with an exception; *view is then
 * undefined. */
JSD_MUST_CHECK static inline int
jsd_ask_buffer(jsd_gate *gate, PyObject *exporter, jsd_pybuffer *view,
               int flags)
{
    int status;

    if (JSD_GATED(gate, Py_EnterRecursiveCall(" while asking for a buffer")) !=
        0)
        return -1;
    status =
        JSD_GATED(gate, jsd_abi.symbols.get_buffer(exporter, view, flags));
    Py_LeaveRecursiveCall();
    return status;
}

/* Returns a memoryview of exporter, a new reference. NULL with an exception.
 * Runs Python code. */
JSD_MUST_CHECK static inline PyObject *
jsd_ask_view(jsd_gate *gate, PyObject *exporter)
{
    PyObject *view;

    if (JSD_GATED(gate, Py_EnterRecursiveCall(" while asking for a buffer")) !=
        0)
        return NULL;
    view = JSD_GATED(gate, PyMemoryView_FromObject(exporter));
    Py_LeaveRecursiveCall();
    return view;
}

#endif
