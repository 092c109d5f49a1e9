/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include "num/digits.h"

#include "digits_avx2.h"
#include "num/dtoa_inline.h"
#include "num_helpers.h"
#include "simd/kernel.h"

#define TEN14 UINT64_C(100000000000000)
#define TEN16 UINT64_C(10000000000000000)

typedef char *writer(char *out, uint64_t tens, uint32_t last, int exponent);

static char *
put_plain(char *out, uint64_t tens, uint32_t last, int exponent)
{
    return jsd_digits_put_tens(out, tens, last, exponent);
}

/* Returns the text that printf makes, in the notation of num/dtoa.h. */
static void
expect(char want[64], uint64_t tens, uint32_t last, int exponent)
{
    char all[24];
    int count, e;

    count = snprintf(all, sizeof all, "%" PRIu64 "%" PRIu32, tens, last);
    e = exponent + count - 1;
    while (count > 1 && all[count - 1] == '0')
        count--;
    if (e < -5 || e >= 16)
        snprintf(want, 64, "%c%s%.*se%+d", all[0], count > 1 ? "." : "",
                 count - 1, all + 1, e);
    else if (e < 0)
        snprintf(want, 64, "0.%.*s%.*s", -1 - e, "00000", count, all);
    else if (count <= e + 1)
        snprintf(want, 64, "%.*s%.*s.0", count, all, e + 1 - count,
                 "0000000000000000");
    else
        snprintf(want, 64, "%.*s.%.*s", e + 1, all, count - e - 1,
                 all + e + 1);
}

/* Writers in registers do not handle integers below 10^15. */
static bool
is_small_integer(uint64_t tens, uint32_t last, int exponent)
{
    const uint64_t digits = 10 * tens + last;
    uint64_t unit = 1;
    int i;

    if (exponent < -16 || exponent >= 0)
        return false;
    for (i = exponent; i < 0; i++)
        unit *= 10;
    return digits % unit == 0 && digits / unit < 10 * TEN14;
}

/* The writer stores at most 32 bytes. */
static void
compare(writer *put, uint64_t tens, uint32_t last, int exponent)
{
    char want[64];
    char *out;
    size_t n;

    if (put != put_plain && is_small_integer(tens, last, exponent))
        return;
    out = malloc(32);
    n = (size_t)(put(out, tens, last, exponent) - out);
    expect(want, tens, last, exponent);
    REQUIRE(n == strlen(want) && memcmp(out, want, n) == 0,
            "%" PRIu64 "%" PRIu32 "e%d: %.*s, not %s", tens, last, exponent,
            (int)n, out, want);
    free(out);
}

/* Each count of digits, with and without a leading zero, at each position of
 * the point. */
static void
counts_and_points(writer *put)
{
    uint64_t state = 5;
    int exponent, i;

    for (exponent = -340; exponent <= 310; exponent++)
        for (i = 0; i < 2; i++) {
            const uint64_t least = i == 0 ? TEN14 : 10 * TEN14;
            const uint64_t tens = least + random_u64(&state) % (9 * least);
            uint64_t unit;

            for (unit = 1; unit <= least; unit *= 10)
                compare(put, tens - tens % unit, 0, exponent);
            compare(put, tens, 1 + (uint32_t)(random_u64(&state) % 9),
                    exponent);
        }
}

/* The divisions are exact for all numbers of four digits at each position, and
 * at both ends of eight digits. */
static void
all_fours(writer *put)
{
    uint64_t i;

    for (i = 0; i < 10000; i++) {
        compare(put, 1234000000000000 + i, 0, -15);
        compare(put, 1234000000000000 + i * 10000, 0, -15);
        compare(put, 1234000000000000 + i * 100000000, 0, -15);
        compare(put, 99990000 + i + (99990000 + i) * 100000000, 9, -15);
        compare(put, i + (90000000 + i) * 100000000, 9, -15);
        if (i >= 100)
            compare(put, i * 1000000000000 + 99999999, 0, -15);
    }
}

static void
random_digits(writer *put)
{
    uint64_t state = 6;
    int i;

    for (i = 0; i < 300000; i++) {
        uint64_t tens = TEN14 + random_u64(&state) % (TEN16 - TEN14);

        compare(put, tens, (uint32_t)(random_u64(&state) % 10),
                (int)(random_u64(&state) % 30) - 25);
    }
}

START_TEST(plain_counts_and_points)
{
    counts_and_points(put_plain);
}
END_TEST

START_TEST(plain_all_fours)
{
    all_fours(put_plain);
}
END_TEST

START_TEST(plain_random_digits)
{
    random_digits(put_plain);
}
END_TEST

#if JSD_HAVE_AVX2

START_TEST(avx2_counts_and_points)
{
    if (jsd_simd_runs_here(JSD_SIMD_AVX2))
        counts_and_points(digits_avx2_put_tens);
}
END_TEST

START_TEST(avx2_all_fours)
{
    if (jsd_simd_runs_here(JSD_SIMD_AVX2))
        all_fours(digits_avx2_put_tens);
}
END_TEST

START_TEST(avx2_random_digits)
{
    if (jsd_simd_runs_here(JSD_SIMD_AVX2))
        random_digits(digits_avx2_put_tens);
}
END_TEST

static void
compare_doubles(double value)
{
    char *a = malloc(JSD_DTOA_ROOM), *b = malloc(JSD_DTOA_ROOM);
    size_t n = (size_t)(jsd_dtoa_put_fast(a, value) - a);
    size_t m = (size_t)(digits_avx2_put(b, value) - b);

    REQUIRE(n == m && memcmp(a, b, n) == 0, "%a: %.*s and %.*s", value, (int)n,
            a, (int)m, b);
    free(a);
    free(b);
}

/* Random numbers, and some of each exponent. */
START_TEST(avx2_doubles)
{
    uint64_t state = 7;
    uint64_t bits;
    int i;

    if (!jsd_simd_runs_here(JSD_SIMD_AVX2))
        return;
    for (i = 0; i < 1000000; i++) {
        compare_doubles(random_double(&state));
        compare_doubles((double)(int64_t)random_u64(&state) / 1e14);
        /* from 2^49 to 2^55, around 10^15 and 10^16 */
        compare_doubles(double_of((random_u64(&state) >> 12) +
                                  ((1072 + random_u64(&state) % 6) << 52)));
    }
    for (bits = 0; bits < INFINITY_BITS; bits += UINT64_C(1) << 52)
        for (i = 0; i < 100; i++)
            compare_doubles(double_of(bits + (uint64_t)i));
}
END_TEST

#endif

Suite *
digits_suite(void)
{
    const TTest *const tests[] = {
        plain_counts_and_points,
        plain_all_fours,
        plain_random_digits,
#if JSD_HAVE_AVX2
        avx2_counts_and_points,
        avx2_all_fours,
        avx2_random_digits,
        avx2_doubles,
#endif
    };

    return suite_of("digits", tests, JSD_COUNTOF(tests));
}
