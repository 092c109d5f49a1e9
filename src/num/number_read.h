/* SPDX-License-Identifier: MIT
 *
 * The fast path of numbers, inline: integers of up to eighteen digits, and
 * decimals of up to three digits before the point and sixteen behind it. Other
 * numbers, and all errors, are left to num/number.h. The functions never read
 * at or after the end.
 */
#ifndef JSONDE_NUM_NUMBER_READ_H
#define JSONDE_NUM_NUMBER_READ_H

#include "num/atod_fast.h"
#include "num/number.h"
#include "num/swar.h"

#include <float.h>

/* Readable bytes that the fast path assumes at a number. A sign, three digits,
 * a point, sixteen digits and one byte make 22; a sign and three groups of
 * eight digits make 25. */
enum { JSD_NUMBER_ROOM = 25 };

JSD_INLINE bool
jsd_number_is_exponent(char c)
{
    return (c | 0x20) == 'e';
}

JSD_INLINE const char *
jsd_number_put_i64(const char *s, const char *p, uint64_t magnitude,
                   jsd_number *number)
{
    number->kind = JSD_NUMBER_I64;
    number->as.i64 = (int64_t)(*s == '-' ? 0 - magnitude : magnitude);
    return p;
}

/* There is no branch on the sign, because it would be mispredicted. */
JSD_INLINE const char *
jsd_number_put_f64(const char *s, const char *p, uint64_t bits,
                   jsd_number *number)
{
    number->kind = JSD_NUMBER_F64;
    bits |= (uint64_t)(*s == '-') << 63;
    memcpy(&number->as.f64, &bits, sizeof(bits));
    return p;
}

/* Calls jsd_number_read_more() with a copy: taking the address of number would
 * force it out of registers. */
JSD_INLINE const char *
jsd_number_read_rest(const char *s, const char *p, const char *end,
                     jsd_scaled read, jsd_number *number)
{
    jsd_number result = {JSD_NUMBER_I64, {0}};

    p = jsd_number_read_more(s, p, end, read, &result);
    *number = result;
    return p;
}

/* Reads on at p, after eight digits of the fraction. value holds these digits.
 */
JSD_INLINE const char *
jsd_number_read_long(const char *s, const char *p, const char *end,
                     uint64_t value, jsd_number *number)
{
    uint64_t digits = jsd_swar_load(p) ^ JSD_SWAR_ZEROS;
    uint64_t other = jsd_swar_other(digits), bits;

    value =
        value * 100000000 + jsd_swar_number(digits & jsd_swar_before(other));
    p += other == 0 ? 8 : jsd_swar_count(other);
    if (JSD_UNLIKELY((other == 0 && jsd_swar_digit(*p) < 10) ||
                     jsd_number_is_exponent(*p)))
        return jsd_number_read_rest(s, p, end, (jsd_scaled){value, -16},
                                    number);
    if (JSD_UNLIKELY(value == 0))
        return jsd_number_put_f64(s, p, 0, number);
    bits = jsd_atod_fast(value, JSD_POW10_M16, JSD_LOG2_POW10_M16);
    return JSD_LIKELY(bits != 0) ? jsd_number_put_f64(s, p, bits, number)
                                 : NULL;
}

/* Reads on at p, after the point, where 17 bytes can be read. whole < 10^11 is
 * the part before the point. The fraction counts as eight or sixteen digits,
 * because zeros at its end change nothing. So the power of ten is a constant.
 */
