/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include "text/scan.h"
#include "text_helpers.h"

/* --------------------------------------------------- a naive reference */

static jsd_status
naive_scan(const uint32_t *s, size_t n, int width, jsd_scan *scan)
{
    bool hidden = false;

    *scan = (jsd_scan){0, 0, false};
    for (; scan->len < n; scan->len++) {
        uint32_t unit = s[scan->len];

        if (unit < 0x20)
            return JSD_CONTROL_CHARACTER;
        if (width > 1 && unit >= 0xd800 && unit <= 0xdfff)
            return JSD_SURROGATE;
        if (!hidden && unit == '"')
            return JSD_OK;
        hidden = !hidden && unit == '\\';
        scan->escaped = scan->escaped || hidden;
        scan->seen = unit > scan->seen ? unit : scan->seen;
    }
    return JSD_END;
}

static jsd_status
scan_units(const void *s, size_t n, int width, bool utf8, jsd_scan *scan)
{
    if (utf8)
        return jsd_scan_utf8(s, n, scan);
    if (width == 1)
        return jsd_scan_ucs1(s, n, scan);
    if (width == 2)
        return jsd_scan_ucs2(s, n, scan);
    return jsd_scan_ucs4(s, n, scan);
}

/* Converts code points to units of the width in memory of exact size, and
 * scans from each of the first `skipped` units: one alignment each. */
static void
compare(const uint32_t *s, size_t n, int width, size_t skipped)
{
    unsigned char *units = units_new(s, n, width);
    jsd_scan want, got;
    jsd_status status;
    size_t i;
    int k;

    for (i = 0; i <= skipped && i <= n; i++)
        for (k = 0; k < (width == 1 ? 2 : 1); k++) {
            status = naive_scan(s + i, n - i, width, &want);
            memset(&got, 0xa5, sizeof got);
            REQUIRE(scan_units(units + i * (size_t)width, n - i, width, k == 1,
                               &got) == status,
                    "not %d, width %d, n %zu", (int)status, width, n - i);
            REQUIRE(got.len == want.len, "%zu, not %zu", got.len, want.len);
            REQUIRE(got.seen >= want.seen && got.seen <= 0x10ffff &&
                        side(got.seen) == side(want.seen),
                    "%x for %x", (unsigned)got.seen, (unsigned)want.seen);
            REQUIRE(got.escaped == want.escaped, "%d", got.escaped);
        }
    free(units);
}

static const int widths[] = {1, 2, 4};

/* ---------------------------------------------------------------- tests */

START_TEST(rows)
{
    static const struct {
        const char *s;
        jsd_status status;
        size_t len;
        bool escaped;
    } table[] = {
        {"", JSD_END, 0, false},
        {"\"", JSD_OK, 0, false},
        {"abc\"def\"", JSD_OK, 3, false},
        {"abc", JSD_END, 3, false},
        {"\\", JSD_END, 1, true},
        {"\\\"", JSD_END, 2, true},
        {"\\\"\"", JSD_OK, 2, true},
        {"\\\\\"", JSD_OK, 2, true},
        {"\\\\\\\"\"", JSD_OK, 4, true},
        {"abcdefg\\\"hijklmn\\\\\"", JSD_OK, 18, true},
        {"ab\ncd\"", JSD_CONTROL_CHARACTER, 2, false},
        {"ab\\\ncd\"", JSD_CONTROL_CHARACTER, 3, true},
        {"ab\x1f\"", JSD_CONTROL_CHARACTER, 2, false},
        {"ab \x7f\"", JSD_OK, 4, false},
        {"ab\"\x01", JSD_OK, 2, false},
        {"\\x\"", JSD_OK, 2, true}, /* escapes are not checked */
    };
    uint32_t units[64];
    jsd_scan scan;
    size_t i, k, w, n;

    for (i = 0; i < JSD_COUNTOF(table); i++) {
        n = strlen(table[i].s);
        ck_assert_msg(jsd_scan_utf8(table[i].s, n, &scan) == table[i].status,
                      "row %zu", i);
        ck_assert_msg(scan.len == table[i].len, "row %zu: %zu", i, scan.len);
        ck_assert_msg(scan.escaped == table[i].escaped, "row %zu", i);
        for (k = 0; k < n; k++)
            units[k] = (unsigned char)table[i].s[k];
        for (w = 0; w < JSD_COUNTOF(widths); w++)
            compare(units, n, widths[w], n);
    }
}
END_TEST

