/* SPDX-License-Identifier: MIT
 *
 * Buffers on an interpreter without PyObject_GetBuffer: a memoryview reads and
 * writes the memory of the exporter. A reader gets a copy, which a bytes
 * object in buffer->obj owns. A writer gets the memoryview there, and no
 * address.
 */
#include "abi/buffer.h"

#include "base/mem.h"

/* Returns an attribute of view that is a size in bytes; -1 with an exception.
 */
static Py_ssize_t
read_view_size(PyObject *view, const char *name)
{
    PyObject *size = PyObject_GetAttrString(view, name);
    Py_ssize_t n = size == NULL ? -1 : PyLong_AsSsize_t(size);

    Py_DecRef(size);
    return n;
}

/* Returns an attribute of view that is a bool: 1 or 0; -1 with an exception.
 */
static int
read_view_flag(PyObject *view, const char *name)
{
    PyObject *flag = PyObject_GetAttrString(view, name);
    int value = flag == NULL ? -1 : flag == Py_True;

    Py_DecRef(flag);
    return value;
}

/* Raises BufferError, as PyObject_GetBuffer does, if view does not fit flags.
 */
static int
check_view(PyObject *view, int flags)
{
    int readonly = read_view_flag(view, "readonly");
    int contiguous = readonly < 0 ? -1 : read_view_flag(view, "c_contiguous");

    if (contiguous < 0)
        return -1;
    if ((flags & JSD_PYBUF_WRITABLE) && readonly) {
        PyErr_SetString(PyExc_BufferError, "Object is not writable.");
        return -1;
    }
    if (!(flags & JSD_PYBUF_STRIDES) && !contiguous) {
        PyErr_SetString(PyExc_BufferError, "memoryview: underlying buffer is "
                                           "not C-contiguous");
        return -1;
    }
    return 0;
}

/* Sets what a C-contiguous array of this shape (a tuple of int) and format
 * (bytes) has: one block of memory, which buffer->internal owns. */
static int
set_buffer_layout(jsd_pybuffer *buffer, PyObject *shape, PyObject *format)
{
    const size_t ndim = (size_t)PyTuple_Size(shape);
    const size_t format_size = (size_t)PyBytes_Size(format) + 1;
    Py_ssize_t *layout = jsd_mem_new(2 * ndim * sizeof *layout + format_size);
    Py_ssize_t step = buffer->itemsize;

    if (layout == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    buffer->internal = layout;
    buffer->ndim = (int)ndim;
    buffer->shape = layout;
    buffer->strides = layout + ndim;
    buffer->format = (char *)(layout + 2 * ndim);
    memcpy(buffer->format, PyBytes_AsString(format), format_size);
    for (size_t i = ndim; i-- > 0;) {
        buffer->shape[i] =
            PyLong_AsSsize_t(PyTuple_GetItem(shape, (Py_ssize_t)i));
        buffer->strides[i] = step;
        step *= buffer->shape[i];
    }
    return 0;
}

/* Fills all but buf and obj from the attributes of view. */
static int
describe_view(PyObject *view, jsd_pybuffer *buffer)
{
    PyObject *shape = PyObject_GetAttrString(view, "shape");
    PyObject *format =
        shape == NULL ? NULL : PyObject_GetAttrString(view, "format");
    PyObject *text = format == NULL ? NULL : PyUnicode_AsUTF8String(format);
    int status = -1;

    if (text != NULL)
        buffer->len = read_view_size(view, "nbytes");
    if (text != NULL && buffer->len >= 0)
        buffer->itemsize = read_view_size(view, "itemsize");
    if (text != NULL && PyErr_Occurred() == NULL)
        status = set_buffer_layout(buffer, shape, text);
    Py_DecRef(text);
    Py_DecRef(format);
    Py_DecRef(shape);
    return status;
}

/* Sets obj, and buf for a reader: obj is then a copy of the bytes, otherwise
 * view itself, which jsd_buffer_write() assigns to. */
static int
set_buffer_owner(PyObject *view, int flags, jsd_pybuffer *buffer)
{
    if (flags & JSD_PYBUF_WRITABLE) {
        Py_IncRef(view);
        buffer->obj = view;
        return 0;
    }
    buffer->readonly = 1;
    buffer->obj = PyObject_CallMethod(view, "tobytes", NULL);
    if (buffer->obj == NULL)
        return -1;
    buffer->buf = PyBytes_AsString(buffer->obj);
    return 0;
}

int
jsd_buffer_acquire_copy(PyObject *o, int flags, jsd_pybuffer *buffer)
{
    PyObject *view = PyMemoryView_FromObject(o);
    int status = -1;

    if (view == NULL)
        return -1;
    memset(buffer, 0, sizeof *buffer);
    if (check_view(view, flags) == 0 && describe_view(view, buffer) == 0)
        status = set_buffer_owner(view, flags, buffer);
    if (status < 0)
        jsd_mem_free(buffer->internal);
    Py_DecRef(view);
    return status;
}

void
jsd_buffer_release_copy(jsd_pybuffer *buffer)
{
    PyObject *owner = buffer->obj;

    jsd_mem_free(buffer->internal);
    buffer->obj = NULL;
    Py_DecRef(owner);
}

/* Executes view[offset:offset + n] = data, where view consists of bytes. */
static int
assign_bytes(PyObject *view, Py_ssize_t offset, const void *data, size_t n)
{
    PyObject *start = PyLong_FromSsize_t(offset);
    PyObject *stop = PyLong_FromSsize_t(offset + (Py_ssize_t)n);
    PyObject *slice =
        start == NULL || stop == NULL ? NULL : PySlice_New(start, stop, NULL);
    PyObject *bytes =
        slice == NULL ? NULL : PyBytes_FromStringAndSize(data, (Py_ssize_t)n);
    int status = bytes == NULL ? -1 : PyObject_SetItem(view, slice, bytes);

    Py_DecRef(bytes);
    Py_DecRef(slice);
    Py_DecRef(stop);
    Py_DecRef(start);
    return status;
}

int
jsd_buffer_assign(const jsd_pybuffer *buffer, Py_ssize_t offset,
                  const void *data, size_t n)
{
    PyObject *bytes = PyObject_CallMethod(buffer->obj, "cast", "s", "B");
    int status;

    if (bytes == NULL)
        return -1;
    status = assign_bytes(bytes, offset, data, n);
    Py_DecRef(bytes);
    return status;
}
