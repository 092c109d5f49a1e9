/* SPDX-License-Identifier: MIT
 *
 * The first byte chooses the meaning of the rest: the text of a number, the
 * bits of numbers, a mantissa and an exponent, items of an array, or the text
 * of one. The C library is the reference (strtod rounds correctly in each
 * direction).
 */
#include "fuzz_numbers.h"

#include <errno.h>
#include <fenv.h>
#include <inttypes.h>
#include <math.h>

#include "num/atod.h"
#include "num/float_round.h"
#include "num/number.h"
#include "num/number_read.h"

enum { TEXT_MOST = 2000 };

/* ----------------------------------------------------- from text: grammar */

typedef struct grammar {
    jsd_status status;
    size_t at; /* the position after the number, or of the error */
    bool is_int;
} grammar;

static bool
is_digit(const char *s, size_t n, size_t i)
{
    return i < n && s[i] >= '0' && s[i] <= '9';
}

/* Returns whether there is a digit at i; i becomes the position after the
 * digits. */
static bool
has_digits(const char *s, size_t n, size_t *i, grammar *g)
{
    if (!is_digit(s, n, *i)) {
        g->status = *i < n ? JSD_BAD_NUMBER : JSD_END;
        g->at = *i;
        return false;
    }
    while (is_digit(s, n, *i))
        ++*i;
    return true;
}

/* The grammar of RFC 8259, section 6. */
static grammar
read_grammar(const char *s, size_t n)
{
    grammar g = {JSD_OK, 0, true};
    size_t i = s[0] == '-', first = i;

    if (!has_digits(s, n, &i, &g))
        return g;
    if (s[first] == '0' && i > first + 1)
        return (grammar){JSD_LEADING_ZERO, first, true};
    if (i < n && s[i] == '.') {
        g.is_int = false;
        i++;
        if (!has_digits(s, n, &i, &g))
            return g;
    }
    if (i < n && (s[i] == 'e' || s[i] == 'E')) {
        g.is_int = false;
        i++;
        i += i < n && (s[i] == '+' || s[i] == '-');
        if (!has_digits(s, n, &i, &g))
            return g;
    }
    g.at = i;
    return g;
}

/* Returns the number at s, which ends with a zero byte, as an integer of 64
 * bits. */
static bool
read_integer(const char *s, jsd_number *number)
{
    errno = 0;
    number->kind = JSD_NUMBER_I64;
    number->as.i64 = strtoll(s, NULL, 10);
    if (errno == 0)
        return true;
    errno = 0;
    number->kind = JSD_NUMBER_U64;
    number->as.u64 = strtoull(s, NULL, 10);
    return errno == 0 && s[0] != '-';
}

static void
demand_same(const char *text, const jsd_number *got, const jsd_number *want)
{
    REQUIRE(got->kind == want->kind, "%s: kind %d", text, (int)got->kind);
    REQUIRE(want->kind == JSD_NUMBER_I64 ? got->as.i64 == want->as.i64
            : want->kind == JSD_NUMBER_U64
                ? got->as.u64 == want->as.u64
                : bits_of(got->as.f64) == bits_of(want->as.f64),
            "%s: %a, not %a", text, got->as.f64, want->as.f64);
}

/* ------------------------------------------------------- from text: narrow */

/* Compares the value of a text with the double to which it was rounded, by
 * rounding it in the other directions. */
static int
compare_text(const char *text, double value)
{
    double below, above;

    fesetround(FE_DOWNWARD);
    below = strtod(text, NULL);
    fesetround(FE_UPWARD);
    above = strtod(text, NULL);
    fesetround(FE_TONEAREST);
    return above > value ? 1 : below < value ? -1 : 0;
}

/* Returns the half float nearest to the magnitude of a text, ties to even;
 * 0x7c00 for infinity. near is the nearest double. */
static uint32_t
half_of(const char *text, double near)
{
    int exponent;
    double unit, scaled, whole, rest;
    int side;

    frexp(near, &exponent);
    unit = ldexp(1, (exponent < -13 ? -13 : exponent) - 11);
    scaled = near / unit; /* exact, and below 2048 */
    whole = floor(scaled);
    rest = scaled - whole;
    side = rest > 0.5 ? 1 : rest < 0.5 ? -1 : compare_text(text, near);
    if (side > 0 || (side == 0 && fmod(whole, 2) != 0))
        whole++;
    if (whole * unit >= 65536)
        return 0x7c00;
    if (whole < 1024)
        return (uint32_t)whole;
    if (whole == 2048) {
        whole = 1024;
        unit *= 2;
    }
    return (uint32_t)(whole - 1024 + 1024 * (log2(unit) + 25));
}

