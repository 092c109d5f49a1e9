/* SPDX-License-Identifier: MIT
 *
 * Rounds a decimal to the nearest float or half float (IEEE 754, binary32 and
 * binary16), ties to even, starting from the nearest double. Avoids double
 * rounding.
 */
#ifndef JSONDE_NUM_FLOAT_ROUND_H
#define JSONDE_NUM_FLOAT_ROUND_H

#include "base/base.h"
#include "base/status.h"

typedef struct jsd_round_format {
    int fraction; /* bits */
    int bias;     /* of the exponent */
} jsd_round_format;

extern const jsd_round_format jsd_round_to_f32, jsd_round_to_f16;

/* Sets *bits to the format's value nearest to the number at s[0..n). value is
 * the double nearest to that number. Returns JSD_ITEM_RANGE if the result is
 * infinite. */
JSD_MUST_CHECK jsd_status jsd_float_round(const jsd_round_format *format,
                                          const char *s, size_t n,
                                          double value, uint32_t *bits);

#endif
