/* SPDX-License-Identifier: MIT
 *
 * Reads a number of an array as a double, inline. array_parse_items.h includes
 * it for each instruction set. Numbers that it cannot decide go to
 * jsd_array_parse_item().
 */
#ifndef JSONDE_NUM_ARRAY_PARSE_DOUBLE_H
#define JSONDE_NUM_ARRAY_PARSE_DOUBLE_H

#include "num/array_parse_internal.h"
#include "num/atod_fast.h"
#include "num/binary64.h"
#include "num/pow10_table.h"
#include "num/swar.h"
#include "simd/block.h"

/* Readable bytes that the fast path assumes at a number: a sign, eighteen
 * digits, a point, 24 digits, and "],[". */
enum { ROOM = 48 };

JSD_INLINE bool
is_digit_char(char c)
{
    return jsd_swar_digit(c) < 10;
}

JSD_INLINE bool
is_exponent(char c)
{
    return (c | 0x20) == 'e';
}

/* How to scale a fraction of 16 + run digits, and the smallest whole part for
 * which all digits would be more than nineteen. */
typedef struct fraction_power {
    uint64_t power; /* jsd_pow10(-16 - run).hi */
    uint64_t scale; /* 10^run */
    uint32_t whole;
    int log2; /* jsd_log2_pow10(-16 - run) */
} fraction_power;

static const fraction_power fraction_powers[4] = {
    {JSD_POW10_M16, 1, 1000, JSD_LOG2_POW10_M16},
    {JSD_POW10_M17, 10, 100, JSD_LOG2_POW10_M17},
    {JSD_POW10_M18, 100, 10, JSD_LOG2_POW10_M18},
    {JSD_POW10_M19, 1000, 1, JSD_LOG2_POW10_M19},
};

/* Sets *bits to value, scaled as `by` says, with the sign of the number at s.
 * Returns p, the end of the number, or NULL if the fast path cannot decide. */
JSD_INLINE const char *
put_scaled(const char *s, const char *p, uint64_t value,
           const fraction_power *by, uint64_t *bits)
{
    uint64_t magnitude = 0;

    if (JSD_UNLIKELY(is_exponent(*p)))
        return NULL;
    if (JSD_LIKELY(value != 0)) {
        magnitude = jsd_atod_fast(value, by->power, by->log2);
        if (JSD_UNLIKELY(magnitude == 0))
            return NULL;
    }
    *bits = magnitude | (uint64_t)(*s == '-') << 63;
    return p;
}

/* Reads on after sixteen digits of the fraction, which are part of value.
 * There is no branch on the number of digits, because it would be
 * mispredicted. */
JSD_INLINE const char *
read_long(const char *s, const char *p, uint64_t whole, uint64_t value,
          uint64_t *bits)
{
    uint64_t digits = jsd_swar_load(p) ^ JSD_SWAR_ZEROS;
    uint64_t other = jsd_swar_other(digits);
    unsigned run = other == 0 ? 8 : jsd_swar_count(other);

    if (JSD_UNLIKELY(run > 3) ||
        JSD_UNLIKELY(whole >= fraction_powers[run].whole))
        return NULL;
    digits = digits << (56 - 8 * run) << 8;
    value = value * fraction_powers[run].scale + jsd_swar_number(digits);
    return put_scaled(s, p + run, value, &fraction_powers[run], bits);
}

#ifdef JSD_ISA_HAS_PARSE_16_DIGITS

/* Reads on after the point. whole < 1000 is the part before it. Each fraction
 * is read as sixteen digits, because zeros at its end change nothing. */
JSD_INLINE const char *
read_point(const char *s, const char *p, uint64_t whole, uint64_t *bits)
{
    uint64_t value;
    unsigned n;

    if (JSD_UNLIKELY(whole >= 1000))
        return NULL;
    n = jsd_parse_16_digits(p, &value);
    if (JSD_UNLIKELY(n == 0))
        return NULL;
    value += whole * UINT64_C(10000000000000000);
    if (n < 16)
        return put_scaled(s, p + n, value, &fraction_powers[0], bits);
    return read_long(s, p + 16, whole, value, bits);
}

#else

/* Reads on after the point. whole is the part before it: below 1000, or below
 * 10^11 if the fraction has less than eight digits. */
