/* SPDX-License-Identifier: MIT
 *
 * The hooks of the standard library's loads(): object_hook and the others.
 * They are called after the document was decoded, on its values from the
 * inside to the outside and in the order of the text, as the standard library
 * calls them. So the decoder itself runs no hook, and its source is released.
 */
#ifndef JSONDE_DEC_DEC_HOOKS_H
#define JSONDE_DEC_DEC_HOOKS_H

#include "abi/abi.h"

/* The callables, borrowed; NULL: none. */
typedef struct jsd_dec_hooks {
    PyObject *object;       /* takes a dict */
    PyObject *object_pairs; /* takes a list of pairs; then object is not called
                             */
    PyObject *array;        /* takes a list */
    PyObject *number; /* takes the text of a float, which the value has as
                         bytes */
} jsd_dec_hooks;

/* Calls the hooks on value, a decoded document without equal keys in a dict,
 * and on the values inside of it. Returns the result, a new reference, or NULL
 * with the exception of a hook. Takes over the reference to value. */
PyObject *jsd_dec_call_hooks(const jsd_dec_hooks *hooks, PyObject *value);

#endif
