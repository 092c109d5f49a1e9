/* SPDX-License-Identifier: MIT */
#include "num/number.h"

#include "num/atod.h"
#include "num/binary64.h"
#include "num/swar.h"

enum {
    ALWAYS_FIT = 19, /* digits: 10^19 < 2^64 < 10^20 */
    NO_DOUBLE = 400  /* decimal exponents outside of the range of doubles */
};

static const uint64_t ten19 = UINT64_C(10000000000000000000);

JSD_INLINE bool
is_ascii_digit(char c)
{
    return jsd_swar_digit(c) < 10;
}

/* Reads the digits at p, appends them to *value modulo 2^64, and returns their
 * end. */
JSD_INLINE const char *
read_all_digits(const char *p, const char *end, uint64_t *value)
{
    static const uint32_t pow10[8] = {1,     10,     100,     1000,
                                      10000, 100000, 1000000, 10000000};
    uint64_t v = *value;

    while (end - p >= 8) {
        uint64_t digits = jsd_swar_load(p) ^ JSD_SWAR_ZEROS;
        uint64_t other = jsd_swar_other(digits);

        if (other != 0) {
            unsigned run = jsd_swar_count(other);

            /* Zeros are shifted in. Two shifts, because run may be 0. */
            digits = digits << (56 - 8 * run) << 8;
            *value = v * pow10[run] + jsd_swar_number(digits);
            return p + run;
        }
        v = v * 100000000 + jsd_swar_number(digits);
        p += 8;
    }
    for (; p < end && is_ascii_digit(*p); p++)
        v = 10 * v + (uint64_t)(*p - '0');
    *value = v;
    return p;
}

/* Reports that a digit is missing at p. */
static JSD_COLD jsd_status
no_digit(const char *s, const char *p, const char *end, size_t *at)
{
    *at = (size_t)(p - s);
    return p == end ? JSD_END : JSD_BAD_NUMBER;
}

/* Returns the first digit between p and end that is not '0', or end. */
static inline const char *
skip_zeros(const char *p, const char *end)
{
    while (p < end && (*p == '0' || *p == '.'))
        p++;
    return p;
}

/* Returns whether the digits between p and end, which include a point, fit
 * into 64 bits. The point makes room for one byte more. */
static inline bool
digits_fit_word(const char *p, const char *end)
{
    if (JSD_LIKELY(end - p <= ALWAYS_FIT + 1))
        return true;
    return *p == '0' && end - skip_zeros(p, end) <= ALWAYS_FIT;
}

/* Returns the decimal between p and end, whose last digit counts 10^exponent.
 */
static JSD_COLD jsd_decimal
make_decimal(const char *p, const char *end, int64_t exponent)
{
    jsd_decimal d = {skip_zeros(p, end), end, exponent - 1};

    for (p = d.text; p < end; p++)
        d.exponent += *p != '.';
    return d;
}

/* Returns the double nearest to the digits between p and end, whose last digit
 * counts 10^exponent. For numbers that 64 bits do not hold, or that the fast
 * path cannot decide. */
static JSD_COLD double
read_exact(const char *p, const char *end, int64_t exponent)
{
    jsd_decimal d = make_decimal(p, end, exponent);

    return d.text == end ? 0.0 : jsd_atod_exact(&d);
}

/* Reads the exponent at p, after its 'e', and adds it to *exponent. Returns
 * its end, or the place where a digit is missing, with *missing set. */
static inline const char *
read_exponent(const char *p, const char *end, int64_t *exponent, bool *missing)
{
    /* No text in memory has enough digits to make up for a larger exponent. */
    const int64_t limit = INT64_C(1000000000000000000);
    const char *first;
    uint64_t magnitude = 0;
    int64_t e;
    bool negative = p < end && *p == '-';

    first = p + (p < end && (*p == '-' || *p == '+'));
    p = read_all_digits(first, end, &magnitude);
    *missing = p == first;
    e = (int64_t)magnitude;
    if (JSD_UNLIKELY(p - first > 18) && p - skip_zeros(first, p) > 18)
        e = limit;
    *exponent += negative ? -e : e;
    return p;
}

/* There is no branch on the sign, because it would be mispredicted. */
static inline double
with_sign(double magnitude, bool negative)
{
    return jsd_f64_of(jsd_f64_bits(magnitude) | (uint64_t)negative << 63);
}

/* Reads on at p, after the integer part, as a double. */
static inline jsd_status
read_slow_double(const char *s, const char *first, const char *p,
                 const char *end, uint64_t value, jsd_number *number,
                 size_t *at)
{
    const char *last = p; /* of the digits, before the exponent */
    bool whole = last - first <= ALWAYS_FIT, missing;
    int64_t exponent = 0;
    double result = 0;

    if (p < end && *p == '.') {
        last = read_all_digits(p + 1, end, &value);
        exponent = p + 1 - last;
        if (JSD_UNLIKELY(exponent == 0))
            return no_digit(s, last, end, at);
        whole = digits_fit_word(first, last);
        p = last;
    }
    if (p < end && (*p | 0x20) == 'e') {
        p = read_exponent(p + 1, end, &exponent, &missing);
        if (JSD_UNLIKELY(missing))
            return no_digit(s, p, end, at);
    }
    if (JSD_LIKELY(whole)) /* value has all the digits */
        result = jsd_atod(value, exponent);
    if (JSD_UNLIKELY(!whole) || JSD_UNLIKELY(jsd_f64_is_nan(result)))
        result = read_exact(first, last, exponent);
    if (JSD_UNLIKELY(!jsd_f64_is_finite(result))) {
        *at = 0;
        return JSD_NUMBER_RANGE;
    }
    number->kind = JSD_NUMBER_F64;
    number->as.f64 = with_sign(result, *s == '-');
    *at = (size_t)(p - s);
    return JSD_OK;
}

