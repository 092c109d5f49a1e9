/* SPDX-License-Identifier: MIT
 *
 * Words by their complete road: true, false, null, those that stand for no
 * number, and what is no value at all.
 * Used by the engine and dec_partial.c.
 */
#ifndef JSONDE_DEC_DEC_LITERAL_H
#define JSONDE_DEC_DEC_LITERAL_H

#include "dec/build.h"

/* The word at s, whose first letter is known, with this value (borrowed). */
const char *jsd_dec_literal_any(jsd_dec *d, jsd_form form, const char *s,
                                const char *literal, PyObject *value);

/* What begins as none of JSON's values: with JSD_OPT(NAN_LITERAL) a word. */
JSD_COLD const char *jsd_dec_literal_other(jsd_dec *d, jsd_form form,
                                           const char *s);

/* The value of which d->token is the beginning, a word: new, or NULL with an
 * exception. */
PyObject *jsd_dec_literal_partial(const jsd_dec *d, jsd_form form);

#endif
