/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdio.h>

#include "text/escape.h"
#include "text_helpers.h"

enum { GUARD = 16, GUARD_BYTE = 0x5a };

enum kind { UTF8, UCS1, UCS2, UCS4, KINDS };

static const int widths[KINDS] = {1, 1, 2, 4};

static jsd_status
run(jsd_escape *e, enum kind kind)
{
    if (kind == UCS2)
        return jsd_escape_ucs2(e);
    if (kind == UCS4)
        return jsd_escape_ucs4(e);
    if (kind == UCS1)
        jsd_escape_ucs1(e);
    else
        jsd_escape_utf8(e);
    return JSD_OK;
}

/* --------------------------------------------------- a naive reference */

static size_t
naive_escape(char *out, uint32_t unit, enum kind kind)
{
    static const char from[] = "\"\\\b\t\n\f\r";
    static const char to[] = "\"\\btnfr";
    const char *found =
        unit == 0 || unit > 0x7f ? NULL : strchr(from, (int)unit);
    char text[8];

    if (found != NULL) {
        out[0] = '\\';
        out[1] = to[found - from];
        return 2;
    }
    if (unit < 0x20) {
        snprintf(text, sizeof text, "\\u%04x", (unsigned)unit);
        memcpy(out, text, 6);
        return 6;
    }
    if (kind == UTF8) {
        out[0] = (char)unit;
        return 1;
    }
    return naive_put(out, unit);
}

/* Returns the units before the first refused surrogate; *n becomes their
 * number. */
static size_t
naive_text(char *out, const uint32_t *s, size_t *n, enum kind kind)
{
    size_t len = 0;
    size_t i;

    for (i = 0; i < *n; i++) {
        if (s[i] >= 0xd800 && s[i] <= 0xdfff)
            break;
        len += naive_escape(out + len, s[i], kind);
    }
    *n = i;
    return len;
}

/* ------------------------------------------------------ what is compared */

/* Writes all in one call, with exactly JSD_ESCAPE_MAX bytes of room for each
 * unit. */
static void
compare_at_once(const uint32_t *s, size_t n, enum kind kind)
{
    unsigned char *units = units_new(s, n, widths[kind]);
    char *out = exact_new(n * JSD_ESCAPE_MAX);
    char *want = exact_new(n * JSD_ESCAPE_MAX);
    size_t good = n;
    size_t len = naive_text(want, s, &good, kind);
    jsd_escape e = {units, units + n * (size_t)widths[kind], out,
                    out + n * JSD_ESCAPE_MAX};

    REQUIRE(run(&e, kind) == (good < n ? JSD_SURROGATE : JSD_OK),
            "kind %d, unit %x", (int)kind, (unsigned)s[good]);
    REQUIRE(e.in == units + good * (size_t)widths[kind], "in, kind %d",
            (int)kind);
    REQUIRE(e.out == out + len, "%td, not %zu", e.out - out, len);
    REQUIRE(len == 0 || memcmp(out, want, len) == 0, "other bytes");
    free(units);
    free(out);
    free(want);
}

/* Makes one call with this much room between guard bytes. It must make
 * progress. */
static jsd_status
run_tight(jsd_escape *e, size_t room, enum kind kind)
{
    char *memory = exact_new(room + GUARD);
    const unsigned char *in = e->in;
    char *out = e->out;
    jsd_status status;
    size_t i;

    memset(memory, GUARD_BYTE, room + GUARD);
    e->out = memory;
    e->limit = memory + room;
    status = run(e, kind);
    for (i = 0; i < GUARD; i++)
        REQUIRE(memory[room + i] == GUARD_BYTE, "byte %zu behind limit", i);
    REQUIRE(e->out >= memory && e->out <= e->limit, "out");
    REQUIRE((const unsigned char *)e->in >= in && e->in <= e->end, "in");
    if (status == JSD_OK)
        REQUIRE(e->in == e->end || e->limit - e->out < JSD_ESCAPE_MAX,
                "stopped with %td bytes left", e->limit - e->out);
    memcpy(out, memory, (size_t)(e->out - memory));
    e->out = out + (e->out - memory);
    free(memory);
    return status;
}

