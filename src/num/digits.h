/* SPDX-License-Identifier: MIT
 *
 * Writes decimals of up to 17 digits as text. Never rounds.
 */
#ifndef JSONDE_NUM_DIGITS_H
#define JSONDE_NUM_DIGITS_H

#include "num/itoa_table.h"
#include "simd/block.h"
#include "simd/digits_steps.h"

/* The characters of 17 digits. The first may be '0'; then the second is not.
 * Trailing zeros are possible. */
typedef struct jsd_digits {
    uint64_t high; /* digits 0 to 7 */
    uint64_t low;  /* digits 8 to 15 */
    uint64_t tail; /* digits 9 to 16 */
    int count;     /* digits without trailing zeros */
    int point;     /* the digit before the point */
    bool leading;  /* digit 0 is '0' */
} jsd_digits;

/* From 10^16 on a double gets an exponent. */
enum { JSD_DIGITS_POSITIONAL = 16 };

/* Sets *d to digits * 10^exponent; 0 < digits < 10^17. */
void jsd_digits_widen(jsd_digits *d, uint64_t digits, int exponent);

/* The slow path of jsd_digits_put(): with an exponent from 10^most on. The
 * members are passed one by one, so that they may live in registers. */
char *jsd_digits_put_scientific(char *out, uint64_t high, uint64_t low,
                                uint64_t tail, int count, int point, int most);

/* Writes an exponent, as in 1e-7, 1e+16, 1e-300, and returns the end. */
char *jsd_digits_put_exponent(char *out, int e);

/* Sets *d: high < 10^8 are the first eight digits, low < 10^8 the next eight,
 * last < 10 is the last. Not all are zero. */
JSD_INLINE void
jsd_digits_init(jsd_digits *d, uint32_t high, uint32_t low, uint32_t last)
{
    uint64_t other;

    d->leading = high < 10000000;
    d->high = jsd_itoa_digits8(high);
    d->low = jsd_itoa_digits8(low);
    d->tail = d->low >> 8 | (uint64_t)('0' + last) << 56;
    other = d->tail ^ JSD_SWAR_ZEROS;
    d->count = 17;
    if (other == 0) {
        other = d->high ^ JSD_SWAR_ZEROS;
        d->count = 8;
        if (other == 0 || (char)d->low != '0') {
            other = UINT64_C(1) << 63;
            d->count = 9;
        }
    }
    d->count -= (int)((unsigned)__builtin_clzll(other) / 8);
}

/* Writes the digits at out, with a point behind digit number `point`, whose
 * place is ones. Each store has a fixed size; bytes behind the last digit are
 * unspecified. */
JSD_INLINE void
jsd_digits_put_point(char *out, char *ones, const jsd_digits *d,
                     unsigned point)
{
    const unsigned shift = 8 * point; /* at most 56 */

    jsd_swar_store(out, d->high >> 8 * d->leading);
    ones[1] = '.';
    jsd_swar_store(ones + 2, d->high >> 8 >> shift | d->low << (56 - shift));
    jsd_swar_store(ones + 10, d->tail >> shift);
}

/* Writes d in the notation of jsd_dtoa_put(), and returns the end. */
JSD_INLINE char *
jsd_digits_put(char *out, const jsd_digits *d)
{
    const int point = d->point;
    const int e = point - d->leading; /* of the first digit that is not '0' */
    const int behind = d->count - point;
    char *first;

    if (JSD_LIKELY((unsigned)e < 7)) {
        jsd_digits_put_point(out, out + e, d, (unsigned)point);
        return out + e + 1 + (behind > 2 ? behind : 2);
    }
    if (JSD_LIKELY((unsigned)(e + 5) < 5)) {
        memcpy(out, "0.00000", 8);
        first = out + 1 - point;
        jsd_swar_store(first, d->high);
        first[8] = (char)d->low;
        jsd_swar_store(first + 9, d->tail);
        out[1] = '.'; /* overwrites a leading zero */
        return first + d->count;
    }
    return jsd_digits_put_scientific(out, d->high, d->low, d->tail, d->count,
                                     point, JSD_DIGITS_POSITIONAL);
}

/* Does what jsd_digits_put() does for (10 * tens + last) * 10^exponent; 10^14
 * <= tens < 10^16, last < 10. */
JSD_INLINE char *
jsd_digits_put_table(char *out, uint64_t tens, uint32_t last, int exponent)
{
    const uint32_t group = 100000000;
    const uint64_t high = tens / group;
    jsd_digits d;

    jsd_digits_init(&d, (uint32_t)high, (uint32_t)(tens - high * group), last);
    d.point = exponent + 16;
    return jsd_digits_put(out, &d);
}