JSD_INLINE const char *
jsd_number_read_point(const char *s, const char *p, const char *end,
                      uint64_t whole, jsd_number *number)
{
    uint64_t digits = jsd_swar_load(p) ^ JSD_SWAR_ZEROS;
    uint64_t other = jsd_swar_other(digits);
    uint64_t value = whole * 100000000, bits;
    double quotient;

    if (other == 0) {
        value += jsd_swar_number(digits);
        p += 8;
        return JSD_LIKELY(whole < 1000)
                   ? jsd_number_read_long(s, p, end, value, number)
                   : jsd_number_read_rest(s, p, end, (jsd_scaled){value, -8},
                                          number);
    }
    value += jsd_swar_number(digits & jsd_swar_before(other));
    if (JSD_UNLIKELY((other & 0x80) != 0)) /* no digit at all */
        return NULL;
    p += jsd_swar_count(other);
    if (JSD_UNLIKELY(jsd_number_is_exponent(*p)))
        return jsd_number_read_rest(s, p, end, (jsd_scaled){value, -8},
                                    number);
    if (JSD_UNLIKELY(value >> 53 != 0) || FLT_EVAL_METHOD != 0) {
        if (value == 0)
            return jsd_number_put_f64(s, p, 0, number);
        bits = jsd_atod_fast(value, JSD_POW10_M8, JSD_LOG2_POW10_M8);
        return bits != 0 ? jsd_number_put_f64(s, p, bits, number) : NULL;
    }
    /* Both operands are exact and one rounding follows, so the quotient is the
     * nearest double (W. Clinger, "How to read floating point numbers
     * accurately", 1990). */
    quotient = (double)(int64_t)value / 1e8;
    memcpy(&bits, &quotient, sizeof(bits));
    return jsd_number_put_f64(s, p, bits, number);
}

/* Reads the integer of the digits at p, where 24 bytes can be read. Returns
 * its end, or p if it has more than 18 digits. */
JSD_INLINE const char *
jsd_number_read_digits(const char *p, uint64_t *value)
{
    const char *const first = p;
    uint64_t head = jsd_swar_load(p) ^ JSD_SWAR_ZEROS, tail;
    uint64_t other = jsd_swar_other(head);
    unsigned run;

    if (other != 0) {
        run = jsd_swar_count(other);
        /* Zeros are shifted in. Two shifts, because run may be 0. */
        *value = jsd_swar_number(head << (56 - 8 * run) << 8);
        return p + run;
    }
    tail = jsd_swar_load(p + 8) ^ JSD_SWAR_ZEROS;
    other = jsd_swar_other(tail);
    run = other == 0 ? 8 : jsd_swar_count(other);
    /* The last eight digits, and the digits before them. */
    tail = jsd_swar_load(p + run) ^ JSD_SWAR_ZEROS;
    head = run == 0 ? 0 : head << (64 - 8 * run);
    *value = jsd_swar_number(head) * 100000000 + jsd_swar_number(tail);
    p += 8 + run;
    if (other != 0)
        return p;
    for (run = 0; jsd_swar_digit(*p) < 10; p++) {
        if (++run > 2)
            return first;
        *value = 10 * *value + jsd_swar_digit(*p);
    }
    return p;
}

/* Reads the number at s, where '-' or a digit is. Returns the place behind it,
 * or NULL if jsd_number_read() must read it. Both functions give equal
 * results. */
JSD_INLINE const char *
jsd_number_read_fast(const char *s, const char *end, jsd_number *number)
{
    /* No branch on the sign: it would be mispredicted. */
    const char *const first = s + (*s == '-');
    const char *p = first;
    uint64_t whole;

    if (JSD_UNLIKELY(end - s < JSD_NUMBER_ROOM))
        return NULL;
    whole = jsd_swar_digit(*p++);
    if (JSD_UNLIKELY(whole > 9))
        return NULL;
    /* One to three digits are frequent. Predicted branches are faster here
     * than to compute the length of the run. */
    if (jsd_swar_digit(*p) < 10) {
        if (JSD_UNLIKELY(whole == 0))
            return NULL;
        whole = 10 * whole + jsd_swar_digit(*p++);
        if (jsd_swar_digit(*p) < 10) {
            whole = 10 * whole + jsd_swar_digit(*p++);
            if (jsd_swar_digit(*p) < 10) {
                p = jsd_number_read_digits(first, &whole);
                if (JSD_UNLIKELY(p == first) ||
                    (JSD_UNLIKELY(*p == '.') &&
                     (p - first > 11 || end - p < 18)))
                    return NULL;
            }
        }
    }
    if (*p == '.')
        return jsd_number_read_point(s, p + 1, end, whole, number);
    if (JSD_UNLIKELY(jsd_number_is_exponent(*p)))
        return jsd_number_read_rest(s, p, end, (jsd_scaled){whole, 0}, number);
    return jsd_number_put_i64(s, p, whole, number);
}

#endif
