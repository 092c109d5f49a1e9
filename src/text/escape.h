/* SPDX-License-Identifier: MIT
 *
 * Writes characters as the inside of a JSON string in UTF-8 (RFC 8259, section
 * 7). A backslash precedes '"' and '\'. U+0000 to U+001F become \b \t \n \f \r
 * or \u00XX with lower-case digits. Other characters are copied. Never
 * allocates and never writes at or after limit; simd/ does the work.
 */
#ifndef JSONDE_TEXT_ESCAPE_H
#define JSONDE_TEXT_ESCAPE_H

#include "simd/kernel.h"

/* Escapes bytes that are ASCII or valid UTF-8. */
JSD_INLINE void
jsd_escape_utf8(jsd_escape *e)
{
    jsd_kernel_now->escape_utf8(e);
}

/* Escape aligned units of 1 (Latin-1), 2 or 4 bytes, each a code point. On
 * JSD_SURROGATE (U+D800 to U+DFFF), `in` points at the surrogate and all units
 * before it are written. */
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