static void
check_narrow(const char *s, size_t n, const char *text, double value)
{
    const char *magnitude = text + (text[0] == '-');
    const uint32_t sign = text[0] == '-';
    const float single = strtof(text, NULL);
    uint32_t want, bits = 0;
    jsd_status status = jsd_float_round(&jsd_round_to_f32, s, n, value, &bits);

    memcpy(&want, &single, sizeof want);
    REQUIRE(status == (isinf(single) ? JSD_ITEM_RANGE : JSD_OK), "%s: %d",
            text, (int)status);
    REQUIRE(status != JSD_OK || bits == want, "%s: %x, not %x", text, bits,
            want);
    want = fabs(value) >= 65536 ? 0x7c00 : half_of(magnitude, fabs(value));
    status = jsd_float_round(&jsd_round_to_f16, s, n, value, &bits);
    REQUIRE(status == (want == 0x7c00 ? JSD_ITEM_RANGE : JSD_OK), "%s: %d",
            text, (int)status);
    REQUIRE(status != JSD_OK || bits == (want | sign << 15), "%s: %x, not %x",
            text, bits, want);
}

/* --------------------------------------------------------------- from text */

/* Checks that the fast path agrees with the slow path or leaves the number to
 * it. */
static void
check_fast(const char *s, size_t n, const char *text, jsd_status status,
           size_t at, const jsd_number *want)
{
    jsd_number number;
    const char *end = jsd_number_read_fast(s, s + n, &number);

    if (end == NULL)
        return;
    REQUIRE(status == JSD_OK && (size_t)(end - s) == at, "%s: %td", text,
            end - s);
    demand_same(text, &number, want);
}

static void
check_text(const char *s, size_t n)
{
    const grammar g = read_grammar(s, n);
    jsd_number number, want;
    jsd_status status, expected = g.status;
    size_t at, expected_at = g.at;
    char *text = fuzz_new(g.at + 1);

    memcpy(text, s, g.at);
    text[g.at] = '\0';
    if (g.status == JSD_OK && !(g.is_int && read_integer(text, &want))) {
        want.kind = JSD_NUMBER_F64;
        want.as.f64 = strtod(text, NULL);
        if (isinf(want.as.f64)) {
            expected = JSD_NUMBER_RANGE;
            expected_at = 0;
        }
    }
    status = jsd_number_read(s, n, &number, &at);
    REQUIRE(status == expected && at == expected_at,
            "%s: status %d at %zu, not %d at %zu", text, (int)status, at,
            (int)expected, expected_at);
    check_fast(s, n, text, status, at, &want);
    if (status == JSD_OK) {
        const double value = strtod(text, NULL);

        demand_same(text, &number, &want);
        check_narrow(s, at, text, value);
        if (value != 0)
            REQUIRE(jsd_number_compare(s, at, value) ==
                        compare_text(text + (text[0] == '-'), fabs(value)),
                    "%s: compared", text);
    }
    free(text);
}

/* Reads a number at the end of a text, and with much text after it. */
static void
check_texts(const uint8_t *data, size_t n)
{
    char *s;

    if (n == 0 || n > TEXT_MOST || (data[0] != '-' && (data[0] - '0') > 9u))
        return;
    s = fuzz_copy(data, n);
    check_text(s, n);
    free(s);
    s = fuzz_new(n + 64);
    memcpy(s, data, n);
    memset(s + n, ',', 64);
    check_text(s, n + 64);
    free(s);
}

/* ---------------------------------------------------------------- scaled */

static void
check_scaled(const uint8_t *data, size_t n)
{
    for (; n >= 10; data += 10, n -= 10) {
        uint64_t mantissa;
        int16_t exponent;
        char text[64];
        double want, got;

        memcpy(&mantissa, data, sizeof mantissa);
        memcpy(&exponent, data + 8, sizeof exponent);
        exponent %= 400;
        snprintf(text, sizeof text, "%" PRIu64 "e%d", mantissa, exponent);
        want = strtod(text, NULL);
        got = jsd_atod(mantissa, exponent);
        REQUIRE(isnan(got) || bits_of(got) == bits_of(want), "%s: %a, not %a",
                text, got, want);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    switch (fuzz_take(&data, &n) % 5) {
    case 0:
        check_texts(data, n);
        break;
    case 1:
        fuzz_digits_put(data, n);
        break;
    case 2:
        check_scaled(data, n);
        break;
    case 3:
        fuzz_array_put(data, n);
        break;
    default:
        fuzz_array_read(data, n);
        break;
    }
    return 0;
}
