/* SPDX-License-Identifier: MIT
 *
 * The engine that reads every object in place, for the instruction set whose
 * simd/block_NAME.h came before. Used by enc/engine_NAME.c alone, where
 * jsd_abi.caps is JSD_CAPS_ALL: so no other thread runs, and an item stays
 * where it is until default() is called.
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
#include "enc/enc_other.h"
#include "enc/enc_plain.h"
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
        *p = jsd_enc_float(*p, jsd_float_read(JSD_CAPS_ALL, o));
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
            if (JSD_UNLIKELY(p == NULL))
                return NULL;
        } else {
            p = put_nested(e, p, item);
            if (JSD_UNLIKELY(p == NULL))
                return NULL;
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

/* The rest of a dict whose entries default() has moved out of reach. */
static JSD_COLD char *
put_other_members(jsd_enc *e, char *p, jsd_dict_iter it)
{
    *p++ = ',';
    return jsd_enc_plain_members(e, p, &it);
}

static char *
put_dict(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *key, *value;
    jsd_dict_iter it;

    jsd_dict_iter_start(JSD_CAPS_ALL, &it, o);
    if (JSD_UNLIKELY(!jsd_dict_is_direct(&it)))
        return jsd_enc_plain_dict(e, p, o);
    if (!jsd_enc_enter(e, o))
        return jsd_enc_too_deep(e);
    *p++ = '{';
    while (jsd_dict_next_entry(&it, &key, &value)) {
        if (JSD_UNLIKELY(jsd_type_of(JSD_CAPS_ALL, key) != &PyUnicode_Type))
            return jsd_enc_bad_key(e);
        p = put_str(e, p, key);
        if (JSD_UNLIKELY(p == NULL))
            return NULL;
        *p++ = ':';
        if (JSD_LIKELY(put_leaf(e, &p, value, false))) {
            if (JSD_UNLIKELY(p == NULL))
                return NULL;
        } else {
            size_t calls = e->calls;

            p = put_nested(e, p, value);
            if (JSD_UNLIKELY(p == NULL))
                return NULL;
            if (JSD_UNLIKELY(e->calls != calls)) {
                if (!jsd_dict_iter_resume(JSD_CAPS_ALL, &it))
                    return jsd_enc_dict_changed(e);
                if (!jsd_dict_is_direct(&it))
                    return put_other_members(e, p, it);
            }
        }
        *p++ = ',';
    }
    jsd_enc_leave(e);
    return jsd_enc_close(p, '}');
}

static char *
put_value(jsd_enc *e, char *p, PyObject *o)
{
    return put_leaf(e, &p, o, false) ? p : put_nested(e, p, o);
}

#define ENGINE JSD_LAYOUT(JSD_ISA(jsd_engine_usual), JSD_ISA(jsd_engine))

extern const jsd_engine ENGINE;

const jsd_engine ENGINE = {
    .value = put_value,
    .list = put_list,
    .dict = put_dict,
};

#endif
