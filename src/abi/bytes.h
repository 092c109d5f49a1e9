/* SPDX-License-Identifier: MIT
 *
 * Reads the bytes of bytes and bytearray objects in place. Nothing here takes
 * an export: the caller of jsd_bytearray_peek() makes sure that neither Python
 * code nor another thread runs meanwhile, and that no export exists through
 * which others could write.
 */
#ifndef JSONDE_ABI_BYTES_H
#define JSONDE_ABI_BYTES_H

#include "abi/abi.h"

/* Sets *data and *len to the bytes of o, a bytes object. They are valid while
 * the caller owns o. */
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

/* Returns the number of exports that a bytearray has given out. Needs
 * JSD_CAP_BYTEARRAY. */
JSD_INLINE Py_ssize_t
jsd_bytearray_exports(PyObject *o)
{
    return jsd_load_ssize(o, JSD_BYTEARRAY_OB_EXPORTS);
}

/* Sets *data and *len to the bytes of o, a bytearray. *data is never NULL,
 * though an empty bytearray may have no memory. */
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
