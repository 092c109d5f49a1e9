/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include "simd/unit.h"
#include "text/utf8.h"
#include "text_helpers.h"

/* --------------------------------------------------- a naive reference */

typedef struct found {
    jsd_status status;
    size_t at;
    size_t count;
    uint32_t largest;
} found;

/* Returns the length of the character at s, or 0 if it is not valid UTF-8. */
static size_t
naive_character(const uint8_t *s, size_t n, uint32_t *c)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = s[0] < 0x80   ? 1
                 : s[0] < 0xc0 ? 0
                 : s[0] < 0xe0 ? 2
                 : s[0] < 0xf0 ? 3
                 : s[0] < 0xf8 ? 4
                               : 0;
    size_t i;

    if (len == 0 || len > n)
        return 0;
    *c = len == 1 ? s[0] : s[0] & (0xffU >> (len + 1));
    for (i = 1; i < len; i++) {
        if (s[i] / 64 != 2)
            return 0;
        *c = *c * 64 + s[i] % 64;
    }
    return *c >= least[len] && *c <= 0x10ffff ? len : 0;
}

static found
naive_measure(const char *s, size_t n)
{
    found f = {JSD_OK, 0, 0, 0};
    uint32_t c = 0;
    size_t len;

    for (; f.at < n; f.at += len) {
        len = naive_character((const uint8_t *)s + f.at, n - f.at, &c);
        if (len == 0)
            f.status = JSD_BAD_UTF8;
        else if (c >= 0xd800 && c <= 0xdfff)
            f.status = JSD_SURROGATE;
        if (f.status != JSD_OK)
            return f;
        f.largest = c > f.largest ? c : f.largest;
        f.count++;
    }
    return f;
}

/* ------------------------------------------------------ what is compared */

/* Converts to units of one width in memory of exact size, and compares. */
static void
compare_decoded(const char *s, size_t n, size_t count, int width)
{
    unsigned char *units = exact_new(count * (size_t)width);
    uint32_t c = 0;
    size_t i, at;

    if (width == 1)
        jsd_utf8_to_ucs1(s, n, units);
    else if (width == 2)
        jsd_utf8_to_ucs2(s, n, (uint16_t *)(void *)units);
    else
        jsd_utf8_to_ucs4(s, n, (uint32_t *)(void *)units);
    for (i = at = 0; i < count; i++) {
        uint32_t wide = 0;
        uint16_t half = 0;

        at += naive_character((const uint8_t *)s + at, n - at, &c);
        if (width == 1)
            wide = units[i];
        else if (width == 2)
            memcpy(&half, units + 2 * i, 2);
        else
            memcpy(&wide, units + 4 * i, 4);
        REQUIRE((wide | half) == c, "unit %zu of width %d: U+%04x", i, width,
                (unsigned)c);
    }
    free(units);
}

static void
compare_measured(const char *s, size_t n)
{
    found f = naive_measure(s, n);
    jsd_utf8_size size = {12345, 54321};
    size_t at = 99999;
    jsd_status status = jsd_utf8_measure(s, n, &size, &at);

    REQUIRE(status == f.status, "%d, not %d, at %zu", (int)status,
            (int)f.status, f.at);
    if (f.status != JSD_OK) {
        REQUIRE(at == f.at, "%zu, not %zu", at, f.at);
        REQUIRE(size.count == 12345 && size.widest == 54321, "touched");
        return;
    }
    REQUIRE(size.count == f.count, "%zu, not %zu", size.count, f.count);
    REQUIRE(size.widest >= f.largest && size.widest <= 0x10ffff, "%x",
            (unsigned)size.widest);
    REQUIRE(side(size.widest) == side(f.largest), "%x for %x",
            (unsigned)size.widest, (unsigned)f.largest);
}

static void
compare(const char *s, size_t n)
{
    found f = naive_measure(s, n);

    compare_measured(s, n);
    if (f.status != JSD_OK)
        return;
    REQUIRE(jsd_utf8_count(s, n) == f.count, "%zu", f.count);
    if (side(f.largest) < 2)
        compare_decoded(s, n, f.count, 1);
    if (side(f.largest) < 3)
        compare_decoded(s, n, f.count, 2);
    compare_decoded(s, n, f.count, 4);
}

static void
compare_exact(const char *s, size_t n)
{
    char *copy = exact_copy(s, n);

    compare(copy, n);
    free(copy);
}

/* ---------------------------------------------------------------- tests */

