/* SPDX-License-Identifier: MIT
 *
 * The keys of objects: foretold by their shape, found in it, or read.
 * Part of engine.h alone, behind a simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_OBJECT_H
#define JSONDE_DEC_DEC_OBJECT_H

#include "dec/dec_scalar.h"

static JSD_COLD const char *
fail_in_object(jsd_dec *d, jsd_form form, jsd_status status, const char *s)
{
    return jsd_dec_fail(d, form, s >= d->end ? JSD_END : status, s);
}

/* Whose `inner` foretells the object that is innermost now. */
JSD_INLINE jsd_shape *
jsd_dec_owner(jsd_dec *d)
{
    return d->depth > 1 ? d->open[d->depth - 2].owner : d->shape;
}

/* Notes that shape has come, so that it is foretold the next time. */
static void
follow_shape(jsd_dec *d, jsd_dec_frame *frame, jsd_shape *shape)
{
    if (frame->shape->count == 0)
        jsd_dec_owner(d)->inner = shape;
    else
        frame->shape->next = shape;
    frame->shape = shape;
    frame->owner = shape;
}

/* The bytes of a key without escapes that a shape could have, and their
 * number; JSD_SHAPE_TEXT for others. */
static size_t
short_key_bytes(const jsd_dec *d, jsd_form form, const char *s, char *narrow,
                const char **bytes)
{
    const size_t width = jsd_dec_width(form);
    size_t left = jsd_dec_left(d, form, s);
    uint32_t c;

    *bytes = width > 1 ? narrow : s;
    for (size_t n = 0; n < JSD_SHAPE_TEXT && n < left; n++) {
        c = jsd_dec_unit(form, s + n * width);
        if (c == '"')
            return n;
        if (c < ' ' || c == '\\' || (c >= 0x80 && form != JSD_FORM_UTF8))
            break;
        narrow[n] = (char)c;
    }
    return JSD_SHAPE_TEXT;
}

/* A key that was not foretold: the place behind it, or NULL when no shape has
 * it and none gets it. */
static const char *
enter_shape(jsd_dec *d, jsd_form form, jsd_dec_frame *frame, const char *s)
{
    jsd_shapes *all = d->work->shapes;
    char narrow[JSD_SHAPE_TEXT];
    const char *bytes;
    size_t n = short_key_bytes(d, form, s, narrow, &bytes);
    jsd_shape *shape;
    PyObject *key;

    if (n == JSD_SHAPE_TEXT)
        return NULL;
    shape = jsd_shapes_find(all, frame->shape, bytes, n);
    if (shape == NULL) {
        if (!jsd_shapes_may_add(all, frame->shape, n) ||
            (d->status = jsd_dec_key(d, bytes, n, &key)) != JSD_OK)
            return NULL;
        shape = jsd_shapes_add(all, frame->shape, bytes, n, key);
        jsd_gate_drop(JSD_NOTHING_BORROWED, key);
        /* What begins as nothing before it gets a shape when it comes again:
         * keys that never do would cost more than plain ones. */
        if (shape == NULL || frame->shape->count == 0)
            return NULL;
    }
    follow_shape(d, frame, shape);
    return s + (n + 1) * jsd_dec_width(form);
}

/* The key before behind is on the stack: is it new in its dict? */
static JSD_COLD const char *
check_unique(jsd_dec *d, jsd_form form, const char *s, const char *behind)
{
    int found;

    if (behind == NULL)
        return NULL;
    found = JSD_GATED(JSD_NOTHING_BORROWED,
                      PyDict_Contains(d->top[-2], d->top[-1]));
    if (found == 0)
        return behind;
    if (found < 0)
        d->status = JSD_RAISED;
    else
        jsd_dec_fail(d, form, JSD_REPEATED_KEY, s - jsd_dec_width(form));
    return NULL;
}

/* Any key that was not foretold: those of an object without a shape go onto
 * the stack. */
static const char *
other_key(jsd_dec *d, jsd_form form, jsd_dec_frame *frame, const char *s)
{
    char narrow[JSD_BLOCK];
    const char *bytes, *behind;
    PyObject *key;
    size_t n;

    if (frame->kind == JSD_DEC_SHAPED) {
        behind = enter_shape(d, form, frame, s);
        if (behind != NULL)
            return behind;
        if (d->status == JSD_RAISED || !jsd_dec_make_plain(d, frame))
            return NULL;
    }
    n = jsd_dec_plain(d, form, s, narrow, &bytes);
    if (jsd_dec_ends(d, form, s, n)) {
        d->status = jsd_dec_key(d, bytes, n, &key);
        if (d->status != JSD_OK || !jsd_dec_push(d, key))
            return NULL;
        behind = s + (n + 1) * jsd_dec_width(form);
    } else {
        behind = string_any(d, form, true, s);
    }
    if (JSD_UNLIKELY((d->job->options & JSD_OPT(UNIQUE_KEYS)) != 0))
        return check_unique(d, form, s, behind);
    return behind;
}

/* Does the text at s go on with this key and its quote? Part of that may lie
 * beyond the end: then no colon follows. Bytes of Latin-1 can
 * look like UTF-8, and units beyond a byte like 0xff: of them only ASCII
 * compares. */
JSD_INLINE bool
jsd_dec_is_predicted(const jsd_dec *d, jsd_form form, const jsd_shape *shape,
                     const char *s)
{
    const size_t half = JSD_BLOCK * jsd_dec_width(form);
    uint32_t same;

    if (JSD_UNLIKELY(shape == NULL) ||
        JSD_UNLIKELY(!jsd_dec_can_overread(d, form, s)))
        return false;
    same =
        jsd_block_equal(jsd_dec_block(form, s), jsd_block_load(shape->text));
    if (JSD_UNLIKELY((~same & shape->mask[0]) != 0))
        return false;
    if (JSD_UNLIKELY(shape->len >= JSD_BLOCK)) {
        if (!jsd_dec_can_overread(d, form, s + half))
            return false;
        same = jsd_block_equal(jsd_dec_block(form, s + half),
                               jsd_block_load(shape->text + JSD_BLOCK));
        if ((~same & shape->mask[1]) != 0)
            return false;
    }
    return form == JSD_FORM_UTF8 || shape->ascii;
}

/* The key whose opening quote is before s, and its colon: the place of the
 * value. */
JSD_INLINE const char *
jsd_dec_member(jsd_dec *d, jsd_form form, jsd_dec_frame *frame,
               jsd_shape *foretold, const char *s)
{
    const size_t width = jsd_dec_width(form);

    if (jsd_dec_is_predicted(d, form, foretold, s)) {
        s += (foretold->len + 1u) * width;
        frame->shape = frame->owner = foretold;
    } else {
        s = other_key(d, form, frame, s);
        if (JSD_UNLIKELY(s == NULL))
            return NULL;
    }
    if (JSD_UNLIKELY(jsd_dec_peek(d, form, s) != ':')) {
        s = jsd_dec_skip(d, form, s);
        if (jsd_dec_peek(d, form, s) != ':')
            return fail_in_object(d, form, JSD_EXPECTED_COLON, s);
    }
    s += width;
    /* One space is what most writers put there. */
    if (jsd_dec_peek(d, form, s) == ' ' &&
        jsd_dec_peek(d, form, s + width) > ' ')
        return s + width;
    return jsd_dec_skip(d, form, s);
}

#endif