JSD_INLINE const char *
read_point(const char *s, const char *p, uint64_t whole, uint64_t *bits)
{
    static const fraction_power eight = {JSD_POW10_M8, 1, 0,
                                         JSD_LOG2_POW10_M8};
    uint64_t digits = jsd_swar_load(p) ^ JSD_SWAR_ZEROS;
    uint64_t other = jsd_swar_other(digits);
    uint64_t value = whole * 100000000;

    if (other != 0) {
        if (JSD_UNLIKELY((other & 0x80) != 0)) /* no digit at all */
            return NULL;
        value += jsd_swar_number(digits & jsd_swar_before(other));
        return put_scaled(s, p + jsd_swar_count(other), value, &eight, bits);
    }
    if (JSD_UNLIKELY(whole >= 1000))
        return NULL;
    value += jsd_swar_number(digits);
    digits = jsd_swar_load(p + 8) ^ JSD_SWAR_ZEROS;
    other = jsd_swar_other(digits);
    value =
        value * 100000000 + jsd_swar_number(digits & jsd_swar_before(other));
    if (other != 0)
        return put_scaled(s, p + 8 + jsd_swar_count(other), value,
                          &fraction_powers[0], bits);
    return read_long(s, p + 16, whole, value, bits);
}

#endif

/* Reads the integer at p. Returns the place behind it, or p if there are no
 * digits, more than 18, or a leading zero. */
JSD_INLINE const char *
read_short_digits(const char *p, uint64_t *value)
{
    const char *const first = p;
    uint64_t digits = jsd_swar_load(p) ^ JSD_SWAR_ZEROS;
    uint64_t other = jsd_swar_other(digits), more = 0;
    unsigned run = 8;

    if (JSD_LIKELY(other != 0)) {
        run = jsd_swar_count(other);
        if (JSD_UNLIKELY((digits & 0xff) == 0) && run > 1)
            return first;
        *value = jsd_swar_number(digits << (56 - 8 * run) << 8);
        return p + run;
    }
    if (JSD_UNLIKELY((digits & 0xff) == 0))
        return first;
    *value = jsd_swar_number(digits);
    for (p += 8; is_digit_char(*p); p++) {
        if (++more > 10)
            return first;
        *value = 10 * *value + jsd_swar_digit(*p);
    }
    return p;
}

/* Sets *bits to the double nearest to the number at s, where ROOM bytes can be
 * read. Returns the place behind it, or NULL if the slow path must decide. */
typedef const char *read_double(const char *s, uint64_t *bits);

/* A read_double function for any number. */
JSD_INLINE const char *
read_any_double(const char *s, uint64_t *bits)
{
    const char *const first = s + (*s == '-');
    const char *p = first;
    uint64_t whole = jsd_swar_digit(*p);

    if (JSD_LIKELY(whole < 10) && p[1] == '.')
        return read_point(s, p + 2, whole, bits);
    if (whole - 1 < 9 && is_digit_char(p[1]) && p[2] == '.')
        return read_point(s, p + 3, 10 * whole + jsd_swar_digit(p[1]), bits);
    p = read_short_digits(first, &whole);
    if (JSD_UNLIKELY(p == first))
        return NULL;
    if (*p == '.') {
        if (JSD_UNLIKELY(p - first > 11))
            return NULL;
        return read_point(s, p + 1, whole, bits);
    }
    if (JSD_UNLIKELY(is_exponent(*p)))
        return NULL;
    /* Below 2^53 the conversion is exact in each rounding mode. */
    *bits = JSD_LIKELY(whole >> 53 == 0) ? jsd_f64_bits((double)(int64_t)whole)
                                         : jsd_f64_round(whole);
    *bits |= (uint64_t)(*s == '-') << 63;
    return p;
}

/* A read_double function that is fastest for short decimals, and leaves others
 * to `others`. */
JSD_INLINE const char *
read_double_fast(const char *s, uint64_t *bits, read_double *others)
{
#ifdef JSD_ISA_HAS_PARSE_16_DIGITS
    unsigned whole;
    uint64_t value;
    const unsigned n = jsd_parse_decimal(s, &whole, &value);

    if (n > 0) {
        const int exponent = (int)whole - 16;
        const fraction_power by = {jsd_pow10(exponent).hi, 1, 0,
                                   jsd_log2_pow10(exponent)};

        return put_scaled(s, s + n, value, &by, bits);
    }
#endif
    return others(s, bits);
}

#endif
