/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include "text/space.h"
#include "text/utf8.h"
#include "text_helpers.h"

/* ------------------------------------------------------ naive references */

/* Returns the length of the character at s by the ranges of RFC 3629, section
 * 4, or 0 if there is none. */
static size_t
naive_length(const uint8_t *s, size_t n)
{
    static const uint8_t ranges[][5] = {
        /* first and last lead byte; first and last second byte; length */
        {0x00, 0x7f, 0x00, 0xff, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2},
        {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
        {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
        {0xf4, 0xf4, 0x80, 0x8f, 4}};
    size_t i, k;

    for (i = 0; i < JSD_COUNTOF(ranges); i++) {
        const uint8_t *r = ranges[i];

        if (s[0] < r[0] || s[0] > r[1])
            continue;
        if (r[4] > n || (r[4] > 1 && (s[1] < r[2] || s[1] > r[3])))
            return 0;
        for (k = 2; k < r[4]; k++)
            if (s[k] < 0x80 || s[k] > 0xbf)
                return 0;
        return r[4];
    }
    return 0;
}

static jsd_utf8_string_info
naive_string(const char *s, size_t n)
{
    jsd_utf8_string_info info = {0, 0, 0, true};
    const uint8_t *p = (const uint8_t *)s;
    size_t at, len;

    while (info.len < n && p[info.len] >= 0x20 && p[info.len] != '"' &&
           p[info.len] != '\\')
        info.len++;
    for (at = 0; at < info.len; at += len) {
        uint32_t largest = 0;

        len = naive_length(p + at, info.len - at);
        if (len == 0) {
            info.valid = false;
            break;
        }
        info.count++;
        largest = len == 1       ? 0x7f
                  : len == 4     ? 0x10ffff
                  : len == 3     ? 0xffff
                  : p[at] < 0xc4 ? 0xff
                                 : 0x7ff;
        info.widest = largest > info.widest ? largest : info.widest;
    }
    return info;
}

static void
compare(const char *s, size_t n)
{
    char *copy = exact_copy(s, n);
    jsd_utf8_string_info want = naive_string(s, n);
    jsd_utf8_string_info got;

    memset(&got, 0xa5, sizeof got);
    jsd_utf8_string(copy, n, &got);
    REQUIRE(got.len == want.len, "%zu, not %zu", got.len, want.len);
    REQUIRE(got.valid == want.valid, "n %zu: %d", n, got.valid);
    if (want.valid) {
        REQUIRE(got.count == want.count, "%zu, not %zu", got.count,
                want.count);
        REQUIRE(side(got.widest) == side(want.widest) &&
                    got.widest <= 0x10ffff,
                "%x for %x", (unsigned)got.widest, (unsigned)want.widest);
    }
    free(copy);
}

/* ---------------------------------------------------------------- strings */

START_TEST(rows)
{
    static const struct {
        const char *s;
        size_t len, count;
        uint32_t widest;
        bool valid;
    } table[] = {
        {"", 0, 0, 0x7f, true},
        {"\"", 0, 0, 0x7f, true},
        {"abc\"\xff", 3, 3, 0x7f, true},
        {"abc", 3, 3, 0x7f, true},
        {"caf\xc3\xa9\\n", 5, 4, 0xff, true},
        {"\xc4\x80\n", 2, 1, 0xffff, true},
        {"\xe6\x97\xa5\xe6\x9c\xac\"", 6, 2, 0xffff, true},
        {"a\xf0\x9f\x98\x80\"", 5, 2, 0x10ffff, true},
        {"\xe6\x97\"\xa5", 2, 0, 0, false},
        {"\xed\xa0\x80\"", 3, 0, 0, false},
        {"\xc0\x80\"", 2, 0, 0, false},
        {"\x80\"", 1, 0, 0, false},
    };
    size_t i;

    for (i = 0; i < JSD_COUNTOF(table); i++) {
        jsd_utf8_string_info info;

        jsd_utf8_string(table[i].s, strlen(table[i].s), &info);
        ck_assert_msg(info.len == table[i].len, "row %zu", i);
        ck_assert_msg(info.valid == table[i].valid, "row %zu", i);
        if (info.valid) {
            ck_assert_msg(info.count == table[i].count, "row %zu", i);
            ck_assert_msg(side(info.widest) == side(table[i].widest),
                          "row %zu", i);
        }
        compare(table[i].s, strlen(table[i].s));
    }
}
END_TEST

/* Each two and three bytes of distinct classes, after text of each length, so
 * that they are at each position of a block and across two blocks. */
START_TEST(every_few_bytes)
{
    static const uint8_t edges[] = {
        0x1f, '"',  'a',  0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf,
        0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
        0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff};
    const size_t count = JSD_COUNTOF(edges);
    char s[80];
    size_t i, place;

    for (place = 0; place < 70; place++)
        for (i = 0; i < count * count * count; i++) {
            if (place % 7 != 0 && i % 5 != place % 5 && place != 29 &&
                place != 30 && place != 31 && place < 61)
                continue;
            memset(s, 'x', sizeof s);
            s[place] = (char)edges[i % count];
            s[place + 1] = (char)edges[i / count % count];
            s[place + 2] = (char)edges[i / count / count];
            compare(s, place + 3);
            s[place + 3] = (char)0xbf;
            compare(s, place + 5);
        }
}
END_TEST

/* Characters of each length, sometimes with an invalid byte or the end. */
START_TEST(strings_by_chance)
{
    static const uint32_t below[] = {0x80, 0x100, 0x800, 0x10000, 0x110000};
    uint64_t state = 88172645463325252;
    char s[320];
    unsigned round;

    for (round = 0; round < 200000; round++) {
        uint32_t limit = below[random_below(&state, JSD_COUNTOF(below))];
        size_t most = random_below(&state, 300);
        size_t n = 0;

        while (n < most) {
            uint32_t c = random_below(&state, limit);

            if (c < 0x20 || c == '"' || c == '\\' ||
                (c >= 0xd800 && c <= 0xdfff))
                c = 'a';
            n += naive_put(s + n, c);
        }
        if (n > 0 && random_below(&state, 3) == 0)
            s[random_below(&state, (uint32_t)n)] =
                (char)random_below(&state, 256);
        if (n > 0 && random_below(&state, 2) == 0)
            s[random_below(&state, (uint32_t)n)] = '"';
        compare(s, n);
    }
}
END_TEST

/* ------------------------------------------------------------ white space */

static size_t
naive_space(const uint32_t *s, size_t n)
{
    size_t i = 0;

    while (i < n &&
           (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r'))
        i++;
    return i;
}

static void
compare_space(const uint32_t *s, size_t n, int width)
{
    void *units = units_new(s, n, width);
    size_t got = width == 1   ? jsd_space_bytes(units, n)
                 : width == 2 ? jsd_space_ucs2(units, n)
                              : jsd_space_ucs4(units, n);

    REQUIRE(got == naive_space(s, n), "%zu of %zu, width %d", got, n, width);
    free(units);
}

/* Each unit of 2 bytes, and many of 4, at some position among spaces. */
START_TEST(every_unit_in_spaces)
{
    static const uint32_t spaces[] = {' ', '\t', '\n', '\r'};
    uint32_t s[70];
    uint32_t unit;
    size_t i;

    for (unit = 0; unit < 0x30000; unit++) {
        for (i = 0; i < JSD_COUNTOF(s); i++)
            s[i] = spaces[(i + unit) % 4];
        s[unit % JSD_COUNTOF(s)] = unit;
        if (unit < 0x100)
            compare_space(s, JSD_COUNTOF(s), 1);
        if (unit < 0x10000)
            compare_space(s, JSD_COUNTOF(s), 2);
        compare_space(s, JSD_COUNTOF(s), 4);
    }
}
END_TEST

START_TEST(spaces_of_every_length)
{
    static const int widths[] = {1, 2, 4};
    uint32_t s[130];
    size_t n, place, w;

    for (w = 0; w < JSD_COUNTOF(widths); w++)
        for (n = 0; n <= JSD_COUNTOF(s); n++)
            for (place = 0; place <= n; place++) {
                for (size_t i = 0; i < n; i++)
                    s[i] = i % 3 == 0 ? '\n' : ' ';
                if (place < n)
                    s[place] = 'x';
                compare_space(s, n, widths[w]);
            }
}
END_TEST

Suite *
utf8_string_suite(void)
{
    const TTest *all[] = {rows, every_few_bytes, strings_by_chance,
                          every_unit_in_spaces, spaces_of_every_length};

    return suite_of_each("utf8_string", all, JSD_COUNTOF(all));
}
