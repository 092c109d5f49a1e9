/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/skip.h"
#include "unit_helpers.h"

enum { MOST_PATHS = 4 };

typedef struct trail {
    jsd_pointer pointers[MOST_PATHS];
    jsd_path paths[MOST_PATHS];
    size_t found[MOST_PATHS][8]; /* positions, by number */
    size_t count;
} trail;

/* Parses pointers, separated by spaces. */
static void
begin_trail(trail *t, const char *pointers)
{
    t->count = 0;
    for (const char *s = pointers; *s != '\0';) {
        const size_t n = strcspn(s, " ");

        ck_assert_int_eq(jsd_pointer_init(&t->pointers[t->count], s, n),
                         JSD_OK);
        jsd_path_start(&t->paths[t->count], &t->pointers[t->count]);
        t->count++;
        s += n + (s[n] == ' ');
    }
}

static void
end_trail(trail *t)
{
    for (size_t i = 0; i < t->count; i++)
        jsd_pointer_clear(&t->pointers[i]);
}

/* Stores where the paths find values. passes: the skipper is told to pass
 * each value that is found, one byte. */
static void
walk_trail(trail *t, const char *text, bool passes)
{
    jsd_skip_outcome outcome;
    jsd_skip k;

    jsd_skip_start(&k, text, strlen(text), t->paths, t->count);
    while ((outcome = jsd_skip_on(&k)) == JSD_SKIP_FOUND) {
        for (size_t i = 0; i < t->count; i++) {
            if (!t->paths[i].is_found)
                continue;
            t->paths[i].is_found = false;
            t->found[i][t->paths[i].count - 1] = (size_t)(k.s - text);
        }
        if (passes)
            jsd_skip_over(&k, k.s + 1);
    }
    ck_assert_int_eq(outcome, JSD_SKIP_DONE);
}

/* Writes what the trail has found: positions in digits, '!' and the position
 * where a pointer leads nowhere, a bar after each pointer. */
static void
print_trail(const trail *t, const char *text, char *out)
{
    for (size_t i = 0; i < t->count; i++) {
        const jsd_path *path = &t->paths[i];

        for (size_t j = 0; path->nowhere == NULL && j < path->count; j++)
            out += sprintf(out, j > 0 ? ",%zu" : "%zu", t->found[i][j]);
        if (path->nowhere != NULL)
            out += sprintf(out, "!%zu", (size_t)(path->nowhere - text));
        out += sprintf(out, "|");
    }
}

static const struct {
    const char *text;
    const char *pointers;
    const char *found;
} walks[] = {
    {"[5,6,7]", "/*", "1,3,5|"},
    {"[]", "/*", "|"},
    {"{}", "/*", "|"},
    {"5", "/*", "!0|"},
    {"[5,6,7]", "/1 /* /0 /3", "3|1,3,5|1|!0|"},
    {"[[5],6]", "/*/*", "!5|"},
    {"[[5,6],[],[7]]", "/*/*", "2,4,11|"},
    {"[[5,6],[],[7]]", "/*/0", "!7|"},
    {"[[5,6],[],[7]]", "/* /*/* /0/1 /2", "1,7,10|2,4,11|4|10|"},
    {"{\"a\":5,\"b\":6,\"a\":7}", "/* /a /b", "5,11,17|17|11|"},
    {"[{\"a\":5,\"a\":6},{\"a\":7}]", "/*/a", "12,20|"},
    {"{\"a\":[5,6],\"a\":[7]}", "/a/*", "16|"},
    {"{\"a\":[5,6],\"a\":[]}", "/a/* /a/0", "|!15|"},
    {"{\"a\":5,\"a\":[7]}", "/a/*", "12|"},
    {"{\"a\":[7],\"a\":5}", "/a/*", "!13|"},
    {"[{\"a\":5},{\"b\":5},{}]", "/*/a", "!9|"},
    {"{\"*\":5,\"b\":6}", "/~2 /* /~02", "5|5,11|!0|"},
    {"{\"\\u002a\":5}", "/~2", "10|"},
    {"[5]", "/~2 /*a", "!0|!0|"},
};

START_TEST(what_paths_find)
{
    char out[200];
    trail t;

    for (size_t i = 0; i < JSD_COUNTOF(walks); i++) {
        begin_trail(&t, walks[i].pointers);
        walk_trail(&t, walks[i].text, false);
        print_trail(&t, walks[i].text, out);
        end_trail(&t);
        REQUIRE(strcmp(out, walks[i].found) == 0, "%s %s: %s", walks[i].text,
                walks[i].pointers, out);
    }
}
END_TEST

/* A value is passed only where no path leads into it. */
START_TEST(what_is_passed)
{
    static const char text[] = "[5,[6],7]";
    char out[200];
    trail t;

    begin_trail(&t, "/1 /1/0 /0 /2");
    walk_trail(&t, text, true);
    print_trail(&t, text, out);
    end_trail(&t);
    ck_assert_str_eq(out, "3|4|1|7|");
}
END_TEST

START_TEST(without_paths)
{
    static const char text[] = "{\"a\":[1,{}]}";
    trail t;

    begin_trail(&t, "");
    walk_trail(&t, text, false);
}
END_TEST

START_TEST(tokens_for_every_item)
{
    jsd_pointer p;

    ck_assert_int_eq(jsd_pointer_init(&p, "/*/**/~2/*a/a*/*", 16), JSD_OK);
    ck_assert_uint_eq(p.count, 6);
    ck_assert(p.has_any && p.tokens[0].is_any && p.tokens[5].is_any);
    for (size_t i = 1; i < 5; i++)
        ck_assert(!p.tokens[i].is_any);
    ck_assert(p.tokens[2].len == 1 && p.tokens[2].text[0] == '*');
    jsd_pointer_clear(&p);
    ck_assert_int_eq(jsd_pointer_init(&p, "/~2", 3), JSD_OK);
    ck_assert(!p.has_any);
    jsd_pointer_clear(&p);
}
END_TEST

Suite *
path_suite(void)
{
    const TTest *const tests[] = {what_paths_find, what_is_passed,
                                  without_paths, tokens_for_every_item};

    return suite_of("path", tests, JSD_COUNTOF(tests));
}
