/* SPDX-License-Identifier: MIT
 *
 * Strings with escapes: copies and unescapes them in one pass. dec_str.c has
 * the slow path and all errors. Included by engine.h after a
 * simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_ESCAPE_H
#define JSONDE_DEC_DEC_ESCAPE_H

#include "dec/dec_read.h"
#include "dec/make_str.h"
#include "simd/escaped.h"

/* The most bytes that one step writes: a block's text, and another block that
 * is stored at its end. */
enum {
    JSD_DEC_ROOM = 2 * JSD_BLOCK + 4,
    /* The bytes that one step reads: a block, and another one from each of its
     * bytes. */
    JSD_DEC_AHEAD = 2 * JSD_BLOCK
};

/* The unescaped text so far, in the workspace. */
typedef struct jsd_dec_copy {
    char *out;
    char *limit;        /* JSD_DEC_ROOM bytes may be written at it */
    uint32_t non_ascii; /* not 0: some of the text is not ASCII */
} jsd_dec_copy;

static bool
grow_copy(jsd_dec *d, jsd_dec_copy *copy, size_t more)
{
    jsd_buf *text = &d->work->text;
    size_t used =
        copy->out == NULL ? 0 : (size_t)(copy->out - (char *)text->data);

    d->status = jsd_buf_reserve(text, 2 * used + more + JSD_DEC_ROOM);
    if (d->status != JSD_OK)
        return false;
    copy->out = (char *)text->data + used;
    copy->limit = (char *)text->data + text->cap - JSD_DEC_ROOM;
    return true;
}

/* Unescapes the escape at p. Returns its length, or 0 if it is wrong. */
JSD_INLINE size_t
copy_escape(const char *p, const char *end, jsd_dec_copy *copy)
{
    size_t taken = 0;
    uint32_t c = jsd_escaped_character(p, (size_t)(end - p), &taken, 1);

    if (JSD_UNLIKELY(c == UINT32_MAX))
        return 0;
    copy->non_ascii |= c & ~(uint32_t)0x7f;
    copy->out = jsd_unit_put_utf8(copy->out, c, 4);
    return taken;
}

/* Copies the block at p with its escapes unescaped. Returns the bytes that it
 * has read. If *quote becomes true, these are the bytes before the closing
 * quote. Returns 0 for an error. JSD_DEC_AHEAD bytes can be read at p; those
 * before end are text. Each piece is loaded from memory again, so that it need
 * not wait for the piece before. */
JSD_INLINE size_t
copy_block(const char *p, const char *end, jsd_dec_copy *copy, bool *quote)
{
    jsd_block block = jsd_block_load(p);
    uint64_t mask = jsd_block_needs_escape(block);
    size_t done = 0, n, taken;

    for (; mask != 0; mask = done < JSD_BLOCK ? mask >> done << done : 0) {
        n = jsd_block_first((uint32_t)mask);
        jsd_block_store(copy->out, jsd_block_load(p + done));
        copy->out += n - done;
        if (JSD_UNLIKELY(p[n] != '\\')) {
            *quote = p[n] == '"' && p + n < end;
            copy->non_ascii |=
                jsd_block_non_ascii(block) & jsd_block_lowest(n);
            return *quote ? n : 0;
        }
        taken = p + n < end ? copy_escape(p + n, end, copy) : 0;
        if (JSD_UNLIKELY(taken == 0))
            return 0;
        done = n + taken;
    }
    copy->non_ascii |= jsd_block_non_ascii(block);
    if (done >= JSD_BLOCK)
        return done;
    jsd_block_store(copy->out, jsd_block_load(p + done));
    copy->out += JSD_BLOCK - done;
    return JSD_BLOCK;
}

/* Does what copy_block() does near the end of readable memory. */
static size_t
copy_tail(const char *p, const char *end, jsd_dec_copy *copy, bool *quote)
{
    char tail[JSD_DEC_AHEAD] = {0};
    size_t n =
        (size_t)(end - p) < sizeof tail ? (size_t)(end - p) : sizeof tail;

    memcpy(tail, p, n);
    return copy_block(tail, tail + n, copy, quote);
}

/* Copies a string from p on. Returns the place of its closing quote, or NULL.
 */
static const char *
copy_string(jsd_dec *d, jsd_form form, const char *p, jsd_dec_copy *copy)
{
    bool quote = false;
    size_t n = 1;

    while (n != 0 && p < d->end) {
        if (JSD_UNLIKELY(copy->out > copy->limit) && !grow_copy(d, copy, 0))
            return NULL;
        if (JSD_LIKELY(jsd_block_can_overread(p, d->end, JSD_DEC_AHEAD)))
            n = copy_block(p, d->end, copy, &quote);
        else
            n = copy_tail(p, d->end, copy, &quote);
        p += n;
        if (copy->non_ascii != 0 && !jsd_dec_is_utf8(d, form))
            return NULL;
        if (quote)
            return p;
    }
    return NULL;
}

/* Makes an ASCII str of n > JSD_MAKE_SHORT bytes. Two constants, as the head
 * is copied by its size, and caps may be a variable here. */
JSD_INLINE PyObject *
jsd_dec_long_ascii(const jsd_dec *d, jsd_caps caps, const char *text, size_t n)
{
    return JSD_UNLIKELY((caps & JSD_CAP_FREE_THREADED) != 0)
               ? jsd_make_ascii(JSD_CAP_FREE_THREADED, d->heads, text, n)
               : jsd_make_ascii(0, &jsd_abi.heads, text, n);
}

/* Reads a string of bytes at s whose first escape is at p. non_ascii: some
 * bytes before p are not ASCII. Returns NULL with status JSD_OK if another
 * function must read the string. */
static const char *
string_escaped(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
               const char *p, bool non_ascii)
{
    jsd_dec_copy copy = {NULL, NULL, non_ascii};
    const char *text;
    PyObject *str;
    jsd_status status;
    size_t n, at;

    if (!grow_copy(d, &copy, (size_t)(p - s)))
        return NULL;
    memcpy(copy.out, s, (size_t)(p - s));
    copy.out += p - s;
    p = copy_string(d, form, p, &copy);
    if (p == NULL)
        return NULL;
    text = d->work->text.data;
    n = (size_t)(copy.out - text);
    if (copy.non_ascii == 0 && n > JSD_MAKE_SHORT) {
        str = jsd_dec_long_ascii(d, caps, text, n);
    } else {
        status = jsd_dec_make_str(caps, JSD_FORM_UTF8, text, n,
                                  copy.non_ascii == 0 ? 0 : 0xff, &str, &at);
        if (status == JSD_RAISED) /* no memory: do not try another function */
            d->status = status;
        if (status != JSD_OK)
            return NULL;
    }
    return jsd_dec_push(d, str) ? p + 1 : NULL;
}

#endif
