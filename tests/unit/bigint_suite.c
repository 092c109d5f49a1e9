/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include "nomem.h"
#include "num/bigint.h"
#include "num_helpers.h"

/* Converts n hexadecimal digits to decimal ones by long multiplication. */
static size_t
naive_decimal(char *out, const char *hex, size_t n)
{
    size_t count = 1;

    out[0] = 0; /* lowest digit first */
    for (size_t i = 0; i < n; i++) {
        unsigned carry =
            (unsigned)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);

        for (size_t d = 0; d < count; d++) {
            carry += (unsigned)out[d] * 16;
            out[d] = (char)(carry % 10);
            carry /= 10;
        }
        for (; carry != 0; carry /= 10)
            out[count++] = (char)(carry % 10);
    }
    for (size_t a = 0, b = count - 1; a < b; a++, b--) {
        char swapped = out[a];

        out[a] = out[b];
        out[b] = swapped;
    }
    for (size_t d = 0; d < count; d++)
        out[d] = (char)(out[d] + '0');
    return count;
}

static void
compare(const char *hex, size_t n)
{
    jsd_bigint big;
    char *want = malloc(2 * n + 1), *got, *end;
    size_t count = naive_decimal(want, hex, n);

    ck_assert(jsd_bigint_read_hex(&big, hex, n) == JSD_OK);
    got = malloc(jsd_bigint_room(&big));
    end = jsd_bigint_put(&big, got);
    REQUIRE((size_t)(end - got) == count && memcmp(got, want, count) == 0,
            "%.*s: %.*s, not %.*s", (int)n, hex, (int)(end - got), got,
            (int)count, want);
    jsd_bigint_clear(&big);
    free(got);
    free(want);
}

START_TEST(around_powers_of_the_group)
{
    static const char *const samples[] = {
        "0",
        "1",
        "8ac7230489e7ffff", /* 10^19 - 1 */
        "8ac7230489e80000", /* 10^19 */
        "8ac7230489e80001",
        "ffffffffffffffff",
        "10000000000000000",
        "4b3b4ca85a86c47a098a223fffffffff", /* 10^38 - 1 */
        "4b3b4ca85a86c47a098a224000000000",
        "ffffffffffffffffffffffffffffffff",
    };

    for (size_t i = 0; i < JSD_COUNTOF(samples); i++)
        compare(samples[i], strlen(samples[i]));
}
END_TEST

START_TEST(any_length)
{
    uint64_t state = 1;
    char hex[700];

    for (size_t n = 1; n <= sizeof hex; n += 1 + n / 40)
        for (int kind = 0; kind < 6; kind++) {
            for (size_t i = 0; i < n; i++)
                hex[i] = kind == 0 ? 'f'
                         : kind == 1
                             ? (i == 0 ? '1' : '0')
                             : "0123456789abcdef"[random_u64(&state) % 16];
            compare(hex, n);
        }
}
END_TEST

START_TEST(no_memory)
{
    jsd_bigint big = {NULL, 77};

    nomem_begin(0);
    ck_assert(jsd_bigint_read_hex(&big, "ff", 2) == JSD_NO_MEMORY);
    ck_assert(nomem_end());
    ck_assert_uint_eq(big.count, 77); /* unchanged */
}
END_TEST

Suite *
bigint_suite(void)
{
    Suite *s = suite_create("bigint");
    TCase *tc = tcase_create("bigint");

    tcase_add_test(tc, around_powers_of_the_group);
    tcase_add_test(tc, any_length);
    tcase_add_test(tc, no_memory);
    suite_add_tcase(s, tc);
    return s;
}
