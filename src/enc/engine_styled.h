/* SPDX-License-Identifier: MIT
 *
 * The engine for every option and every interpreter: indented or compact,
 * sorted or not, written at once or in chunks. By default it uses the
 * accessors that jsd_abi.caps permits and is called jsd_engine_plain
 * (enc/enc_plain.c). Two files define STYLED_ENGINE, STYLED_CAPS and the
 * styled_put functions before: enc/engine_styled_isa.h for an instruction set
 * and with all capabilities, and enc/enc_styled_locked.c for free-threaded
 * builds, with locks.
 */
#ifndef JSONDE_ENC_ENGINE_STYLED_H
#define JSONDE_ENC_ENGINE_STYLED_H

#include "abi/dict.h"
#include "abi/sequence.h"
#include "enc/enc_key.h"
#include "enc/enc_number.h"
#include "enc/enc_dispatch.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "enc/enc_sort.h"
#include "enc/enc_str.h"
#include "enc/enc_style.h"
#include "enc/engine_locked.h"

#ifndef STYLED_ENGINE
#define STYLED_ENGINE jsd_engine_plain
#define STYLED_CAPS jsd_abi.caps
#define STYLED_LAYOUT 0 /* no locks */

JSD_INLINE char *
styled_put_string(jsd_enc *e, char *p, PyObject *str)
{
    return jsd_enc_str(e, p, str);
}

JSD_INLINE char *
styled_put_integer(jsd_enc *e, char *p, PyObject *o)
{
    return jsd_enc_int(e, p, o);
}

#endif

static char *
styled_literal(char *p, const char *word, size_t n)
{
    memcpy(p, word, n);
    return p + n;
}

/* Writes the line break before an item, if the style has line breaks. */
JSD_INLINE char *
styled_begin(jsd_enc *e, char *p)
{
    if (e->style.breaks != NULL) {
        p = jsd_enc_break(e, p);
        return p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
    }
    return p;
}

/* Writes the separator after an item, passes a full buffer to the sink, and
 * reserves room for the next item. */
JSD_INLINE char *
styled_end(jsd_enc *e, char *p)
{
    *p++ = ',';
    if (e->style.comma_space)
        *p++ = ' ';
    if (JSD_UNLIKELY(jsd_enc_is_full(e, p))) {
        p = jsd_enc_flush(e, p);
        if (p == NULL)
            return NULL;
    }
    return jsd_enc_reserve(e, p, 0);
}

static char *styled_dispatch(jsd_enc *e, char *p, PyObject *o,
                             PyTypeObject *type);

/* Writes strings and integers, and passes other values to styled_dispatch().
 * The type is read once, because jsd_type_of() may be a call. */
JSD_INLINE char *
styled_leaf(jsd_enc *e, char *p, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(STYLED_CAPS, o);

    if (type == &PyUnicode_Type)
        return styled_put_string(e, p, o);
    if (type == &PyLong_Type)
        return styled_put_integer(e, p, o);
    return styled_dispatch(e, p, o, type);
}

/* Releases an item or member if the accessors returned a new reference. After
 * a failure (p is NULL) it may be a container on the stack of open containers,
 * which must own it first. */
JSD_INLINE void
styled_release(jsd_enc *e, const char *p, PyObject *o)
{
    if (STYLED_CAPS & JSD_CAP_BORROW)
        return;
    if (JSD_UNLIKELY(p == NULL))
        jsd_enc_own(&e->gate, false);
    jsd_item_release(STYLED_CAPS, o);
}

/* Writes an item and its separator. */
static char *
styled_item(jsd_enc *e, char *p, PyObject *o)
{
    p = styled_begin(e, p);
    if (p == NULL)
        return NULL;
    p = styled_leaf(e, p, o);
    return p == NULL ? NULL : styled_end(e, p);
}

static char *
styled_items(jsd_enc *e, char *p, PyObject *o, bool is_list)
{
    const jsd_caps caps = STYLED_CAPS;
    const bool locks = put_locks(STYLED_LAYOUT, !is_list);

    if (locks && JSD_UNLIKELY(!jsd_lock_try(o)))
        return jsd_enc_busy(e, p, o);
    if (!put_enter(e, o, locks))
        return jsd_enc_too_deep(e);
    *p++ = '[';
    p = jsd_enc_reserve(e, p, 0);
    if (p == NULL)
        return NULL;
    for (Py_ssize_t i = 0;; i++) {
        const size_t passes = put_lock_passes(e, STYLED_LAYOUT);
        PyObject *item =
            is_list ? jsd_list_item(caps, o, i) : jsd_tuple_item(caps, o, i);

        if (item == NULL)
            break;
        p = styled_item(e, p, item);
        styled_release(e, p, item);
        if (p == NULL)
            return jsd_enc_failed_at_index(e, i);
        if (JSD_UNLIKELY(put_lock_passes(e, STYLED_LAYOUT) != passes))
            return jsd_enc_shared_items(e, p, i + 1, is_list);
    }
    put_leave(e, o, locks);
    return jsd_enc_close_styled(e, p, ']');
}

