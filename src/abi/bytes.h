/* SPDX-License-Identifier: MIT
 *
 * The bytes of bytes and bytearray objects in place.
 * Used by py/. It takes no export: who reads a bytearray sees to it that
 * neither user code nor another thread runs meanwhile, and that nobody has an
 * export to write through.
 */
#ifndef JSONDE_ABI_BYTES_H
#define JSONDE_ABI_BYTES_H

#include "abi/abi.h"

/* Of o, a bytes object. */
JSD_INLINE void
jsd_bytes_peek(jsd_caps caps, PyObject *o, const void **data, size_t *len)
{
    if (caps & JSD_CAP_BYTES) {
        *data = jsd_field_at(o, JSD_BYTES_OB_SVAL);
        *len = (size_t)jsd_load_ssize(o, JSD_VAROBJECT_OB_SIZE);
    } else {
        *data = PyBytes_AsString(o);
        *len = (size_t)PyBytes_Size(o);
    }
}

/* How many buffers a bytearray has given out. Needs JSD_CAP_BYTEARRAY. */
JSD_INLINE Py_ssize_t
jsd_bytearray_exports(PyObject *o)
{
    return jsd_load_ssize(o, JSD_BYTEARRAY_OB_EXPORTS);
}

/* Of o, a bytearray. An empty one may have no memory at all: the pointer is
 * never NULL even so. */
JSD_INLINE void
jsd_bytearray_peek(jsd_caps caps, PyObject *o, const void **data, size_t *len)
{
    if (caps & JSD_CAP_BYTEARRAY) {
        *data = jsd_load_pointer(o, JSD_BYTEARRAY_OB_START);
        *len = (size_t)jsd_load_ssize(o, JSD_VAROBJECT_OB_SIZE);
    } else {
        *data = PyByteArray_AsString(o);
        *len = (size_t)PyByteArray_Size(o);
    }
    if (*len == 0)
        *data = "";
}

#endif
