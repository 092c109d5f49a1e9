/* SPDX-License-Identifier: MIT */
#include "num/float_round.h"

#include "num/number.h"

enum { FRACTION_BITS = 52, EXPONENT_BIAS = 1023 };

const jsd_round_format jsd_round_to_f32 = {23, 127};
const jsd_round_format jsd_round_to_f16 = {10, 15};

/* Middles of two narrow numbers are doubles, also those of subnormals, and so
 * is each narrow number. A decimal x is on the same side of a middle as its
 * nearest double d, because rounding is monotonic. So d rounds to the number
 * that x rounds to, unless d is a middle itself. Only then x is compared with
 * the middle, digit by digit. */
jsd_status
jsd_float_round(const jsd_round_format *format, const char *s, size_t n,
                double value, uint32_t *bits)
{
    const uint64_t hidden = UINT64_C(1) << FRACTION_BITS;
    uint64_t wide, significand, half, rest, narrow;
    int exponent, drop = FRACTION_BITS - format->fraction, order = 0;
    uint32_t sign;

    memcpy(&wide, &value, sizeof wide);
    sign = (uint32_t)(wide >> 63);
    *bits = sign << (format->bias == 15 ? 15 : 31);
    exponent = (int)(wide >> FRACTION_BITS & 0x7ff);
    significand = (wide & (hidden - 1)) | hidden;
    exponent += format->bias - EXPONENT_BIAS;
    if (exponent < 1) {
        drop += 1 - exponent;
        exponent = 1;
    }
    if (drop > FRACTION_BITS + 1) /* less than half of the smallest */
        return JSD_OK;
    half = UINT64_C(1) << (drop - 1);
    rest = significand & (2 * half - 1);
    narrow = significand >> drop;
    if (rest == half)
        order = jsd_number_compare(s, n, value);
    narrow += rest > half ||
              (rest == half && (order > 0 || (order == 0 && (narrow & 1))));
    /* The leading bit of a normal number, and a carry out of rounding, count
     * as one in the exponent. */
    narrow += (uint64_t)(exponent - 1) << format->fraction;
    if (narrow >= (uint64_t)(2 * format->bias + 1) << format->fraction)
        return JSD_ITEM_RANGE;
    *bits |= (uint32_t)narrow;
    return JSD_OK;
}
