/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdio.h>

#include "text/escape_styled.h"
#include "text_helpers.h"

enum { GUARD = 16, GUARD_BYTE = 0x5a, STYLES = 8 };
enum { ASCII = JSD_STYLE_ASCII, HTML = JSD_STYLE_HTML };
enum { LONE = JSD_STYLE_SURROGATES };

enum kind { UTF8, UCS1, UCS2, UCS4, KINDS };

static const int widths[KINDS] = {1, 1, 2, 4};

static jsd_status
run(jsd_escape *e, enum kind kind, unsigned style)
{
    return (kind == UTF8   ? jsd_escape_styled_utf8
            : kind == UCS1 ? jsd_escape_styled_ucs1
            : kind == UCS2 ? jsd_escape_styled_ucs2
                           : jsd_escape_styled_ucs4)(e, style);
}

/* --------------------------------------------------- a naive reference */

static size_t
naive_unit(char *out, uint32_t unit)
{
    char text[16];

    snprintf(text, sizeof text, "\\u%04x", (unsigned)unit);
    memcpy(out, text, 6);
    return 6;
}

static size_t
naive_escape(char *out, uint32_t c, unsigned style)
{
    static const char from[] = "\"\\\b\t\n\f\r";
    static const char to[] = "\"\\btnfr";
    const char *found = c == 0 || c > 0x7f ? NULL : strchr(from, (int)c);
    bool page = c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;

    if (found != NULL) {
        out[0] = '\\';
        out[1] = to[found - from];
        return 2;
    }
    if (c < 0x20 || (page && (style & HTML) != 0) ||
        (c >= 0xd800 && c <= 0xdfff))
        return naive_unit(out, c);
    if (c < 0x80 || (style & ASCII) == 0)
        return naive_put(out, c);
    if (c < 0x10000)
        return naive_unit(out, c);
    naive_unit(out, 0xd800 + (c - 0x10000) / 0x400);
    naive_unit(out + 6, 0xdc00 + (c - 0x10000) % 0x400);
    return 12;
}

/* Returns the characters before the first surrogate that the style refuses; *n
 * becomes their number. */
static size_t
naive_text(char *out, const uint32_t *s, size_t *n, unsigned style)
{
    size_t len = 0;
    size_t i;

    for (i = 0; i < *n; i++) {
        if ((style & LONE) == 0 && s[i] >= 0xd800 && s[i] <= 0xdfff)
            break;
        len += naive_escape(out + len, s[i], style);
    }
    *n = i;
    return len;
}

/* ------------------------------------------------------ what is compared */

typedef struct sample {
    unsigned char *units; /* memory of exact size */
    size_t size;          /* bytes */
    size_t good;          /* units before the refused one */
    char *want;
    size_t len;
} sample;

static size_t
size_of(const uint32_t *s, size_t n, enum kind kind)
{
    size_t size = 0;
    char utf8[4];
    size_t i;

    if (kind != UTF8)
        return n * (size_t)widths[kind];
    for (i = 0; i < n; i++)
        size += naive_put(utf8, s[i]);
    return size;
}

static sample
sample_new(const uint32_t *s, size_t n, enum kind kind, unsigned style)
{
    sample t;
    size_t good = n;
    size_t at = 0;
    size_t i;

    t.want = exact_new(n * JSD_ESCAPE_STYLED_MAX);
    t.len = naive_text(t.want, s, &good, style);
    t.size = size_of(s, n, kind);
    t.good = size_of(s, good, kind);
    if (kind != UTF8) {
        t.units = units_new(s, n, widths[kind]);
        return t;
    }
    t.units = exact_new(t.size);
    for (i = 0; i < n; i++)
        at += naive_put((char *)t.units + at, s[i]);
    return t;
}

static void
sample_free(sample *t)
{
    free(t->units);
    free(t->want);
}

/* Writes all in one call with exactly the room that the call requires. */
static void
compare_at_once(const uint32_t *s, size_t n, enum kind kind, unsigned style)
{
    sample t = sample_new(s, n, kind, style);
    size_t most = kind == UCS4 && (style & ASCII) != 0 ? JSD_ESCAPE_STYLED_MAX
                                                       : JSD_ESCAPE_MAX;
    size_t room = t.size / (size_t)widths[kind] * most;
    char *out = exact_new(room);
    jsd_escape e = {t.units, t.units + t.size, out, out + room};

    REQUIRE(run(&e, kind, style) == (t.good < t.size ? JSD_SURROGATE : JSD_OK),
            "kind %d, style %u", (int)kind, style);
    REQUIRE(e.in == t.units + t.good, "in, kind %d, style %u", (int)kind,
            style);
    REQUIRE(e.out == out + t.len, "%td, not %zu, kind %d, style %u, %x",
            e.out - out, t.len, (int)kind, style, n > 0 ? s[0] : 0);
    REQUIRE(t.len == 0 || memcmp(out, t.want, t.len) == 0,
            "other bytes, kind %d, style %u", (int)kind, style);
    free(out);
    sample_free(&t);
}

