/* SPDX-License-Identifier: MIT */
#include "num/dtoa.h"

#include "num/itoa.h"
#include "num/itoa_table.h"
#include "num/pow10_table.h"
#include "num/swar.h"

enum {
    FRACTION_BITS = 52,
    EXPONENT_MASK = 0x7ff,
    EXPONENT_BIAS = 1023 + FRACTION_BITS,
    DIGITS = 17 /* enough for every double, and what put_decimal takes */
};

static const uint64_t ten16 = UINT64_C(10000000000000000);

/* digits * 10^exponent */
typedef struct decimal {
    uint64_t digits;
    int exponent;
} decimal;

/* g * x / 2^128, rounded to odd: cut down to an integer, whose last bit is
 * set when something was cut off. g may exceed the true power by one unit
 * in its last place, so a rest of one counts as none. */
static inline uint64_t
round_to_odd(jsd_wide g, uint64_t x)
{
    jsd_wide y = jsd_wide_add(jsd_wide_mul(g.hi, x), jsd_wide_mul(g.lo, x).hi);

    return y.hi | (y.lo > 1);
}

/* The shortest decimal, and of those the nearest, among all that read back
 * as significand * 2^exponent; it may end in zeros. uneven: the significand
 * is the format's smallest, so that the float below is half as far away as
 * the one above. Schubfach: R. Giulietti, "The Schubfach way to render
 * doubles", 2020. Nothing here depends on the format of the float. */
static inline decimal
shortest(uint64_t significand, int exponent, bool uneven)
{
    /* 10^k <= the distance between the bounds < 10^(k+1): at least one
     * multiple of 10^k and at most one of 10^(k+1) lies between them. */
    const int k = jsd_log10_pow2(exponent, uneven);
    const int h = exponent + jsd_log2_pow10(-k) + 1;
    jsd_wide g = jsd_pow10(-k);
    uint64_t quarters = 4 * significand;
    uint64_t odd = significand & 1; /* then the bounds read back as others */
    uint64_t value, lower, upper, ones, tens, mask;
    bool low_fits, high_fits;

    /* The paper's g is rounded up; no low half is all ones. */
    g.lo += (unsigned)-k > JSD_POW10_EXACT;
    /* In quarters of 10^k. make_pow10.py proves 1 <= h <= 4, so nothing is
     * shifted out. */
    value = round_to_odd(g, quarters << h);
    lower = round_to_odd(g, (quarters - 2 + uneven) << h) + odd;
    upper = round_to_odd(g, (quarters + 2) << h) - odd;

    ones = value / 4;
    low_fits = lower <= 4 * ones;
    /* The nearer one, or the even one. It lies within the bounds, unless
     * the lower bound is the nearer bound and excludes it. */
    ones += ((value & 3) + (ones & 1) > 2) | !low_fits;

    /* The bounds are too close for both of these. */
    tens = value / 40;
    low_fits = lower <= 40 * tens;
    high_fits = 40 * tens + 40 <= upper;
    tens = 10 * (tens + high_fits);
    /* A branch would be mispredicted every other time. */
    mask = 0 - (uint64_t)(low_fits | high_fits);
    return (decimal){ones ^ ((ones ^ tens) & mask), k};
}

/* Writes e, as in 1e-7, 1e+16, 1e-300. */
static inline char *
put_exponent(char *out, int e)
{
    unsigned n = (unsigned)(e < 0 ? -e : e);

    out[0] = 'e';
    out[1] = e < 0 ? '-' : '+';
    out[2] = (char)('0' + n / 100);
    out += 2 + (n >= 100);
    out[0] = (char)('0' + n / 10 % 10);
    out += n >= 10;
    out[0] = (char)('0' + n % 10);
    return out + 1;
}

/* The eight digits of x < 10^8, as jsd_swar_load would read them. */
static inline uint64_t
digits8(uint32_t x)
{
    char text[8];

    memcpy(text, jsd_itoa_table[x / 10000], 4);
    memcpy(text + 4, jsd_itoa_table[x % 10000], 4);
    return jsd_swar_load(text);
}

