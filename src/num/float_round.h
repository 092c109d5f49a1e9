/* SPDX-License-Identifier: MIT
 *
 * A decimal to the nearest float or half float (IEEE 754, binary32 and
 * binary16), ties to even, by way of the nearest double.
 * Used by num/array_parse_items.h. It never rounds twice.
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

/* The bits of what is nearest to the number at s, n bytes that jsd_number_read
 * has read to value; JSD_ITEM_RANGE where that is infinite. */
JSD_MUST_CHECK jsd_status jsd_float_round(const jsd_round_format *format,
                                          const char *s, size_t n,
                                          double value, uint32_t *bits);

#endif
