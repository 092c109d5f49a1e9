/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdlib.h>

#include "guard_page.h"
#include "nomem.h"
#include "text/skip.h"

typedef struct place {
    jsd_status status; /* JSD_OK: the whole document is valid */
    size_t at;         /* the position of the error, or of the value that was
                        * found */
} place;

#define NOWHERE SIZE_MAX

/* Skips in memory of exact size. over: the number of bytes of the value. */
static place
look(const char *text, const char *pointer, size_t over)
{
    const size_t n = strlen(text);
    char *copy = malloc(n + 1);
    place p = {JSD_OK, NOWHERE};
    const char *found = NULL;
    jsd_skip_outcome outcome;
    jsd_pointer tokens;
    jsd_path path;
    jsd_skip k;

    memcpy(copy, text, n);
    ck_assert_int_eq(jsd_pointer_init(&tokens, pointer, strlen(pointer)),
                     JSD_OK);
    jsd_path_start(&path, &tokens);
    jsd_skip_start(&k, copy, n, &path, 1);
    while ((outcome = jsd_skip_on(&k)) == JSD_SKIP_FOUND) {
        ck_assert(path.is_found);
        path.is_found = false;
        found = k.s;
        if (over > 0)
            jsd_skip_over(&k, k.s + over);
    }
    if (outcome == JSD_SKIP_FAILED)
        p = (place){k.status, (size_t)(k.s - copy)};
    else if (path.nowhere == NULL)
        p.at = (size_t)(found - copy);
    jsd_pointer_clear(&tokens);
    free(copy);
    return p;
}

static const struct {
    const char *text;
    const char *pointer;
    size_t at;
} right[] = {
    {"[1]", "", 0},
    {" {\"a\" : [1] } ", "/a", 8},
    {"{\"a\":1,\"a\":2}", "/a", 11},
    {"{\"a\":{\"b\":1},\"a\":{}}", "/a/b", NOWHERE},
    {"[[9,9],[8,[7]],6]", "/1/1/0", 11},
    {"[[9,9],[8,[7]],6]", "/2", 15},
    {"[[9,9],[8,[7]],6]", "/3", NOWHERE},
    {"[[9,9],[8,[7]],6]", "/01", NOWHERE},
    {"{\"\":{\"~/\":0}}", "//~0~1", 10},
    {"{\"\\u00e9\\ud83d\\ude00\\n\":5}", "/\xc3\xa9\xf0\x9f\x98\x80\n", 24},
    {"{\"ab\":1,\"a\":2,\"abc\":3}", "/a", 12},
    {"[true,false,null,-1.5e3,\"\\\"\xe2\x82\xac\"]", "/4", 24},
};

START_TEST(what_a_pointer_names)
{
    for (size_t i = 0; i < JSD_COUNTOF(right); i++) {
        place p = look(right[i].text, right[i].pointer, 0);

        REQUIRE(p.status == JSD_OK && p.at == right[i].at, "%s: %d at %zu",
                right[i].text, (int)p.status, p.at);
    }
    ck_assert_uint_eq(look("{\"a\":xxx,\"b\":1}", "/a", 3).at, 5);
    ck_assert_int_eq(look("{\"a\":xxx,\"b\":1}", "/a", 3).status, JSD_OK);
}
END_TEST

static const struct {
    const char *text;
    jsd_status status;
    size_t at;
} wrong[] = {
    {"", JSD_EMPTY, 0},
    {" \n", JSD_EMPTY, 2},
    {"\xef\xbb\xbf[]", JSD_BOM, 0},
    {"[", JSD_END, 1},
    {"[x", JSD_EXPECTED_VALUE_OR_END, 1},
    {"[1,]", JSD_EXPECTED_VALUE, 3},
    {"[1 2]", JSD_EXPECTED_COMMA_OR_BRACKET, 3},
    {"{1", JSD_EXPECTED_KEY_OR_END, 1},
    {"{\"a\"1", JSD_EXPECTED_COLON, 4},
    {"{\"a\":1 2", JSD_EXPECTED_COMMA_OR_BRACE, 7},
    {"{\"a\":1,}", JSD_EXPECTED_KEY, 7},
    {"[1]x", JSD_TRAILING, 3},
    {"[tru]", JSD_BAD_LITERAL, 4},
    {"[nul", JSD_END, 4},
    {"[01]", JSD_LEADING_ZERO, 1},
    {"[1.]", JSD_BAD_NUMBER, 3},
    {"[-", JSD_END, 2},
    {"[1e999]", JSD_NUMBER_RANGE, 1},
    {"[\"\x01\"]", JSD_CONTROL_CHARACTER, 2},
    {"[\"a\\x\"]", JSD_BAD_ESCAPE, 3},
    {"[\"\\u12g4\"]", JSD_BAD_HEX, 2},
    {"[\"\\u12\"]", JSD_BAD_HEX, 2},
    {"[\"\\u12", JSD_END, 6},
    {"[\"\\ud800\"]", JSD_LONE_SURROGATE, 2},
    {"[\"\\ud800\\u0041\"]", JSD_LONE_SURROGATE, 2},
    {"[\"\\udc00\"]", JSD_LONE_SURROGATE, 2},
    {"[\"\\ud83d\\u", JSD_END, 10},
    {"[\"\\ud83d\\ude0g\"]", JSD_LONE_SURROGATE, 2},
    {"[\"\xed\xa0\x80\"]", JSD_SURROGATE, 2},
    {"[\"\xff\"]", JSD_BAD_UTF8, 2},
    {"[\"\xe2\x82", JSD_END, 4},
    {"[\"\xe2\x82\"]", JSD_BAD_UTF8, 2},
    {"[\"", JSD_END, 2},
    {"[\"\\", JSD_END, 3},
};

