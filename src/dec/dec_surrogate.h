/* SPDX-License-Identifier: MIT
 *
 * Reads strings with lone surrogates, for OPT_LONE_SURROGATES.
 */
#ifndef JSONDE_DEC_DEC_SURROGATE_H
#define JSONDE_DEC_DEC_SURROGATE_H

#include "dec/dec.h"

/* Does what jsd_dec_string() does. dec_str.c calls it after JSD_SURROGATE or
 * JSD_LONE_SURROGATE. */
JSD_MUST_CHECK jsd_status jsd_dec_surrogate_string(jsd_dec *d, jsd_form form,
                                                   PyObject **str);

#endif
