/* SPDX-License-Identifier: MIT
 *
 * UTF-8 (RFC 3629): what it holds, and its code points in 1, 2 or 4 bytes.
 * Used by dec/ and py/; the work is in simd/. It never allocates.
 */
#ifndef JSONDE_TEXT_UTF8_H
#define JSONDE_TEXT_UTF8_H

#include "simd/kernel.h"

/* Validates s and measures it. JSD_BAD_UTF8, or JSD_SURROGATE for the three
 * bytes of U+D800..U+DFFF, with *at the offset of the first byte of the first
 * bad sequence (a truncated one included); size is untouched then. */
JSD_MUST_CHECK jsd_status jsd_utf8_measure(const char *s, size_t n,
                                           jsd_utf8_size *size, size_t *at);

/* Are the n bytes at s, behind which the text ends, the beginning of a longer
 * sequence? */
bool jsd_utf8_is_cut(const char *s, size_t n);

/* Returns what is wrong with the n bytes at s, and sets *at to the offset of
 * the first bad sequence: JSD_OK, JSD_BAD_UTF8 or JSD_SURROGATE. Where the
 * text ends behind these bytes (is_end) and more bytes could complete the last
 * sequence, returns JSD_END with *at = n. */
JSD_MUST_CHECK jsd_status jsd_utf8_explain(const char *s, size_t n,
                                           bool is_end, size_t *at);

/* The length of the sequence at s, of which n > 0 bytes are left, and its code
 * point, which may be a surrogate; 0 when it is bad. */
size_t jsd_utf8_next(const char *s, size_t n, uint32_t *c);

/* One pass over a string of JSON: from s, which is what follows the opening
 * quote, up to the first '"', '\\' or U+0000..U+001F, or to s + n. All of info
 * is filled; what is not valid is left to jsd_utf8_measure to explain. */
JSD_INLINE void
jsd_utf8_string(const char *s, size_t n, jsd_utf8_string_info *info)
{
    jsd_kernel_now->utf8_string(s, n, info);
}

/* Code points of s, which is UTF-8 (encoded surrogates count as one). */
JSD_INLINE size_t
jsd_utf8_count(const char *s, size_t n)
{
    return jsd_kernel_now->utf8_count(s, n);
}

/* Write the code points of s, which jsd_utf8_measure has accepted and whose
 * widest fits the unit, to out: exactly count units. */
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

/* The same of n > 0 bytes to count units of 1 << width bytes, where as many
 * bytes as JSD_UTF8_BEFORE may be written to before out, and are lost. */
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
