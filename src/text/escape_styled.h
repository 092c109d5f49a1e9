/* SPDX-License-Identifier: MIT
 *
 * Escapes more characters than text/escape.h does, as \uXXXX with lower-case
 * digits: for ASCII output, for HTML, and for text with lone surrogates. Never
 * allocates and never writes at or after limit; simd/ writes the plain runs.
 */
#ifndef JSONDE_TEXT_ESCAPE_STYLED_H
#define JSONDE_TEXT_ESCAPE_STYLED_H

#include "simd/kernel.h"

/* The most bytes of one character. While so many are free, the next character
 * is written. One call is enough with JSD_ESCAPE_MAX bytes for each unit;
 * units of four bytes with JSD_STYLE_ASCII need JSD_ESCAPE_STYLED_MAX. */
enum { JSD_ESCAPE_STYLED_MAX = 12 };

/* Escapes valid UTF-8, which may hold encoded surrogates. style is a bitwise
 * OR of jsd_style values. Without JSD_STYLE_SURROGATES, returns JSD_SURROGATE
 * at U+D800 to U+DFFF: `in` points at it and all before it is written. When
 * the output is full, e may stop inside a character that is copied. */
JSD_MUST_CHECK jsd_status jsd_escape_styled_utf8(jsd_escape *e,
                                                 unsigned style);

/* Escape aligned units of 1 (Latin-1), 2 or 4 bytes, each a code point. */
JSD_MUST_CHECK jsd_status jsd_escape_styled_ucs1(jsd_escape *e,
                                                 unsigned style);
JSD_MUST_CHECK jsd_status jsd_escape_styled_ucs2(jsd_escape *e,
                                                 unsigned style);
JSD_MUST_CHECK jsd_status jsd_escape_styled_ucs4(jsd_escape *e,
                                                 unsigned style);

#endif