/* Makes one call with this much room between guard bytes. It must make
 * progress. */
static jsd_status
run_tight(jsd_escape *e, size_t room, enum kind kind, unsigned style)
{
    char *memory = exact_new(room + GUARD);
    char *out = e->out;
    jsd_status status;
    size_t i;

    memset(memory, GUARD_BYTE, room + GUARD);
    e->out = memory;
    e->limit = memory + room;
    status = run(e, kind, style);
    for (i = 0; i < GUARD; i++)
        REQUIRE(memory[room + i] == GUARD_BYTE, "byte %zu behind limit", i);
    if (status == JSD_OK)
        REQUIRE(e->in == e->end || e->limit - e->out < JSD_ESCAPE_STYLED_MAX,
                "stopped with %td bytes left", e->limit - e->out);
    memcpy(out, memory, (size_t)(e->out - memory));
    e->out = out + (e->out - memory);
    free(memory);
    return status;
}

static void
compare_tight(const uint32_t *s, size_t n, size_t room, enum kind kind,
              unsigned style)
{
    sample t = sample_new(s, n, kind, style);
    char *out = exact_new(n * JSD_ESCAPE_STYLED_MAX);
    jsd_escape e = {t.units, t.units + t.size, out, NULL};
    jsd_status status = JSD_OK;

    while (status == JSD_OK && e.in != e.end) {
        const void *before = e.in;

        status = run_tight(&e, room, kind, style);
        if (e.in == before)
            break;
    }
    REQUIRE((size_t)(e.out - out) <= t.len &&
                memcmp(out, t.want, (size_t)(e.out - out)) == 0,
            "other bytes");
    if (room >= JSD_ESCAPE_STYLED_MAX) {
        REQUIRE((status != JSD_OK) == (t.good < t.size), "status");
        REQUIRE(e.in == t.units + t.good, "in");
        REQUIRE((size_t)(e.out - out) == t.len, "stuck");
    }
    free(out);
    sample_free(&t);
}

/* ---------------------------------------------------------------- tests */

/* The first row is the output of json.dumps of CPython 3.13, which has no
 * other style. */
START_TEST(rows)
{
    static const struct {
        unsigned style;
        const char *s;
        const char *escaped;
    } table[] = {
        {ASCII | LONE, "\x01\x1f\b\t\n\f\r\"\\/\x7f",
         "\\u0001\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\x7f"},
        {ASCII | LONE, "\xc2\x80\xc3\xa9\xed\xa0\x80\xf0\x9f\x98\x80",
         "\\u0080\\u00e9\\ud800\\ud83d\\ude00"},
        {ASCII | LONE, "\xe2\x80\xa8</&>", "\\u2028</&>"},
        {ASCII | HTML, "\xe2\x80\xa8</&>\xef\xbf\xbf",
         "\\u2028\\u003c/\\u0026\\u003e\\uffff"},
        {HTML, "\xe2\x80\xa7\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa<\xc3\xa9>&",
         "\xe2\x80\xa7\\u2028\\u2029\xe2\x80\xaa\\u003c\xc3\xa9\\u003e"
         "\\u0026"},
        {LONE, "\xed\x9f\xbf\xed\xa0\x80\xed\xbf\xbf\xee\x80\x80<\xc3\xa9",
         "\xed\x9f\xbf\\ud800\\udfff\xee\x80\x80<\xc3\xa9"},
        {0, "<\xc3\xa9>\xe2\x80\xa8\n", "<\xc3\xa9>\xe2\x80\xa8\\n"},
    };
    char out[128];
    size_t i;

    for (i = 0; i < JSD_COUNTOF(table); i++) {
        jsd_escape e = {table[i].s, table[i].s + strlen(table[i].s), out,
                        out + sizeof out};

        ck_assert_int_eq(jsd_escape_styled_utf8(&e, table[i].style), JSD_OK);
        *e.out = '\0';
        ck_assert_str_eq(out, table[i].escaped);
        ck_assert_ptr_eq(e.in, e.end);
    }
}
END_TEST

/* The unit alone, repeated, and with ASCII around it. */
static void
compare_unit(uint32_t unit, enum kind kind)
{
    uint32_t s[44];
    unsigned style;
    size_t i;

    for (i = 0; i < JSD_COUNTOF(s); i++)
        s[i] = i < 3 || i % 20 == unit % 20 ? unit : 'x';
    for (style = 0; style < STYLES; style++) {
        compare_at_once(s, 1, kind, style);
        compare_at_once(s, JSD_COUNTOF(s), kind, style);
    }
}

