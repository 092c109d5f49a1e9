/* SPDX-License-Identifier: MIT
 *
 * The decoder's state machine, compiled for each instruction set and for each
 * form of text. isa/engines_NAME.c includes this file; dec/decode.c calls the
 * functions through the table jsd_dec_engine_NAME.
 *
 * s always points into the text, or to its end. Values are collected on the
 * stack d->base..d->top, which owns a reference to each. An array or object
 * takes its values from there when it ends.
 */
#ifndef JSONDE_DEC_ENGINE_H
#define JSONDE_DEC_ENGINE_H

#include "abi/sequence.h"
#include "dec/dec_buffer.h"
#include "dec/dec_object.h"
#include "dec/engines.h"
#include "simd/block.h"

/* Opens a frame for the array or object that begins at s. Returns NULL and
 * sets d->status if the nesting is too deep or there is no memory. */
JSD_INLINE jsd_dec_frame *
open_frame(jsd_dec *d, jsd_form form, jsd_dec_kind kind, const char *s)
{
    jsd_dec_frame *frame;

    if (JSD_UNLIKELY(d->depth == d->room) && !jsd_dec_deepen(d)) {
        jsd_dec_fail(d, form, d->status, s);
        return NULL;
    }
    frame = &d->open[d->depth++];
    frame->start = (size_t)(d->top - d->base);
    frame->kind = kind;
    frame->spilled = false;
    if (kind != JSD_DEC_ARRAY) {
        frame->tracked = false;
        frame->shape = d->shape;
    }
    frame->hint_owner = jsd_dec_hint_owner(d);
    return frame;
}

JSD_INLINE PyObject *
end_array(jsd_dec *d, jsd_caps caps, const jsd_dec_frame *frame)
{
    PyObject **items = d->base + frame->start;
    PyObject *list;

    if (JSD_UNLIKELY(frame->spilled))
        return jsd_dec_close_spilled(d);
    list = jsd_list_from(caps, items, (size_t)(d->top - items));
    if (JSD_LIKELY(list != NULL))
        d->top = items;
    d->depth--;
    return list;
}

JSD_INLINE PyObject *
close_object(jsd_dec *d, jsd_dec_frame *frame)
{
    d->depth--;
    return jsd_dec_close_object(d, frame);
}

/* With OPT_BUFFER_BASE64, replaces the dict *made, which ends at s, by a
 * buffer if it describes one. Only the engine without shapes supports the
 * option. Returns false with a status if the description is wrong. */
JSD_INLINE bool
look_for_buffer(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
                PyObject **made)
{
    if ((caps & JSD_CAP_COPY_DICT) ||
        JSD_LIKELY((d->job->options & JSD_OPT(BUFFER_BASE64)) == 0))
        return true;
    *made = jsd_dec_buffer(d, *made);
    if (JSD_LIKELY(*made != NULL))
        return true;
    jsd_dec_fail(d, form, d->status, s);
    return false;
}

/* Returns whether the array or object at *s is empty and not too deep. Then it
 * needs no frame, and *s moves to its closing bracket. */
JSD_INLINE bool
is_empty(const jsd_dec *d, jsd_form form, const char **s, uint32_t end)
{
    const char *p = *s + jsd_form_width(form);

    if (jsd_dec_peek(d, form, p) != end || d->depth == JSD_DEC_MAX_DEPTH)
        return false;
    *s = p;
    return true;
}

/* Opens the object at s. Returns the position of its first member's value, or
 * of its closing brace with *ended set, or NULL with a status. */
JSD_INLINE const char *
first_member(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
             jsd_dec_frame **frame, bool *ended)
{
    const size_t width = jsd_form_width(form);
    uint32_t c;

    *frame = open_frame(d, form, JSD_DEC_SHAPED, s);
    if (JSD_UNLIKELY(*frame == NULL) ||
        (!(caps & JSD_CAP_COPY_DICT) && !jsd_dec_make_plain(d, *frame)))
        return NULL;
    s = jsd_dec_skip(d, form, s + width);
    c = jsd_dec_peek(d, form, s);
    *ended = c == '}';
    if (JSD_LIKELY(c == '"'))
        return jsd_dec_member(
            d, form, *frame,
            caps & JSD_CAP_COPY_DICT ? (*frame)->hint_owner->child_hint : NULL,
            s + width);
    return *ended ? s : fail_in_object(d, form, JSD_EXPECTED_KEY_OR_END, s);
}

/* Reads on after a member's value. Returns the position of the next member's
 * value, or of the closing brace with *ended set, or NULL with a status. */
JSD_INLINE const char *
next_member(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
            jsd_dec_frame *frame, bool *ended)
{
    const size_t width = jsd_form_width(form);
    uint32_t c;

    if (frame->kind == JSD_DEC_PLAIN && JSD_UNLIKELY(!jsd_dec_put_member(d)))
        return NULL;
    s = jsd_dec_skip(d, form, s);
    c = jsd_dec_peek(d, form, s);
    *ended = c == '}';
    if (JSD_UNLIKELY(c != ','))
        return *ended
                   ? s
                   : fail_in_object(d, form, JSD_EXPECTED_COMMA_OR_BRACE, s);
    s = jsd_dec_skip(d, form, s + width);
    if (JSD_UNLIKELY(jsd_dec_peek(d, form, s) != '"'))
        return fail_in_object(d, form, JSD_EXPECTED_KEY, s);
    return jsd_dec_member(
        d, form, frame,
        caps & JSD_CAP_COPY_DICT ? frame->shape->predicted : NULL, s + width);
}