/* One unit that ends a run, with each value up to last, in each lane. */
static void
compare_values(int width, uint32_t first, uint32_t last, uint32_t stride)
{
    uint32_t s[19];
    uint32_t unit;
    size_t i;

    for (i = 0; i < JSD_COUNTOF(s); i++)
        s[i] = 'a';
    s[17] = '"';
    for (unit = first; unit <= last; unit += stride) {
        s[9] = unit;
        compare(s, JSD_COUNTOF(s), width, 8);
    }
}

START_TEST(every_value)
{
    compare_values(1, 0, 0xff, 1);
    compare_values(2, 0, 0xffff, 1);
    compare_values(4, 0, 0x1ffff, 1);
    compare_values(4, 0x20000, 0x10ffff, 37);
}
END_TEST

/* Two neighbouring units of each value: no carry from lane to lane. */
START_TEST(every_two_values)
{
    static const uint32_t edges[] = {
        0,      1,      0x1f,    0x20,    0x21,    0x22,    0x23,
        0x5b,   0x5c,   0x5d,    0x7e,    0x7f,    0x80,    0x81,
        0x9f,   0xa2,   0xdc,    0xff,    0x100,   0x122,   0x15c,
        0x7fff, 0x8000, 0x8022,  0x805c,  0xd7ff,  0xd800,  0xdfff,
        0xe000, 0xffff, 0x10000, 0x10022, 0x1005c, 0x1d800, 0x10ffff};
    uint32_t s[12];
    size_t w, i, k, j;

    for (j = 0; j < JSD_COUNTOF(s); j++)
        s[j] = ' ';
    for (w = 0; w < JSD_COUNTOF(widths); w++)
        for (i = 0; i < JSD_COUNTOF(edges); i++)
            for (k = 0; k < JSD_COUNTOF(edges); k++) {
                uint64_t limit = (uint64_t)1 << 8 * widths[w];

                if (edges[i] >= limit || edges[k] >= limit)
                    continue;
                for (j = 0; j + 1 < JSD_COUNTOF(s); j++) {
                    s[j] = edges[i];
                    s[j + 1] = edges[k];
                    compare(s, JSD_COUNTOF(s), widths[w], 0);
                    s[j] = s[j + 1] = ' ';
                }
            }
}
END_TEST

/* Each length, each alignment, and the end of a run at each position. */
START_TEST(every_place)
{
    static const uint32_t specials[] = {'"', '\\', 0x1f, 0xd800};
    uint32_t s[100];
    size_t w, n, place, i;

    for (i = 0; i < JSD_COUNTOF(s); i++)
        s[i] = (uint32_t)(i % 2 == 0 ? '!' : '~');
    for (w = 0; w < JSD_COUNTOF(widths); w++)
        for (i = 0; i < JSD_COUNTOF(specials); i++)
            for (n = 1; n <= JSD_COUNTOF(s); n++)
                for (place = 0; place < n; place++) {
                    uint32_t old = s[place];

                    if (specials[i] > 0xff && widths[w] == 1)
                        break;
                    s[place] = specials[i];
                    compare(s, n, widths[w], 16);
                    s[place] = old;
                }
}
END_TEST

START_TEST(units_by_chance)
{
    static const uint32_t letters[] = {
        '"',  '\\', '\\',   ' ',    'a',    0x7f,   0x80,    0xff,    'n',
        0x1f, 'u',  0xd7ff, 0xe000, 0xd8ff, 0xffff, 0x10000, 0x10ffff};
    uint64_t state = 88172645463325252;
    uint32_t s[40];
    unsigned round;
    size_t n, i, w;

    for (round = 0; round < 300000; round++) {
        w = random_below(&state, 3);
        n = random_below(&state, JSD_COUNTOF(s) + 1);
        for (i = 0; i < n; i++) {
            s[i] = 'a' + random_below(&state, 26);
            if (random_below(&state, 4) == 0)
                s[i] = letters[random_below(&state, JSD_COUNTOF(letters))];
            if (widths[w] < 4)
                s[i] &= widths[w] == 1 ? 0xff : 0xffff;
        }
        compare(s, n, widths[w], 2);
    }
}
END_TEST

Suite *
scan_suite(void)
{
    const TTest *all[] = {rows, every_value, every_two_values, every_place,
                          units_by_chance};

    return suite_of_each("scan", all, JSD_COUNTOF(all));
}
