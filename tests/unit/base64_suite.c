/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include "guard_page.h"
#include "naive_base64.h"
#include "text/base64.h"
#include "text_helpers.h"

enum { MOST = 300 };

/* Encodes data at the start or the end of the guarded memory, and compares. */
static void
compare(const guarded_memory *to, const unsigned char *data, size_t n,
        bool url, bool at_start)
{
    static char want[4 * MOST];
    size_t len = naive_base64(want, data, n, url);
    char *out = at_start ? to->start : to->end - len;

    memset(out, '#', len);
    REQUIRE(jsd_base64_size(n) == len, "size of %zu", n);
    REQUIRE(jsd_base64_put(out, data, n, url) == out + len, "end of %zu", n);
    REQUIRE(memcmp(out, want, len) == 0, "n %zu, url %d", n, url);
    if (at_start)
        REQUIRE(out[len] == '#', "byte behind %zu", n);
}

START_TEST(rows)
{
    static const char *const table[][2] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xfb\xef\xff", "++//"},
    };
    char out[16];
    size_t i;

    for (i = 0; i < JSD_COUNTOF(table); i++) {
        *jsd_base64_put(out, table[i][0], strlen(table[i][0]), false) = '\0';
        ck_assert_str_eq(out, table[i][1]);
    }
    *jsd_base64_put(out, "\xfb\xef\xff\xff", 4, true) = '\0';
    ck_assert_str_eq(out, "--___w==");
}
END_TEST

/* Each length, at both ends of the guarded memory. */
START_TEST(every_length)
{
    const guarded_memory from = guarded_memory_new(),
                         to = guarded_memory_new();
    uint64_t state = 88172645463325252;
    size_t n, i, k;

    for (n = 0; n <= MOST; n++)
        for (k = 0; k < 16; k++) {
            char *data = k % 2 == 0 ? from.end - n : from.start + k / 2;

            for (i = 0; i < n; i++)
                data[i] = (char)random_below(&state, 256);
            memset(to.start, '#', 2 * MOST);
            compare(&to, (unsigned char *)data, n, k / 2 % 2 == 0, k / 4 == 0);
        }
}
END_TEST

/* Each group of twelve bits at each position of a block. */
START_TEST(every_pair)
{
    const guarded_memory to = guarded_memory_new();
    unsigned char data[48];
    unsigned bits;
    size_t place;

    for (bits = 0; bits < 4096; bits++)
        for (place = 0; place + 2 < sizeof data; place++) {
            memset(data, (int)place, sizeof data);
            data[place] = (unsigned char)(bits >> 4);
            data[place + 1] = (unsigned char)(bits << 4 | (bits & 15));
            compare(&to, data, sizeof data, place % 2 == 0, false);
        }
}
END_TEST

/* -------------------------------------------------------------------- back */

/* Decodes s at both ends of the guarded memory. */
static void
read_back(const guarded_memory *to, const char *s, size_t n)
{
    static unsigned char want[4 * MOST];
    size_t len, at, right = naive_read(s, n, want, &len);
    bool is_right = right == n && n % 4 == 0;
    char *out = to->end - jsd_base64_bytes(s, n);
    jsd_status status = jsd_base64_read(s, n, out, &at);

    REQUIRE((status == JSD_OK) == is_right, "%zu characters", n);
    REQUIRE(at == right, "at %zu, not %zu, of %zu", at, right, n);
    if (!is_right)
        return;
    REQUIRE(jsd_base64_bytes(s, n) == len, "size of %zu", n);
    REQUIRE(memcmp(out, want, len) == 0, "n %zu", n);
    memset(to->start, '#', 4 * MOST);
    REQUIRE(jsd_base64_read(s, n, to->start, &at) == JSD_OK, "n %zu", n);
    REQUIRE(memcmp(to->start, want, len) == 0, "n %zu", n);
    REQUIRE(to->start[len] == '#', "byte behind %zu", n);
}

START_TEST(back_rows)
{
    static const struct {
        const char *text;
        size_t at; /* changes that make it invalid; the length: no character,
                    * or one missing */
        bool right;
    } table[] = {
        {"", 0, true},         {"Zg==", 4, true},      {"Zm8=", 4, true},
        {"Zm9vYmE=", 8, true}, {"++//", 4, true},      {"Z", 1, false},
        {"Zg", 2, false},      {"Zg=", 2, false},      {"Zg=\n", 2, false},
        {"Zh==", 1, false},    {"Zm9=", 2, false},     {"Zm9v=", 4, false},
        {"====", 0, false},    {"Z===", 1, false},     {"Zg=a", 2, false},
        {"--__", 0, false},    {"Zm9v\n", 4, false},   {"Zg==Zg==", 2, false},
        {" Zg=", 0, false},    {"Zm9v====", 4, false},
    };
    char out[8];
    size_t i, at;

    for (i = 0; i < JSD_COUNTOF(table); i++) {
        const char *s = table[i].text;
        jsd_status status = jsd_base64_read(s, strlen(s), out, &at);

        REQUIRE(at == table[i].at, "%s: at %zu", s, at);
        REQUIRE((status == JSD_OK) == table[i].right, "%s", s);
    }
}
END_TEST

/* Each length, with each number of characters missing in the last group, at
 * both ends of the memory. */
START_TEST(back_every_length)
{
    const guarded_memory from = guarded_memory_new(),
                         to = guarded_memory_new();
    uint64_t state = 88172645463325252;
    unsigned char data[MOST];
    size_t n, i, k, len;
    char *s;

    for (n = 0; n <= MOST; n++)
        for (k = 0; k < 64; k++) {
            for (i = 0; i < n; i++)
                data[i] = (unsigned char)random_below(&state, 256);
            len = jsd_base64_size(n);
            s = k % 2 == 0 ? from.end - len : from.start + k / 2;
            naive_base64(s, data, n, false);
            read_back(&to, s, len);
            if (len > 0 && k % 2 == 1)
                read_back(&to, s, len - 1 - k / 2 % 4 % len);
        }
}
END_TEST

/* Each byte at each position of two blocks and a remainder. */
START_TEST(back_every_byte)
{
    const guarded_memory to = guarded_memory_new();
    char s[88];
    size_t place;
    int byte;

    for (byte = 0; byte < 256; byte++)
        for (place = 0; place < sizeof s; place++) {
            memset(s, 'A' + (int)place % 26, sizeof s);
            s[place] = (char)byte;
            read_back(&to, s, sizeof s);
            memset(s + sizeof s - 2, '=', 2);
            s[sizeof s - 3] = 'g';
            s[place] = (char)byte;
            read_back(&to, s, sizeof s);
        }
}
END_TEST

Suite *
base64_suite(void)
{
    const TTest *all[] = {rows,      every_length,      every_pair,
                          back_rows, back_every_length, back_every_byte};

    return suite_of_each("base64", all, JSD_COUNTOF(all));
}
