/* SPDX-License-Identifier: MIT
 *
 * The engine that reads every object in place, for the instruction set whose
 * simd/block_NAME.h came before, and writes without spaces. Used by
 * enc/engine_NAME.c alone, where jsd_abi.caps is JSD_CAPS_ALL: so no other
 * thread runs, and an item stays where it is until user code is called.
 *
 * The dispatch on the type is a part of each loop, so that each place learns
 * its own habits. Of an object's members and items, strings make room for
 * themselves and for what comes next; after a number a list makes it, while a
 * dict leaves that to the key.
 */
#ifndef JSONDE_ENC_ENGINE_H
#define JSONDE_ENC_ENGINE_H

#include "abi/dict.h"
#include "abi/sequence.h"
#include "enc/enc_number.h"
#include "enc/enc_key.h"
#include "enc/enc_other.h"
#include "enc/engine_str.h"

static char *put_list(jsd_enc *e, char *p, PyObject *o);
static char *put_tuple(jsd_enc *e, char *p, PyObject *o);
static char *put_dict(jsd_enc *e, char *p, PyObject *o);

JSD_INLINE char *
put_word(char *p, const char *word, size_t n)
{
    memcpy(p, word, n);
    return p + n;
}

/* One digit of CPython's is up to ten of ours. */
JSD_INLINE char *
put_int(jsd_enc *e, char *p, PyObject *o)
{
    uint32_t magnitude, head;
    bool negative;

    if (JSD_UNLIKELY(!jsd_int_read_digit(o, &magnitude, &negative)))
        return jsd_enc_int(e, p, o);
    *p = '-';
    p += negative;
    if (JSD_LIKELY(magnitude < JSD_ITOA_GROUP))
        return jsd_itoa_head8(p, magnitude);
    head = magnitude / JSD_ITOA_GROUP;
    magnitude %= JSD_ITOA_GROUP;
    p = jsd_itoa_head4(p, head);
    p = jsd_itoa_put4(p, magnitude / 10000);
    return jsd_itoa_put4(p, magnitude % 10000);
}

/* Whether o has nothing inside. Then it is written, *p is NULL or behind it,
 * and with `roomy` there is room for it and a comma as before. */
JSD_INLINE bool
put_leaf(jsd_enc *e, char **p, PyObject *o, bool roomy)
{
    PyTypeObject *type = jsd_type_of(JSD_CAPS_ALL, o);

    if (type == &PyUnicode_Type) {
        *p = put_str(e, *p, o);
        return true;
    }
    if (type == &PyLong_Type)
        *p = put_int(e, *p, o);
    else if (type == &PyFloat_Type)
        *p = jsd_enc_float(e, *p, jsd_float_read(JSD_CAPS_ALL, o));
    else if (type == &PyDict_Type || type == &PyList_Type)
        return false;
    else if (o == Py_None)
        *p = put_word(*p, "null", 4);
    else if (o == Py_True)
        *p = put_word(*p, "true", 4);
    else if (o == Py_False)
        *p = put_word(*p, "false", 5);
    else
        return false;
    if (roomy && JSD_LIKELY(*p != NULL))
        *p = jsd_enc_reserve(e, *p, 1);
    return true;
}

/* Anything else; leaves room. */
JSD_INLINE char *
put_nested(jsd_enc *e, char *p, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(JSD_CAPS_ALL, o);

    if (type == &PyDict_Type)
        p = jsd_dict_size(JSD_CAPS_ALL, o) == 0 && jsd_enc_may_enter(e)
                ? put_word(p, "{}", 2)
                : put_dict(e, p, o);
    else if (type == &PyList_Type)
        p = jsd_list_size(JSD_CAPS_ALL, o) == 0 && jsd_enc_may_enter(e)
                ? put_word(p, "[]", 2)
                : put_list(e, p, o);
    else if (type == &PyTuple_Type)
        p = put_tuple(e, p, o);
    else
        p = jsd_enc_other(e, p, o);
    return JSD_LIKELY(p != NULL) ? jsd_enc_reserve(e, p, 1) : NULL;
}

JSD_INLINE char *
put_items(jsd_enc *e, char *p, PyObject *o, bool is_list)
{
    PyObject *const *items;
    Py_ssize_t n = jsd_sequence_items(o, is_list, &items);

    if (!jsd_enc_enter(e, o))
        return jsd_enc_too_deep(e);
    *p++ = '[';
    p = jsd_enc_reserve(e, p, 0);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = items[i];

        if (JSD_LIKELY(put_leaf(e, &p, item, true))) {
            if (JSD_UNLIKELY(p == NULL)) {
                jsd_enc_at_index(e, i);
                return jsd_enc_failed(e, true);
            }
        } else {
            jsd_enc_at_index(e, i);
            p = put_nested(e, p, item);
            if (JSD_UNLIKELY(p == NULL))
                return jsd_enc_failed(e, true);
            n = jsd_sequence_items(o, is_list, &items);
        }
        *p++ = ',';
    }
    jsd_enc_leave(e);
    return jsd_enc_close(p, ']');
}

