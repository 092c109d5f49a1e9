/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include <float.h>
#include <math.h>

#include "num/atod.h"
#include "num/atod_fast.h"
#include "num/pow10_table.h"
#include "num_helpers.h"
#include "system.h"

/* ------------------------------------- exact decimals, in the plainest way */

enum { MOST_DIGITS = 1200 };

/* digits[0], digits[1], ... times 10^exponent; the last digit is the units
 * digit */
typedef struct plain {
    int exponent;
    size_t n;
    char digits[MOST_DIGITS];
} plain;

/* p = p * factor, for a small factor */
static void
plain_multiply(plain *p, int factor)
{
    int carry = 0;
    size_t i;

    for (i = p->n; i-- > 0;) {
        carry += (p->digits[i] - '0') * factor;
        p->digits[i] = (char)('0' + carry % 10);
        carry /= 10;
    }
    if (carry > 0) {
        memmove(p->digits + 1, p->digits, p->n++);
        p->digits[0] = (char)('0' + carry);
    }
}

/* significand * 2^scale */
static void
plain_set(plain *p, uint64_t significand, int scale)
{
    p->exponent = 0;
    p->n = (size_t)snprintf(p->digits, MOST_DIGITS, "%" PRIu64, significand);
    for (; scale > 0; scale--)
        plain_multiply(p, 2);
    for (; scale < 0; scale++) {
        plain_multiply(p, 5);
        p->exponent--;
    }
}

static uint64_t
exact_bits(const plain *p)
{
    jsd_decimal d = {p->digits, p->digits + p->n,
                     p->exponent + (int64_t)p->n - 1};

    return bits_of(jsd_atod_exact(&d));
}

/* The decimal between the double of these bits and the next one is rounded to
 * the even one. The smallest step to either side decides otherwise. */
static void
compare_middle(uint64_t bits)
{
    uint64_t hidden = UINT64_C(1) << 52;
    uint64_t significand = bits & (hidden - 1);
    int exponent = (int)(bits >> 52);
    plain p;
    size_t i;

    if (exponent > 0)
        significand |= hidden;
    else
        exponent = 1;
    plain_set(&p, 2 * significand + 1, exponent - 1076);
    REQUIRE(p.n <= 768, "%zu digits", p.n);
    REQUIRE(exact_bits(&p) == bits + (bits & 1), "middle after %" PRIx64,
            bits);
    for (i = 0; i < 60; i++)
        p.digits[p.n++] = '0';
    p.exponent -= 60;
    REQUIRE(exact_bits(&p) == bits + (bits & 1), "zeros after %" PRIx64, bits);
    p.digits[p.n - 1] = '1';
    REQUIRE(exact_bits(&p) == bits + 1, "above middle after %" PRIx64, bits);
    p.digits[p.n - 1] = '0';
    for (i = p.n; p.digits[--i] == '0';)
        p.digits[i] = '9';
    p.digits[i]--;
    if (p.digits[0] != '0')
        REQUIRE(exact_bits(&p) == bits, "below middle after %" PRIx64, bits);
}

START_TEST(middles_at_the_edges)
{
    const uint64_t normal = UINT64_C(1) << 52;
    const uint64_t rows[] = {
        0,
        1,
        2,
        3,
        normal - 2,
        normal - 1,
        normal,
        normal + 1,
        2 * normal,
        1023 * normal,
        /* The middle after the largest double is rounded to infinity. */
        INFINITY_BITS - 1,
        INFINITY_BITS - 2,
        INFINITY_BITS - normal,
    };
    size_t i;

    for (i = 0; i < JSD_COUNTOF(rows); i++)
        compare_middle(rows[i]);
}
END_TEST

START_TEST(random_middles)
{
    uint64_t state = 5;
    int i;

    for (i = 0; i < 300; i++)
        compare_middle(bits_of(fabs(random_double(&state))));
}
END_TEST

START_TEST(beyond_both_ends)
{
    ck_assert(jsd_atod(0, 0) == 0.0);
    ck_assert(jsd_atod(0, 5000) == 0.0);
    ck_assert(jsd_atod(1, INT64_MIN) == 0.0);
    ck_assert(jsd_atod(UINT64_MAX, -343) == 0.0);
    ck_assert(jsd_atod(2470328229206232720, -342) == 0.0);
    ck_assert(jsd_atod(2470328229206232721, -342) == 0x1p-1074);
    ck_assert(jsd_atod(1, 309) > DBL_MAX);
    ck_assert(jsd_atod(1, INT64_MAX) > DBL_MAX);
    ck_assert(jsd_atod(UINT64_MAX, 308) > DBL_MAX);
    ck_assert(jsd_atod(1797693134862315708, 290) == DBL_MAX);
    ck_assert(jsd_atod(1797693134862315807, 290) == DBL_MAX);
    ck_assert(jsd_atod(1797693134862315808, 290) > DBL_MAX);
}
END_TEST

/* Ties that fit a machine word are rounded to even or left undecided, and
 * never wrong. */
