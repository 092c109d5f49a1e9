/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdio.h>

#include "text/unescape.h"
#include "text_helpers.h"

enum { LONGEST = 128 };

/* ------------------------------------- the four functions behind one face */

typedef struct outcome {
    jsd_status status;
    size_t at;  /* when the call failed */
    size_t len; /* when it succeeded */
    uint32_t units[LONGEST];
} outcome;

static jsd_status
call(const void *s, size_t n, bool closed, void *out, int width, size_t *len,
     size_t *at)
{
    if (width == 0)
        return jsd_unescape_utf8(s, n, closed, out, len, at);
    if (width == 1)
        return jsd_unescape_ucs1(s, n, closed, out, len, at);
    if (width == 2)
        return jsd_unescape_ucs2(s, n, closed, out, len, at);
    return jsd_unescape_ucs4(s, n, closed, out, len, at);
}

/* Width 0 is UTF-8: code units are read, bytes are written. All memory is of
 * exact size. */
static void
unescape(const uint32_t *s, size_t n, bool closed, int width, outcome *o)
{
    size_t size = width == 0 ? 1 : 4;
    void *units = units_new(s, n, width == 0 ? 1 : width);
    unsigned char *out = exact_new(n * size);
    size_t i;

    o->at = o->len = 77777;
    o->status = call(units, n, closed, out, width, &o->len, &o->at);
    if (o->status != JSD_OK) {
        REQUIRE(o->len == 77777, "len is touched");
        REQUIRE(o->at <= n, "at is %zu", o->at);
    } else {
        REQUIRE(o->len <= n, "%zu of %zu", o->len, n);
        for (i = 0; i < o->len; i++)
            if (width == 0)
                o->units[i] = out[i];
            else
                memcpy(&o->units[i], out + 4 * i, 4);
    }
    free(units);
    free(out);
}

static const int widths[] = {0, 1, 2, 4};

/* --------------------------------------------------- a naive reference */

/* Returns the value of four digits at s, or -1. */
static long
naive_hex(const uint32_t *s, size_t n)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    long value = 0;
    size_t i;

    if (n < 4)
        return -1;
    for (i = 0; i < 4; i++) {
        const char *d =
            s[i] == 0 || s[i] > 0x7f ? NULL : strchr(digits, (int)s[i]);

        if (d == NULL)
            return -1;
        value =
            value * 16 + (long)(d - digits < 16 ? d - digits : d - digits - 6);
    }
    return value;
}

/* Decodes a complete text. After an error `at` is set, else the units are code
 * points. */
static void
naive_unescape(const uint32_t *s, size_t n, outcome *o)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";
    const char *found;
    long first, second;
    size_t i = 0;

    o->status = JSD_OK;
    for (o->len = 0; i < n; o->len++) {
        if (s[i] != '\\') {
            o->units[o->len] = s[i++];
            continue;
        }
        o->at = i;
        o->status = JSD_BAD_ESCAPE;
        if (i + 1 == n || s[i + 1] == 0 || s[i + 1] > 0x7f)
            return;
        found = strchr(from, (int)s[i + 1]);
        if (found != NULL) {
            o->units[o->len] = (uint32_t)to[found - from];
            i += 2;
            o->status = JSD_OK;
            continue;
        }
        if (s[i + 1] != 'u')
            return;
        o->status = JSD_BAD_HEX;
        first = naive_hex(s + i + 2, n - i - 2);
        if (first < 0)
            return;
        i += 6;
        if (first >= 0xd800 && first <= 0xdfff) {
            o->status = JSD_LONE_SURROGATE;
            if (first >= 0xdc00 || n - i < 6 || s[i] != '\\' ||
                s[i + 1] != 'u')
                return;
            second = naive_hex(s + i + 2, n - i - 2);
            if (second < 0xdc00 || second > 0xdfff)
                return;
            first = 0x10000 + (first - 0xd800) * 1024 + (second - 0xdc00);
            i += 6;
        }
        o->units[o->len] = (uint32_t)first;
        o->status = JSD_OK;
    }
}

/* Appends the letters of `end` to the units of s. Returns their number. */
static size_t
join(uint32_t *text, const uint32_t *s, size_t n, const char *end)
{
    if (n > 0)
        memcpy(text, s, n * sizeof *s);
    for (; *end != '\0'; end++)
        text[n++] = (unsigned char)*end;
    return n;
}

/* Decides whether more text could make the escape valid, by trying each
 * continuation. */
