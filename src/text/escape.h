/* SPDX-License-Identifier: MIT
 *
 * Characters to the inside of a JSON string in UTF-8 (RFC 8259, section 7):
 * '"' and '\' behind a backslash, U+0000..U+001F as \b \t \n \f \r or \u00XX
 * with lower-case digits, everything else as it is.
 * Used by enc/. It never allocates, and never writes at or past limit.
 */
#ifndef JSONDE_TEXT_ESCAPE_H
#define JSONDE_TEXT_ESCAPE_H

#include "base/base.h"
#include "base/status.h"

/* No unit takes more bytes of output than this. */
enum { JSD_ESCAPE_MAX = 6 };

/* One string on its way. Each call moves in and out on, as far as at least
 * JSD_ESCAPE_MAX bytes stay free before limit for the next unit; the caller
 * makes room and calls again until in == end. With JSD_ESCAPE_MAX bytes of
 * room for each unit, one call does it all. Whatever stood between out and
 * limit may be lost. */
typedef struct jsd_escape {
    const void *in;  /* the next unit */
    const void *end; /* behind the last unit */
    char *out;       /* the next byte of output */
    char *limit;     /* behind the last byte that may be written */
} jsd_escape;

/* Bytes that are ASCII or valid UTF-8; those from 0x80 on are copied. */
void jsd_escape_utf8(jsd_escape *e);

/* Units of 1 (Latin-1), 2 and 4 bytes, aligned, each a code point.
 * JSD_SURROGATE at U+D800..U+DFFF, with in pointing at it and what is before
 * it written. */
void jsd_escape_ucs1(jsd_escape *e);
JSD_MUST_CHECK jsd_status jsd_escape_ucs2(jsd_escape *e);
JSD_MUST_CHECK jsd_status jsd_escape_ucs4(jsd_escape *e);

#endif
