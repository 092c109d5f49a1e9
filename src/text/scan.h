/* SPDX-License-Identifier: MIT
 *
 * Finds the end of a JSON string, in units of any width. Checks neither
 * escapes nor UTF-8: text/unescape.h and text/utf8.h do. Never allocates;
 * simd/ does the work.
 */
#ifndef JSONDE_TEXT_SCAN_H
#define JSONDE_TEXT_SCAN_H

#include "simd/kernel.h"

/* Scans the n units at s, from behind the opening quote, and fills in *scan.
 * Returns JSD_CONTROL_CHARACTER at a unit below U+0020, or JSD_END without a
 * closing quote (scan->len is n). In 2- and 4-byte units, returns
 * JSD_SURROGATE at U+D800 to U+DFFF. A backslash protects the next unit from
 * ending the string, not from these errors. */
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
