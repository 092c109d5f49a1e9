/* SPDX-License-Identifier: MIT
 *
 * Encodes the input as base64, and decodes it from base64, with each kernel
 * that runs here. The reference works bit by bit.
 */
#include "fuzz.h"
#include "naive_base64.h"
#include "text/base64.h"

static void
check_put(const uint8_t *data, size_t n, bool url)
{
    const size_t len = jsd_base64_size(n);
    char *want = fuzz_new(len), *got = fuzz_new(len);
    unsigned char *back = fuzz_new(n);
    size_t at;

    REQUIRE(naive_base64(want, data, n, url) == len, "size of %zu", n);
    REQUIRE(jsd_base64_put(got, data, n, url) == got + len, "end of %zu", n);
    REQUIRE(len == 0 || memcmp(got, want, len) == 0, "put %zu, url %d", n,
            url);
    if (!url) {
        REQUIRE(jsd_base64_bytes(got, len) == n, "bytes of %zu", len);
        REQUIRE(jsd_base64_read(got, len, back, &at) == JSD_OK, "read %zu", n);
        REQUIRE(n == 0 || memcmp(back, data, n) == 0, "round trip of %zu", n);
    }
    free(want);
    free(got);
    free(back);
}

static void
check_read(const char *s, size_t n)
{
    unsigned char *want = fuzz_new(n + 1); /* naive_read() may write this many
                                            */
    unsigned char *got = fuzz_new(jsd_base64_bytes(s, n));
    size_t len, at;
    const size_t right = naive_read(s, n, want, &len);
    const bool is_right = right == n && n % 4 == 0;
    const jsd_status status = jsd_base64_read(s, n, got, &at);

    REQUIRE((status == JSD_OK) == is_right, "status %d of %zu", status, n);
    REQUIRE(at == right, "at %zu, not %zu", at, right);
    if (is_right) {
        REQUIRE(jsd_base64_bytes(s, n) == len, "bytes of %zu", n);
        REQUIRE(len == 0 || memcmp(got, want, len) == 0, "read %zu", n);
    }
    free(want);
    free(got);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    uint8_t *copy = fuzz_copy(data, n);

    for (int id = 0; id < JSD_SIMD_COUNT; id++) {
        if (!jsd_simd_runs_here((jsd_simd_id)id))
            continue;
        REQUIRE(jsd_simd_choose(jsd_simd_names[id]), "%s", jsd_simd_names[id]);
        check_put(copy, n, false);
        check_put(copy, n, true);
        check_read((const char *)copy, n);
    }
    free(copy);
    return 0;
}