static void
compare_tight(const uint32_t *s, size_t n, size_t room, enum kind kind)
{
    unsigned char *units = units_new(s, n, widths[kind]);
    char *out = exact_new(n * JSD_ESCAPE_MAX);
    char *want = exact_new(n * JSD_ESCAPE_MAX);
    size_t good = n;
    size_t len = naive_text(want, s, &good, kind);
    jsd_escape e = {units, units + n * (size_t)widths[kind], out, NULL};
    jsd_status status = JSD_OK;

    while (status == JSD_OK && e.in != e.end) {
        const void *before = e.in;

        status = run_tight(&e, room, kind);
        if (room < JSD_ESCAPE_MAX) {
            REQUIRE(status == JSD_OK && e.in == before && e.out == out,
                    "moved without room");
            break;
        }
        REQUIRE(e.in != before || status != JSD_OK, "stuck");
    }
    if (room >= JSD_ESCAPE_MAX) {
        REQUIRE((status != JSD_OK) == (good < n), "status");
        REQUIRE(e.in == units + good * (size_t)widths[kind], "in");
        REQUIRE((size_t)(e.out - out) == len, "%td, not %zu", e.out - out,
                len);
        REQUIRE(len == 0 || memcmp(out, want, len) == 0, "other bytes");
    }
    free(units);
    free(out);
    free(want);
}

/* ---------------------------------------------------------------- tests */

START_TEST(rows)
{
    static const struct {
        const char *s;
        const char *escaped;
    } table[] = {
        {"", ""},
        {"plain text", "plain text"},
        {"\"", "\\\""},
        {"\\", "\\\\"},
        {"/", "/"},
        {"\b\t\n\f\r", "\\b\\t\\n\\f\\r"},
        {"\x01\x0b\x1a\x1f", "\\u0001\\u000b\\u001a\\u001f"},
        {"\x7f", "\x7f"},
        {"0123456\"89", "0123456\\\"89"},
        {"caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac\n \xf0\x9f\x98\x80",
         "caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac\\n \xf0\x9f\x98\x80"},
    };
    char out[128];
    size_t i;

    for (i = 0; i < JSD_COUNTOF(table); i++) {
        jsd_escape e = {table[i].s, table[i].s + strlen(table[i].s), out,
                        out + sizeof out};

        jsd_escape_utf8(&e);
        *e.out = '\0';
        ck_assert_str_eq(out, table[i].escaped);
        ck_assert_ptr_eq(e.in, e.end);
    }
}
END_TEST

/* The unit, with ASCII around it, and repeated to fill blocks. */
static void
compare_unit(uint32_t unit, enum kind kind)
{
    uint32_t s[20];
    size_t i;

    for (i = 0; i < JSD_COUNTOF(s); i++)
        s[i] = i % 10 == unit % 10 ? unit : 'x';
    compare_at_once(s, JSD_COUNTOF(s), kind);
    for (i = 0; i < 9; i++)
        s[i] = unit;
    compare_at_once(s, 9, kind);
    compare_at_once(s, 1, kind);
}

START_TEST(every_unit)
{
    uint32_t unit;

    for (unit = 0; unit < 0x100; unit++) {
        compare_unit(unit, UTF8);
        compare_unit(unit, UCS1);
    }
    for (unit = 0; unit < 0x10000; unit++)
        compare_unit(unit, UCS2);
    for (unit = 0; unit < 0x20000; unit++)
        compare_unit(unit, UCS4);
    for (unit = 0x20000; unit < 0x110000; unit += 3)
        compare_unit(unit, UCS4);
}
END_TEST

