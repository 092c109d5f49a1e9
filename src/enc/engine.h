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
#include "enc/enc_dispatch.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "enc/engine_leaf.h"
#include "enc/engine_str.h"

static char *put_list(jsd_enc *e, char *p, PyObject *o);
static char *put_tuple(jsd_enc *e, char *p, PyObject *o);
static char *put_dict(jsd_enc *e, char *p, PyObject *o);

/* Whether o has nothing inside, and is no NaN or infinity, which are left to
 * put_nested: a call here would cost every float. Then it is written, *p is
 * NULL or behind it, and with `roomy` there is room for it and a comma as
 * before. */
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
    else if (type == &PyFloat_Type) {
        double value = jsd_float_read(JSD_CAPS_ALL, o);

        if (JSD_UNLIKELY(!__builtin_isfinite(value)))
            return false;
        *p = jsd_dtoa_put_fast(*p, value);
    } else if (type == &PyDict_Type || type == &PyList_Type)
        return false;
    else if (o == Py_None)
        *p = put_literal(*p, "null", 4);
    else if (o == Py_True)
        *p = put_literal(*p, "true", 4);
    else if (o == Py_False)
        *p = put_literal(*p, "false", 5);
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
                ? put_literal(p, "{}", 2)
                : put_dict(e, p, o);
    else if (type == &PyList_Type)
        p = jsd_list_size(JSD_CAPS_ALL, o) == 0 && jsd_enc_may_enter(e)
                ? put_literal(p, "[]", 2)
                : put_list(e, p, o);
    else if (type == &PyTuple_Type)
        p = put_tuple(e, p, o);
    else
        p = jsd_enc_dispatch(e, p, o);
    return JSD_LIKELY(p != NULL) ? jsd_enc_reserve(e, p, 1) : NULL;
}

JSD_INLINE char *
put_sequence(jsd_enc *e, char *p, PyObject *o, bool is_list)
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
                return jsd_enc_failed_at_index(e, i);
        } else {
            p = put_nested(e, p, item);
            if (JSD_UNLIKELY(p == NULL))
                return jsd_enc_failed_at_index(e, i);
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
    return put_sequence(e, p, o, true);
}

static char *
put_tuple(jsd_enc *e, char *p, PyObject *o)
{
    return put_sequence(e, p, o, false);
}

/* A member, with its separator, where it is not in the loop of put_dict. */
JSD_INLINE char *
put_member_inline(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    p = jsd_enc_reserve(e, p, 0);
    p = JSD_LIKELY(p != NULL) ? put_str(e, p, key) : NULL;
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = ':';
    if (!JSD_LIKELY(put_leaf(e, &p, value, false)))
        p = put_nested(e, p, value);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = ',';
    return jsd_enc_reserve(e, p, 0);
}

static char *
put_engine_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    return put_member_inline(e, p, key, value);
}

/* An iteration of a dict that is not in a register: what put_dict() tells of
 * its own, so that a level takes little of the C stack. */
typedef struct dict_place {
    Py_ssize_t used; /* items when it began */
    Py_ssize_t pos;  /* the next entry */
} dict_place;

/* After a failure at the entry that came last. Python code may have changed
 * the dict, so the entry is looked at anew. The dict itself is owned: whoever
 * has raised has passed the gate. */
static JSD_COLD char *
fail_at_entry(jsd_enc *e, PyObject *dict, dict_place at)
{
    PyObject *key, *value;
    jsd_dict_iter it;

    if (!jsd_dict_iter_restart(JSD_CAPS_ALL, &it, dict, at.used, at.pos - 1) ||
        jsd_dict_next(JSD_CAPS_ALL, &it, &key, &value) <= 0 ||
        jsd_type_of(JSD_CAPS_ALL, key) != &PyUnicode_Type)
        return jsd_enc_failed_inside(e);
    return jsd_enc_failed_at(e, key);
}

/* The members that are left of the innermost dict, whose entries may be out of
 * reach, and its end; with `visible` without those whose keys begin with "_".
 */
