/* SPDX-License-Identifier: MIT
 *
 * What text/escape.h does, with more of the characters as \uXXXX: a style of
 * escaping, for readers that take ASCII only, for pages, for text with
 * surrogates. Digits are in lower case.
 * Used by enc/; plain runs are the work of simd/. It never allocates, and
 * never writes at or past limit.
 */
#ifndef JSONDE_TEXT_ESCAPE_STYLED_H
#define JSONDE_TEXT_ESCAPE_STYLED_H

#include "simd/kernel.h"

/* As jsd_escape says, but for what counts as room: no character takes more
 * than this, and where so much is free, the next one is written. One call does
 * it all with JSD_ESCAPE_MAX bytes for each unit; with JSD_STYLE_ASCII, units
 * of four bytes need these. */
enum { JSD_ESCAPE_STYLED_MAX = 12 };

/* style is any of jsd_style, or'ed; without JSD_STYLE_SURROGATES, U+D800 to
 * U+DFFF are JSD_SURROGATE, with in pointing there and what is before it
 * written. Of UTF-8, which is valid but may have these as three bytes each;
 * where room ends, e may stop within a character that is copied. */
JSD_MUST_CHECK jsd_status jsd_escape_styled_utf8(jsd_escape *e,
                                                 unsigned style);

/* Units of 1 (Latin-1), 2 and 4 bytes, aligned, each a code point. */
JSD_MUST_CHECK jsd_status jsd_escape_styled_ucs1(jsd_escape *e,
                                                 unsigned style);
JSD_MUST_CHECK jsd_status jsd_escape_styled_ucs2(jsd_escape *e,
                                                 unsigned style);
JSD_MUST_CHECK jsd_status jsd_escape_styled_ucs4(jsd_escape *e,
                                                 unsigned style);

#endif
