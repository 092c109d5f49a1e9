/* SPDX-License-Identifier: MIT
 *
 * Reads the keys of objects: predicted by the shape, found in it, or made new.
 * Included by engine.h after a simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_OBJECT_H
#define JSONDE_DEC_DEC_OBJECT_H

#include "dec/dec_scalar.h"

static JSD_COLD const char *
fail_in_object(jsd_dec *d, jsd_form form, jsd_status status, const char *s)
{
    return jsd_dec_fail(d, form, s >= d->end ? JSD_END : status, s);
}

/* Returns the shape whose child_hint predicts the innermost open object. */
JSD_INLINE jsd_shape *
jsd_dec_hint_owner(jsd_dec *d)
{
    return d->depth > 1 ? d->open[d->depth - 2].hint_owner : d->shape;
}

/* Moves the frame to shape, and makes shape the prediction for the next time.
 */
static void
follow_shape(jsd_dec *d, jsd_dec_frame *frame, jsd_shape *shape)
{
    if (frame->shape->count == 0)
        jsd_dec_hint_owner(d)->child_hint = shape;
    else
        frame->shape->predicted = shape;
    frame->shape = shape;
    frame->hint_owner = shape;
}

/* Sets *bytes to a key that a shape may have, without escapes, and returns its
 * length. narrow has room for JSD_SHAPE_TEXT bytes. Returns JSD_SHAPE_TEXT for
 * other keys. */
static size_t
short_key_bytes(const jsd_dec *d, jsd_form form, const char *s, char *narrow,
                const char **bytes)
{
    const size_t width = jsd_form_width(form);
    size_t left = jsd_dec_left(d, form, s);
    uint32_t c;

    *bytes = width > 1 ? narrow : s;
    for (size_t n = 0; n < JSD_SHAPE_TEXT && n < left; n++) {
        c = jsd_dec_unit(form, s + n * width);
        if (c == '"')
            return n;
        if (c < ' ' || c == '\\' || (c >= 0x80 && !jsd_dec_is_utf8(d, form)))
            break;
        narrow[n] = (char)c;
    }
    return JSD_SHAPE_TEXT;
}

/* Reads a key that was not predicted, through the shapes. Returns the place
 * behind it, or NULL if no shape has the key or gets it. */
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
        /* A first key gets a shape when it occurs again: for keys that never
         * do, shapes cost more than dicts without shapes. */
        if (shape == NULL || frame->shape->count == 0)
            return NULL;
    }
    follow_shape(d, frame, shape);
    return s + (n + 1) * jsd_form_width(form);
}

/* Reports an error at s if the key on the stack is in its dict already. behind
 * is the place after the key, or NULL after an error. */
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
        jsd_dec_fail(d, form, JSD_REPEATED_KEY, s - jsd_form_width(form));
    return NULL;
}

/* Reads a key that was not predicted. The key of an object without a shape
 * goes on the stack. */
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
        behind = s + (n + 1) * jsd_form_width(form);
    } else {
        behind = string_any(d, form, true, s);
    }
    if (JSD_UNLIKELY((d->job->options & JSD_OPT(UNIQUE_KEYS)) != 0))
        return check_unique(d, form, s, behind);
    return behind;
}

/* Returns whether the text at s is the key of shape and its closing quote.
 * Some of these bytes may be after the end: then no colon follows. Latin-1
 * bytes may look like UTF-8, and units above 0xff like 0xff, so only ASCII
 * keys are compared in these forms. */
JSD_INLINE bool
jsd_dec_is_predicted(const jsd_dec *d, jsd_form form, const jsd_shape *shape,
                     const char *s)
{
    const size_t half = JSD_BLOCK * jsd_form_width(form);
    uint32_t same;

    if (JSD_UNLIKELY(shape == NULL) ||
        JSD_UNLIKELY(!jsd_dec_can_overread(d, form, s)))
        return false;
    same =
        jsd_block_equal(jsd_dec_block(form, s), jsd_block_load(shape->text));
    if (JSD_UNLIKELY((~same & shape->mask[0]) != 0))
        return false;
    if (JSD_LIKELY(shape->short_ascii))
        return true;
    if (shape->len >= JSD_BLOCK) {
        if (!jsd_dec_can_overread(d, form, s + half))
            return false;
        same = jsd_block_equal(jsd_dec_block(form, s + half),
                               jsd_block_load(shape->text + JSD_BLOCK));
        if ((~same & shape->mask[1]) != 0)
            return false;
    }
    return shape->ascii || jsd_dec_is_utf8(d, form);
}

/* Reads the key whose opening quote is before s, and its colon. Returns the
 * place of the value. */
JSD_INLINE const char *
jsd_dec_member(jsd_dec *d, jsd_form form, jsd_dec_frame *frame,
               jsd_shape *predicted, const char *s)
{
    const size_t width = jsd_form_width(form);

    if (jsd_dec_is_predicted(d, form, predicted, s)) {
        s += (predicted->len + 1u) * width;
        frame->shape = frame->hint_owner = predicted;
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
    /* Most writers put one space there. */
    if (jsd_dec_peek(d, form, s) == ' ' &&
        jsd_dec_peek(d, form, s + width) > ' ')
        return s + width;
    return jsd_dec_skip(d, form, s);
}

#endif
