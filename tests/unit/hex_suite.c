/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdio.h>

#include "guard_page.h"
#include "text/hex.h"
#include "text/uuid.h"
#include "text_helpers.h"

enum { MOST = 64 };

/* Compares with memory of exact size for both input and output. */
static void
compare(const guarded_memory *from, const guarded_memory *to,
        const unsigned char *data, size_t n)
{
    char *copy = from->end - n;
    char *out = to->end - 2 * n;
    char want[2 * MOST + 1];
    size_t i;

    memcpy(copy, data, n);
    for (i = 0; i < n; i++)
        snprintf(want + 2 * i, 3, "%02x", data[i]);
    REQUIRE(jsd_hex_put(out, copy, n) == out + 2 * n, "end of %zu", n);
    REQUIRE(memcmp(out, want, 2 * n) == 0, "%.*s", (int)(2 * n), out);
}

START_TEST(every_byte_and_length)
{
    const guarded_memory from = guarded_memory_new(),
                         to = guarded_memory_new();
    unsigned char data[MOST];
    uint64_t state = 1;
    size_t n, i;
    int byte;

    memset(data, 0x5a, sizeof data);
    for (byte = 0; byte < 256; byte++)
        for (i = 0; i < 7; i++) {
            data[i] = (unsigned char)byte;
            compare(&from, &to, data, 7);
            data[i] = 0xf9;
        }
    for (n = 0; n <= MOST; n++)
        for (i = 0; i < 1000; i++) {
            if (n > 0)
                data[i % n] = (unsigned char)random_below(&state, 256);
            compare(&from, &to, data, n);
        }
}
END_TEST

static void
compare_uuid(const unsigned char b[16])
{
    char *out = exact_new(JSD_UUID_ROOM);
    char want[JSD_UUID_ROOM + 1];

    snprintf(want, sizeof want,
             "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
             "%02x%02x%02x%02x%02x%02x",
             b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10],
             b[11], b[12], b[13], b[14], b[15]);
    REQUIRE(jsd_uuid_put(out, b) == out + JSD_UUID_ROOM &&
                memcmp(out, want, JSD_UUID_ROOM) == 0,
            "%.36s, not %s", out, want);
    free(out);
}

START_TEST(uuids)
{
    unsigned char bytes[16] = {0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0,
                               0x0f, 0xed, 0xcb, 0xa9, 0x87, 0x65, 0x43, 0x21};
    char out[JSD_UUID_ROOM + 1];
    uint64_t state = 1;
    size_t i, k;

    *jsd_uuid_put(out, bytes) = '\0';
    ck_assert_str_eq(out, "12345678-9abc-def0-0fed-cba987654321");
    for (i = 0; i < 100000; i++) {
        for (k = 0; k < sizeof bytes; k++)
            bytes[k] = (unsigned char)random_below(&state, 256);
        compare_uuid(bytes);
    }
    memset(bytes, 0, sizeof bytes);
    compare_uuid(bytes);
    memset(bytes, 0xff, sizeof bytes);
    compare_uuid(bytes);
}
END_TEST

Suite *
hex_suite(void)
{
    const TTest *const tests[] = {every_byte_and_length, uuids};

    return suite_of("hex", tests, JSD_COUNTOF(tests));
}