START_TEST(ties_in_a_word)
{
    static const struct {
        uint64_t mantissa;
        int exponent;
        double value;
    } rows[] = {
        {9007199254740993, 0, 9007199254740992.0},
        {9007199254740995, 0, 9007199254740996.0},
        {90071992547409930, -1, 9007199254740992.0},
        {9007199254740993000, -3, 9007199254740992.0},
        {45035996273704975, -1, 4503599627370498.0},
        {45035996273704965, -1, 4503599627370496.0},
        /* times 5^q: odd, and of 54 bits */
        {1801439850948199, 1, 0x1.0000000000002p+54},
        {2882303761519, 5, 0x1.0000000000b7ep+58},
        {922337205, 10, 0x1.000000061f086p+63},
        {1, 23, 0x1.52d02c7e14af6p+76},
        /* 1e23 is just below the middle of two doubles. */
        {1, 23, 0x1.52d02c7e14af6p+76},
    };
    double value;
    size_t i;

    for (i = 0; i < JSD_COUNTOF(rows); i++) {
        value = jsd_atod(rows[i].mantissa, rows[i].exponent);
        ck_assert_msg(value == rows[i].value || isnan(value),
                      "%" PRIu64 "e%d is not %a", rows[i].mantissa,
                      rows[i].exponent, value);
    }
}
END_TEST

static void
compare(uint64_t mantissa, int exponent, int *undecided)
{
    char text[48];
    double value = jsd_atod(mantissa, exponent), want;
    uint64_t floor;
    size_t n = (size_t)snprintf(text, sizeof text, "%" PRIu64, mantissa);
    jsd_decimal d = {text, text + n, exponent + (int64_t)n - 1};

    snprintf(text + n, sizeof text - n, "e%d", exponent);
    want = system_strtod(text);
    if (isnan(value))
        ++*undecided;
    else
        REQUIRE(value == want, "%s is not %a", text, value);
    REQUIRE(jsd_atod_exact(&d) == want, "%s", text);
    if (want > 0 && want <= DBL_MAX) {
        floor = jsd_atod_floor(mantissa, exponent);
        REQUIRE(bits_of(want) - floor <= 1, "%s is far below %a", text, want);
    }
}

START_TEST(random_words)
{
    uint64_t state = 6, mantissa;
    int i, undecided = 0;

    for (i = 0; i < 300000; i++) {
        mantissa = (random_u64(&state) | 1) >> random_u64(&state) % 64;
        compare(mantissa | 1, (int)(random_u64(&state) % 700) - 360,
                &undecided);
    }
    ck_assert_int_lt(undecided, 10);
}
END_TEST

/* Decimals of 17 and 19 digits just above and just below each double's upper
 * middle. */
START_TEST(near_middles)
{
    uint64_t state = 7, mantissa;
    char text[800], *e;
    int i, k, exponent, undecided = 0;
    double value;

    for (i = 0; i < 100000; i++) {
        value = fabs(random_double(&state));
        snprintf(text, sizeof text, "%.18e",
                 value + (nextafter(value, 0) - value) / 2);
        e = strchr(text, 'e');
        exponent = (int)strtol(e + 1, NULL, 10) - 18;
        memmove(text + 1, text + 2, 18);
        text[19] = '\0';
        mantissa = strtoull(text, NULL, 10);
        for (k = -2; k <= 2; k++)
            if (mantissa > 2)
                compare(mantissa + (uint64_t)k, exponent, &undecided);
    }
    ck_assert_int_lt(undecided, 100);
}
END_TEST

static void
compare_near(uint64_t mantissa, int *undecided)
{
    uint64_t near = jsd_atod_fast(mantissa, JSD_POW10_M8, JSD_LOG2_POW10_M8);
    uint64_t bits = bits_of(jsd_atod(mantissa, -8));

    *undecided += near == 0;
    REQUIRE(near == 0 || near == bits, "%" PRIu64 "e-8", mantissa);
    near = jsd_atod_fast(mantissa, JSD_POW10_M16, JSD_LOG2_POW10_M16);
    bits = bits_of(jsd_atod(mantissa, -16));
    *undecided += near == 0;
    REQUIRE(near == 0 || near == bits, "%" PRIu64 "e-16", mantissa);
}

START_TEST(near_is_nearest)
{
    uint64_t state = 11;
    int i, undecided = 0;

    ck_assert_uint_eq(JSD_POW10_M8, jsd_pow10(-8).hi);
    ck_assert_uint_eq(JSD_POW10_M16, jsd_pow10(-16).hi);
    ck_assert_uint_eq(JSD_POW10_M17, jsd_pow10(-17).hi);
    ck_assert_uint_eq(JSD_POW10_M18, jsd_pow10(-18).hi);
    ck_assert_uint_eq(JSD_POW10_M19, jsd_pow10(-19).hi);
    ck_assert_int_eq(JSD_LOG2_POW10_M17, jsd_log2_pow10(-17));
    ck_assert_int_eq(JSD_LOG2_POW10_M18, jsd_log2_pow10(-18));
    ck_assert_int_eq(JSD_LOG2_POW10_M19, jsd_log2_pow10(-19));
    ck_assert_int_eq(JSD_LOG2_POW10_M8, jsd_log2_pow10(-8));
    ck_assert_int_eq(JSD_LOG2_POW10_M16, jsd_log2_pow10(-16));
    for (i = 0; i < 1000000; i++)
        compare_near(random_u64(&state) >> random_u64(&state) % 64 | 1,
                     &undecided);
    ck_assert_int_lt(undecided, 8000); /* at most two in 512 */
    for (i = 0; i < 60; i++)
        compare_near(UINT64_C(1) << i, &undecided);
}
END_TEST

Suite *
atod_suite(void)
{
    const TTest *const tests[] = {
        middles_at_the_edges, random_middles, beyond_both_ends, ties_in_a_word,
        random_words,         near_middles,   near_is_nearest,
    };

    return suite_of("atod", tests, JSD_COUNTOF(tests));
}
