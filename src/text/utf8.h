/* SPDX-License-Identifier: MIT
 *
 * UTF-8 (RFC 3629): what it holds, and its code points in 1, 2 or 4 bytes.
 * Used by dec/ and py/. It never allocates and never reads past s + n.
 */
#ifndef JSONDE_TEXT_UTF8_H
#define JSONDE_TEXT_UTF8_H

#include "base/base.h"
#include "base/status.h"

typedef struct jsd_utf8_size {
    size_t count;    /* code points */
    uint32_t widest; /* at least the largest code point, and on the same side
                        of 0x80, 0x100 and 0x10000 as it; at most 0x10ffff */
} jsd_utf8_size;

/* Validates s and measures it. JSD_BAD_UTF8, or JSD_SURROGATE for the three
 * bytes of U+D800..U+DFFF, with *at the offset of the first byte of the first
 * bad sequence (a truncated one included); size is untouched then. */
JSD_MUST_CHECK jsd_status jsd_utf8_measure(const char *s, size_t n,
                                           jsd_utf8_size *size, size_t *at);

/* Code points of s, which is UTF-8 (encoded surrogates count as one). */
size_t jsd_utf8_count(const char *s, size_t n);

/* Write the code points of s, which jsd_utf8_measure has accepted and whose
 * widest fits the unit, to out: exactly count units. */
void jsd_utf8_to_ucs1(const char *s, size_t n, uint8_t *out);
void jsd_utf8_to_ucs2(const char *s, size_t n, uint16_t *out);
void jsd_utf8_to_ucs4(const char *s, size_t n, uint32_t *out);

#endif
