/* SPDX-License-Identifier: MIT */
#include "fuzz_numbers.h"

#include <inttypes.h>
#include <math.h>

#include "num/dtoa_inline.h"
#include "num/ecma_number.h"
#include "num/ftoa.h"
#include "num/itoa.h"

/* Stores the digits of a text without zeros at both ends, and the exponent of
 * the first. */
typedef struct decimal {
    char digits[32];
    size_t count;
    int exponent;
} decimal;

static decimal
parse(const char *s)
{
    decimal d = {"", 0, -1};
    bool point = false;

    for (s += *s == '-'; *s != '\0' && *s != 'e'; s++) {
        if (*s == '.') {
            point = true;
            continue;
        }
        if (d.count > 0 || *s != '0') {
            d.digits[d.count++] = *s;
            d.exponent += !point;
        } else {
            d.exponent -= point;
        }
        REQUIRE(d.count < sizeof d.digits, "too many digits");
    }
    while (d.count > 0 && d.digits[d.count - 1] == '0')
        d.count--;
    if (*s == 'e')
        d.exponent += atoi(s + 1);
    return d;
}

/* The notation of a decimal. */
typedef struct notation {
    int least, most; /* exponents with positional notation: least <= e < most
                      */
    bool is_pointed; /* integers have a point, and -0 has a sign */
} notation;

static void
spell(char *out, const decimal *d, bool negative, const notation *how)
{
    const int e = d->exponent, count = (int)d->count;
    int i;

    if (negative && (d->count > 0 || how->is_pointed))
        *out++ = '-';
    if (d->count == 0) {
        strcpy(out, how->is_pointed ? "0.0" : "0");
    } else if (e >= how->least && e < how->most) {
        for (i = e < 0 ? e : 0; i < count || i <= e; i++) {
            if (i == (e < 0 ? e + 1 : e + 1))
                *out++ = '.';
            *out++ = i >= 0 && i < count ? d->digits[i] : '0';
        }
        strcpy(out, how->is_pointed && i == e + 1 ? ".0" : "");
    } else {
        *out++ = d->digits[0];
        if (count > 1)
            *out++ = '.';
        memcpy(out, d->digits + 1, d->count - 1);
        sprintf(out + count - 1, "e%+d", e);
    }
}

/* Checks that no decimal with fewer digits is read back as the value, and that
 * none with as many digits is nearer. is_float: it is read back as float. */
static void
check_shortest(const char *text, double value, bool is_float)
{
    const decimal got = parse(text);
    char other[64];
    decimal want;
    double back = is_float ? (double)strtof(text, NULL) : strtod(text, NULL);
    int i = 0;

    REQUIRE(bits_of(back) == bits_of(value), "%s: not %a", text, value);
    do {
        snprintf(other, sizeof other, "%.*e", i++, value);
        back = is_float ? (double)strtof(other, NULL) : strtod(other, NULL);
    } while (back != value);
    want = parse(other);
    REQUIRE(got.count <= want.count, "%s: longer than %s", text, other);
    REQUIRE(got.count < want.count ||
                memcmp(got.digits, want.digits, want.count) == 0,
            "%s: not %s", text, other);
}

typedef char *putter(char *out, double value);

static char *
put_float(char *out, double value)
{
    return jsd_ftoa_put(out, (float)value);
}

static void
check_value(double value, putter *put, const notation *how, bool is_float)
{
    char *text = fuzz_new(JSD_DTOA_ROOM + 1);
    char want[64];
    decimal d;

    _Static_assert(JSD_ES_ROOM == JSD_DTOA_ROOM, "one room for all");
    _Static_assert(JSD_FTOA_ROOM == JSD_DTOA_ROOM, "one room for all");
    *put(text, value) = '\0';
    d = parse(text);
    spell(want, &d, signbit(value), how);
    REQUIRE(strcmp(text, want) == 0, "%s, not %s", text, want);
    if (value != 0)
        check_shortest(text, value, is_float);
    free(text);
}

static void
check_integer(uint64_t value)
{
    char *text = fuzz_new(JSD_ITOA_ROOM);
    char want[32];

    *jsd_itoa_put_u64(text, value) = '\0';
    snprintf(want, sizeof want, "%" PRIu64, value);
    REQUIRE(strcmp(text, want) == 0, "%s, not %s", text, want);
    *jsd_itoa_put_i64(text, (int64_t)value) = '\0';
    snprintf(want, sizeof want, "%" PRId64, (int64_t)value);
    REQUIRE(strcmp(text, want) == 0, "%s, not %s", text, want);
    free(text);
}

void
fuzz_digits_put(const uint8_t *data, size_t n)
{
    static const notation doubles = {-5, 16, true};
    static const notation floats = {-6, 13, true};
    static const notation script = {-6, 21, false};

    for (; n >= 8; data += 8, n -= 8) {
        uint64_t bits;
        double value;
        float single;

        memcpy(&bits, data, sizeof bits);
        memcpy(&value, data, sizeof value);
        memcpy(&single, data, sizeof single);
        check_integer(bits);
        check_integer(bits >> bits % 64);
        if (isfinite(value)) {
            check_value(value, jsd_dtoa_put_fast, &doubles, false);
            check_value(value, jsd_ecma_put, &script, false);
        }
        if (isfinite(single))
            check_value((double)single, put_float, &floats, true);
    }
}