static char *
put_list(jsd_enc *e, char *p, PyObject *o)
{
    return put_items(e, p, o, true);
}

static char *
put_tuple(jsd_enc *e, char *p, PyObject *o)
{
    return put_items(e, p, o, false);
}

/* A key that is no str, and its value; e->calls tells whether user code ran.
 * Not NULL: with the separator. */
static JSD_COLD char *
put_odd_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    PyObject *text = jsd_enc_key(e, key, value);

    if (text == NULL)
        return jsd_enc_failed(e, false);
    p = e->engine->member(e, p, text, value);
    jsd_enc_key_done(e, text, value);
    return p;
}

/* A member without its separator. */
JSD_INLINE char *
put_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    p = put_str(e, p, key);
    if (JSD_UNLIKELY(p == NULL)) {
        jsd_enc_at_key(e, key);
        return jsd_enc_failed(e, true);
    }
    *p++ = ':';
    if (JSD_LIKELY(put_leaf(e, &p, value, false))) {
        if (JSD_LIKELY(p != NULL))
            return p;
        jsd_enc_at_key(e, key);
        return jsd_enc_failed(e, true);
    }
    jsd_enc_at_key(e, key);
    p = put_nested(e, p, value);
    return JSD_LIKELY(p != NULL) ? p : jsd_enc_failed(e, true);
}

/* The members that it has not given yet, of a dict that is begun. */
JSD_INLINE char *
put_members(jsd_enc *e, char *p, jsd_dict_iter *it, bool direct, bool visible)
{
    PyObject *key, *value;

    while (direct ? jsd_dict_next_entry(it, &key, &value)
                  : jsd_dict_next(JSD_CAPS_ALL, it, &key, &value) > 0) {
        size_t calls = e->calls;

        if (visible && jsd_enc_key_is_private(JSD_CAPS_ALL, key))
            continue;
        if (JSD_UNLIKELY(jsd_type_of(JSD_CAPS_ALL, key) != &PyUnicode_Type)) {
            p = put_odd_member(e, p, key, value);
            if (JSD_UNLIKELY(p == NULL))
                return NULL;
        } else {
            p = put_member(e, p, key, value);
            if (JSD_UNLIKELY(p == NULL))
                return NULL;
            *p++ = ',';
        }
        if (JSD_UNLIKELY(e->calls != calls)) {
            if (!jsd_dict_iter_resume(JSD_CAPS_ALL, it))
                return jsd_enc_dict_changed(e);
            if (direct && !jsd_dict_is_direct(it))
                break;
        }
    }
    return p;
}

/* Of a dict whose entries are, or have been moved, out of reach. */
static __attribute__((noinline)) char *
put_split_dict(jsd_enc *e, char *p, jsd_dict_iter *it, bool visible)
{
    p = put_members(e, p, it, false, visible);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    jsd_enc_leave(e);
    return jsd_enc_close(p, '}');
}

JSD_INLINE char *
put_entries(jsd_enc *e, char *p, PyObject *o, bool visible)
{
    jsd_dict_iter it;

    if (!jsd_enc_enter(e, o))
        return jsd_enc_too_deep(e);
    *p++ = '{';
    jsd_dict_iter_start(JSD_CAPS_ALL, &it, o);
    if (JSD_UNLIKELY(!jsd_dict_is_direct(&it)))
        return put_split_dict(e, p, &it, visible);
    p = put_members(e, p, &it, true, visible);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    if (JSD_UNLIKELY(!jsd_dict_is_direct(&it)))
        return put_split_dict(e, p, &it, visible);
    jsd_enc_leave(e);
    return jsd_enc_close(p, '}');
}

static char *
put_dict(jsd_enc *e, char *p, PyObject *o)
{
    return put_entries(e, p, o, false);
}

static char *
put_attributes(jsd_enc *e, char *p, PyObject *o)
{
    return put_entries(e, p, o, true);
}

static char *
put_one_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    p = jsd_enc_reserve(e, p, 0);
    p = JSD_LIKELY(p != NULL) ? put_member(e, p, key, value) : NULL;
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = ',';
    return jsd_enc_reserve(e, p, 0);
}

static char *
put_value(jsd_enc *e, char *p, PyObject *o)
{
    return put_leaf(e, &p, o, false) ? p : put_nested(e, p, o);
}

static char *
put_one_item(jsd_enc *e, char *p, PyObject *o)
{
    p = put_value(e, p, o);
    if (JSD_UNLIKELY(p == NULL))
        return jsd_enc_failed(e, true);
    *p++ = ',';
    return jsd_enc_reserve(e, p, 0);
}

#define ENGINE JSD_LAYOUT(JSD_ISA(jsd_engine_usual), JSD_ISA(jsd_engine))

extern const jsd_engine ENGINE;

const jsd_engine ENGINE = {
    .value = put_value,
    .list = put_list,
    .tuple = put_tuple,
    .dict = put_dict,
    .attributes = put_attributes,
    .member = put_one_member,
    .item = put_one_item,
};

#endif