START_TEST(what_is_wrong)
{
    for (size_t i = 0; i < JSD_COUNTOF(wrong); i++) {
        place p = look(wrong[i].text, "/9", 0);

        REQUIRE(p.status == wrong[i].status && p.at == wrong[i].at,
                "%s: %d at %zu", wrong[i].text, (int)p.status, p.at);
    }
}
END_TEST

START_TEST(depth)
{
    char text[2 * JSD_SKIP_MAX_DEPTH + 3];
    const size_t n = JSD_SKIP_MAX_DEPTH;
    place p;

    memset(text, '[', n + 1);
    memset(text + n, ']', n);
    text[2 * n] = '\0';
    ck_assert_int_eq(look(text, "/0/0", 0).status, JSD_OK);
    ck_assert_uint_eq(look(text, "/0/0", 0).at, 2);
    text[n] = '[';
    p = look(text, "/0/0", 0);
    ck_assert_int_eq(p.status, JSD_TOO_DEEP);
    ck_assert_uint_eq(p.at, n);
}
END_TEST

START_TEST(at_the_end_of_a_page)
{
    guarded_memory land = guarded_memory_new();

    for (size_t i = 0; i < JSD_COUNTOF(wrong); i++) {
        const size_t n = strlen(wrong[i].text);
        char *s = land.end - n;
        jsd_pointer tokens;
        jsd_path path;
        jsd_skip k;

        memcpy(s, wrong[i].text, n);
        ck_assert_int_eq(jsd_pointer_init(&tokens, "/0/*", 4), JSD_OK);
        jsd_path_start(&path, &tokens);
        jsd_skip_start(&k, s, n, &path, 1);
        while (jsd_skip_on(&k) == JSD_SKIP_FOUND)
            ;
        ck_assert_int_eq(k.status, wrong[i].status);
        jsd_pointer_clear(&tokens);
    }
}
END_TEST

START_TEST(bad_pointers)
{
    static const char *const bad[] = {"a", "/~", "/~3", "/a/~x", "~0", " /"};
    jsd_pointer p;

    for (size_t i = 0; i < JSD_COUNTOF(bad); i++)
        ck_assert_int_eq(jsd_pointer_init(&p, bad[i], strlen(bad[i])),
                         JSD_BAD_POINTER);
    ck_assert_int_eq(jsd_pointer_init(&p, "/0/10/01/-/", 11), JSD_OK);
    ck_assert_uint_eq(p.count, 5);
    ck_assert_uint_eq(p.tokens[0].index, 0);
    ck_assert_uint_eq(p.tokens[1].index, 10);
    ck_assert_uint_eq(p.tokens[2].index, SIZE_MAX);
    ck_assert_uint_eq(p.tokens[3].index, SIZE_MAX);
    ck_assert_uint_eq(p.tokens[4].len, 0);
    jsd_pointer_clear(&p);
}
END_TEST

static jsd_status
parse(void *arg)
{
    jsd_pointer p;
    jsd_status status = jsd_pointer_init(&p, arg, strlen(arg));

    if (status == JSD_OK)
        jsd_pointer_clear(&p);
    return status;
}

START_TEST(without_memory)
{
    char pointer[] = "/a/b~1c";
    char bad[] = "/a/~";

    nomem_each(parse, pointer, 3);
    nomem_begin(SIZE_MAX);
    ck_assert_int_eq(parse(bad), JSD_BAD_POINTER);
    (void)nomem_end();
    ck_assert_int_eq(nomem.blocks, 0);
}
END_TEST

/* Keys that end within an escape, which only a text that changes can contain.
 */
START_TEST(keys_that_are_cut)
{
    static const char *const keys[] = {"\\", "\\u", "\\u004", "\\ud83d",
                                       "\\ud83d\\u"};
    const jsd_pointer_token token = {"A", 1, SIZE_MAX, false};

    for (size_t i = 0; i < JSD_COUNTOF(keys); i++) {
        const size_t n = strlen(keys[i]);
        char *copy = malloc(n);

        memcpy(copy, keys[i], n);
        ck_assert(!jsd_pointer_is_key(&token, copy, n));
        free(copy);
    }
}
END_TEST

Suite *
skip_suite(void)
{
    const TTest *const tests[] = {
        what_a_pointer_names, what_is_wrong, depth,
        at_the_end_of_a_page, bad_pointers,  without_memory,
        keys_that_are_cut};

    return suite_of("skip", tests, JSD_COUNTOF(tests));
}
