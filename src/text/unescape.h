/* SPDX-License-Identifier: MIT
 *
 * The inside of a JSON string to the characters that it means.
 * Used by dec/. It never allocates and does not check UTF-8.
 */
#ifndef JSONDE_TEXT_UNESCAPE_H
#define JSONDE_TEXT_UNESCAPE_H

#include "simd/kernel.h"

/* s[0..n) is what stands between the quotes, or, when closed is false, what
 * the text has of it before it ends. Writes at most n bytes of UTF-8 (n units)
 * to out and their number to *len.
 * JSD_BAD_ESCAPE, JSD_BAD_HEX or JSD_LONE_SURROGATE with *at the offset of the
 * backslash that starts it (of the first half, when a second half is wrong or
 * missing; of the second half, when no first half is before it). When closed
 * is false, JSD_END instead, with *at = n, where more text could still make it
 * right. On failure *len is untouched, and what out holds is not told. */
JSD_MUST_CHECK jsd_status jsd_unescape_utf8(const char *s, size_t n,
                                            bool closed, char *out,
                                            size_t *len, size_t *at);
JSD_MUST_CHECK jsd_status jsd_unescape_ucs1(const uint8_t *s, size_t n,
                                            bool closed, uint32_t *out,
                                            size_t *len, size_t *at);
JSD_MUST_CHECK jsd_status jsd_unescape_ucs2(const uint16_t *s, size_t n,
                                            bool closed, uint32_t *out,
                                            size_t *len, size_t *at);
JSD_MUST_CHECK jsd_status jsd_unescape_ucs4(const uint32_t *s, size_t n,
                                            bool closed, uint32_t *out,
                                            size_t *len, size_t *at);

/* What is wrong with the escape that begins at s, of which n bytes are left:
 * the same statuses, at the backslash but for JSD_END. */
JSD_COLD jsd_status jsd_unescape_explain(const char *s, size_t n);

#endif
