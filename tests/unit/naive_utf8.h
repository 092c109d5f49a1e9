/* SPDX-License-Identifier: MIT
 *
 * A simple UTF-8 encoder, for the references of suites and fuzz targets.
 */
#ifndef JSONDE_TESTS_NAIVE_UTF8_H
#define JSONDE_TESTS_NAIVE_UTF8_H

#include "base/base.h"

/* Writes the UTF-8 of a code point below 2^21, including surrogates. Returns
 * its length. */
static inline size_t
naive_put(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 + c / 64);
        out[1] = (char)(0x80 + c % 64);
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 + c / 4096);
        out[1] = (char)(0x80 + c / 64 % 64);
        out[2] = (char)(0x80 + c % 64);
        return 3;
    }
    out[0] = (char)(0xf0 + c / 262144);
    out[1] = (char)(0x80 + c / 4096 % 64);
    out[2] = (char)(0x80 + c / 64 % 64);
    out[3] = (char)(0x80 + c % 64);
    return 4;
}

/* Returns the class of a code point, from 0 to 3. The classes begin at U+0080,
 * U+0100 and U+10000, where the width of units changes. */
static inline int
side(uint32_t c)
{
    return (c >= 0x80) + (c >= 0x100) + (c >= 0x10000);
}

#endif
