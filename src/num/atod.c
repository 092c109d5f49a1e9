/* SPDX-License-Identifier: MIT */
#include "num/atod.h"

#include "num/pow10_table.h"

#include <math.h>

enum {
    FRACTION_BITS = 52,
    EXPONENT_BIAS = 1023,
    POW10_MAX = 308, /* 10^309 is above the largest double */
    /* Up to this power the low half is zero: 5^27 < 2^64. */
    POW10_SHORT = 27
};

static const uint64_t infinity_bits = UINT64_C(0x7ff) << FRACTION_BITS;

/* mantissa * 10^exponent. hi has the first 63 or 64 bits. */
typedef struct power_product {
    uint64_t hi, lo;
    uint64_t factor; /* the mantissa, shifted to set its top bit */
    jsd_wide power;
    int drop;     /* bits of hi after the double's last place */
    int exponent; /* of the double, biased; 1 for subnormals */
} power_product;

/* Multiplies by the high half of the power alone. The true product is at least
 * (hi, lo), and less than one unit of hi above it. */
static inline power_product
multiply_by_power(uint64_t mantissa, int exponent)
{
    int zeros = __builtin_clzll(mantissa);
    uint64_t factor = mantissa << zeros;
    jsd_wide power = jsd_pow10(exponent);
    jsd_wide p = jsd_wide_mul(factor, power.hi);
    int upper = (int)(p.hi >> 63);
    power_product result = {p.hi, p.lo, factor, power, 10 + upper, 0};

    /* The top bit of hi stands for 2^(64 + log2 - zeros). */
    result.exponent =
        EXPONENT_BIAS + 63 + upper + jsd_log2_pow10(exponent) - zeros;
    if (JSD_UNLIKELY(result.exponent < 1)) {
        result.drop += 1 - result.exponent;
        result.exponent = 1;
    }
    return result;
}

/* Adds the product with the low half of the power. The true product is then
 * less than two units of lo above (hi, lo): one is cut off here, one in the
 * power. */
static inline power_product
refine_product(power_product p)
{
    uint64_t low = jsd_wide_mul(p.factor, p.power.lo).hi;
    jsd_wide sum = jsd_wide_add((jsd_wide){p.hi, p.lo}, low);

    p.hi = sum.hi;
    p.lo = sum.lo;
    return p;
}

/* Returns the bits of the double with this significand. The leading bit of a
 * normal number, and a carry out of rounding, count as one in the exponent. */
static inline uint64_t
assemble_double(uint64_t significand, int exponent)
{
    uint64_t bits = ((uint64_t)(exponent - 1) << FRACTION_BITS) + significand;

    return bits < infinity_bits ? bits : infinity_bits;
}

/* Eisel-Lemire (D. Lemire, "Number parsing at a gigabyte per second", 2021),
 * with powers that are always rounded down. So one pattern alone leaves the
 * rounding undecided: just below the middle of two doubles. */
double
jsd_atod(uint64_t mantissa, int64_t exponent)
{
    power_product p;
    uint64_t half, tail, bits;
    double value;

    if (mantissa == 0 || exponent < JSD_POW10_MIN)
        return 0.0;
    if (exponent > POW10_MAX)
        return (double)INFINITY;
    p = multiply_by_power(mantissa, (int)exponent);
    if (JSD_UNLIKELY(p.drop > 64)) /* below half of the smallest double */
        return 0.0;
    half = UINT64_C(1) << (p.drop - 1);
    tail = p.hi & (2 * half - 1);
    if (JSD_UNLIKELY(tail == half - 1)) {
        p = refine_product(p);
        tail = p.hi & (2 * half - 1);
        if (tail == half - 1 && p.lo >= UINT64_MAX - 1)
            return (double)NAN;
    }
    bits = ((p.hi >> (p.drop - 1)) + 1) >> 1;
    /* A tie needs an exact product. 5^28 and more leave too many odd bits for
     * a tie; a product with a negative power is always below one. */
    if (JSD_UNLIKELY(tail == half && p.lo == 0) && exponent >= 0 &&
        exponent <= POW10_SHORT)
        bits &= ~UINT64_C(1);
    bits = assemble_double(bits, p.exponent);
    memcpy(&value, &bits, sizeof(value));
    return value;
}

uint64_t
jsd_atod_floor(uint64_t mantissa, int exponent)
{
    power_product p = refine_product(multiply_by_power(mantissa, exponent));

    if (p.drop > 64)
        return 0;
    /* Two shifts, because drop may be 64. */
    return assemble_double(p.hi >> (p.drop - 1) >> 1, p.exponent);
}
