/* SPDX-License-Identifier: MIT
 *
 * A writable buffer of the user's, into which a finished text is copied, or
 * which is held while numbers are written to it.
 * Used by module/ and dec/. A copy holds an export no longer than it takes,
 * and writes nothing where the whole text has no room.
 */
#ifndef JSONDE_PY_TARGET_H
#define JSONDE_PY_TARGET_H

#include "abi/abi.h"
#include "num/item.h"

typedef struct jsd_target {
    PyObject *buffer;  /* borrowed */
    Py_ssize_t offset; /* bytes before the text; 0 or more */
    Py_ssize_t end;    /* bytes before what follows the text */
} jsd_target;

/* Copies n bytes, and sets target->end. -1 with an exception: BufferError,
 * with what is needed, when they have no room, and when the buffer is
 * read-only or not contiguous; TypeError when it is none. */
JSD_MUST_CHECK int jsd_target_put(jsd_target *target, const char *text,
                                  size_t n);

/* A buffer that is held. */
typedef struct jsd_target_items {
    PyObject *buffer;       /* borrowed */
    jsd_pybuffer export;    /* held when export.obj is not NULL */
    char *data;             /* NULL: only jsd_target_put can write there */
    size_t len;             /* bytes */
    jsd_item_format format; /* of its items; JSD_ITEM_NONE: no numbers */
    bool is_plain;          /* they are bytes, and so memory for anything */
} jsd_target_items;

/* -1 with an exception, and nothing to release: BufferError when it is
 * read-only or not contiguous, TypeError when it is no buffer. */
JSD_MUST_CHECK int jsd_target_hold(PyObject *buffer, jsd_target_items *items);
void jsd_target_release(jsd_target_items *items);

/* BufferError: so many bytes have no room in a buffer of len. */
JSD_COLD void jsd_target_refuse(size_t n, size_t len);

#endif
