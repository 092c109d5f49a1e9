/* SPDX-License-Identifier: MIT */
#include "num/float_repr.h"

#include "num/binary64.h"
#include "num/dtoa_inline.h"

/* The bits of 1e-4 and 1e16. Between them jsd_dtoa_put() and repr() agree. */
static const uint64_t positional_min_bits = UINT64_C(0x3f1a36e2eb1c432d);
static const uint64_t positional_max_bits = UINT64_C(0x4341c37937e08000);

/* Writes e, the sign and the digits of an exponent. */
static char *
repr_exponent(char *out, int exponent)
{
    unsigned magnitude = (unsigned)(exponent < 0 ? -exponent : exponent);

    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    if (magnitude >= 100)
        *out++ = (char)('0' + magnitude / 100);
    *out++ = (char)('0' + magnitude / 10 % 10);
    *out++ = (char)('0' + magnitude % 10);
    return out;
}

/* Returns the integer whose digits are at p, perhaps after a sign. */
static int
repr_exponent_value(const char *p, const char *end)
{
    const bool negative = *p == '-';
    int value = 0;

    for (p += negative || *p == '+'; p < end; p++)
        value = value * 10 + (*p - '0');
    return negative ? -value : value;
}

/* Writes 0.0000ddd at p again, as d.dde-05. */
static char *
shift_point(char *p, char *end)
{
    char *digits = p + strlen("0.0000");
    size_t n = (size_t)(end - digits);

    *p = *digits;
    if (n == 1)
        return repr_exponent(p + 1, -5);
    p[1] = '.';
    memmove(p + 2, digits + 1, n - 1);
    return repr_exponent(p + 1 + n, -5);
}

char *
jsd_float_repr_put(char *out, double value)
{
    const uint64_t bits = jsd_f64_magnitude(value);
    char *end = jsd_dtoa_put_fast(out, value), *e;

    if (bits == 0 ||
        (bits >= positional_min_bits && bits < positional_max_bits))
        return end;
    e = memchr(out, 'e', (size_t)(end - out));
    return e == NULL ? shift_point(out + (*out == '-'), end)
                     : repr_exponent(e, repr_exponent_value(e + 1, end));
}
