/* SPDX-License-Identifier: MIT
 *
 * Doubles and floats (IEEE 754, binary64 and binary32) by their bits. Executes
 * no floating-point operation. So rounding modes, FTZ, DAZ, FZ and traps of
 * the calling thread change no result.
 */
#ifndef JSONDE_NUM_BINARY64_H
#define JSONDE_NUM_BINARY64_H

#include "base/base.h"

/* The bits of infinity. Without their sign, the bits of finite doubles are
 * below, those of NaN above. */
#define JSD_F64_INFINITY (UINT64_C(0x7ff) << 52)

JSD_INLINE uint64_t
jsd_f64_bits(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

JSD_INLINE double
jsd_f64_of(uint64_t bits)
{
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Returns the bits of the magnitude. */
JSD_INLINE uint64_t
jsd_f64_magnitude(double value)
{
    return jsd_f64_bits(value) & (UINT64_MAX >> 1);
}

JSD_INLINE bool
jsd_f64_is_finite(double value)
{
    return (jsd_f64_bits(value) >> 52 & 0x7ff) != 0x7ff;
}

JSD_INLINE bool
jsd_f64_is_nan(double value)
{
    return jsd_f64_magnitude(value) > JSD_F64_INFINITY;
}

/* Returns the literal of a double that is not finite. */
JSD_INLINE const char *
jsd_f64_literal(double value)
{
    return jsd_f64_is_nan(value)       ? "NaN"
           : jsd_f64_bits(value) >> 63 ? "-Infinity"
                                       : "Infinity";
}

/* Returns the bits of the double nearest to n, ties to even. */
JSD_INLINE uint64_t
jsd_f64_round(uint64_t n)
{
    int zeros;
    uint64_t rest;

    if (n == 0)
        return 0;
    zeros = __builtin_clzll(n);
    n <<= zeros;
    rest = n & 0x7ff;
    n >>= 11;
    n += rest > 0x400 || (rest == 0x400 && (n & 1) != 0);
    /* The leading bit, and a carry, count as one in the exponent. */
    return ((uint64_t)(1023 + 63 - 1 - zeros) << 52) + n;
}

/* Returns the bits of the double that equals the float with these bits. */
JSD_INLINE uint64_t
jsd_f64_widen(uint32_t single)
{
    const uint64_t sign = (uint64_t)(single >> 31) << 63;
    const uint64_t magnitude = single & 0x7fffffff;
    int zeros;

    if (magnitude >> 23 == 0xff)
        return sign | JSD_F64_INFINITY | (magnitude << 29);
    if (magnitude >> 23 != 0)
        return sign | ((magnitude + (UINT64_C(896) << 23)) << 29);
    if (magnitude == 0)
        return sign;
    zeros = __builtin_clzll(magnitude) - 40; /* before the leading bit */
    return sign |
           (((uint64_t)(896 - zeros) << 52) + (magnitude << zeros << 29));
}

/* Returns the bits of the float that equals the half float with these bits. */
JSD_INLINE uint32_t
jsd_f32_widen(uint32_t half)
{
    const uint32_t sign = half >> 15 << 31;
    const uint32_t magnitude = half & 0x7fff;
    int zeros;

    if (magnitude >> 10 == 0x1f)
        return sign | UINT32_C(0xff) << 23 | (magnitude << 13);
    if (magnitude >> 10 != 0)
        return sign | ((magnitude + (UINT32_C(112) << 10)) << 13);
    if (magnitude == 0)
        return sign;
    zeros = __builtin_clz(magnitude) - 21;
    return sign |
           (((uint32_t)(112 - zeros) << 23) + (magnitude << zeros << 13));
}

#endif