START_TEST(surrogates_at_each_place)
{
    static const uint32_t units[] = {0xd800, 0xdbff, 0xdc00, 0xdfff};
    uint32_t s[40];
    size_t i, place, n, k;

    for (k = 0; k < 2; k++)
        for (i = 0; i < JSD_COUNTOF(units); i++)
            for (n = 1; n <= JSD_COUNTOF(s); n++)
                for (place = 0; place < n; place++) {
                    size_t j;

                    for (j = 0; j < n; j++)
                        s[j] = k == 0 ? 'a' : 0x65e5;
                    s[place] = units[i];
                    compare_at_once(s, n, UCS2);
                    compare_at_once(s, n, UCS4);
                }
}
END_TEST

static void
fill_randomly(uint32_t *s, size_t n, enum kind kind, uint64_t *state)
{
    static const uint32_t below[] = {0x80, 0x100, 0x10000, 0x110000};
    uint32_t rate = 1 + random_below(state, 8);
    uint32_t limit = kind == UTF8 ? 0x100 : below[kind];
    size_t i;

    for (i = 0; i < n; i++) {
        s[i] =
            random_below(state, rate) > 0 ? 'a' : random_below(state, limit);
        if (random_below(state, 12) == 0)
            s[i] = (uint32_t) "\"\\\n\x01"[random_below(state, 4)];
        if (s[i] >= 0xd800 && s[i] <= 0xdfff && random_below(state, 20) != 0)
            s[i] = 0x65e5;
    }
}

START_TEST(every_length_and_room)
{
    uint64_t state = 88172645463325252;
    uint32_t s[100];
    size_t n, room, kind;

    for (kind = 0; kind < KINDS; kind++)
        for (n = 0; n <= JSD_COUNTOF(s); n++)
            for (room = 0; room <= 72; room++) {
                fill_randomly(s, n, (enum kind)kind, &state);
                compare_tight(s, n, room, (enum kind)kind);
                compare_at_once(s, n, (enum kind)kind);
            }
}
END_TEST

/* Only the longest escapes, which need the most room. */
START_TEST(longest_escapes_in_every_room)
{
    uint32_t s[24];
    size_t n, room, kind;

    for (n = 0; n < JSD_COUNTOF(s); n++)
        s[n] = 1;
    for (kind = 0; kind < KINDS; kind++)
        for (n = 0; n <= JSD_COUNTOF(s); n++)
            for (room = 0; room <= 72; room++)
                compare_tight(s, n, room, (enum kind)kind);
}
END_TEST

/* Each position, each length, and each alignment of both sides. */
START_TEST(every_place)
{
    char text[116], out[16 + JSD_ESCAPE_MAX * 100], want[2 * 100];
    size_t align, n, place, len;

    memset(text, 'a', sizeof text);
    for (align = 0; align <= 16; align++)
        for (n = 1; n <= 100; n++) {
            char *units = exact_new(align + n);

            for (place = 0; place < n; place++) {
                jsd_escape e = {units + align, units + align + n, out + align,
                                out + align + JSD_ESCAPE_MAX * n};

                memset(units, 'a', align + n);
                units[align + place] = '"';
                memset(want, 'a', n + 1);
                want[place] = '\\';
                want[place + 1] = '"';
                if (place % 2 == 0)
                    jsd_escape_utf8(&e);
                else
                    jsd_escape_ucs1(&e);
                len = (size_t)(e.out - (out + align));
                REQUIRE(e.in == e.end && len == n + 1, "%zu", len);
                REQUIRE(memcmp(out + align, want, len) == 0, "%zu", place);
            }
            free(units);
        }
}
END_TEST

Suite *
escape_suite(void)
{
    const TTest *all[] = {rows,
                          every_unit,
                          surrogates_at_each_place,
                          every_length_and_room,
                          longest_escapes_in_every_room,
                          every_place};

    return suite_of_each("escape", all, JSD_COUNTOF(all));
}