static bool
can_become_right(const uint32_t *s, size_t n)
{
    static const char *const ends[] = {
        "n",          "u0000",     "0000",     "000",        "00",
        "0",          "\\udc00",   "udc00",    "dc00",       "c00",
        "800\\udc00", "00\\udc00", "0\\udc00", "d800\\udc00"};
    uint32_t text[LONGEST];
    static outcome o;
    size_t i;

    for (i = 0; i < JSD_COUNTOF(ends); i++) {
        naive_unescape(text, join(text, s, n, ends[i]), &o);
        if (o.status == JSD_OK)
            return true;
    }
    return false;
}

/* Encodes the code points of o as UTF-8, one byte in each unit. */
static void
to_bytes(outcome *o)
{
    static outcome bytes;
    char text[4];
    size_t i, k, len;

    bytes.len = 0;
    for (i = 0; i < o->len; i++) {
        /* unescaped text is UTF-8 already */
        len = naive_put(text, o->units[i]);
        for (k = 0; k < len; k++)
            bytes.units[bytes.len++] = (unsigned char)text[k];
    }
    o->len = bytes.len;
    memcpy(o->units, bytes.units, bytes.len * sizeof *bytes.units);
}

static void
compare(const uint32_t *s, size_t n, bool closed, int width)
{
    static outcome want, got;
    uint32_t text[LONGEST];

    naive_unescape(s, n, &want);
    if (want.status != JSD_OK && !closed) {
        if (can_become_right(s, n)) {
            want.status = JSD_END;
            want.at = n;
        } else {
            /* no continuation is valid: the error is the same with any */
            naive_unescape(text, join(text, s, n, "0000"), &want);
        }
    }
    unescape(s, n, closed, width, &got);
    REQUIRE(got.status == want.status, "%d, not %d, width %d", (int)got.status,
            (int)want.status, width);
    if (want.status != JSD_OK) {
        REQUIRE(got.at == want.at, "at %zu, not %zu", got.at, want.at);
        return;
    }
    if (width == 0)
        to_bytes(&want);
    REQUIRE(got.len == want.len, "%zu, not %zu", got.len, want.len);
    REQUIRE(memcmp(got.units, want.units, got.len * sizeof *got.units) == 0,
            "other units");
}

static void
compare_text(const char *s)
{
    uint32_t text[LONGEST];
    size_t n = join(text, NULL, 0, s);
    size_t w;

    for (w = 0; w < JSD_COUNTOF(widths); w++) {
        compare(text, n, true, widths[w]);
        compare(text, n, false, widths[w]);
    }
}

/* ---------------------------------------------------------------- tests */

static const struct {
    const char *s;
    bool closed;
    jsd_status status;
    size_t at; /* or the length of the decoded text in units */
} table[] = {
    {"", true, JSD_OK, 0},
    {"", false, JSD_OK, 0},
    {"plain", false, JSD_OK, 5},
    {"\\\"\\\\\\/\\b\\f\\n\\r\\t", true, JSD_OK, 8},
    {"\\u0041\\u00e9\\uFFFF", true, JSD_OK, 3},
    {"\\ud83d\\ude00", true, JSD_OK, 1},
    {"\\uD83D\\uDE00z", true, JSD_OK, 2},
    {"\\uDBFF\\uDFFF", true, JSD_OK, 1},
    /* incomplete escapes */
    {"ab\\", false, JSD_END, 3},
    {"ab\\u", false, JSD_END, 4},
    {"ab\\u1", false, JSD_END, 5},
    {"ab\\u12f", false, JSD_END, 7},
    {"ab\\ud8", false, JSD_END, 6},
    {"ab\\ud800", false, JSD_END, 8},
    {"ab\\ud800\\", false, JSD_END, 9},
    {"ab\\ud800\\u", false, JSD_END, 10},
    {"ab\\ud800\\ud", false, JSD_END, 11},
    {"ab\\ud800\\udC", false, JSD_END, 12},
    {"ab\\ud800\\udc0", false, JSD_END, 13},
    /* the same at the end of the text */
    {"ab\\", true, JSD_BAD_ESCAPE, 2},
    {"ab\\u", true, JSD_BAD_HEX, 2},
    {"ab\\u12", true, JSD_BAD_HEX, 2},
    {"ab\\ud800", true, JSD_LONE_SURROGATE, 2},
    {"ab\\ud800\\", true, JSD_LONE_SURROGATE, 2},
    {"ab\\ud800\\u", true, JSD_LONE_SURROGATE, 2},
    {"ab\\ud800\\udc0", true, JSD_LONE_SURROGATE, 2},
    /* invalid escapes */
    {"ab\\x", false, JSD_BAD_ESCAPE, 2},
    {"ab\\U0041", true, JSD_BAD_ESCAPE, 2},
    {"ab\\uz", false, JSD_BAD_HEX, 2},
    {"ab\\u00g0", true, JSD_BAD_HEX, 2},
    {"ab\\u000", true, JSD_BAD_HEX, 2},
    {"ab\\u 041", true, JSD_BAD_HEX, 2},
    {"ab\\ud800\\u0", false, JSD_LONE_SURROGATE, 2},
    {"ab\\ud800\\uz", false, JSD_LONE_SURROGATE, 2},
    {"ab\\ud800\\ud8", false, JSD_LONE_SURROGATE, 2},
    {"ab\\ud800\\udc0z", false, JSD_LONE_SURROGATE, 2},
    {"ab\\ud800\\n", false, JSD_LONE_SURROGATE, 2},
    {"ab\\ud800x", false, JSD_LONE_SURROGATE, 2},
    {"ab\\ud800\\ud800\\udc00", true, JSD_LONE_SURROGATE, 2},
    {"ab\\udc00", false, JSD_LONE_SURROGATE, 2},
    {"ab\\udc", false, JSD_LONE_SURROGATE, 2},
    {"ab\\udc", true, JSD_BAD_HEX, 2},
    {"ab\\udc0z", false, JSD_BAD_HEX, 2},
    {"ab\\udfff\\ud800", true, JSD_LONE_SURROGATE, 2},
    {"\\ud800\\udc00\\udc00", true, JSD_LONE_SURROGATE, 12},
};

