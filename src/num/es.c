/* SPDX-License-Identifier: MIT */
#include "num/es.h"

#include "num/dtoa_put.h"

enum { DIGITS = 17, POSITIONAL_MIN = -6, POSITIONAL_MAX = 20 };

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

static jsd_shortest
shortest(double value)
{
    const uint64_t hidden = UINT64_C(1) << 52;
    uint64_t bits, significand;
    int biased;
    jsd_shortest s;

    memcpy(&bits, &value, sizeof bits);
    significand = bits & (hidden - 1);
    biased = (int)(bits >> 52) & 0x7ff;
    if (biased == 0)
        return jsd_shortest_exact(significand, -1074, false);
    if (significand == 0 ||
        !jsd_shortest_near(significand | hidden, biased - 1075, &s))
        return jsd_shortest_exact(significand | hidden, biased - 1075,
                                  significand == 0 && biased > 1);
    return s;
}

/* Any double above 0. */
static char *
put_far(char *out, double value)
{
    const jsd_shortest s = shortest(value);
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

char *
jsd_es_put(char *out, double value)
{
    const double least = 1e-5, most = 9007199254740992.0; /* 2^53 */
    const double amount = value < 0 ? -value : value;

    if (amount < most && amount == (double)(int64_t)amount)
        return jsd_itoa_put_i64_fast(out, (int64_t)value);
    /* No integer, and with no exponent there either. */
    if (amount < most && amount >= least)
        return jsd_dtoa_put_fast(out, value);
    *out = '-';
    return put_far(out + (value < 0), amount);
}
