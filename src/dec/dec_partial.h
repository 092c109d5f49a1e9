/* SPDX-License-Identifier: MIT
 *
 * What the beginning of a document says.
 * Used by decode.c, after an engine has come to the end of a text too early.
 */
#ifndef JSONDE_DEC_DEC_PARTIAL_H
#define JSONDE_DEC_DEC_PARTIAL_H

#include "dec/dec.h"

/* The value of what was read, and of the scalar that was being read: new, and
 * the stack is empty. NULL with a status; then the stack is not. */
PyObject *jsd_dec_partial(jsd_dec *d);

/* Units at the end of the text that are a whole number, which more digits may
 * follow: it has been read as a value. */
size_t jsd_dec_last_number(const jsd_dec *d);

#endif
