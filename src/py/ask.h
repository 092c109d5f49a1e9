/* SPDX-License-Identifier: MIT
 *
 * Requests for an object's buffer.
 * From 3.12 on a class of Python may answer in its __buffer__, and call jsonde
 * there again, without end. So each request counts as a recursive call.
 */
#ifndef JSONDE_PY_ASK_H
#define JSONDE_PY_ASK_H

#include "abi/abi.h"
#include "py/gate.h"

/* Calls PyObject_GetBuffer, which the caller knows to be there. Runs user
 * code. -1 with an exception; view is then undefined. */
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

/* Returns a memoryview of exporter: new. Runs user code. NULL with an
 * exception. */
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
