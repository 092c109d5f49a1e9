/* SPDX-License-Identifier: MIT */
#include "text/unescape.h"

enum { ESCAPE_U = 6 }; /* units of \uXXXX */

static bool
is_hex(uint32_t unit)
{
    return unit - '0' < 10 || (unit | 0x20) - 'a' < 6;
}

/* Returns the first unit from i on that is not a hexadecimal digit, at most i
 * + count. */
static size_t
skip_hex(const void *s, size_t i, size_t n, size_t count, int width)
{
    size_t end = n - i < count ? n : i + count;

    while (i < end && is_hex(jsd_unit_at(s, i, width)))
        i++;
    return i;
}

/* Returns the first unit from i on at which the text cannot be the second half
 * of a surrogate pair, or the end of that half. */
static size_t
skip_second_half(const void *s, size_t i, size_t n, int width)
{
    static const char *const allowed[] = {"\\", "u", "dD", "cdefCDEF"};
    uint32_t unit;
    size_t k;

    for (k = 0; k < JSD_COUNTOF(allowed) && i < n; k++, i++) {
        unit = jsd_unit_at(s, i, width);
        if (unit == 0 || unit >= 0x80 || strchr(allowed[k], (int)unit) == NULL)
            return i;
    }
    return skip_hex(s, i, n, 2, width);
}

/* Returns the error of the escape at s[*at], which is wrong. If the escape is
 * right up to the end of the text, more text could complete it: JSD_END. The
 * exception is \udc, which can only become a second half without a first one.
 */
static JSD_COLD jsd_status
explain_escape(const void *s, size_t n, bool closed, size_t *at, int width)
{
    jsd_status status = JSD_BAD_ESCAPE;
    size_t start = *at;
    size_t i = skip_second_half(s, start, n, width);

    if (i == start + ESCAPE_U || (i >= start + 4 && i == n && !closed))
        return JSD_LONE_SURROGATE;
    i = start + 1;
    if (i < n && jsd_unit_at(s, i, width) != 'u')
        return status;
    if (i < n) {
        status = JSD_BAD_HEX;
        i = skip_hex(s, i + 1, n, 4, width);
        if (i == start + ESCAPE_U) {
            status = JSD_LONE_SURROGATE;
            i = skip_second_half(s, i, n, width);
        }
    }
    if (i < n || closed)
        return status;
    *at = n;
    return JSD_END;
}

/* Returns the status of a kernel that stopped at one of n units. */
JSD_INLINE jsd_status
finish_unescape(const void *s, size_t n, bool closed, size_t stopped,
                size_t *at, int width)
{
    if (JSD_LIKELY(stopped == n))
        return JSD_OK;
    *at = stopped;
    return explain_escape(s, n, closed, at, width);
}

jsd_status
jsd_unescape_utf8(const char *s, size_t n, bool closed, char *out, size_t *len,
                  size_t *at)
{
    return finish_unescape(
        s, n, closed, jsd_kernel_now->unescape_utf8(s, n, out, len), at, 1);
}

jsd_status
jsd_unescape_ucs1(const uint8_t *s, size_t n, bool closed, uint32_t *out,
                  size_t *len, size_t *at)
{
    return finish_unescape(s, n, closed,
                           jsd_kernel_now->unescape_1(s, n, out, len), at, 1);
}

jsd_status
jsd_unescape_ucs2(const uint16_t *s, size_t n, bool closed, uint32_t *out,
                  size_t *len, size_t *at)
{
    return finish_unescape(s, n, closed,
                           jsd_kernel_now->unescape_2(s, n, out, len), at, 2);
}

jsd_status
jsd_unescape_ucs4(const uint32_t *s, size_t n, bool closed, uint32_t *out,
                  size_t *len, size_t *at)
{
    return finish_unescape(s, n, closed,
                           jsd_kernel_now->unescape_4(s, n, out, len), at, 4);
}

jsd_status
jsd_unescape_explain(const char *s, size_t n)
{
    size_t at = 0;

    return explain_escape(s, n, false, &at, 1);
}
