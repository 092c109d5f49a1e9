/* SPDX-License-Identifier: MIT
 *
 * The pointer argument of loads_array(): one JSON Pointer or several.
 */
#ifndef JSONDE_DEC_DEC_POINTERS_H
#define JSONDE_DEC_DEC_POINTERS_H

#include "dec/dec_fill.h"
#include "py/state.h"

typedef struct jsd_dec_pointers {
    PyObject *names; /* a tuple of the str that are given, NULL for one str */
    size_t count;
    jsd_dec_match *matches; /* one for each pointer */
    jsd_path *paths;
    void *memory;        /* owned: of several matches */
    jsd_dec_match match; /* of one pointer */
    jsd_path path;
} jsd_dec_pointers;

/* Reads the argument, NULL for the whole text, and prepares the matches.
 * Returns -1 with an exception and nothing to clear. Python code may run. */
JSD_MUST_CHECK int jsd_dec_pointers_read(PyObject *given, jsd_dec_pointers *p);

/* Frees the matches. Python code may run. */
void jsd_dec_pointers_clear(jsd_dec_pointers *p);

#endif