/* How many of these sixteen digits are left without the zeros at the end. */
static inline int
significant16(uint64_t high, uint64_t low)
{
    high ^= JSD_SWAR_ZEROS;
    low ^= JSD_SWAR_ZEROS;
    if (low != 0)
        return 16 - (int)((unsigned)__builtin_clzll(low) / 8);
    return high == 0 ? 0 : 8 - (int)((unsigned)__builtin_clzll(high) / 8);
}

/* Writes d, whose digits are exactly DIGITS many, without the zeros at
 * their end. Every store has a fixed size; what lies beyond the end that is
 * returned has no meaning. */
static inline char *
put_decimal(char *out, decimal d)
{
    const uint32_t group = 100000000;
    uint64_t high = d.digits / group;
    uint64_t low_word = digits8((uint32_t)(d.digits % group));
    uint64_t high_word = digits8((uint32_t)(high % group));
    char first = (char)('0' + high / group);
    int e = d.exponent + DIGITS - 1; /* of the first digit */
    int rest = significant16(high_word, low_word);

    if (e < -5 || e > 15) {
        out[0] = first;
        out[1] = '.';
        jsd_swar_store(out + 2, high_word);
        jsd_swar_store(out + 10, low_word);
        return put_exponent(out + 1 + rest + (rest > 0), e);
    }
    if (e < 0) {
        memcpy(out, "0.00000", 8);
        out += 1 - e;
        out[0] = first;
        jsd_swar_store(out + 1, high_word);
        jsd_swar_store(out + 9, low_word);
        return out + 1 + rest;
    }
    out[0] = first;
    jsd_swar_store(out + 1, high_word);
    jsd_swar_store(out + 9, low_word);
    /* Make room for the point behind the digit of ones. */
    memmove(out + e + 2, out + e + 1, 16);
    out[e + 1] = '.';
    return out + 2 + (rest > e ? rest : e + 1);
}

/* Brings d to DIGITS digits. */
static inline decimal
widen(decimal d)
{
    bool narrow = d.digits < ten16;

    d.digits *= 1 + 9 * (uint64_t)narrow;
    d.exponent -= narrow;
    /* Only subnormals: others have at least 2^52 > 10^15 to start from. */
    while (JSD_UNLIKELY(d.digits < ten16)) {
        d.digits *= 10;
        d.exponent--;
    }
    return d;
}

/* Is significand * 2^-places an integer below 2^53? Those are their own
 * shortest decimals: the bounds are at most one half away, and whatever is
 * shorter is an integer too. One test, as exponents are hard to predict. */
static inline bool
is_small_integer(uint64_t significand, unsigned places)
{
    uint64_t mask = (UINT64_C(1) << (places & 63)) - 1;

    return (places <= FRACTION_BITS) & ((significand & mask) == 0);
}

char *
jsd_dtoa_put(char *out, double value)
{
    const uint64_t hidden = UINT64_C(1) << FRACTION_BITS;
    uint64_t bits, significand;
    int biased, exponent;
    bool normal;

    memcpy(&bits, &value, sizeof(bits));
    out[0] = '-';
    out += bits >> 63;
    biased = (int)(bits >> FRACTION_BITS) & EXPONENT_MASK;
    normal = biased != 0;
    significand = (bits & (hidden - 1)) | (normal ? hidden : 0);
    exponent = biased + !normal - EXPONENT_BIAS;
    if (is_small_integer(significand, (unsigned)-exponent)) {
        out = jsd_itoa_put_u64(out, significand >> -exponent);
        memcpy(out, ".0", 2);
        return out + 2;
    }
    if (JSD_UNLIKELY(significand == 0)) {
        memcpy(out, "0.0", 3);
        return out + 3;
    }
    return put_decimal(
        out, widen(shortest(significand, exponent,
                            (significand == hidden) & (biased > 1))));
}
