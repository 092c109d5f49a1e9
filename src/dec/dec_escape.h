/* SPDX-License-Identifier: MIT
 *
 * Strings with escapes, copied and unescaped in one pass.
 * Part of engine.h alone, behind a simd/block_NAME.h. What is wrong in one is
 * left to dec_str.c.
 */
#ifndef JSONDE_DEC_DEC_ESCAPE_H
#define JSONDE_DEC_DEC_ESCAPE_H

#include "dec/dec_read.h"
#include "dec/make_str.h"
#include "simd/escaped.h"

/* What a block may become, of which another one is copied at its end. */
enum {
    JSD_DEC_ROOM = 2 * JSD_BLOCK + 4,
    /* A block, of which another may follow the first byte of each. */
    JSD_DEC_AHEAD = 2 * JSD_BLOCK
};

/* The text so far, in the workspace. */
typedef struct jsd_dec_copy {
    char *out;
    char *limit;     /* JSD_DEC_ROOM bytes may be written before it */
    uint32_t beyond; /* not 0: some of it is not ASCII */
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

/* The escape at p; how many bytes it takes, or 0 when it is not right. */
JSD_INLINE size_t
copy_escape(const char *p, const char *end, jsd_dec_copy *copy)
{
    size_t taken = 0;
    uint32_t c = jsd_escaped_character(p, (size_t)(end - p), &taken, 1);

    if (JSD_UNLIKELY(c == UINT32_MAX))
        return 0;
    copy->beyond |= c & ~(uint32_t)0x7f;
    copy->out = jsd_unit_put_utf8(copy->out, c, 4);
    return taken;
}

/* Copies a block at p and what its escapes mean. Returns how many bytes of the
 * text that takes; where *quote becomes true, so many are before the closing
 * one. 0: something is wrong. JSD_DEC_AHEAD bytes can be read, of which those
 * before end are text. The pieces are copied from memory again, so that one
 * need not wait until the end of the one before is known. */
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
            copy->beyond |= jsd_block_non_ascii(block) & jsd_block_lowest(n);
            return *quote ? n : 0;
        }
        taken = p + n < end ? copy_escape(p + n, end, copy) : 0;
        if (JSD_UNLIKELY(taken == 0))
            return 0;
        done = n + taken;
    }
    copy->beyond |= jsd_block_non_ascii(block);
    if (done >= JSD_BLOCK)
        return done;
    jsd_block_store(copy->out, jsd_block_load(p + done));
    copy->out += JSD_BLOCK - done;
    return JSD_BLOCK;
}

/* The same where so many bytes cannot be read. */
static size_t
copy_tail(const char *p, const char *end, jsd_dec_copy *copy, bool *quote)
{
    char tail[JSD_DEC_AHEAD] = {0};
    size_t n =
        (size_t)(end - p) < sizeof tail ? (size_t)(end - p) : sizeof tail;

    memcpy(tail, p, n);
    return copy_block(tail, tail + n, copy, quote);
}

/* Copies from p on: the place of the closing quote, or NULL. */
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
        if (form != JSD_FORM_UTF8 && copy->beyond != 0)
            return NULL;
        if (quote)
            return p;
    }
    return NULL;
}

/* The string from s, of bytes, whose first escape stands at p; beyond: what
 * is before it is not ASCII. NULL, and the status is JSD_OK, when it is to be
 * read another way. */
static const char *
string_escaped(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
               const char *p, bool beyond)
{
    jsd_dec_copy copy = {NULL, NULL, beyond};
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
    if (copy.beyond == 0 && n > JSD_MAKE_SHORT) {
        str = jsd_make_ascii(&jsd_abi.heads, text, n);
    } else {
        status = jsd_dec_make_str(caps, JSD_FORM_UTF8, text, n,
                                  copy.beyond == 0 ? 0 : 0xff, &str, &at);
        if (status == JSD_RAISED) /* no memory: nothing else may be tried */
            d->status = status;
        if (status != JSD_OK)
            return NULL;
    }
    return jsd_dec_push(d, str) ? p + 1 : NULL;
}

#endif
