/* SPDX-License-Identifier: MIT
 *
 * Strings of the decoder: values and keys.
 * Used by the engine. It never trusts UTF-8 that it has not checked.
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

/* The str of n bytes of UTF-8 that were measured. NULL with an exception.
 * Needs JSD_CAP_NEW_STR. */
PyObject *jsd_dec_utf8_str(jsd_caps caps, const char *s, size_t n,
                           size_t count, uint32_t widest);

/* The str of a key without escapes, new, through the cache: n bytes of UTF-8,
 * which are checked. */
JSD_MUST_CHECK jsd_status jsd_dec_key(jsd_dec *d, const char *bytes, size_t n,
                                      PyObject **key);

/* The string whose opening quote stands at d->at, which moves behind the
 * closing one. A key goes through the cache. */
JSD_MUST_CHECK jsd_status jsd_dec_string(jsd_dec *d, jsd_form form,
                                         bool is_key, PyObject **str);

#endif
