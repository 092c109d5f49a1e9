/* SPDX-License-Identifier: MIT
 *
 * Validates UTF-8 (RFC 3629), measures it, and converts it to units of 1, 2 or
 * 4 bytes. Never allocates; simd/ does the work.
 */
#ifndef JSONDE_TEXT_UTF8_H
#define JSONDE_TEXT_UTF8_H

#include "simd/kernel.h"

/* Validates and measures n bytes. Returns JSD_BAD_UTF8, or JSD_SURROGATE for
 * the encoding of U+D800 to U+DFFF, with *at the offset of the first bad
 * sequence. A truncated sequence is bad. On failure *size is unchanged. */
JSD_MUST_CHECK jsd_status jsd_utf8_measure(const char *s, size_t n,
                                           jsd_utf8_size *size, size_t *at);

/* Returns whether more bytes could complete the n bytes at s to a sequence.
 * The text ends behind them. */
bool jsd_utf8_is_cut(const char *s, size_t n);

/* Returns the error in the n bytes at s: JSD_OK, JSD_BAD_UTF8 or
 * JSD_SURROGATE, with *at the offset of the first bad sequence. is_end: the
 * text ends behind these bytes. Then, if more bytes could complete the last
 * sequence, returns JSD_END with *at = n. */
JSD_MUST_CHECK jsd_status jsd_utf8_explain(const char *s, size_t n,
                                           bool is_end, size_t *at);

/* Sets *c to the code point at s. n > 0 bytes of the text are left. Returns
 * the length of its sequence, or 0 if it is bad. *c may be a surrogate. */
size_t jsd_utf8_next(const char *s, size_t n, uint32_t *c);

/* Validates the characters of a JSON string, from behind its opening quote to
 * the first '"', '\\' or U+0000 to U+001F, or to s + n. Fills in *info.
 * jsd_utf8_explain() finds the error if the bytes are not valid. */
JSD_INLINE void
jsd_utf8_string(const char *s, size_t n, jsd_utf8_string_info *info)
{
    jsd_kernel_now->utf8_string(s, n, info);
}

/* Returns the number of code points in UTF-8. Encoded surrogates count as one.
 */
JSD_INLINE size_t
jsd_utf8_count(const char *s, size_t n)
{
    return jsd_kernel_now->utf8_count(s, n);
}

/* Write the code points of valid UTF-8 to out, as jsd_utf8_measure() has
 * counted them. The widest must fit the unit. */
JSD_INLINE void
jsd_utf8_to_ucs1(const char *s, size_t n, uint8_t *out)
{
    jsd_kernel_now->utf8_to_1(s, n, out);
}

JSD_INLINE void
jsd_utf8_to_ucs2(const char *s, size_t n, uint16_t *out)
{
    jsd_kernel_now->utf8_to_2(s, n, out);
}

JSD_INLINE void
jsd_utf8_to_ucs4(const char *s, size_t n, uint32_t *out)
{
    jsd_kernel_now->utf8_to_4(s, n, out);
}

/* Writes n > 0 bytes of UTF-8 as `count` units of 1 << width bytes. May
 * overwrite JSD_UTF8_BEFORE bytes before out. */
enum { JSD_UTF8_BEFORE = 32 };

JSD_INLINE void
jsd_utf8_into(const char *s, size_t n, void *out, size_t count, int width)
{
    if (width == 0)
        jsd_kernel_now->utf8_into_1(s, n, out, count);
    else if (width == 1)
        jsd_kernel_now->utf8_into_2(s, n, out, count);
    else
        jsd_kernel_now->utf8_into_4(s, n, out, count);
}

#endif