/* Does what jsd_digits_put_table() does, out of line. */
char *jsd_digits_put_plain(char *out, uint64_t tens, uint32_t last,
                           int exponent);

/* The layout of a positional text of 17 digits, for one exponent of the first
 * digit and one choice of a leading zero. */
typedef struct jsd_digits_layout {
    _Alignas(64) uint8_t from[32]; /* the shuffle of jsd_block_digits_put() */
    char text[24];                 /* bytes after the text are unspecified */
    uint8_t last;                  /* the place of digit 16 */
} jsd_digits_layout;

/* A layout's index is 2 * (JSD_DIGITS_E_MAX - e), plus 1 without a leading
 * zero. */
enum { JSD_DIGITS_E_MIN = -5, JSD_DIGITS_E_MAX = 14 };
enum { JSD_DIGITS_LAYOUTS = 2 * (JSD_DIGITS_E_MAX - JSD_DIGITS_E_MIN + 1) };
extern const jsd_digits_layout jsd_digits_layouts[JSD_DIGITS_LAYOUTS];
extern const jsd_digits_steps jsd_digits_divide;

#ifdef JSD_ISA_HAS_DIGITS

/* Writes the digits by a layout, and returns the end without trailing zeros.
 */
JSD_INLINE char *
jsd_digits_put_layout(char *out, jsd_block_digits digits, uint32_t last,
                      const jsd_digits_layout *layout)
{
    /* Bit 0 belongs to `last`: adding 15 to 0 to 9 moves it to bit 4. */
    const uint32_t nonzero =
        2 * jsd_block_digits_nonzero(digits, &jsd_digits_divide) +
        ((last + 15) >> 4);
    char *const end = out + layout->last;

    jsd_block_digits_put(out, digits, layout->from, layout->text);
    *end = (char)('0' + last);
    return end + 1 - __builtin_ctz(nonzero);
}

/* Writes numbers that have no layout: those with an exponent, and 10^15. */
static JSD_NOINLINE char *
jsd_digits_put_outside(char *out, jsd_block_digits digits, uint64_t tens,
                       uint32_t last, int exponent, int at)
{
    const int e = JSD_DIGITS_E_MAX - (at >> 1);
    char *end;

    if (e == JSD_DIGITS_E_MAX + 1)
        return jsd_digits_put_plain(out, tens, last, exponent);
    end = jsd_digits_put_layout(
        out, digits, last,
        &jsd_digits_layouts[2 * JSD_DIGITS_E_MAX + (at & 1)]);
    /* Without the point, if no digit follows it. */
    return jsd_digits_put_exponent(end - (end == out + 2), e);
}

/* Does what jsd_digits_put_table() does for numbers that are not integers
 * below 10^15. tens = high * 10^8 + low; halves = low + high * 2^32. Writes
 * nothing after out + 32. No branch depends on the digits or on the place of
 * the point. */
JSD_INLINE char *
jsd_digits_put_halves(char *out, uint64_t halves, uint64_t high, uint32_t last,
                      int exponent)
{
    const uint32_t group = 100000000;
    const jsd_block_digits digits =
        jsd_block_digits_make(halves, &jsd_digits_divide);
    /* A leading zero makes e smaller by one. */
    const int point = exponent + 16;
    const unsigned at = (unsigned)(2 * (JSD_DIGITS_E_MAX - point) + 1) +
                        (unsigned)jsd_is_below(high, 10000000);

    if (JSD_UNLIKELY(at >= JSD_DIGITS_LAYOUTS))
        return jsd_digits_put_outside(out, digits,
                                      high * group + (uint32_t)halves, last,
                                      exponent, (int)at);
    return jsd_digits_put_layout(out, digits, last, &jsd_digits_layouts[at]);
}

/* Does what jsd_digits_put_halves() does, from tens. */
JSD_INLINE char *
jsd_digits_put_tens(char *out, uint64_t tens, uint32_t last, int exponent)
{
    const uint32_t group = 100000000;
    const uint64_t high = tens / group;

    return jsd_digits_put_halves(out,
                                 tens + high * ((UINT64_C(1) << 32) - group),
                                 high, last, exponent);
}

#else

JSD_INLINE char *
jsd_digits_put_tens(char *out, uint64_t tens, uint32_t last, int exponent)
{
    return jsd_digits_put_table(out, tens, last, exponent);
}

JSD_INLINE char *
jsd_digits_put_halves(char *out, uint64_t halves, uint64_t high, uint32_t last,
                      int exponent)
{
    const uint32_t group = 100000000;

    return jsd_digits_put_table(out, high * group + (uint32_t)halves, last,
                                exponent);
}

#endif

#endif