static char *
styled_list(jsd_enc *e, char *p, PyObject *o)
{
    return styled_items(e, p, o, true);
}

static char *
styled_tuple(jsd_enc *e, char *p, PyObject *o)
{
    return styled_items(e, p, o, false);
}

/* Writes a member without its separator. */
JSD_INLINE char *
styled_pair(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    p = jsd_enc_reserve(e, p, 0);
    p = p == NULL ? NULL : styled_begin(e, p);
    if (p == NULL)
        return NULL;
    p = styled_put_string(e, p, key);
    p = p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
    if (p == NULL)
        return NULL;
    *p++ = ':';
    if (e->style.colon_space)
        *p++ = ' ';
    return styled_leaf(e, p, value);
}

/* Writes a member whose key is an integer, and its separator. */
static char *
styled_int_member(jsd_enc *e, char *p, jsd_enc_int_key key, PyObject *value)
{
    p = styled_begin(e, p);
    p = p == NULL ? NULL : jsd_enc_put_int_key(e, p, key);
    if (p == NULL)
        return NULL;
    if (e->style.colon_space)
        *p++ = ' ';
    p = styled_leaf(e, p, value);
    return p == NULL ? NULL : styled_end(e, p);
}

/* Writes a member unless its value is None or is written as null (e->is_none).
 * Such a value has no items, so no part of it was flushed, and its text can be
 * removed again. */
static JSD_NOINLINE char *
styled_optional_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    const ptrdiff_t begin = p - e->out.start;

    if (value == Py_None)
        return p;
    e->is_none = false;
    p = styled_pair(e, p, key, value);
    if (p == NULL)
        return NULL;
    if (e->is_none && p - e->out.start > begin + 4 &&
        memcmp(p - 4, "null", 4) == 0)
        return e->out.start + begin;
    return styled_end(e, p);
}

/* Writes a member and its separator, unless SKIP_NONE leaves it out. */
static char *
styled_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    if (JSD_UNLIKELY(e->options & JSD_OPT(SKIP_NONE)))
        return styled_optional_member(e, p, key, value);
    p = styled_pair(e, p, key, value);
    return p == NULL ? NULL : styled_end(e, p);
}

/* It is not inline, and ends in calls: its caller needs less of the C stack.
 */
static JSD_NOINLINE char *
styled_nonstr_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    return jsd_enc_nonstr_key_member(e, p, key, value);
}

/* Puts the key of the last entry before the path of the error. A borrowed key
 * may have been freed, so the entry is looked up again. */
static JSD_COLD void
styled_failed(jsd_enc *e, const jsd_dict_iter *last, PyObject *key)
{
    if (STYLED_CAPS & JSD_CAP_BORROW)
        jsd_enc_failed_at_entry(e, last);
    else
        jsd_enc_failed_at(e, key);
}

/* Writes the members of an open dict. */
JSD_INLINE char *
styled_members(jsd_enc *e, char *p, PyObject *o, bool visible)
{
    const jsd_caps caps = STYLED_CAPS;
    PyObject *key, *value;
    jsd_dict_iter it;
    int got;

    jsd_dict_iter_start(caps, &it, o);
    while ((got = jsd_dict_next(caps, &it, &key, &value)) > 0) {
        bool is_nonstr = jsd_type_of(caps, key) != &PyUnicode_Type;
        size_t passes = e->gate.passes;

        if (JSD_UNLIKELY(is_nonstr))
            p = styled_nonstr_member(e, p, key, value);
        else if (!visible || !jsd_enc_key_is_private(caps, key))
            p = styled_member(e, p, key, value);
        if (p == NULL && !is_nonstr)
            styled_failed(e, &it, key);
        styled_release(e, p, key);
        styled_release(e, p, value);
        if (p == NULL)
            return NULL;
        if (e->gate.passes != passes && !jsd_dict_iter_resume(caps, &it))
            return jsd_enc_dict_changed(e);
    }
    return got < 0 ? jsd_enc_dict_changed(e) : p;
}

