/* SPDX-License-Identifier: MIT
 *
 * The encoder's fastest engines: compact output, and every object read in
 * place. Each instruction set has three of them: one that reads at the offsets
 * that the probe found, one that reads at the constant offsets of
 * abi/fixed_layout.h, and one that does so on free-threaded builds.
 * isa/engines_NAME.c includes this file.
 *
 * The engines run only where jsd_abi.engine_caps allows it. The first two
 * hold the GIL, the third one locks each open container (engine_locked.h). So
 * an item stays where it is until Python code is called (py/gate.h).
 *
 * The dispatch on the type of a value is inlined in each loop, so that each
 * loop has its own branch-prediction history. p always has room for a bracket
 * and a separator. A string reserves room for itself and for what follows it.
 * After a number, the loop of a list reserves room; in a dict the next key
 * does.
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
#include "enc/engine_locked.h"

/* Each engine has its own variant of the functions that are not inlined:
 * put_list_found() reads at the offsets that the probe found, and
 * put_list_fixed() at those of abi/fixed_layout.h. They call each other: if
 * they could be inlined, clang would do that for many minutes. */
static JSD_NOINLINE jsd_enc_writer put_dict_found, put_dict_fixed,
    put_dict_locked;
static JSD_NOINLINE jsd_enc_writer put_list_found, put_list_fixed,
    put_list_locked;
static JSD_NOINLINE jsd_enc_writer put_tuple_found, put_tuple_fixed,
    put_tuple_locked;
static JSD_NOINLINE jsd_enc_writer put_any_str_found, put_any_str_fixed,
    put_any_str_locked;
static JSD_NOINLINE jsd_enc_writer put_float_found, put_float_fixed,
    put_float_locked;
static JSD_NOINLINE jsd_enc_writer put_value_found, put_value_fixed,
    put_value_locked;

typedef char *dict_writer(jsd_enc *e, char *p, jsd_enc_place at, bool visible);
static JSD_NOINLINE dict_writer put_members_slow_found, put_members_slow_fixed,
    put_members_slow_locked;
static JSD_NOINLINE dict_writer put_nonstr_members_found,
    put_nonstr_members_fixed, put_nonstr_members_locked;

typedef char *dict_resumer(jsd_enc *e, char *p, jsd_enc_place at);
static JSD_COLD dict_resumer put_nonstr_key_members_found,
    put_nonstr_key_members_fixed, put_nonstr_key_members_locked;
static JSD_COLD dict_resumer resume_members_found, resume_members_fixed,
    resume_members_locked;

/* Writes o to *p if it is a str, int, finite float, None, True or False.
 * Returns false if it is none of these. NaN and infinities are left to
 * put_nested(): a call for them here would make every float save its
 * registers. On success *p is the end of the text, or NULL with an exception.
 * roomy: room for the next value is reserved. */
