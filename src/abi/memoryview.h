/* SPDX-License-Identifier: MIT
 *
 * What PyMemoryView_GET_BUFFER is to CPython's own code: the Py_buffer inside
 * a memoryview, and the flags and counts that tell whether it may be read.
 * Used by py/. All of it needs JSD_CAP_MEMORYVIEW. It never changes a view,
 * and it takes no export: the caller copies what may be written, or takes one.
 */
#ifndef JSONDE_ABI_MEMORYVIEW_H
#define JSONDE_ABI_MEMORYVIEW_H

#include "abi/abi.h"

/* PyMemoryViewObject.flags; the names are CPython's. RESTRICTED is 3.12's. */
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

/* The view's own Py_buffer, as it is: also of a released view, whose pointers
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

/* How many buffers the view itself has given out. */
JSD_INLINE Py_ssize_t
jsd_memoryview_exports(PyObject *view)
{
    return jsd_load_ssize(view, JSD_MEMORYVIEW_EXPORTS);
}

/* The managed buffer that views of one exporter share; borrowed. */
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

/* How many views share it. */
JSD_INLINE Py_ssize_t
jsd_managedbuffer_exports(PyObject *managed)
{
    return jsd_load_ssize(managed, JSD_MANAGEDBUFFER_EXPORTS);
}

/* The exporter's own Py_buffer. */
JSD_INLINE const jsd_pybuffer *
jsd_managedbuffer_master(PyObject *managed)
{
    return jsd_field_at(managed, JSD_MANAGEDBUFFER_MASTER);
}

/* The object whose memory the view shows, borrowed; NULL: none. Not of a view
 * that is released. Needs JSD_CAP_BUFFER as well. */
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
