/* SPDX-License-Identifier: MIT
 *
 * Acquires and releases the buffers that other objects export (PEP 3118).
 * Apart from the proof of the mirrors, no other file calls PyObject_GetBuffer
 * or PyBuffer_Release.
 *
 * There are two ways to a buffer. jsd_buffer_acquire() takes an export: until
 * jsd_buffer_release() the exporter can neither free nor resize its memory.
 * jsd_buffer_borrow() reads the Py_buffer inside of a memoryview in place and
 * takes no export: its result is valid while neither Python code nor another
 * thread runs. Neither of them forbids writes: a caller that reads a byte
 * twice must copy the memory first.
 *
 * On an interpreter without PyObject_GetBuffer, jsd_buffer_acquire() makes a
 * copy through a memoryview, and jsd_buffer_write() assigns to one.
 * abi/buffer.c has this slow path.
 */
#ifndef JSONDE_ABI_BUFFER_H
#define JSONDE_ABI_BUFFER_H

#include "abi/memoryview.h"

/* Returns whether jsd_buffer_acquire() takes exports. If not, it copies. */
JSD_INLINE bool
jsd_buffer_has_exports(void)
{
    return jsd_abi.symbols.get_buffer != NULL &&
           jsd_abi.symbols.release_buffer != NULL;
}

/* Returns how the buffer of view, a memoryview, can be read in place. For
 * JSD_VIEW_CONTIGUOUS and JSD_VIEW_STRIDED it sets *buffer to the view's own
 * Py_buffer, borrowed. It returns JSD_VIEW_RESTRICTED where the mirrors of
 * memoryview are not proven: the caller must then acquire the buffer. Runs no
 * Python code. */
JSD_INLINE jsd_view_state
jsd_buffer_borrow(PyObject *view, const jsd_pybuffer **buffer)
{
    if (!jsd_memoryview_is_proven())
        return JSD_VIEW_RESTRICTED;
    *buffer = jsd_memoryview_get_buffer(view);
    return jsd_memoryview_state(view);
}

/* Returns the object that owns the memory that o exports: the exporter behind
 * a memoryview, otherwise o. The reference is borrowed. Returns NULL where the
 * mirrors of memoryview are not proven. The caller makes sure that o is not
 * released meanwhile. Runs no Python code. */
JSD_INLINE PyObject *
jsd_buffer_exporter(PyObject *o)
{
    if (jsd_type_of(jsd_abi.caps, o) != &PyMemoryView_Type)
        return o;
    return jsd_memoryview_is_proven() ? jsd_memoryview_exporter(o) : NULL;
}

/* The slow paths of the three functions below, for an interpreter without
 * PyObject_GetBuffer. */
JSD_MUST_CHECK JSD_COLD int jsd_buffer_acquire_copy(PyObject *o, int flags,
                                                    jsd_pybuffer *buffer);
JSD_COLD void jsd_buffer_release_copy(jsd_pybuffer *buffer);
JSD_MUST_CHECK JSD_COLD int jsd_buffer_assign(const jsd_pybuffer *buffer,
                                              Py_ssize_t offset,
                                              const void *data, size_t n);

/* Acquires a buffer of o that fits flags (JSD_PYBUF_*) and fills *buffer. The
 * caller owns o until the function returns. Python code may run: o's
 * __buffer__, which may call jsonde again without end. So the caller is inside
 * of Py_EnterRecursiveCall(). Returns -1 with an exception, and buffer->obj is
 * NULL: TypeError if o exports no buffer, BufferError if none fits flags,
 * ValueError if o is a released memoryview. */
JSD_INLINE JSD_MUST_CHECK int
jsd_buffer_acquire_counted(PyObject *o, int flags, jsd_pybuffer *buffer)
{
    int status = JSD_LIKELY(jsd_buffer_has_exports())
                     ? jsd_abi.symbols.get_buffer(o, buffer, flags)
                     : jsd_buffer_acquire_copy(o, flags, buffer);

    if (JSD_UNLIKELY(status < 0))
        buffer->obj = NULL;
    return status;
}

/* Acquires a buffer as jsd_buffer_acquire_counted() does, and counts as a
 * recursive call itself. RecursionError is one more way to fail. */
JSD_INLINE JSD_MUST_CHECK int
jsd_buffer_acquire(PyObject *o, int flags, jsd_pybuffer *buffer)
{
    int status;

    buffer->obj = NULL;
    if (Py_EnterRecursiveCall(" while jsonde acquires a buffer") != 0)
        return -1;
    status = jsd_buffer_acquire_counted(o, flags, buffer);
    Py_LeaveRecursiveCall();
    return status;
}

/* Releases *buffer and sets buffer->obj to NULL; NULL means that nothing is
 * held. Python code may run: the exporter's __release_buffer__. */
JSD_INLINE void
jsd_buffer_release(jsd_pybuffer *buffer)
{
    if (buffer->obj == NULL)
        return;
    if (JSD_LIKELY(jsd_buffer_has_exports()))
        jsd_abi.symbols.release_buffer(buffer);
    else
        jsd_buffer_release_copy(buffer);
}

/* Copies the n bytes at data to *buffer from offset on. The buffer was
 * acquired as writable and is large enough. Python code may run where
 * buffer->buf is NULL: an interpreter without PyObject_GetBuffer shows no
 * address. Returns -1 with an exception. */
JSD_INLINE JSD_MUST_CHECK int
jsd_buffer_write(const jsd_pybuffer *buffer, Py_ssize_t offset,
                 const void *data, size_t n)
{
    if (JSD_UNLIKELY(!jsd_buffer_has_exports()))
        return jsd_buffer_assign(buffer, offset, data, n);
    memcpy((char *)buffer->buf + offset, data, n);
    return 0;
}

#endif
