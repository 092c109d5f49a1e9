/* SPDX-License-Identifier: MIT
 *
 * Strings that have surrogates without their other halves, with
 * JSD_OPT(LONE_SURROGATES).
 * Used by dec_str.c, where the strict road has found one.
 */
#ifndef JSONDE_DEC_DEC_SURROGATE_H
#define JSONDE_DEC_DEC_SURROGATE_H

#include "dec/dec.h"

/* As jsd_dec_string. */
JSD_MUST_CHECK jsd_status jsd_dec_surrogate_string(jsd_dec *d, jsd_form form,
                                                   PyObject **str);

#endif
