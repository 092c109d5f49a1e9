/* SPDX-License-Identifier: MIT
 *
 * Replaces the escapes of a JSON string by the characters that they mean. Does
 * not check UTF-8 and never allocates.
 */
#ifndef JSONDE_TEXT_UNESCAPE_H
#define JSONDE_TEXT_UNESCAPE_H

#include "simd/kernel.h"

/* Unescape s[0..n), the text between the quotes. closed is false if the text
 * ends before the closing quote. Write at most n bytes of UTF-8 (or n units)
 * to out, and set *len to their number.
 * Return JSD_BAD_ESCAPE, JSD_BAD_HEX or JSD_LONE_SURROGATE, with *at the
 * offset of the backslash. If a second half is wrong or missing, that is the
 * backslash of the first half. If closed is false and more text could remove
 * the error, return JSD_END with *at = n.
 * On failure *len is unchanged and out has unspecified contents. */
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

/* Returns the error of the wrong escape at s[0..n). Its position is s, or the
 * end of the text for JSD_END. */
JSD_COLD jsd_status jsd_unescape_explain(const char *s, size_t n);

#endif