START_TEST(rows_of_bad_and_good)
{
    static const struct {
        const char *s;
        jsd_status status;
        size_t at;
    } rows[] = {
        {"", JSD_OK, 0},
        {"plain", JSD_OK, 0},
        {"\xc2\x80\xdf\xbf", JSD_OK, 0},
        {"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf", JSD_OK, 0},
        {"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", JSD_OK, 0},
        {"a\x80", JSD_BAD_UTF8, 1}, /* a lone continuation byte */
        {"ab\xbf", JSD_BAD_UTF8, 2},
        {"a\xc0\x80", JSD_BAD_UTF8, 1}, /* overlong NUL */
        {"a\xc1\xbf", JSD_BAD_UTF8, 1},
        {"a\xe0\x80\x80", JSD_BAD_UTF8, 1},
        {"a\xe0\x9f\xbf", JSD_BAD_UTF8, 1}, /* overlong U+07FF */
        {"a\xf0\x80\x80\x80", JSD_BAD_UTF8, 1},
        {"a\xf0\x8f\xbf\xbf", JSD_BAD_UTF8, 1}, /* overlong U+FFFF */
        {"a\xf4\x90\x80\x80", JSD_BAD_UTF8, 1}, /* U+110000 */
        {"a\xf5\x80\x80\x80", JSD_BAD_UTF8, 1},
        {"a\xf8\x88\x80\x80\x80", JSD_BAD_UTF8, 1},
        {"a\xfe", JSD_BAD_UTF8, 1},
        {"a\xff", JSD_BAD_UTF8, 1},
        {"ab\xed\xa0\x80", JSD_SURROGATE, 2}, /* U+D800 */
        {"ab\xed\xbf\xbf", JSD_SURROGATE, 2}, /* U+DFFF */
        {"ab\xed\xa0", JSD_BAD_UTF8, 2},      /* U+D800, truncated */
        {"ab\xed\xa0z", JSD_BAD_UTF8, 2},
        {"ab\xed\xa0\xed\xa0\x80", JSD_BAD_UTF8, 2}, /* the first error counts
                                                      */
        {"\xed\xa0\x80\xff", JSD_SURROGATE, 0},
        {"\xc3\xa9\xc3", JSD_BAD_UTF8, 2}, /* truncated */
        {"\xc3\xa9\xe6\x97", JSD_BAD_UTF8, 2},
        {"\xc3\xa9\xf0\x9f\x98", JSD_BAD_UTF8, 2},
        {"\xc3(", JSD_BAD_UTF8, 0},
        {"\xe6\x97(", JSD_BAD_UTF8, 0},
        {"\xe6(\xa5", JSD_BAD_UTF8, 0},
        {"\xf0\x9f\x98(", JSD_BAD_UTF8, 0},
    };
    jsd_utf8_size size;
    size_t i, at;

    for (i = 0; i < JSD_COUNTOF(rows); i++) {
        at = 0;
        ck_assert_msg(jsd_utf8_measure(rows[i].s, strlen(rows[i].s), &size,
                                       &at) == rows[i].status,
                      "row %zu", i);
        ck_assert_msg(at == rows[i].at, "row %zu: at %zu", i, at);
        compare_exact(rows[i].s, strlen(rows[i].s));
    }
}
END_TEST

START_TEST(nul_is_a_character)
{
    compare_exact("a\0b\0\0\0\0\0\0\0\0\0\0", 13);
}
END_TEST

/* Each code point three times, with up to 16 bytes of ASCII around. */
START_TEST(every_code_point)
{
    char s[64];
    uint32_t c;
    size_t n, k;

    for (c = 0; c <= 0x10ffff; c++) {
        n = c % 17;
        memset(s, 'x', n);
        for (k = 0; k < 3; k++)
            n += naive_put(s + n, c);
        memset(s + n, 'y', c % 16);
        n += c % 16;
        compare(s, n);
        if (c >= 0xd800 && c <= 0xdfff)
            REQUIRE(jsd_utf8_count(s, n) == c % 17 + 3 + c % 16, "%x",
                    (unsigned)c);
    }
}
END_TEST

/* Runs of adjacent code points without anything between them. */
START_TEST(every_code_point_in_a_text)
{
    const size_t run = 1000;
    char *s = exact_new(4 * run);
    uint32_t c = 0;
    size_t n, k;

    while (c <= 0x10ffff) {
        for (n = k = 0; k < run && c <= 0x10ffff; k++, c++)
            if (c < 0xd800 || c > 0xdfff)
                n += naive_put(s + n, c);
        compare_exact(s, n);
    }
    free(s);
}
END_TEST

