/* SPDX-License-Identifier: MIT
 *
 * Bytes as base64 with padding (RFC 4648, sections 4 and 5), and back.
 * Used by enc/ and dec/; the work is in simd/. It never allocates, reads
 * nothing beyond its input and writes nothing beyond its output.
 */
#ifndef JSONDE_TEXT_BASE64_H
#define JSONDE_TEXT_BASE64_H

#include "simd/kernel.h"

/* The length of the text of n bytes, of which no object has too many. */
JSD_INLINE size_t
jsd_base64_size(size_t n)
{
    return (n + 2) / 3 * 4;
}

/* Writes the jsd_base64_size(n) characters of n bytes and returns the end;
 * url: with - and _ instead of + and /. */
char *jsd_base64_put(char *out, const void *data, size_t n, bool url);

/* The bytes that n characters stand for, if they are base64. */
JSD_INLINE size_t
jsd_base64_bytes(const char *s, size_t n)
{
    size_t padding = 0;

    if (n > 0 && n % 4 == 0)
        padding = (s[n - 1] == '=') + (size_t)(s[n - 2] == '=');
    return n / 4 * 3 - padding;
}

/* Back, of section 4 alone and strictly: with padding, nothing between the
 * characters, and no bit set that is of no byte. Writes up to
 * jsd_base64_bytes(s, n) bytes. JSD_BAD_BASE64: at *at is the first character
 * that is wrong, or n where one is missing. */
JSD_MUST_CHECK jsd_status jsd_base64_read(const char *s, size_t n, void *out,
                                          size_t *at);

#endif