static __attribute__((noinline)) char *
put_members_slow(jsd_enc *e, char *p, dict_place at, bool visible)
{
    PyObject *const dict = *e->top;
    PyObject *key, *value;
    jsd_dict_iter it;

    if (!jsd_dict_iter_restart(JSD_CAPS_ALL, &it, dict, at.used, at.pos))
        return jsd_enc_dict_changed(e);
    while (jsd_dict_next(JSD_CAPS_ALL, &it, &key, &value) > 0) {
        size_t passes = e->gate.passes;
        bool odd = jsd_type_of(JSD_CAPS_ALL, key) != &PyUnicode_Type;

        if (JSD_UNLIKELY(odd))
            p = jsd_enc_nonstr_key_member(e, p, key, value);
        else if (!visible || !jsd_enc_key_is_private(JSD_CAPS_ALL, key))
            p = put_member_inline(e, p, key, value);
        if (JSD_UNLIKELY(p == NULL))
            return odd ? NULL
                       : fail_at_entry(e, dict, (dict_place){it.used, it.pos});
        if (JSD_UNLIKELY(e->gate.passes != passes) &&
            !jsd_dict_iter_resume(JSD_CAPS_ALL, &it))
            return jsd_enc_dict_changed(e);
    }
    jsd_enc_leave(e);
    return jsd_enc_close(p, '}');
}

/* A key that is no str, in put_dict's loop: then the other one goes on. */
static JSD_COLD char *
put_nonstr_key_members(jsd_enc *e, char *p, dict_place at)
{
    at.pos--;
    return put_members_slow(e, p, at, false);
}

/* After Python code has run, in put_dict's loop. */
static JSD_COLD char *
resume_members(jsd_enc *e, char *p, dict_place at)
{
    *p++ = ',';
    return put_members_slow(e, p, at, false);
}

static char *
put_dict(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *key, *value;
    jsd_dict_iter it;

    if (!jsd_enc_enter(e, o))
        return jsd_enc_too_deep(e);
    *p++ = '{';
    jsd_dict_iter_start(JSD_CAPS_ALL, &it, o);
    if (JSD_UNLIKELY(!jsd_dict_is_direct(&it)))
        return put_members_slow(e, p, (dict_place){it.used, 0}, false);
    while (jsd_dict_next_entry(&it, &key, &value)) {
        if (JSD_UNLIKELY(jsd_type_of(JSD_CAPS_ALL, key) != &PyUnicode_Type))
            return put_nonstr_key_members(e, p, (dict_place){it.used, it.pos});
        p = put_str(e, p, key);
        if (JSD_UNLIKELY(p == NULL))
            return fail_at_entry(e, o, (dict_place){it.used, it.pos});
        *p++ = ':';
        if (JSD_LIKELY(put_leaf(e, &p, value, false))) {
            if (JSD_UNLIKELY(p == NULL))
                return fail_at_entry(e, o, (dict_place){it.used, it.pos});
        } else {
            size_t passes = e->gate.passes;

            p = put_nested(e, p, value);
            if (JSD_UNLIKELY(p == NULL))
                return fail_at_entry(e, o, (dict_place){it.used, it.pos});
            if (JSD_UNLIKELY(e->gate.passes != passes))
                return resume_members(e, p, (dict_place){it.used, it.pos});
        }
        *p++ = ',';
    }
    jsd_enc_leave(e);
    return jsd_enc_close(p, '}');
}

static char *
put_owned_dict(jsd_enc *e, char *p, PyObject *o, PyObject *source,
               bool visible)
{
    if (!jsd_enc_enter_owned(e, o, source))
        return jsd_enc_too_deep(e);
    *p++ = '{';
    return put_members_slow(
        e, p, (dict_place){jsd_dict_size(JSD_CAPS_ALL, o), 0}, visible);
}

static char *
put_value(jsd_enc *e, char *p, PyObject *o)
{
    return put_leaf(e, &p, o, false) ? p : put_nested(e, p, o);
}

static char *
put_any_str(jsd_enc *e, char *p, PyObject *o)
{
    return put_str(e, p, o);
}

static char *
put_one_item(jsd_enc *e, char *p, PyObject *o)
{
    p = put_value(e, p, o);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = ',';
    return jsd_enc_reserve(e, p, 0);
}

#define ENGINE_NAME JSD_LAYOUT(JSD_ISA(jsd_engine_fixed), JSD_ISA(jsd_engine))

extern const jsd_engine ENGINE_NAME;

const jsd_engine ENGINE_NAME = {
    .value = put_value,
    .str = put_any_str,
    .list = put_list,
    .tuple = put_tuple,
    .dict = put_dict,
    .owned_dict = put_owned_dict,
    .member = put_engine_member,
    .item = put_one_item,
};

#endif
