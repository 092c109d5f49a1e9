/* SPDX-License-Identifier: MIT
 *
 * Strings of the decoder: values and keys.
 * Part of decode.c alone. It never trusts UTF-8 that it has not checked.
 */
#ifndef JSONDE_DEC_DEC_STR_H
#define JSONDE_DEC_DEC_STR_H

#include "dec/dec.h"

/* A str of n units of the given form at s: seen are these, or'ed together;
 * neither escapes nor surrogates are among them. Of JSD_FORM_UTF8 the text is
 * checked first; then *at is the offset of what is wrong in it. */
JSD_MUST_CHECK jsd_status jsd_dec_make_str(jsd_caps caps, jsd_form form,
                                           const void *s, size_t n,
                                           uint32_t seen, PyObject **str,
                                           size_t *at);

/* The string whose opening quote stands at d->at, which moves behind the
 * closing one. A key goes through the cache. */
JSD_MUST_CHECK jsd_status jsd_dec_string(jsd_dec *d, jsd_form form,
                                         bool is_key, PyObject **str);

#endif