/* Checks the bytes alone, among ASCII, and among characters of two and three
 * bytes, enough for whole groups of words. */
static void
compare_in_context(const uint8_t *bytes, size_t n)
{
    static const char *const around[] = {
        "abcdefghijk", "\xc3\xa9\xd0\xb6 \xc3\xa9\xd0\xb6\xc3\xa9\xd0\xb6",
        "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5"};
    char s[128];
    size_t i, len, k;

    compare_measured((const char *)bytes, n);
    for (i = 0; i < JSD_COUNTOF(around); i++) {
        k = strlen(around[i]);
        memcpy(s, around[i], k);
        memcpy(s + k, bytes, n);
        len = k + n;
        memcpy(s + len, around[i], k);
        len += k;
        memcpy(s + len, around[i], k);
        len += k;
        compare_measured(s, len);
    }
}

START_TEST(every_sequence_of_two)
{
    unsigned a, b;

    for (a = 0; a < 0x100; a++)
        for (b = 0; b < 0x100; b++)
            compare_in_context((uint8_t[]){(uint8_t)a, (uint8_t)b}, 2);
}
END_TEST

START_TEST(every_sequence_of_three)
{
    unsigned i;
    uint8_t s[3];

    for (i = 0; i < 0x1000000; i++) {
        s[0] = (uint8_t)(i >> 16);
        s[1] = (uint8_t)(i >> 8);
        s[2] = (uint8_t)i;
        compare_measured((const char *)s, 3);
    }
}
END_TEST

static const uint8_t edges[] = {0x00, 0x22, 0x7f, 0x80, 0x81, 0x8f, 0x90,
                                0x9f, 0xa0, 0xa1, 0xbf, 0xc0, 0xc1, 0xc2,
                                0xc3, 0xc4, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
                                0xee, 0xef, 0xf0, 0xf4, 0xf5, 0xff};

/* The last byte at the edges of the ranges. */
START_TEST(sequences_of_three_in_context)
{
    unsigned a, b;
    size_t k;

    for (a = 0x80; a < 0x100; a++)
        for (b = 0; b < 0x100; b++)
            for (k = 0; k < JSD_COUNTOF(edges); k++)
                compare_in_context(
                    (uint8_t[]){(uint8_t)a, (uint8_t)b, edges[k]}, 3);
}
END_TEST

/* F0 to F8: all values of the second, the third or the fourth byte, else
 * edges. */
START_TEST(sequences_of_four)
{
    unsigned a, b, place;
    size_t i, k;
    uint8_t s[4];

    for (a = 0xf0; a < 0xf9; a++)
        for (b = 0; b < 0x100; b++)
            for (i = 0; i < JSD_COUNTOF(edges); i++)
                for (k = 0; k < JSD_COUNTOF(edges); k++)
                    for (place = 0; place < 3; place++) {
                        s[0] = (uint8_t)a;
                        s[1 + place] = (uint8_t)b;
                        s[1 + (place + 1) % 3] = edges[i];
                        s[1 + (place + 2) % 3] = edges[k];
                        compare_measured((const char *)s, 4);
                        if (place == 0 && i < 12 && k < 12)
                            compare_in_context(s, 4);
                    }
}
END_TEST

START_TEST(every_truncation)
{
    static const char *const texts[] = {
        "a\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80z",
        "\xd0\xb6\xd0\xb6\xd0\xb6 \xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6 \xd0\xb6"
        "\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6xyz"
        "\xd0\xb6\xd0\xb6 \xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6",
        "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97",
        "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80",
        "0123456789abcdef0123456789abcdef0123456789abcdef\xc3\xa9"};
    size_t i, n;

    for (i = 0; i < JSD_COUNTOF(texts); i++)
        for (n = 0; n <= strlen(texts[i]); n++)
            compare_exact(texts[i], n);
}
END_TEST

/* Each sequence of at most three bytes, at 0x10000 * first + 0x100 * second +
 * third. Shorter sequences end in zeros. */
static uint8_t is_beginning[1 << 24];

static void
mark_beginnings(const char *s, size_t len)
{
    uint32_t index = 0;

    for (size_t i = 0; i + 1 < len; i++) {
        index |= (uint32_t)(uint8_t)s[i] << (16 - 8 * i);
        is_beginning[index] |= (uint8_t)(1 << (i + 1));
    }
}

