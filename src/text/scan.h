/* SPDX-License-Identifier: MIT
 *
 * Finds the end of a JSON string, whatever the width of its units.
 * Used by dec/. It never allocates, never reads past s + n, and checks
 * neither escapes nor UTF-8: text/unescape.h and text/utf8.h do.
 */
#ifndef JSONDE_TEXT_SCAN_H
#define JSONDE_TEXT_SCAN_H

#include "base/base.h"
#include "base/status.h"

typedef struct jsd_scan {
    size_t len;    /* units before the closing quote; on failure before the
                      unit that failed */
    uint32_t seen; /* all those units, or'ed together: on the same side of
                      0x80, 0x100 and 0x10000 as the largest */
    bool escaped;  /* a backslash is among them */
} jsd_scan;

/* s is what follows the opening quote, n all units that are left.
 * JSD_CONTROL_CHARACTER below U+0020, JSD_END without a closing quote (len
 * is n then); of 2- and 4-byte units also JSD_SURROGATE at U+D800..U+DFFF.
 * A backslash hides the unit behind it, which still must not be one of
 * these. scan is filled in any case. */
JSD_MUST_CHECK jsd_status jsd_scan_utf8(const char *s, size_t n,
                                        jsd_scan *scan);
JSD_MUST_CHECK jsd_status jsd_scan_ucs1(const uint8_t *s, size_t n,
                                        jsd_scan *scan);
JSD_MUST_CHECK jsd_status jsd_scan_ucs2(const uint16_t *s, size_t n,
                                        jsd_scan *scan);
JSD_MUST_CHECK jsd_status jsd_scan_ucs4(const uint32_t *s, size_t n,
                                        jsd_scan *scan);

#endif
