/* SPDX-License-Identifier: MIT
 *
 * The slow path of strings: values and keys that dec_string.h does not read,
 * and all errors. UTF-8 is always checked.
 */
#ifndef JSONDE_DEC_DEC_STR_H
#define JSONDE_DEC_DEC_STR_H

#include "dec/dec.h"

/* Sets *key to the str of n bytes of UTF-8, new. The bytes hold no escapes;
 * they are checked. Uses the key cache. */
JSD_MUST_CHECK jsd_status jsd_dec_key(jsd_dec *d, const char *bytes, size_t n,
                                      PyObject **key);

/* Reads the string whose opening quote is at d->at, and moves d->at behind the
 * closing quote. Sets *str to a new reference. Keys use the key cache. On
 * failure d->at is the position of the error. */
JSD_MUST_CHECK jsd_status jsd_dec_string(jsd_dec *d, jsd_form form,
                                         bool is_key, PyObject **str);

#endif
