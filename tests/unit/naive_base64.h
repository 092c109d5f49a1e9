/* SPDX-License-Identifier: MIT
 *
 * A simple implementation of Base64 (RFC 4648), for the suite of text/base64.h
 * and for a fuzz target.
 */
#ifndef JSONDE_TESTS_NAIVE_BASE64_H
#define JSONDE_TESTS_NAIVE_BASE64_H

#include "base/base.h"

static const char naive_alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "abcdefghijklmnopqrstuvwxyz0123456789+/";

/* Encodes bit by bit. Returns the length. */
static inline size_t
naive_base64(char *out, const unsigned char *s, size_t n, bool url)
{
    size_t len = 0;
    size_t bit, i;

    for (bit = 0; bit < 8 * n; bit += 6) {
        unsigned value = 0;

        for (i = bit; i < bit + 6; i++)
            value =
                2 * value + (i < 8 * n && (s[i / 8] >> (7 - i % 8) & 1) != 0);
        out[len] = naive_alphabet[value];
        if (url && value >= 62)
            out[len] = value == 62 ? '-' : '_';
        len++;
    }
    while (len % 4 != 0)
        out[len++] = '=';
    return len;
}

/* Decodes character by character. Returns the number of valid characters at
 * the start. For valid text, the bytes are in out and *len. */
static inline size_t
naive_read(const char *s, size_t n, unsigned char *out, size_t *len)
{
    uint32_t bits = 0;
    size_t i, count = n;

    *len = 0;
    if (n % 4 == 0 && n > 0 && s[n - 1] == '=')
        count -= s[n - 2] == '=' ? 2 : 1;
    for (i = 0; i < count; i++) {
        const char *found = s[i] == '\0' ? NULL : strchr(naive_alphabet, s[i]);

        if (found == NULL)
            return i;
        bits = bits << 6 | (uint32_t)(found - naive_alphabet);
        if (i % 4 != 0)
            out[(*len)++] = (unsigned char)(bits >> (6 - i % 4 * 2));
    }
    if (count < n && (bits & (count % 4 == 2 ? 15 : 3)) != 0)
        return count - 1;
    return n;
}

#endif
