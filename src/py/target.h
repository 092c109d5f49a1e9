/* SPDX-License-Identifier: MIT
 *
 * A writable buffer of the caller's: a finished text is copied into it, or it
 * is held while numbers are written to it.
 *
 * jsd_target_put() holds an export only while it copies, and writes nothing if
 * the buffer is too small.
 */
#ifndef JSONDE_PY_TARGET_H
#define JSONDE_PY_TARGET_H

#include "abi/abi.h"
#include "num/item.h"

typedef struct jsd_target {
    PyObject *buffer;  /* borrowed */
    Py_ssize_t offset; /* bytes before the text, >= 0 */
    Py_ssize_t end;    /* bytes before the end of the text */
} jsd_target;

/* Copies n bytes of text into the buffer and sets target->end. Python code may
 * run. Returns -1 with an exception: BufferError if the buffer is too small
 * (it tells the size needed), read-only or not contiguous, TypeError if the
 * object exports none. */
JSD_MUST_CHECK int jsd_target_put(jsd_target *target, const char *text,
                                  size_t n);

/* A buffer that is held while its items are written. */
typedef struct jsd_target_items {
    PyObject *buffer;       /* borrowed */
    jsd_pybuffer export;    /* held if export.obj is not NULL */
    char *data;             /* NULL: only jsd_target_put() can write there */
    size_t len;             /* bytes */
    jsd_item_format format; /* of its items; JSD_ITEM_NONE: no numbers */
    bool is_plain;          /* its items are bytes: memory for any number */
} jsd_target_items;

/* Acquires a writable buffer and fills *items. Python code may run. Returns -1
 * with an exception and nothing to release: BufferError if the buffer is
 * read-only or not contiguous, TypeError if the object exports none. */
JSD_MUST_CHECK int jsd_target_acquire(PyObject *buffer,
                                      jsd_target_items *items);
void jsd_target_release(jsd_target_items *items);

/* Raises BufferError: a buffer of len bytes has no room for n bytes. */
JSD_COLD void jsd_target_raise_too_small(size_t n, size_t len);

#endif