/* Stores an integer as int64_t or uint64_t. Returns false if neither holds it.
 * value is the integer modulo 2^64. */
static inline bool
classify_integer(bool negative, const char *first, const char *last,
                 uint64_t value, jsd_number *number)
{
    const uint64_t most = (uint64_t)INT64_MAX + negative;

    if (JSD_UNLIKELY(last - first > ALWAYS_FIT)) {
        /* Twenty digits with a leading 1: a number that does not fit becomes
         * less than 2 * 10^19 - 2^64 < 10^19; the others are at least 10^19.
         */
        if (last - first > ALWAYS_FIT + 1 || *first != '1' || value < ten19)
            return false;
    }
    if (JSD_LIKELY(value <= most)) {
        number->kind = JSD_NUMBER_I64;
        /* Two's complement: 2^63 becomes INT64_MIN. */
        number->as.i64 = (int64_t)(negative ? 0 - value : value);
        return true;
    }
    if (negative)
        return false;
    number->kind = JSD_NUMBER_U64;
    number->as.u64 = value;
    return true;
}

/* Reads the digits of the integer part. One to three digits are frequent:
 * predicted branches are faster here than to compute the length of the run. */
static inline const char *
read_whole(const char *p, const char *end, uint64_t *value)
{
    uint64_t v = 0;

    if (end - p >= 4) {
        for (int n = 0; n < 4; n++) {
            if (!is_ascii_digit(p[n])) {
                *value = v;
                return p + n;
            }
            v = 10 * v + (uint64_t)(p[n] - '0');
        }
    }
    *value = 0;
    return read_all_digits(p, end, value);
}

jsd_status
jsd_number_read(const char *s, size_t n, jsd_number *number, size_t *at)
{
    const char *const end = s + n;
    const bool negative = *s == '-';
    const char *const first = s + negative;
    const char *p;
    uint64_t value = 0;

    p = read_whole(first, end, &value);
    if (JSD_UNLIKELY(p == first))
        return no_digit(s, p, end, at);
    if (JSD_UNLIKELY(*first == '0' && p - first > 1)) {
        *at = (size_t)negative;
        return JSD_LEADING_ZERO;
    }
    if (p == end || (*p != '.' && (*p | 0x20) != 'e')) {
        if (JSD_LIKELY(classify_integer(negative, first, p, value, number))) {
            *at = (size_t)(p - s);
            return JSD_OK;
        }
    }
    return read_slow_double(s, first, p, end, value, number, at);
}

const char *
jsd_number_read_more(const char *s, const char *p, const char *end,
                     jsd_scaled read, jsd_number *number)
{
    int64_t exponent = read.exponent;
    uint64_t mantissa = read.mantissa;
    bool missing = false;
    double result;

    for (; p < end && is_ascii_digit(*p); p++, exponent--) {
        if (mantissa >= ten19 / 10)
            return NULL;
        mantissa = 10 * mantissa + (uint64_t)(*p - '0');
    }
    if (p < end && (*p | 0x20) == 'e')
        p = read_exponent(p + 1, end, &exponent, &missing);
    if (JSD_UNLIKELY(missing))
        return NULL;
    result = jsd_atod(mantissa, exponent);
    if (JSD_UNLIKELY(!jsd_f64_is_finite(result)))
        return NULL;
    number->kind = JSD_NUMBER_F64;
    number->as.f64 = with_sign(result, *s == '-');
    return p;
}

int
jsd_number_compare(const char *s, size_t n, double value)
{
    const char *const end = s + n, *const first = s + (*s == '-');
    const char *p = first, *last;
    int64_t exponent = 0;
    uint64_t unused = 0;
    bool missing;
    jsd_decimal d;

    last = p = read_all_digits(p, end, &unused);
    if (p < end && *p == '.') {
        last = read_all_digits(p + 1, end, &unused);
        exponent = p + 1 - last;
    }
    if (last < end && (*last | 0x20) == 'e')
        (void)read_exponent(last + 1, end, &exponent, &missing);
    d = make_decimal(first, last, exponent);
    if (d.exponent < -NO_DOUBLE || d.exponent > NO_DOUBLE)
        return 0; /* another thread has changed the digits */
    return jsd_atod_compare(&d, value);
}

bool
jsd_number_may_shrink(const char *s, size_t n)
{
    const jsd_number_extent number = jsd_number_measure(s, s + n);
    const char *last = s + number.len;

    if (number.len < n)
        return false;
    while (last > s && *--last >= '0' && *last <= '9')
        ;
    return *last == '-' || !number.has_exponent;
}
