/* SPDX-License-Identifier: MIT
 *
 * The form of the output: its style, as the arguments of the call say, line
 * breaks and indentation, and chunks for a sink. Only the styled engine and
 * the slow paths use it. The engine for plain output has no line breaks and no
 * sink.
 */
#ifndef JSONDE_ENC_ENC_STYLE_H
#define JSONDE_ENC_ENC_STYLE_H

#include "enc/enc.h"

enum { JSD_ENC_CHUNK = 64 * 1024 }; /* bytes of text that fill a chunk */

/* Fills e->style and e->text_style. -1 with a JSONEncodeError about indent. */
JSD_MUST_CHECK int jsd_enc_style_init(jsd_enc *e, const jsd_enc_call *call);

/* Writes a line break of n bytes, which are too many for jsd_enc_break(). */
JSD_COLD char *jsd_enc_long_break(jsd_enc *e, char *p, size_t n);

/* Writes a line break and the indentation of the current depth. Leaves less
 * than JSD_ENC_ROOM free bytes. NULL with an exception. */
JSD_INLINE char *
jsd_enc_break(jsd_enc *e, char *p)
{
    size_t n = jsd_line_break_size(e->style.breaks, jsd_enc_depth(e));

    if (JSD_UNLIKELY(n > JSD_LINE_BREAK_FAST))
        return jsd_enc_long_break(e, p, n);
    /* JSD_ENC_ROOM is enough for the copy of fixed size. */
    memcpy(p, e->style.breaks->ready, JSD_LINE_BREAK_FAST);
    return p + n;
}

/* Writes the closing bracket of a container that was left already, in any
 * style. NULL with an exception. */
char *jsd_enc_close_styled(jsd_enc *e, char *p, char bracket);

/* Returns whether the text up to p fills a chunk for the sink. */
JSD_INLINE bool
jsd_enc_is_full(const jsd_enc *e, const char *p)
{
    return e->sink != NULL && (size_t)(p - e->out.start) >= JSD_ENC_CHUNK;
}

/* Passes the text up to p to the sink, except its last byte. Returns the place
 * to go on at, or NULL with an exception. Runs Python code. */
JSD_COLD char *jsd_enc_flush(jsd_enc *e, char *p);

/* Passes chunk, bytes or a str, to the sink. Returns 0, or -1 with an
 * exception. Runs Python code. The caller owns chunk. */
JSD_MUST_CHECK int jsd_enc_put_chunk(jsd_enc *e, PyObject *chunk);

#endif
