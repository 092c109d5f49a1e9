/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include "num/itoa.h"
#include "num_helpers.h"

/* Compares both functions with printf, in memory of exact size. */
static void
compare(uint64_t value)
{
    char *out = malloc(JSD_ITOA_ROOM);
    char want[JSD_ITOA_ROOM];
    size_t n;

    n = (size_t)snprintf(want, sizeof want, "%" PRIu64, value);
    REQUIRE(jsd_itoa_put_u64(out, value) == out + n &&
                memcmp(out, want, n) == 0,
            "not %s", want);
    n = (size_t)snprintf(want, sizeof want, "%" PRId64, (int64_t)value);
    REQUIRE(jsd_itoa_put_i64(out, (int64_t)value) == out + n &&
                memcmp(out, want, n) == 0,
            "not %s", want);
    free(out);
}

START_TEST(every_small_number)
{
    uint64_t i;

    for (i = 0; i < 120000; i++) {
        compare(i);
        compare(0 - i);
    }
}
END_TEST

/* Values around each power of two and of ten, to both ends of the range. */
START_TEST(every_edge)
{
    uint64_t power, i;

    for (power = 1; power != 0; power *= 2)
        for (i = 0; i < 8; i++)
            compare(power - 4 + i);
    for (power = 1; power <= UINT64_MAX / 10; power *= 10)
        for (i = 0; i < 8; i++)
            compare(10 * power - 4 + i);
    compare(UINT64_MAX);
}
END_TEST

START_TEST(random_numbers_of_every_length)
{
    uint64_t state = 1, value;
    int i;

    for (i = 0; i < 500000; i++) {
        value = random_u64(&state);
        compare(value >> random_u64(&state) % 64);
    }
}
END_TEST

Suite *
itoa_suite(void)
{
    const TTest *const tests[] = {
        every_small_number,
        every_edge,
        random_numbers_of_every_length,
    };

    return suite_of("itoa", tests, JSD_COUNTOF(tests));
}