/* Writes the braces and members of the dict that was entered last. */
JSD_INLINE char *
styled_entries(jsd_enc *e, char *p, PyObject *o, bool visible)
{
    *p++ = '{';
    p = styled_members(e, p, o, visible);
    if (p == NULL)
        return NULL;
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, '}');
}

/* Writes the braces and members of a dict that was entered last and is locked,
 * and unlocks it. */
JSD_INLINE char *
styled_locked_entries(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *key, *value;
    jsd_dict_iter it;

    *p++ = '{';
    jsd_dict_iter_start(STYLED_CAPS, &it, o);
    if (!jsd_dict_is_direct(&it))
        return jsd_enc_shared_members(e, p, (jsd_enc_place){it.used, 0},
                                      false);
    while (jsd_dict_next_entry(&it, &key, &value)) {
        const size_t passes = e->gate.passes;
        jsd_enc_place at = {it.used, it.pos};

        if (JSD_UNLIKELY(jsd_type_of(STYLED_CAPS, key) != &PyUnicode_Type)) {
            at.pos--;
            return jsd_enc_shared_members(e, p, at, false);
        }
        p = styled_member(e, p, key, value);
        if (p == NULL)
            return jsd_enc_failed_at_shared_entry(e, o, at);
        if (JSD_UNLIKELY(e->gate.passes != passes))
            return jsd_enc_shared_members(e, p, at, false);
    }
    put_leave(e, o, true);
    return jsd_enc_close_styled(e, p, '}');
}

static JSD_NOINLINE char *
styled_unsorted(jsd_enc *e, char *p, PyObject *o)
{
    const bool locks = put_locks(STYLED_LAYOUT, false);

    if (locks && JSD_UNLIKELY(!jsd_lock_try(o)))
        return jsd_enc_busy(e, p, o);
    if (!put_enter(e, o, locks))
        return jsd_enc_too_deep(e);
    return locks ? styled_locked_entries(e, p, o)
                 : styled_entries(e, p, o, false);
}

#define STYLED_SORTS (JSD_OPT(SORT_KEYS) | JSD_OPT(CANONICAL))

static char *
styled_dict(jsd_enc *e, char *p, PyObject *o)
{
    return e->options & STYLED_SORTS ? jsd_enc_sorted_dict(e, p, o)
                                     : styled_unsorted(e, p, o);
}

static char *
styled_owned_dict(jsd_enc *e, char *p, PyObject *o, PyObject *source,
                  bool visible)
{
    if (!visible && (e->options & STYLED_SORTS))
        return jsd_enc_sorted_owned_dict(e, p, o, source);
    if (!jsd_enc_enter_owned(e, o, source))
        return jsd_enc_too_deep(e);
    if (!put_locks(STYLED_LAYOUT, false))
        return styled_entries(e, p, o, visible);
    *p++ = '{';
    return jsd_enc_shared_members(
        e, p, (jsd_enc_place){jsd_dict_size(STYLED_CAPS, o), 0}, visible);
}

static char *
styled_str(jsd_enc *e, char *p, PyObject *o)
{
    return styled_put_string(e, p, o);
}

static char *
styled_dispatch(jsd_enc *e, char *p, PyObject *o, PyTypeObject *type)
{
    if (type == &PyFloat_Type)
        return jsd_enc_float_styled(e, p, jsd_float_read(STYLED_CAPS, o));
    if (o == Py_None)
        return styled_literal(p, "null", 4);
    if (o == Py_True)
        return styled_literal(p, "true", 4);
    if (o == Py_False)
        return styled_literal(p, "false", 5);
    if (type == &PyDict_Type)
        return styled_dict(e, p, o);
    if (type == &PyList_Type)
        return styled_list(e, p, o);
    if (type == &PyTuple_Type)
        return styled_tuple(e, p, o);
    return jsd_enc_dispatch(e, p, o);
}

static char *
styled_value(jsd_enc *e, char *p, PyObject *o)
{
    return styled_leaf(e, p, o);
}

extern const jsd_engine STYLED_ENGINE;

const jsd_engine STYLED_ENGINE = {
    .value = styled_value,
    .str = styled_str,
    .list = styled_list,
    .tuple = styled_tuple,
    .dict = styled_dict,
    .owned_dict = styled_owned_dict,
    .member = styled_member,
    .int_member = styled_int_member,
    .item = styled_item,
    .locks = (STYLED_LAYOUT & JSD_CAP_FREE_THREADED) != 0,
};

#endif
