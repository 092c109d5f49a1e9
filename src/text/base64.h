/* SPDX-License-Identifier: MIT
 *
 * Bytes as base64 with padding (RFC 4648, sections 4 and 5).
 * Used by enc/; the work is in simd/. It never allocates, reads nothing beyond
 * the data and writes nothing beyond the text.
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

#endif
