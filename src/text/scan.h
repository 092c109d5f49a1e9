/* SPDX-License-Identifier: MIT
 *
 * Finds the end of a JSON string, whatever the width of its units.
 * Used by dec/; the work is in simd/. It never allocates and checks
 * neither escapes nor UTF-8: text/unescape.h and text/utf8.h do.
 */
#ifndef JSONDE_TEXT_SCAN_H
#define JSONDE_TEXT_SCAN_H

#include "simd/kernel.h"

/* s is what follows the opening quote, n all units that are left.
 * JSD_CONTROL_CHARACTER below U+0020, JSD_END without a closing quote (len
 * is n then); of 2- and 4-byte units also JSD_SURROGATE at U+D800..U+DFFF.
 * A backslash hides the unit behind it, which still must not be one of
 * these. scan is filled in any case. */
JSD_INLINE JSD_MUST_CHECK jsd_status
jsd_scan_utf8(const char *s, size_t n, jsd_scan *scan)
{
    return jsd_kernel_now->scan_1(s, n, scan);
}

JSD_INLINE JSD_MUST_CHECK jsd_status
jsd_scan_ucs1(const uint8_t *s, size_t n, jsd_scan *scan)
{
    return jsd_kernel_now->scan_1(s, n, scan);
}

JSD_INLINE JSD_MUST_CHECK jsd_status
jsd_scan_ucs2(const uint16_t *s, size_t n, jsd_scan *scan)
{
    return jsd_kernel_now->scan_2(s, n, scan);
}

JSD_INLINE JSD_MUST_CHECK jsd_status
jsd_scan_ucs4(const uint32_t *s, size_t n, jsd_scan *scan)
{
    return jsd_kernel_now->scan_4(s, n, scan);
}

#endif