JSD_INLINE bool
put_leaf(jsd_enc *e, jsd_caps layout, char **p, PyObject *o, bool roomy)
{
    PyTypeObject *type = jsd_type_of(JSD_CAPS_ALL | layout, o);

    if (type == &PyUnicode_Type) {
        *p = put_str(e, layout, *p, o);
        return true;
    }
    if (type == &PyLong_Type)
        *p = put_int(e, layout, *p, o);
    else if (type == &PyFloat_Type) {
        double value = jsd_float_read(JSD_CAPS_ALL | layout, o);

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

/* Writes any other value and reserves room for what follows. Returns the end
 * of the text, or NULL with an exception. May run Python code. */
JSD_INLINE char *
put_nested(jsd_enc *e, jsd_caps layout, char *p, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(JSD_CAPS_ALL | layout, o);

    if (type == &PyDict_Type)
        p = jsd_dict_size(JSD_CAPS_ALL | layout, o) == 0 &&
                    jsd_enc_may_enter(e)
                ? put_literal(p, "{}", 2)
                : PUT_BY_LAYOUT(layout, put_dict)(e, p, o);
    else if (type == &PyList_Type)
        p = jsd_list_size(JSD_CAPS_ALL | layout, o) == 0 &&
                    jsd_enc_may_enter(e)
                ? put_literal(p, "[]", 2)
                : PUT_BY_LAYOUT(layout, put_list)(e, p, o);
    else if (type == &PyTuple_Type)
        p = PUT_BY_LAYOUT(layout, put_tuple)(e, p, o);
    else
        p = jsd_enc_dispatch(e, p, o);
    return JSD_LIKELY(p != NULL) ? jsd_enc_reserve(e, p, 1) : NULL;
}

/* After the locks were opened, in put_sequence()'s loop. */
static JSD_COLD char *
resume_items(jsd_enc *e, char *p, Py_ssize_t i, bool is_list)
{
    *p++ = ',';
    return jsd_enc_shared_items(e, p, i, is_list);
}

JSD_INLINE char *
put_sequence(jsd_enc *e, jsd_caps layout, char *p, PyObject *o, bool is_list)
{
    PyObject *const *items;
    Py_ssize_t n;

    if (put_locks(layout, !is_list) && JSD_UNLIKELY(!jsd_lock_try(o)))
        return jsd_enc_busy(e, p, o);
    if (!put_enter(e, o, put_locks(layout, !is_list)))
        return jsd_enc_too_deep(e);
    n = jsd_sequence_items(JSD_CAPS_ALL | layout, o, is_list, &items);
    *p++ = '[';
    p = jsd_enc_reserve(e, p, 0);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        const size_t before = put_lock_passes(e, layout);
        PyObject *item = items[i];

        if (JSD_LIKELY(put_leaf(e, layout, &p, item, true))) {
            if (JSD_UNLIKELY(p == NULL))
                return jsd_enc_failed_at_index(e, i);
        } else {
            p = put_nested(e, layout, p, item);
            if (JSD_UNLIKELY(p == NULL))
                return jsd_enc_failed_at_index(e, i);
            if (!(layout & JSD_CAP_FREE_THREADED))
                n = jsd_sequence_items(JSD_CAPS_ALL | layout, o, is_list,
                                       &items);
        }
        if (JSD_UNLIKELY(put_lock_passes(e, layout) != before))
            return resume_items(e, p, i + 1, is_list);
        *p++ = ',';
    }
    put_leave(e, o, put_locks(layout, !is_list));
    return jsd_enc_close(p, ']');
}

/* Writes the separator after a value, if p is not NULL. */
JSD_INLINE char *
put_separator(jsd_enc *e, char *p)
{
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = ',';
    return jsd_enc_reserve(e, p, 0);
}

/* Writes a member and its separator, with key and value inlined. */
JSD_INLINE char *
put_member_inline(jsd_enc *e, jsd_caps layout, char *p, PyObject *key,
                  PyObject *value)
{
    p = jsd_enc_reserve(e, p, 0);
    p = JSD_LIKELY(p != NULL) ? put_str(e, layout, p, key) : NULL;
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = ':';
    if (!JSD_LIKELY(put_leaf(e, layout, &p, value, false)))
        p = put_nested(e, layout, p, value);
    return put_separator(e, p);
}

/* Does the same by calls. So the caller needs less of the C stack: a function
 * with blocks of text in registers aligns its frame for them. */
JSD_INLINE char *
put_member(jsd_enc *e, jsd_caps layout, char *p, PyObject *key,
           PyObject *value)
{
    p = jsd_enc_reserve(e, p, 0);
    p = JSD_LIKELY(p != NULL) ? PUT_BY_LAYOUT(layout, put_any_str)(e, p, key)
                              : NULL;
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = ':';
    return put_separator(e, PUT_BY_LAYOUT(layout, put_value)(e, p, value));
}

/* Puts the key of the last entry before the path of the error. Returns NULL.
 */
static JSD_COLD char *
fail_at_entry(jsd_enc *e, jsd_caps layout, PyObject *dict, jsd_enc_place at)
{
    const jsd_dict_iter it = {.dict = dict, .used = at.used, .pos = at.pos};

    return layout & JSD_CAP_FREE_THREADED
               ? jsd_enc_failed_at_shared_entry(e, dict, at)
               : jsd_enc_failed_at_entry(e, &it);
}

/* Writes the members of the innermost open dict from position `at` on, and its
 * closing brace. Also handles dicts whose entries cannot be read directly.
 * visible: keys that begin with "_" are left out. any_key: from the first key
 * on that is no str, members are written by calls (put_member()). */
JSD_INLINE char *
put_members_from(jsd_enc *e, jsd_caps layout, char *p, jsd_enc_place at,
                 bool visible, bool any_key)
{
    const jsd_caps caps = JSD_CAPS_ALL | layout;
    PyObject *const dict = *e->top;
    PyObject *key, *value;
    jsd_dict_iter it;

    if (layout & JSD_CAP_FREE_THREADED)
        return jsd_enc_shared_members(e, p, at, visible);
    if (!jsd_dict_iter_restart(caps, &it, dict, at.used, at.pos))
        return jsd_enc_dict_changed(e);
    while (jsd_dict_next(caps, &it, &key, &value) > 0) {
        const size_t passes = e->gate.passes;
        const bool is_str = jsd_type_of(caps, key) == &PyUnicode_Type;

        if (!any_key && JSD_UNLIKELY(!is_str))
            return PUT_BY_LAYOUT(layout, put_nonstr_members)(
                e, p, (jsd_enc_place){it.used, it.pos - 1}, visible);
        if (!is_str)
            p = jsd_enc_nonstr_key_member(e, p, key, value);
        else if (!visible || !jsd_enc_key_is_private(caps, key))
            p = any_key ? put_member(e, layout, p, key, value)
                        : put_member_inline(e, layout, p, key, value);
        if (JSD_UNLIKELY(p == NULL))
            return is_str ? fail_at_entry(e, layout, dict,
                                          (jsd_enc_place){it.used, it.pos})
                          : NULL;
        if (JSD_UNLIKELY(e->gate.passes != passes) &&
            !jsd_dict_iter_resume(caps, &it))
            return jsd_enc_dict_changed(e);
    }
    jsd_enc_leave(e);
    return jsd_enc_close(p, '}');
}

JSD_INLINE char *
put_dict(jsd_enc *e, jsd_caps layout, char *p, PyObject *o)
{
    PyObject *key, *value;
    jsd_dict_iter it;

    if (put_locks(layout, false) && JSD_UNLIKELY(!jsd_lock_try(o)))
        return jsd_enc_busy(e, p, o);
    if (!put_enter(e, o, put_locks(layout, false)))
        return jsd_enc_too_deep(e);
    *p++ = '{';
    jsd_dict_iter_start(JSD_CAPS_ALL | layout, &it, o);
    if (JSD_UNLIKELY(!jsd_dict_is_direct(&it)))
        return PUT_BY_LAYOUT(layout, put_members_slow)(
            e, p, (jsd_enc_place){it.used, 0}, false);
    while (jsd_dict_next_entry(&it, &key, &value)) {
        const size_t before = put_lock_passes(e, layout);

        if (JSD_UNLIKELY(jsd_type_of(JSD_CAPS_ALL | layout, key) !=
                         &PyUnicode_Type))
            return PUT_BY_LAYOUT(layout, put_nonstr_key_members)(
                e, p, (jsd_enc_place){it.used, it.pos});
        p = put_str(e, layout, p, key);
        if (JSD_UNLIKELY(p == NULL))
            return fail_at_entry(e, layout, o,
                                 (jsd_enc_place){it.used, it.pos});
        *p++ = ':';
        if (JSD_LIKELY(put_leaf(e, layout, &p, value, false))) {
            if (JSD_UNLIKELY(p == NULL))
                return fail_at_entry(e, layout, o,
                                     (jsd_enc_place){it.used, it.pos});
            if (JSD_UNLIKELY(put_lock_passes(e, layout) != before))
                return PUT_BY_LAYOUT(layout, resume_members)(
                    e, p, (jsd_enc_place){it.used, it.pos});
        } else {
            size_t passes = e->gate.passes;

            p = put_nested(e, layout, p, value);
            if (JSD_UNLIKELY(p == NULL))
                return fail_at_entry(e, layout, o,
                                     (jsd_enc_place){it.used, it.pos});
            if (JSD_UNLIKELY(e->gate.passes != passes))
                return PUT_BY_LAYOUT(layout, resume_members)(
                    e, p, (jsd_enc_place){it.used, it.pos});
        }
        *p++ = ',';
    }
    put_leave(e, o, put_locks(layout, false));
    return jsd_enc_close(p, '}');
}

JSD_INLINE char *
put_owned_dict(jsd_enc *e, jsd_caps layout, char *p, PyObject *o,
               PyObject *source, bool visible)
{
    jsd_enc_place at = {jsd_dict_size(JSD_CAPS_ALL | layout, o), 0};

    if (!jsd_enc_enter_owned(e, o, source))
        return jsd_enc_too_deep(e);
    *p++ = '{';
    return PUT_BY_LAYOUT(layout, put_members_slow)(e, p, at, visible);
}

/* Writes a float, also one that is not finite. */
JSD_INLINE char *
put_float(jsd_enc *e, jsd_caps layout, char *p, PyObject *o)
{
    double value = jsd_float_read(JSD_CAPS_ALL | layout, o);

    return JSD_LIKELY(__builtin_isfinite(value)) ? jsd_dtoa_put_fast(p, value)
                                                 : put_nested(e, layout, p, o);
}

/* Does what put_leaf() and put_nested() do. Strings and floats are written by
 * calls at the end, so that this function needs little of the C stack while a
 * container is written. */
JSD_INLINE char *
put_value(jsd_enc *e, jsd_caps layout, char *p, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(JSD_CAPS_ALL | layout, o);

    if (type == &PyUnicode_Type)
        return PUT_BY_LAYOUT(layout, put_any_str)(e, p, o);
    if (type == &PyLong_Type)
        return put_int(e, layout, p, o);
    if (type == &PyFloat_Type)
        return PUT_BY_LAYOUT(layout, put_float)(e, p, o);
    if (o == Py_None)
        return put_literal(p, "null", 4);
    if (o == Py_True)
        return put_literal(p, "true", 4);
    if (o == Py_False)
        return put_literal(p, "false", 5);
    return put_nested(e, layout, p, o);
}

/* Writes entries that nothing changes meanwhile. */
JSD_INLINE char *
put_entries(jsd_enc *e, jsd_caps layout, char *p, const jsd_entries *entries,
            Py_ssize_t begin, Py_ssize_t end)
{
    for (Py_ssize_t i = begin; i < end; i++) {
        PyObject *key, *value;

        if (!jsd_entries_get(entries, i, &key, &value))
            continue;
        if (entries->is_dict &&
            jsd_type_of(JSD_CAPS_ALL | layout, key) != &PyUnicode_Type)
            p = jsd_enc_nonstr_key_member(e, p, key, value);
        else if (entries->is_dict)
            p = put_member_inline(e, layout, p, key, value);
        else if (JSD_LIKELY(put_leaf(e, layout, &p, value, true)) ||
                 (p = put_nested(e, layout, p, value)) != NULL) {
            if (p != NULL)
                *p++ = ',';
        }
        if (JSD_UNLIKELY(p == NULL))
            return NULL;
    }
    return p;
}

/* Defines an engine and its functions, whose names end in suffix. */
#define PUT_ENGINE(engine, suffix, layout, is_locking)                        \
    static char *put_list##suffix(jsd_enc *e, char *p, PyObject *o)           \
    {                                                                         \
        return put_sequence(e, layout, p, o, true);                           \
    }                                                                         \
    static char *put_tuple##suffix(jsd_enc *e, char *p, PyObject *o)          \
    {                                                                         \
        return put_sequence(e, layout, p, o, false);                          \
    }                                                                         \
    static char *put_nonstr_members##suffix(jsd_enc *e, char *p,              \
                                            jsd_enc_place at, bool visible)   \
    {                                                                         \
        return put_members_from(e, layout, p, at, visible, true);             \
    }                                                                         \
    static char *put_members_slow##suffix(jsd_enc *e, char *p,                \
                                          jsd_enc_place at, bool visible)     \
    {                                                                         \
        return put_members_from(e, layout, p, at, visible, false);            \
    }                                                                         \
    /* A key that is no str, in put_dict()'s loop. */                         \
    static char *put_nonstr_key_members##suffix(jsd_enc *e, char *p,          \
                                                jsd_enc_place at)             \
    {                                                                         \
        at.pos--;                                                             \
        return put_nonstr_members##suffix(e, p, at, false);                   \
    }                                                                         \
    /* After Python code has run, in put_dict()'s loop. */                    \
    static char *resume_members##suffix(jsd_enc *e, char *p,                  \
                                        jsd_enc_place at)                     \
    {                                                                         \
        *p++ = ',';                                                           \
        return put_members_slow##suffix(e, p, at, false);                     \
    }                                                                         \
    static char *put_dict##suffix(jsd_enc *e, char *p, PyObject *o)           \
    {                                                                         \
        return put_dict(e, layout, p, o);                                     \
    }                                                                         \
    static char *put_owned_dict##suffix(jsd_enc *e, char *p, PyObject *o,     \
                                        PyObject *source, bool visible)       \
    {                                                                         \
        return put_owned_dict(e, layout, p, o, source, visible);              \
    }                                                                         \
    static char *put_value##suffix(jsd_enc *e, char *p, PyObject *o)          \
    {                                                                         \
        return put_value(e, layout, p, o);                                    \
    }                                                                         \
    static char *put_any_str##suffix(jsd_enc *e, char *p, PyObject *o)        \
    {                                                                         \
        return put_str(e, layout, p, o);                                      \
    }                                                                         \
    static char *put_float##suffix(jsd_enc *e, char *p, PyObject *o)          \
    {                                                                         \
        return put_float(e, layout, p, o);                                    \
    }                                                                         \
    static char *put_item##suffix(jsd_enc *e, char *p, PyObject *o)           \
    {                                                                         \
        return put_separator(e, put_value##suffix(e, p, o));                  \
    }                                                                         \
    static char *put_member##suffix(jsd_enc *e, char *p, PyObject *key,       \
                                    PyObject *value)                          \
    {                                                                         \
        return put_member(e, layout, p, key, value);                          \
    }                                                                         \
    static char *put_int_member##suffix(jsd_enc *e, char *p,                  \
                                        jsd_enc_int_key key, PyObject *value) \
    {                                                                         \
        p = jsd_enc_put_int_key(e, p, key);                                   \
        if (JSD_UNLIKELY(p == NULL))                                          \
            return NULL;                                                      \
        return put_separator(e, put_value##suffix(e, p, value));              \
    }                                                                         \
    static char *put_entries##suffix(jsd_enc *e, char *p,                     \
                                     const jsd_entries *entries,              \
                                     Py_ssize_t begin, Py_ssize_t end)        \
    {                                                                         \
        return put_entries(e, layout, p, entries, begin, end);                \
    }                                                                         \
    extern const jsd_engine engine;                                           \
    const jsd_engine engine = {                                               \
        .value = put_value##suffix,                                           \
        .str = put_any_str##suffix,                                           \
        .list = put_list##suffix,                                             \
        .tuple = put_tuple##suffix,                                           \
        .dict = put_dict##suffix,                                             \
        .owned_dict = put_owned_dict##suffix,                                 \
        .member = put_member##suffix,                                         \
        .int_member = put_int_member##suffix,                                 \
        .item = put_item##suffix,                                             \
        .entries = (is_locking) ? NULL : put_entries##suffix,                 \
        .locks = is_locking,                                                  \
    }

PUT_ENGINE(JSD_ISA(jsd_engine), _found, PUT_LAYOUT_FOUND, false);
PUT_ENGINE(JSD_ISA(jsd_engine_fixed), _fixed, PUT_LAYOUT_FIXED, false);
PUT_ENGINE(JSD_ISA(jsd_engine_locked), _locked, PUT_LAYOUT_LOCKED, true);

#endif
