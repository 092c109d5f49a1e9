/* SPDX-License-Identifier: MIT
 *
 * loads_array(): an array of numbers from JSON to one block of memory.
 * Used by module/. It makes no object for an item.
 */
#ifndef JSONDE_DEC_DEC_ARRAY_H
#define JSONDE_DEC_DEC_ARRAY_H

#include "py/state.h"

/* Borrowed; NULL: not given. */
typedef struct jsd_dec_array_call {
    PyObject *source;
    PyObject *format;  /* a str, a dtype of numpy, or None */
    PyObject *pointer; /* a str */
    PyObject *into;    /* a writable buffer, or None */
    PyObject *option;  /* an int, or None */
} jsd_dec_array_call;

/* A new memoryview, or the shape of what was written into a buffer; NULL with
 * an exception. */
PyObject *jsd_decode_array(jsd_state *state, const jsd_dec_array_call *call);

#endif
