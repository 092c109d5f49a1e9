/* SPDX-License-Identifier: MIT
 *
 * loads_array(): reads arrays of numbers from JSON into blocks of memory,
 * without an object for each item.
 */
#ifndef JSONDE_DEC_DEC_ARRAY_H
#define JSONDE_DEC_DEC_ARRAY_H

#include "py/state.h"

/* The arguments: borrowed, NULL if not given. */
typedef struct jsd_dec_array_call {
    PyObject *source;
    PyObject *format;  /* a str, a dtype of numpy, or None */
    PyObject *pointer; /* a str, or a list or tuple of str */
    PyObject *into;    /* a writable buffer, or None */
    PyObject *option;  /* an int, or None */
} jsd_dec_array_call;

/* Returns a new memoryview, or a tuple, the shape of what was written into a
 * buffer; a list of these for arrays of several shapes, and a list of all
 * results for several pointers. Returns NULL with an exception. Python code
 * may run. */
PyObject *jsd_decode_array(jsd_state *state, const jsd_dec_array_call *call);

#endif
