/* SPDX-License-Identifier: MIT
 *
 * A writable buffer of the user's, into which a finished text is copied.
 * Used by module/. It holds an export no longer than the copy takes, and
 * writes nothing where the whole text has no room.
 */
#ifndef JSONDE_PY_TARGET_H
#define JSONDE_PY_TARGET_H

#include "abi/abi.h"

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

#endif
