/* SPDX-License-Identifier: MIT
 *
 * Reads a memoryview in place, as PyMemoryView_GET_BUFFER does inside CPython:
 * the Py_buffer in it, and the flags and counts that tell whether that may be
 * read.
 *
 * All functions need JSD_CAP_MEMORYVIEW. They never change a view and take no
 * export: abi/buffer.h says when that is safe.
 */
#ifndef JSONDE_ABI_MEMORYVIEW_H
#define JSONDE_ABI_MEMORYVIEW_H

#include "abi/abi.h"

/* PyMemoryViewObject.flags, with CPython's names. RESTRICTED came with 3.12.
 */
enum {
    JSD_MEMORYVIEW_RELEASED = 0x01,
    JSD_MEMORYVIEW_C = 0x02,
    JSD_MEMORYVIEW_FORTRAN = 0x04,
    JSD_MEMORYVIEW_SCALAR = 0x08,
    JSD_MEMORYVIEW_PIL = 0x10,
    JSD_MEMORYVIEW_RESTRICTED = 0x20
};

/* _PyManagedBufferObject.flags. */
enum { JSD_MANAGEDBUFFER_RELEASED = 0x01 };

/* Returns whether a memoryview may be read in place. */
JSD_INLINE bool
jsd_memoryview_is_proven(void)
{
    const jsd_caps needs =
        JSD_CAP_MEMORYVIEW | JSD_CAP_MANAGEDBUFFER | JSD_CAP_BUFFER;

    return (jsd_abi.caps & needs) == needs;
}

/* Returns the view's own Py_buffer. The pointers in that of a released view
 * may dangle. */
JSD_INLINE const jsd_pybuffer *
jsd_memoryview_get_buffer(PyObject *view)
{
    return jsd_field_at(view, JSD_MEMORYVIEW_VIEW);
}

JSD_INLINE int
jsd_memoryview_flags(PyObject *view)
{
    return jsd_load_int(view, JSD_MEMORYVIEW_FLAGS);
}

/* Returns the number of exports that the view itself has given out. */
JSD_INLINE Py_ssize_t
jsd_memoryview_exports(PyObject *view)
{
    return jsd_load_ssize(view, JSD_MEMORYVIEW_EXPORTS);
}

/* Returns the managed buffer that all views of one export share: borrowed. */
JSD_INLINE PyObject *
jsd_memoryview_managedbuffer(PyObject *view)
{
    return jsd_load_pointer(view, JSD_MEMORYVIEW_MBUF);
}

JSD_INLINE int
jsd_managedbuffer_flags(PyObject *managed)
{
    return jsd_load_int(managed, JSD_MANAGEDBUFFER_FLAGS);
}

/* Returns the number of views that share a managed buffer. */
JSD_INLINE Py_ssize_t
jsd_managedbuffer_exports(PyObject *managed)
{
    return jsd_load_ssize(managed, JSD_MANAGEDBUFFER_EXPORTS);
}

/* Returns the Py_buffer that the exporter has filled. */
JSD_INLINE const jsd_pybuffer *
jsd_managedbuffer_master(PyObject *managed)
{
    return jsd_field_at(managed, JSD_MANAGEDBUFFER_MASTER);
}

/* Returns the object that owns the memory of a view that is not released:
 * borrowed, or NULL if there is none. Needs JSD_CAP_BUFFER as well. */
JSD_INLINE PyObject *
jsd_memoryview_exporter(PyObject *view)
{
    return jsd_memoryview_get_buffer(view)->obj;
}

/* How the memory of a memoryview can be read. */
typedef enum jsd_view_state {
    JSD_VIEW_CONTIGUOUS, /* buf and len describe all of it, in C's order */
    JSD_VIEW_STRIDED,    /* shape, strides and suboffsets describe it */
    JSD_VIEW_RELEASED,   /* not at all: its pointers may dangle */
    JSD_VIEW_RESTRICTED  /* only through an export: CPython may refuse it */
} jsd_view_state;

/* Returns the state of view. The garbage collector may clear the managed
 * buffer of a cycle before it clears the view, so the function tests both
 * flags, as CPython does. Runs no Python code. */
JSD_INLINE jsd_view_state
jsd_memoryview_state(PyObject *view)
{
    int flags = jsd_memoryview_flags(view);
    PyObject *managed = jsd_memoryview_managedbuffer(view);

    if ((flags & JSD_MEMORYVIEW_RELEASED) ||
        (jsd_managedbuffer_flags(managed) & JSD_MANAGEDBUFFER_RELEASED))
        return JSD_VIEW_RELEASED;
    if (flags & JSD_MEMORYVIEW_RESTRICTED)
        return JSD_VIEW_RESTRICTED;
    return flags & JSD_MEMORYVIEW_C ? JSD_VIEW_CONTIGUOUS : JSD_VIEW_STRIDED;
}

#endif
