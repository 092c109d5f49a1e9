/* SPDX-License-Identifier: MIT */
#include "base_suites.h"

#include <stdlib.h>
#include <string.h>

#include "base/line_break.h"

/* Writes a line break between guard bytes, and compares each byte. */
static void
compare(const jsd_line_break *b, const char *unit, size_t n, size_t levels)
{
    const size_t size = jsd_line_break_size(b, levels);
    char *text = malloc(size + 2);
    size_t wrong = 0;

    ck_assert_ptr_nonnull(text);
    ck_assert_uint_eq(size, 1 + levels * n);
    memset(text, 'x', size + 2);
    ck_assert_ptr_eq(jsd_line_break_put(b, text + 1, size), text + 1 + size);
    ck_assert_int_eq(text[0], 'x');
    ck_assert_int_eq(text[1], '\n');
    for (size_t i = 1; i < size; i++)
        wrong += text[1 + i] != unit[(i - 1) % n];
    ck_assert_uint_eq(wrong, 0);
    ck_assert_int_eq(text[1 + size], 'x');
    free(text);
}

START_TEST(every_unit_and_depth)
{
    char unit[JSD_LINE_BREAK_UNIT];

    for (size_t i = 0; i < sizeof unit; i++)
        unit[i] = "\t \n"[i * i % 3];
    for (size_t n = 0; n <= sizeof unit; n++) {
        jsd_line_break b;

        jsd_line_break_init(&b, unit, n);
        for (size_t levels = 0; levels < 70; levels++)
            compare(&b, unit, n, levels);
        compare(&b, unit, n, 1024);
    }
}
END_TEST

Suite *
line_break_suite(void)
{
    Suite *s = suite_create("line_break");
    TCase *tc = tcase_create("line_break");

    tcase_add_test(tc, every_unit_and_depth);
    suite_add_tcase(s, tc);
    return s;
}
