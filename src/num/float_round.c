/* SPDX-License-Identifier: MIT */
#include "num/float_round.h"

#include "num/number.h"

enum { FRACTION_BITS = 52, EXPONENT_BIAS = 1023 };

const jsd_round_format jsd_round_to_f32 = {23, 127};
const jsd_round_format jsd_round_to_f16 = {10, 15};

/* The middles of two narrow numbers are doubles, the ones of subnormals
 * included, and so is each narrow number. A decimal x lies on the same side of
 * a middle as its nearest double d, because rounding keeps the order: x below
 * the middle makes d no more than that. So d rounds to what x rounds to,
 * unless d is a middle itself. Then, and only then, x is compared with it,
 * digit by digit. */
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
    /* The leading bit of a normal one is worth one in the exponent, and so is
     * a carry out of rounding. */
    narrow += (uint64_t)(exponent - 1) << format->fraction;
    if (narrow >= (uint64_t)(2 * format->bias + 1) << format->fraction)
        return JSD_ITEM_RANGE;
    *bits |= (uint32_t)narrow;
    return JSD_OK;
}
