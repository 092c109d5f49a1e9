/* SPDX-License-Identifier: MIT
 *
 * Encodes bytes as base64 with padding (RFC 4648, sections 4 and 5), and
 * decodes it. Never allocates; simd/ does the work.
 */
#ifndef JSONDE_TEXT_BASE64_H
#define JSONDE_TEXT_BASE64_H

#include "simd/kernel.h"

/* Returns the length of the text of n bytes. */
JSD_INLINE size_t
jsd_base64_size(size_t n)
{
    return (n + 2) / 3 * 4;
}

/* Writes n bytes as jsd_base64_size(n) characters and returns the end. url:
 * use - and _ instead of + and /. */
char *jsd_base64_put(char *out, const void *data, size_t n, bool url);

/* Returns the number of bytes that n characters encode, if they are valid. */
JSD_INLINE size_t
jsd_base64_bytes(const char *s, size_t n)
{
    size_t padding = 0;

    if (n > 0 && n % 4 == 0)
        padding = (s[n - 1] == '=') + (size_t)(s[n - 2] == '=');
    return n / 4 * 3 - padding;
}

/* Decodes the alphabet of section 4 strictly: padding is required, nothing may
 * separate characters, and unused bits must be 0. Writes up to
 * jsd_base64_bytes(s, n) bytes. Returns JSD_BAD_BASE64, with *at the first
 * wrong character, or n if one is missing. */
JSD_MUST_CHECK jsd_status jsd_base64_read(const char *s, size_t n, void *out,
                                          size_t *at);

#endif
