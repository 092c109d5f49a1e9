/* SPDX-License-Identifier: MIT */
#include "num/float_repr.h"

#include "num/binary64.h"
#include "num/dtoa_inline.h"

/* The bits of 1e-4 and 1e16. Between them jsd_dtoa_put() and repr() agree. */
static const uint64_t positional_min_bits = UINT64_C(0x3f1a36e2eb1c432d);
static const uint64_t positional_max_bits = UINT64_C(0x4341c37937e08000);

/* Writes 0.0000ddd at p again, as d.dde-05. */
static char *
shift_point(char *p, const char *end)
{
    const char *digits = p + strlen("0.0000");
    size_t n = (size_t)(end - digits);

    *p++ = *digits;
    if (n > 1) {
        *p = '.';
        memmove(p + 1, digits + 1, n - 1);
        p += n;
    }
    memcpy(p, "e-05", 4);
    return p + 4;
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
    if (e == NULL)
        return shift_point(out + (*out == '-'), end);
    if (end - e > 3)
        return end;
    e[3] = e[2]; /* the only digit of the exponent */
    e[2] = '0';
    return end + 1;
}
