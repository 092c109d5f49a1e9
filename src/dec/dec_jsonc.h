/* SPDX-License-Identifier: MIT
 *
 * OPT_JSONC: replaces comments and trailing commas by spaces in a copy of the
 * text. An engine then reads the copy, in which all else keeps its position.
 */
#ifndef JSONDE_DEC_DEC_JSONC_H
#define JSONDE_DEC_DEC_JSONC_H

#include "base/buf.h"
#include "dec/dec.h"

/* Copies text into buf, with comments (line and block) and commas before ']'
 * or '}' replaced by spaces. *plain becomes a view of the copy. one: stop
 * where a second document starts. surrogates: permit surrogates in comments.
 * Sets *cut if the text ends inside a comment. Comments with invalid text are
 * kept, so that the parser reports them. */
JSD_MUST_CHECK jsd_status jsd_dec_jsonc(const jsd_text *text, bool one,
                                        bool surrogates, jsd_buf *buf,
                                        jsd_text *plain, bool *cut);

#endif
