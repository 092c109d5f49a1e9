/* SPDX-License-Identifier: MIT
 *
 * Characters to the inside of a JSON string in UTF-8 (RFC 8259, section 7):
 * '"' and '\' behind a backslash, U+0000..U+001F as \b \t \n \f \r or \u00XX
 * with lower-case digits, everything else as it is.
 * Used by enc/; the work is in simd/. It never allocates, and never writes at
 * or past limit.
 */
#ifndef JSONDE_TEXT_ESCAPE_H
#define JSONDE_TEXT_ESCAPE_H

#include "simd/kernel.h"

/* Bytes that are ASCII or valid UTF-8; those from 0x80 on are copied. */
JSD_INLINE void
jsd_escape_utf8(jsd_escape *e)
{
    jsd_kernel_now->escape_utf8(e);
}

/* Units of 1 (Latin-1), 2 and 4 bytes, aligned, each a code point.
 * JSD_SURROGATE at U+D800..U+DFFF, with in pointing at it and what is before
 * it written. */
JSD_INLINE void
jsd_escape_ucs1(jsd_escape *e)
{
    jsd_kernel_now->escape_1(e);
}

JSD_INLINE JSD_MUST_CHECK jsd_status
jsd_escape_ucs2(jsd_escape *e)
{
    return jsd_kernel_now->escape_2(e);
}

JSD_INLINE JSD_MUST_CHECK jsd_status
jsd_escape_ucs4(jsd_escape *e)
{
    return jsd_kernel_now->escape_4(e);
}

#endif
