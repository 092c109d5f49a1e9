/* SPDX-License-Identifier: MIT */
#include "text/utf8.h"

/* byte ^ 0x80 is below 0x40 for 10xxxxxx alone, and is its six bits then. */
JSD_INLINE uint32_t
continuation_value(uint8_t byte)
{
    return byte ^ 0x80U;
}

/* Whether the three bytes at s are a character; s[0] is 1110xxxx.
 * The upper five of its 16 bits tell: 00000 is overlong (below U+0800), 11011
 * are the surrogates (RFC 3629, section 4: E0 A0..BF, ED 80..9F). */
JSD_INLINE bool
is_three(const uint8_t *s)
{
    uint32_t second = continuation_value(s[1]);
    uint32_t upper = (s[0] & 15U) << 1 | second >> 5;
    uint32_t refused = 1U << 0x00 | 1U << 0x1b;

    return (second | continuation_value(s[2])) < 0x40 &&
           (refused >> upper & 1) == 0;
}

/* As above; s[0] is 0xf0 at least. The plane is 1 to 16: F0 90..BF, F4 80..8F;
 * F5 makes it 20 at least. */
JSD_INLINE bool
is_four(const uint8_t *s)
{
    uint32_t second = continuation_value(s[1]);
    uint32_t plane = (s[0] & 15U) << 2 | second >> 4;

    return (second | continuation_value(s[2]) | continuation_value(s[3])) <
               0x40 &&
           plane - 1 < 16;
}

/* The length of the character at s, of n > 0 bytes, of which the first is not
 * ASCII; 0 when it is bad. */
JSD_INLINE size_t
utf8_sequence_length(const uint8_t *s, size_t n)
{
    if (s[0] >= 0xf0)
        return n >= 4 && is_four(s) ? 4 : 0;
    if (s[0] >= 0xe0)
        return n >= 3 && is_three(s) ? 3 : 0;
    /* 80..BF start nothing, C0 and C1 are overlong */
    return s[0] >= 0xc2 && n >= 2 && continuation_value(s[1]) < 0x40 ? 2 : 0;
}

/* What is wrong at s, where utf8_sequence_length() found nothing. */
static JSD_COLD jsd_status
explain_utf8(const uint8_t *s, size_t n)
{
    if (n >= 3 && s[0] == 0xed && continuation_value(s[1]) < 0x40 &&
        continuation_value(s[2]) < 0x40)
        return JSD_SURROGATE;
    return JSD_BAD_UTF8;
}

/* Where the first bad sequence is: the kernels only tell that there is one. */
static JSD_COLD jsd_status
find_bad(const uint8_t *s, size_t n, size_t *at)
{
    size_t i = 0;
    size_t len;

    for (; i < n; i += len) {
        len = s[i] < 0x80 ? 1 : utf8_sequence_length(s + i, n - i);
        if (len == 0)
            break;
    }
    *at = i;
    return explain_utf8(s + i, n - i);
}

jsd_status
jsd_utf8_measure(const char *s, size_t n, jsd_utf8_size *size, size_t *at)
{
    jsd_utf8_size found;

    if (JSD_UNLIKELY(!jsd_kernel_now->utf8_measure(s, n, &found)))
        return find_bad((const uint8_t *)s, n, at);
    *size = found;
    return JSD_OK;
}

size_t
jsd_utf8_next(const char *s, size_t n, uint32_t *c)
{
    const uint8_t *b = (const uint8_t *)s;
    size_t len = b[0] < 0x80 ? 1 : utf8_sequence_length(b, n);

    if (len == 0 && explain_utf8(b, n) == JSD_SURROGATE)
        len = 3;
    if (len == 0)
        return 0;
    /* The first byte has 7, 5, 4 or 3 bits of it. */
    *c = len == 1 ? b[0] : b[0] & (0x7fU >> len);
    for (size_t i = 1; i < len; i++)
        *c = *c << 6 | continuation_value(b[i]);
    return len;
}

/* If anything completes them, then 80 or BF in all that is missing: 80 does
 * not follow E0 and F0, BF does not follow ED and F4. */
bool
jsd_utf8_is_cut(const char *s, size_t n)
{
    uint8_t low[4], high[4];

    if (n == 0 || n >= sizeof low)
        return false;
    memset(low, 0x80, sizeof low);
    memset(high, 0xbf, sizeof high);
    memcpy(low, s, n);
    memcpy(high, s, n);
    return low[0] >= 0x80 && (utf8_sequence_length(low, sizeof low) > n ||
                              utf8_sequence_length(high, sizeof high) > n);
}

jsd_status
jsd_utf8_explain(const char *s, size_t n, bool is_end, size_t *at)
{
    jsd_utf8_size size;
    jsd_status status = jsd_utf8_measure(s, n, &size, at);

    if (status == JSD_OK || !is_end || !jsd_utf8_is_cut(s + *at, n - *at))
        return status;
    *at = n;
    return JSD_END;
}