START_TEST(every_unit)
{
    uint32_t unit, step;

    for (unit = 0; unit < 0x100; unit++)
        compare_unit(unit, UCS1);
    for (unit = 0; unit < 0x10000; unit += step) {
        step = unit < 0x900 || (unit >= 0x2000 && unit < 0x2100) ||
                       (unit >= 0xd700 && unit < 0xe100)
                   ? 1
                   : 7;
        compare_unit(unit, UTF8);
        compare_unit(unit, UCS2);
        compare_unit(unit, UCS4);
    }
    for (unit = 0x10000; unit < 0x110000; unit += 251) {
        compare_unit(unit, UTF8);
        compare_unit(unit, UCS4);
    }
    compare_unit(0x10ffff, UTF8);
    compare_unit(0x10ffff, UCS4);
}
END_TEST

static void
fill_randomly(uint32_t *s, size_t n, enum kind kind, uint64_t *state)
{
    static const uint32_t below[] = {0x110000, 0x100, 0x10000, 0x110000};
    static const uint32_t others[] = {'"',    '\\',   '\n',   '<',    '&',
                                      0x2028, 0x2029, 0xd800, 0xdfff, 0xd7ff};
    uint32_t rate = 1 + random_below(state, 30);
    uint32_t limit = random_below(state, 2) == 0 ? 0x80 : below[kind];
    size_t i;

    for (i = 0; i < n; i++) {
        s[i] =
            random_below(state, rate) > 0 ? 'a' : random_below(state, limit);
        if (random_below(state, 2 * rate) == 0) {
            s[i] = others[random_below(state, JSD_COUNTOF(others))];
            s[i] &= kind == UCS1 ? 0x7f : UINT32_MAX;
        }
        if (s[i] >= 0xd800 && s[i] <= 0xdfff && random_below(state, 8) != 0)
            s[i] = 0x65e5;
        if (kind == UCS1)
            s[i] &= 0xff;
    }
}

START_TEST(every_length_and_room)
{
    uint64_t state = 88172645463325252;
    uint32_t s[80];
    unsigned style;
    size_t n, room, kind;

    for (kind = 0; kind < KINDS; kind++)
        for (n = 0; n <= JSD_COUNTOF(s); n++)
            for (room = 0; room <= 72; room++) {
                style = random_below(&state, STYLES);
                fill_randomly(s, n, (enum kind)kind, &state);
                compare_tight(s, n, room, (enum kind)kind, style);
                compare_at_once(s, n, (enum kind)kind, style);
            }
}
END_TEST

/* Only the longest escapes, which need the most room. */
START_TEST(longest_escapes_in_every_room)
{
    static const uint32_t longest[KINDS] = {0x1f600, 0x80, 0xffff, 0x1f600};
    uint32_t s[24];
    size_t n, room, kind, i;

    for (kind = 0; kind < KINDS; kind++)
        for (n = 0; n <= JSD_COUNTOF(s); n++)
            for (room = 0; room <= 72; room++) {
                for (i = 0; i < n; i++)
                    s[i] = longest[kind];
                compare_tight(s, n, room, (enum kind)kind, ASCII);
                compare_at_once(s, n, (enum kind)kind, ASCII);
            }
}
END_TEST

/* Longer than the units that are read and written at once. */
START_TEST(long_texts)
{
    enum { LONG = 20000 };
    uint32_t *s = exact_new(LONG * sizeof *s);
    uint64_t state = 1;
    unsigned style;
    size_t i, kind, k;

    for (k = 0; k < 12; k++)
        for (kind = 0; kind < KINDS; kind++)
            for (style = 0; style < STYLES; style++) {
                fill_randomly(s, LONG, (enum kind)kind, &state);
                /* Each length and each position of a cut. A few texts are
                 * invalid. */
                for (i = k; k < 8 && i < LONG; i++)
                    if (s[i] >= 0xd800 && s[i] <= 0xdfff)
                        s[i] = kind == UCS1 ? 'a' : k < 4 ? 0x2029 : 0xac00;
                for (i = 0; k >= 10 && i < LONG; i++)
                    s[i] = 'a' + (uint32_t)(i % 26);
                compare_at_once(s, LONG - k, (enum kind)kind, style);
            }
    free(s);
}
END_TEST

START_TEST(surrogates_at_each_place)
{
    static const uint32_t units[] = {0xd800, 0xdbff, 0xdc00, 0xdfff};
    uint32_t s[40];
    size_t i, j, place, n;
    unsigned style;

    for (i = 0; i < JSD_COUNTOF(units); i++)
        for (n = 1; n <= JSD_COUNTOF(s); n++)
            for (place = 0; place < n; place++) {
                style = (unsigned)(n + place) % STYLES;
                for (j = 0; j < n; j++)
                    s[j] = i % 2 == 0 ? 'a' : 0xd55c;
                s[place] = units[i];
                compare_at_once(s, n, UTF8, style);
                compare_at_once(s, n, UCS2, style);
                compare_at_once(s, n, UCS4, style);
            }
}
END_TEST

Suite *
escape_styled_suite(void)
{
    const TTest *all[] = {rows,
                          every_unit,
                          every_length_and_room,
                          longest_escapes_in_every_room,
                          long_texts,
                          surrogates_at_each_place};

    return suite_of_each("escape_styled", all, JSD_COUNTOF(all));
}
