/* SPDX-License-Identifier: MIT
 *
 * The slow path of literals: true, false and null near the end of the text,
 * the literals of OPT_NAN_LITERAL, and the errors of places where no value
 * starts.
 */
#ifndef JSONDE_DEC_DEC_LITERAL_H
#define JSONDE_DEC_DEC_LITERAL_H

#include "dec/build.h"

/* Reads the literal at s, whose first unit is known, and pushes value, which
 * is borrowed. */
const char *jsd_dec_literal_any(jsd_dec *d, jsd_form form, const char *s,
                                const char *literal, PyObject *value);

/* Reads the value at s that starts with none of JSON's values: a literal with
 * OPT_NAN_LITERAL; otherwise an error. */
JSD_COLD const char *jsd_dec_literal_other(jsd_dec *d, jsd_form form,
                                           const char *s);

/* Returns the value of the truncated literal at d->token: new, or NULL with an
 * exception. */
PyObject *jsd_dec_literal_partial(const jsd_dec *d, jsd_form form);

#endif