START_TEST(every_beginning_of_a_sequence)
{
    char s[4];
    uint32_t c, i;
    size_t n;

    for (c = 0x80; c <= 0x10ffff; c++)
        if (c < 0xd800 || c > 0xdfff)
            mark_beginnings(s, (size_t)(jsd_unit_put_utf8(s, c, 4) - s));
    for (i = 0; i < 1U << 24; i++) {
        s[0] = (char)(i >> 16);
        s[1] = (char)(i >> 8);
        s[2] = (char)i;
        for (n = (i & 0xff) != 0 ? 3 : (i & 0xffff) != 0 ? 2 : 1; n <= 3; n++)
            if (jsd_utf8_is_cut(s, n) != (is_beginning[i] >> n & 1))
                ck_abort_msg("%06x, %zu bytes", i, n);
    }
    ck_assert(!jsd_utf8_is_cut(s, 0));
}
END_TEST

START_TEST(every_next_code_point)
{
    char s[4];
    uint32_t c, next;
    size_t len, n;

    for (c = 0; c <= 0x10ffff; c++) {
        len = (size_t)(jsd_unit_put_utf8(s, c, 4) - s);
        if (jsd_utf8_next(s, len, &next) != len || next != c)
            ck_abort_msg("U+%04X", c);
        for (n = 1; n < len; n++)
            if (jsd_utf8_next(s, n, &next) != 0)
                ck_abort_msg("U+%04X, %zu bytes", c, n);
    }
    ck_assert_uint_eq(jsd_utf8_next("\xc0\x80", 2, &next), 0);
    ck_assert_uint_eq(jsd_utf8_next("\xf4\x90\x80\x80", 4, &next), 0);
}
END_TEST

/* Each length and alignment, with a non-ASCII character at each position. */
START_TEST(every_place)
{
    static const char *const specials[] = {
        "\xff",         "\x80",         "\xc3\xa9",        "\xc4\x80",
        "\xe6\x97\xa5", "\xed\xa0\x80", "\xf0\x9f\x98\x80"};
    size_t align, n, place, i, len;
    char *memory, *s;

    for (align = 0; align <= 16; align++)
        for (n = 0; n <= 100; n++) {
            memory = exact_new(align + n);
            s = memory + align;
            for (i = 0; i < JSD_COUNTOF(specials); i++) {
                len = strlen(specials[i]);
                for (place = i; place + len <= n; place += 1 + align / 4) {
                    memset(s, 'a', n);
                    memcpy(s + place, specials[i], len);
                    compare(s, n);
                }
            }
            free(memory);
        }
}
END_TEST

/* Texts of mixed characters, valid and with one byte changed. */
START_TEST(random_texts)
{
    static const uint32_t below[] = {0x80, 0x100, 0x800, 0xd800, 0x110000};
    uint64_t state = 88172645463325252;
    char s[4 * 80];
    unsigned round;
    size_t n, k, kind, last;

    for (round = 0; round < 200000; round++) {
        last = 1 + random_below(&state, 5);
        for (n = 0, k = random_below(&state, 80); k > 0; k--) {
            kind = random_below(&state, 3) == 0
                       ? 0
                       : random_below(&state, (uint32_t)last);
            n += naive_put(s + n, random_below(&state, below[kind]));
        }
        compare_exact(s, n);
        if (n == 0)
            continue;
        s[random_below(&state, (uint32_t)n)] =
            (char)random_below(&state, 0x100);
        compare_exact(s, n);
    }
}
END_TEST

/* Lanes count to 255: texts of more words than that. */
START_TEST(count_of_long_texts)
{
    const size_t n = 8 * 255 * 3 + 5;
    char *s = exact_new(n);
    size_t k;

    memset(s, 0x80, n);
    for (k = 0; k <= n; k++)
        REQUIRE(jsd_utf8_count(s, k) == 0, "%zu", k);
    memset(s, 'a', n);
    for (k = 0; k <= n; k++)
        REQUIRE(jsd_utf8_count(s, k) == k, "%zu", k);
    free(s);
}
END_TEST

Suite *
utf8_suite(void)
{
    const TTest *all[] = {rows_of_bad_and_good,
                          nul_is_a_character,
                          every_code_point,
                          every_code_point_in_a_text,
                          every_sequence_of_two,
                          every_sequence_of_three,
                          sequences_of_three_in_context,
                          sequences_of_four,
                          every_truncation,
                          every_beginning_of_a_sequence,
                          every_next_code_point,
                          every_place,
                          random_texts,
                          count_of_long_texts};

    return suite_of_each("utf8", all, JSD_COUNTOF(all));
}