START_TEST(rows)
{
    uint32_t text[LONGEST];
    static outcome o;
    size_t i, n, w;

    for (i = 0; i < JSD_COUNTOF(table); i++) {
        n = join(text, NULL, 0, table[i].s);
        for (w = 1; w < JSD_COUNTOF(widths); w++) {
            unescape(text, n, table[i].closed, widths[w], &o);
            ck_assert_msg(o.status == table[i].status, "row %zu: %d", i,
                          (int)o.status);
            ck_assert_msg((o.status == JSD_OK ? o.len : o.at) == table[i].at,
                          "row %zu: at %zu", i, o.at);
        }
        compare_text(table[i].s);
    }
}
END_TEST

START_TEST(every_letter)
{
    uint32_t text[] = {'a', '\\', 0, 'b'};
    size_t w;

    for (text[2] = 0; text[2] < 0x12000; text[2]++)
        for (w = 0; w < JSD_COUNTOF(widths); w++) {
            if (text[2] >= (widths[w] == 0 ? 0x80 : 0x100) && widths[w] < 2)
                continue;
            if (text[2] >= 0x10000 && widths[w] < 4)
                continue;
            compare(text, 4, true, widths[w]);
            compare(text, 3, false, widths[w]);
        }
}
END_TEST

START_TEST(every_unit_escaped)
{
    char s[32];
    unsigned unit;

    for (unit = 0; unit < 0x10000; unit++) {
        snprintf(s, sizeof s, unit % 2 == 0 ? "\\u%04x" : "\\u%04X", unit);
        compare_text(s);
        snprintf(s, sizeof s, "x\\u%04x\\u%04Xy", unit, unit ^ 1);
        compare_text(s);
    }
}
END_TEST

/* Replaces each digit of \\uXXXX by each unit. */
START_TEST(every_digit)
{
    uint32_t text[8];
    uint32_t unit;
    size_t n, place, w;

    for (unit = 0; unit < 0x400; unit++)
        for (place = 2; place < 6; place++)
            for (w = 0; w < JSD_COUNTOF(widths); w++) {
                if (unit >= (widths[w] == 0 ? 0x80 : 0x100) && widths[w] < 2)
                    continue;
                n = join(text, NULL, 0, "\\u01aFz");
                text[place] = unit;
                compare(text, n, true, widths[w]);
                compare(text, n, false, widths[w]);
            }
}
END_TEST

START_TEST(pairs_of_halves)
{
    char s[32];
    unsigned a, b;

    for (a = 0xd7f0; a < 0xe010; a++)
        for (b = 0xd7ff; b < 0xe002; b += b % 0x400 < 2 ? 1 : 0x1f) {
            snprintf(s, sizeof s, "\\u%04x\\u%04x", a, b);
            compare_text(s);
            snprintf(s, sizeof s, "\\u%04x\\u%04X", b, a);
            compare_text(s);
        }
}
END_TEST

