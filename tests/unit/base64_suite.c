/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include "island.h"
#include "text/base64.h"
#include "text_helpers.h"

enum { MOST = 300 };

/* Bit by bit; the length. */
static size_t
naive_base64(char *out, const unsigned char *s, size_t n, bool url)
{
    static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "abcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t len = 0;
    size_t bit, i;

    for (bit = 0; bit < 8 * n; bit += 6) {
        unsigned value = 0;

        for (i = bit; i < bit + 6; i++)
            value =
                2 * value + (i < 8 * n && (s[i / 8] >> (7 - i % 8) & 1) != 0);
        out[len] = standard[value];
        if (url && value >= 62)
            out[len] = value == 62 ? '-' : '_';
        len++;
    }
    while (len % 4 != 0)
        out[len++] = '=';
    return len;
}

/* From data, at a place of the island that leaves no byte more. */
static void
compare(const island *to, const unsigned char *data, size_t n, bool url,
        bool at_start)
{
    static char want[4 * MOST];
    size_t len = naive_base64(want, data, n, url);
    char *out = at_start ? to->start : to->end - len;

    memset(out, '#', len);
    DEMAND(jsd_base64_size(n) == len, "size of %zu", n);
    DEMAND(jsd_base64_put(out, data, n, url) == out + len, "end of %zu", n);
    DEMAND(memcmp(out, want, len) == 0, "n %zu, url %d", n, url);
    if (at_start)
        DEMAND(out[len] == '#', "byte behind %zu", n);
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

    for (i = 0; i < JSD_ARRAY_LEN(table); i++) {
        *jsd_base64_put(out, table[i][0], strlen(table[i][0]), false) = '\0';
        ck_assert_str_eq(out, table[i][1]);
    }
    *jsd_base64_put(out, "\xfb\xef\xff\xff", 4, true) = '\0';
    ck_assert_str_eq(out, "--___w==");
}
END_TEST

/* Every length, at both ends of memory that is ours. */
START_TEST(every_length)
{
    const island from = island_new(), to = island_new();
    uint64_t state = 88172645463325252;
    size_t n, i, k;

    for (n = 0; n <= MOST; n++)
        for (k = 0; k < 16; k++) {
            char *data = k % 2 == 0 ? from.end - n : from.start + k / 2;

            for (i = 0; i < n; i++)
                data[i] = (char)chance(&state, 256);
            memset(to.start, '#', 2 * MOST);
            compare(&to, (unsigned char *)data, n, k / 2 % 2 == 0, k / 4 == 0);
        }
}
END_TEST

/* Each twelve bits at each place of a block. */
START_TEST(every_pair)
{
    const island to = island_new();
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

Suite *
base64_suite(void)
{
    const TTest *all[] = {rows, every_length, every_pair};

    return suite_of_each("text/base64", all, JSD_ARRAY_LEN(all));
}
