/* SPDX-License-Identifier: MIT
 *
 * JSON with comments: what is more than JSON becomes blanks, so that all else
 * stays at its place.
 * Used by decode.c, with JSD_OPT(JSONC), before an engine reads the copy.
 */
#ifndef JSONDE_DEC_DEC_JSONC_H
#define JSONDE_DEC_DEC_JSONC_H

#include "base/buf.h"
#include "dec/dec.h"

/* Copies text to buf, of which plain becomes the text: blanks in place of
 * comments (// to the end of the line, and C's) and of a comma between a value
 * and ']' or '}'. one: no further than to where a second document begins.
 * surrogates: comments may have some. *cut: the text ends inside a comment,
 * which is blank as well. A comment that is no text stays. */
JSD_MUST_CHECK jsd_status jsd_dec_jsonc(const jsd_text *text, bool one,
                                        bool surrogates, jsd_buf *buf,
                                        jsd_text *plain, bool *cut);

#endif
