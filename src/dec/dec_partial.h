/* SPDX-License-Identifier: MIT
 *
 * Builds the value of a truncated document, after an engine has reached the
 * end of the text too early.
 */
#ifndef JSONDE_DEC_DEC_PARTIAL_H
#define JSONDE_DEC_DEC_PARTIAL_H

#include "dec/dec.h"

/* Returns the value of what was read, and of the scalar at the end if it has
 * one: a new reference, and the stack is empty. Returns NULL with d->status;
 * then the stack keeps its values. */
PyObject *jsd_dec_partial(jsd_dec *d);

/* Returns the length in units of the number at the end of the text, which was
 * read as a value although more digits may follow. Returns 0 for none. */
size_t jsd_dec_last_number(const jsd_dec *d);

#endif