/* Each text of up to six relevant letters, alone and after high surrogates. */
START_TEST(every_short_text)
{
    static const char letters[] = "\\ud8c0nz";
    static const char *const before[] = {"", "\\ud800", "\\ud800\\", "\\"};
    const size_t base = sizeof letters - 1;
    uint32_t text[LONGEST];
    size_t i, n, k, start, code, codes;

    for (i = 0; i < JSD_COUNTOF(before); i++) {
        start = join(text, NULL, 0, before[i]);
        for (n = 0, codes = 1; n <= 5; n++, codes *= base)
            for (code = 0; code < codes; code++) {
                size_t rest = code;

                for (k = 0; k < n; k++, rest /= base)
                    text[start + k] = (unsigned char)letters[rest % base];
                compare(text, start + n, false, widths[code % 4]);
                compare(text, start + n, true, widths[(code + n) % 4]);
            }
    }
}
END_TEST

/* Each prefix of valid text lacks only its end. */
START_TEST(every_prefix)
{
    static const char s[] = "plain and \\n\\u0041 long\\ud83d\\ude00\\\\ \\\"q"
                            "\\u3042\\u3044 \\uDBFF\\uDFFF, the end\\t";
    uint32_t text[LONGEST];
    static outcome o;
    size_t n, w;

    for (n = join(text, NULL, 0, s);; n--) {
        for (w = 0; w < JSD_COUNTOF(widths); w++) {
            compare(text, n, false, widths[w]);
            unescape(text, n, false, widths[w], &o);
            ck_assert(o.status == JSD_OK ||
                      (o.status == JSD_END && o.at == n));
        }
        if (n == 0)
            break;
    }
}
END_TEST

/* Each length up to 100 with an escape at each position. */
START_TEST(every_place)
{
    static const char *const escapes[] = {"\\n", "\\u00e9", "\\ud83d\\ude00"};
    uint32_t text[LONGEST];
    size_t i, n, place, len, k, w;

    for (i = 0; i < JSD_COUNTOF(escapes); i++)
        for (len = strlen(escapes[i]), n = len; n <= 100; n++)
            for (place = 0; place + len <= n; place++) {
                for (k = 0; k < n; k++)
                    text[k] = 'a';
                for (k = 0; k < len; k++)
                    text[place + k] = (unsigned char)escapes[i][k];
                for (w = 0; w < JSD_COUNTOF(widths); w++)
                    compare(text, n, true, widths[w]);
            }
}
END_TEST

/* Units without an escape keep their value. */
START_TEST(plain_units)
{
    uint32_t text[13];
    uint32_t unit;
    size_t i, w;

    for (unit = 0; unit < 0x110000; unit += unit < 0x10000 ? 1 : 0x101)
        for (w = 1; w < JSD_COUNTOF(widths); w++) {
            if (unit == '\\' || unit >= (uint64_t)1 << 8 * widths[w])
                continue;
            for (i = 0; i < JSD_COUNTOF(text); i++)
                text[i] = unit;
            text[unit % 12] = '\\';
            text[unit % 12 + 1] = 'n';
            compare(text, JSD_COUNTOF(text), true, widths[w]);
        }
}
END_TEST

/* UTF-8 between escapes is copied, valid or not. */
START_TEST(bytes_beyond_ascii)
{
    static const char s[] = "\xe6\x97\xa5\\n\xff\x80 \xc3\\u00e9\xa9\xdc\\\\";
    static const char want[] = "\xe6\x97\xa5\n\xff\x80 \xc3\xc3\xa9\xa9\xdc\\";
    char out[sizeof s];
    size_t len, at;

    ck_assert(jsd_unescape_utf8(s, sizeof s - 1, true, out, &len, &at) ==
              JSD_OK);
    ck_assert_uint_eq(len, sizeof want - 1);
    ck_assert_mem_eq(out, want, len);
}
END_TEST

Suite *
unescape_suite(void)
{
    const TTest *all[] = {rows,
                          every_letter,
                          every_unit_escaped,
                          every_digit,
                          pairs_of_halves,
                          every_short_text,
                          every_prefix,
                          every_place,
                          plain_units,
                          bytes_beyond_ascii};

    return suite_of_each("unescape", all, JSD_COUNTOF(all));
}
