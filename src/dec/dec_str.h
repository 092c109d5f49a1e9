/* SPDX-License-Identifier: MIT
 *
 * Strings of the decoder: values and keys.
 * Used by the engine. It never trusts UTF-8 that it has not checked.
 */
#ifndef JSONDE_DEC_DEC_STR_H
#define JSONDE_DEC_DEC_STR_H

#include "dec/dec.h"

/* The str of a key without escapes, new, through the cache: n bytes of UTF-8,
 * which are checked. */
JSD_MUST_CHECK jsd_status jsd_dec_key(jsd_dec *d, const char *bytes, size_t n,
                                      PyObject **key);

/* The string whose opening quote stands at d->at, which moves behind the
 * closing one. A key goes through the cache. */
JSD_MUST_CHECK jsd_status jsd_dec_string(jsd_dec *d, jsd_form form,
                                         bool is_key, PyObject **str);

#endif
