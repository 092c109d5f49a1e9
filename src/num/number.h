/* SPDX-License-Identifier: MIT
 *
 * The grammar of JSON numbers (RFC 8259, section 6), and the slow path that
 * reads them exactly. The functions never allocate and never read at or after
 * s + n.
 */
#ifndef JSONDE_NUM_NUMBER_H
#define JSONDE_NUM_NUMBER_H

#include "base/base.h"
#include "base/status.h"

typedef enum jsd_number_kind {
    JSD_NUMBER_I64, /* an integer within int64_t, "-0" included */
    JSD_NUMBER_U64, /* an integer above int64_t, within uint64_t */
    JSD_NUMBER_F64  /* with a fraction or exponent, or a larger integer */
} jsd_number_kind;

typedef struct jsd_number {
    jsd_number_kind kind;
    union {
        int64_t i64;
        uint64_t u64;
        double f64; /* the nearest, ties to even; never infinite */
    } as;
} jsd_number;

/* How far the text of a number extends. */
typedef struct jsd_number_extent {
    size_t len;    /* bytes before the first that cannot be part of it */
    bool is_valid; /* the text conforms to RFC 8259; it may be out of range */
    bool is_integer; /* no fraction, no exponent */
    bool has_exponent;
} jsd_number_extent;

/* Returns the end of the digits that start at p. */
JSD_INLINE const char *
jsd_number_skip_digits(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p;
}

/* Returns the extent of the number at s, where '-' or a digit is. Ends at the
 * first byte that is wrong. */
JSD_INLINE jsd_number_extent
jsd_number_measure(const char *s, const char *end)
{
    const char *const first = s + (*s == '-');
    const char *p = jsd_number_skip_digits(first, end);
    jsd_number_extent number = {0, true, true, false};
    const char *start;

    number.is_valid = p > first && (*first != '0' || p == first + 1);
    if (p < end && *p == '.') {
        number.is_integer = false;
        start = p + 1;
        p = jsd_number_skip_digits(start, end);
        number.is_valid &= p > start;
    }
    if (p < end && (*p | 0x20) == 'e') {
        number.is_integer = false;
        number.has_exponent = true;
        start = p + 1;
        start += start < end && (*start == '-' || *start == '+');
        p = jsd_number_skip_digits(start, end);
        number.is_valid &= p > start;
    }
    number.len = (size_t)(p - s);
    return number;
}

/* Returns whether more text behind the n bytes at s could bring the number
 * there, which is out of range, into it: a missing or a negative exponent
 * could. */
bool jsd_number_may_shrink(const char *s, size_t n);

/* Returns whether a unit can be part of a number. */
JSD_INLINE bool
jsd_number_has_unit(uint32_t unit)
{
    return (unit >= '0' && unit <= '9') || unit == '.' || unit == '-' ||
           unit == '+' || unit == 'e' || unit == 'E';
}

/* Reads the number at s[0..n). n >= 1, and s[0] is '-' or a digit. Sets *at to
 * the bytes of the number. Errors: JSD_END (*at = n) if the text ends where a
 * digit must follow; JSD_BAD_NUMBER, with *at the byte that should be a digit;
 * JSD_LEADING_ZERO, with *at the zero; JSD_NUMBER_RANGE (*at = 0) above the
 * largest double. Numbers too small for a double become zero. */
JSD_MUST_CHECK jsd_status jsd_number_read(const char *s, size_t n,
                                          jsd_number *number, size_t *at);

/* Compares the magnitudes of the number at s and of value, which is the double
 * that jsd_number_read() made of the number and not 0. Returns an int below,
 * at or above zero. */
int jsd_number_compare(const char *s, size_t n, double value);

/* mantissa * 10^exponent */
typedef struct jsd_scaled {
    uint64_t mantissa;
    int exponent;
} jsd_scaled;

/* The slow path of num/number_read.h: continues at p, inside the fraction or
 * at an 'e'. s is the start of the number, and `read` is the value of the
 * digits before p. Returns the end of the number, or NULL if jsd_number_read()
 * must read it. */
JSD_MUST_CHECK const char *jsd_number_read_more(const char *s, const char *p,
                                                const char *end,
                                                jsd_scaled read,
                                                jsd_number *number);

#endif
