/* SPDX-License-Identifier: MIT */
#include "num/ecma_number.h"

#include "num/binary64.h"
#include "num/dtoa_inline.h"

enum { DIGITS = 17, POSITIONAL_MIN = -6, POSITIONAL_MAX = 20 };

/* The bits of 1e-5 and 2^53. */
static const uint64_t plain_min_bits = UINT64_C(0x3ee4f8b588e368f1);
static const uint64_t plain_max_bits = UINT64_C(0x4340000000000000);

/* Writes the n digits at s, the first of which stands for 10^e, and zeros lie
 * behind them, up to 10^21. */
static char *
put_notation(char *out, const char *s, int n, int e)
{
    const size_t count = (size_t)n;
    const size_t before = (size_t)(e + 1); /* the point */

    if (e >= POSITIONAL_MIN && e < 0) {
        memcpy(out, "0.00000", 8);
        out += 1 - e;
        memcpy(out, s, DIGITS);
        return out + count;
    }
    if (e >= 0 && e <= POSITIONAL_MAX) {
        memcpy(out, s, before);
        if (count <= before)
            return out + before;
        out[before] = '.';
        memcpy(out + before + 1, s + before, count - before);
        return out + count + 1;
    }
    *out++ = *s;
    if (n > 1) {
        *out++ = '.';
        memcpy(out, s + 1, DIGITS - 1);
        out += count - 1;
    }
    return jsd_digits_put_exponent(out, e);
}

/* Of the bits of any double above 0. */
static jsd_shortest
shortest_digits(uint64_t bits)
{
    const uint64_t hidden = UINT64_C(1) << 52;
    const uint64_t significand = bits & (hidden - 1);
    const int biased = (int)(bits >> 52);
    jsd_shortest s;

    if (biased == 0)
        return jsd_shortest_exact(significand, -1074, false);
    if (significand == 0 ||
        !jsd_shortest_approx(significand | hidden, biased - 1075, &s))
        return jsd_shortest_exact(significand | hidden, biased - 1075,
                                  significand == 0 && biased > 1);
    return s;
}

static char *
put_scientific(char *out, uint64_t bits)
{
    const jsd_shortest s = shortest_digits(bits);
    jsd_digits d;
    char digits[DIGITS + 8];

    jsd_digits_widen(&d, 10 * s.tens + s.last, s.exponent);
    memset(digits, '0', sizeof digits);
    jsd_swar_store(digits, d.high);
    jsd_swar_store(digits + 8, d.low);
    jsd_swar_store(digits + 9, d.tail);
    return put_notation(out, digits + d.leading, d.count - d.leading,
                        d.point - d.leading);
}

/* Whether a magnitude below 2^53 is an integer: its places are all zeros. */
static bool
is_integer(uint64_t bits)
{
    const uint64_t hidden = UINT64_C(1) << 52;
    const int places = 1023 + 52 - (int)(bits >> 52);

    return bits == 0 || places <= __builtin_ctzll(bits | hidden);
}

char *
jsd_ecma_put(char *out, double value)
{
    const uint64_t bits = jsd_f64_magnitude(value);
    const bool negative = jsd_f64_bits(value) >> 63 != 0;

    if (bits < plain_max_bits && is_integer(bits))
        return jsd_itoa_put_i64_fast(out, (int64_t)value);
    /* No integer, and with no exponent there either. */
    if (bits < plain_max_bits && bits >= plain_min_bits)
        return jsd_dtoa_put_fast(out, value);
    *out = '-';
    return put_scientific(out + negative, bits);
}