/* Opens the array at s. Returns the position of its first item, or of its
 * closing bracket with *ended set, or NULL with a status. */
JSD_INLINE const char *
first_item(jsd_dec *d, jsd_form form, const char *s, jsd_dec_frame **frame,
           bool *ended)
{
    *frame = open_frame(d, form, JSD_DEC_ARRAY, s);
    if (JSD_UNLIKELY(*frame == NULL))
        return NULL;
    s = jsd_dec_skip(d, form, s + jsd_form_width(form));
    *ended = jsd_dec_peek(d, form, s) == ']';
    return s;
}

/* Reads on after an item. Returns the position of the next item, or of the
 * closing bracket with *ended set, or NULL with a status. */
JSD_INLINE const char *
next_array_item(jsd_dec *d, jsd_form form, const char *s, bool *ended)
{
    uint32_t c;

    s = jsd_dec_skip(d, form, s);
    c = jsd_dec_peek(d, form, s);
    *ended = c == ']';
    if (JSD_LIKELY(c == ','))
        return jsd_dec_skip(d, form, s + jsd_form_width(form));
    return *ended ? s
                  : fail_in_object(d, form, JSD_EXPECTED_COMMA_OR_BRACKET, s);
}

/* Checks that only white space follows the document. Returns the end of the
 * text, or NULL with a status. s may be NULL: a value failed. */
JSD_INLINE const char *
end_of_text(jsd_dec *d, jsd_form form, const char *s)
{
    if (JSD_UNLIKELY(s == NULL))
        return NULL;
    s = jsd_dec_skip(d, form, s);
    return s >= d->end ? s : jsd_dec_fail(d, form, JSD_TRAILING, s);
}

/* Reads one document and leaves its value on the stack. Returns the end of the
 * text, or NULL with a status. The dispatch on the first character of a value
 * is repeated for members and for items, so that each has its own
 * branch-prediction history. */
JSD_INLINE const char *
read_document(jsd_dec *d, jsd_form form, jsd_caps caps)
{
    const char *s = jsd_dec_skip(d, form, d->text->data);
    jsd_dec_frame *frame;
    PyObject *made;
    bool ended;
    uint32_t c = jsd_dec_peek(d, form, s);

    if (c == '{')
        goto object;
    if (c == '[')
        goto array;
    return end_of_text(d, form, jsd_dec_scalar(d, form, caps, s, c));
object:
    if (is_empty(d, form, &s, '}')) {
        made = JSD_GATED(JSD_NOTHING_BORROWED, PyDict_New());
        goto made;
    }
    s = first_member(d, form, caps, s, &frame, &ended);
member:
    if (JSD_UNLIKELY(s == NULL))
        return NULL;
    if (ended) {
        made = close_object(d, frame);
        if (!look_for_buffer(d, form, caps, s, &made))
            return NULL;
        goto made;
    }
    c = jsd_dec_peek(d, form, s);
    if (c == '{')
        goto object;
    if (c == '[')
        goto array;
    s = jsd_dec_scalar(d, form, caps, s, c);
    if (JSD_UNLIKELY(s == NULL))
        return NULL;
after_member:
    s = next_member(d, form, caps, s, frame, &ended);
    goto member;
array:
    if (is_empty(d, form, &s, ']')) {
        made = JSD_GATED(JSD_NOTHING_BORROWED, PyList_New(0));
        goto made;
    }
    s = first_item(d, form, s, &frame, &ended);
item:
    if (JSD_UNLIKELY(s == NULL))
        return NULL;
    if (ended) {
        made = end_array(d, caps, frame);
        goto made;
    }
    c = jsd_dec_peek(d, form, s);
    if (c == '{')
        goto object;
    if (c == '[')
        goto array;
    s = jsd_dec_scalar(d, form, caps, s, c);
    if (JSD_UNLIKELY(s == NULL))
        return NULL;
after_item:
    s = next_array_item(d, form, s, &ended);
    goto item;
made:
    if (JSD_UNLIKELY(!jsd_dec_push(d, made)))
        return NULL;
    s += jsd_form_width(form);
    if (d->depth == 0)
        return end_of_text(d, form, s);
    frame = &d->open[d->depth - 1];
    frame->tracked = true;
    if (frame->kind == JSD_DEC_ARRAY)
        goto after_item;
    goto after_member;
}

/* Defines an engine with the capabilities caps: a function for each width of
 * the units. UTF-8 and Latin-1 share one. */
#define JSD_DEC_ENGINE(name, caps) JSD_DEC_ENGINE_NAMED(name, caps)
#define JSD_DEC_ENGINE_NAMED(name, caps)              \
    static const char *name##_bytes(jsd_dec *d)       \
    {                                                 \
        return read_document(d, JSD_FORM_UTF8, caps); \
    }                                                 \
    static const char *name##_ucs2(jsd_dec *d)        \
    {                                                 \
        return read_document(d, JSD_FORM_UCS2, caps); \
    }                                                 \
    static const char *name##_ucs4(jsd_dec *d)        \
    {                                                 \
        return read_document(d, JSD_FORM_UCS4, caps); \
    }                                                 \
    const jsd_dec_engine name = {                     \
        {name##_bytes, name##_bytes, name##_ucs2, name##_ucs4}}

JSD_DEC_ENGINE(JSD_ISA(jsd_dec_engine), JSD_DEC_DIRECT);
JSD_DEC_ENGINE(JSD_ISA(jsd_dec_engine_free),
               JSD_DEC_FREE_THREADED | JSD_CAP_FREE_THREADED);

#endif
