/* SPDX-License-Identifier: MIT
 *
 * The locks of the engine for free-threaded builds. It holds the lock of each
 * list and dict that is open and borrowed, so that the container keeps its
 * items and they stay alive: neither needs a reference count.
 *
 * The engine never waits for a lock while it holds one. When the gate is
 * passed, or another thread has locked a container, all open containers become
 * owned and their locks are opened. The functions below then write the rest of
 * each, from its snapshot or item by item (enc_lock.h). Containers inside of
 * it are locked again.
 */
#ifndef JSONDE_ENC_ENGINE_LOCKED_H
#define JSONDE_ENC_ENGINE_LOCKED_H

#include "abi/dict.h"
#include "abi/lock.h"
#include "abi/sequence.h"
#include "enc/enc_key.h"
#include "enc/enc_lock.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "enc/engine_str.h"

/* The position in a dict at which put_members_slow() continues. It is passed
 * by value: taking its address would force it out of registers in put_dict(),
 * and a nested call would need more of the C stack. */
typedef struct dict_place {
    Py_ssize_t used; /* the dict's size at the start */
    Py_ssize_t pos;  /* the next entry */
} dict_place;

/* The functions `item` and `member` of the engine for free-threaded builds. */
static jsd_enc_writer put_item_locked;
static char *put_member_locked(jsd_enc *e, char *p, PyObject *key,
                               PyObject *value);

/* Returns whether the engine locks such a container. A tuple never changes,
 * and many threads may share it, such as a constant of their code. */
JSD_INLINE bool
put_locks(jsd_caps layout, bool is_tuple)
{
    return (layout & JSD_CAP_FREE_THREADED) && !is_tuple;
}

/* Opens o, which is locked if the engine locks it. Returns false, and unlocks
 * it, if it is nested too deep. */
JSD_INLINE bool
put_enter(jsd_enc *e, PyObject *o, bool is_locked)
{
    if (JSD_LIKELY(jsd_enc_enter(e, o)))
        return true;
    if (is_locked)
        jsd_lock_open(o);
    return false;
}

/* Closes o, the innermost container, and unlocks it if it is still locked. */
JSD_INLINE void
put_leave(jsd_enc *e, PyObject *o, bool is_locked)
{
    if (JSD_UNLIKELY(--e->top < e->owned))
        jsd_enc_let_go(e);
    else if (is_locked)
        jsd_lock_open(o);
}

/* Returns a count that changes when the locks are opened, or 0 for an engine
 * without locks. Any value may open them, even a leaf. After a key they are
 * still closed, since each str is read in place. */
JSD_INLINE size_t
put_lock_passes(const jsd_enc *e, jsd_caps layout)
{
    return layout & JSD_CAP_FREE_THREADED ? e->gate.passes : 0;
}

/* Releases an item of a shared container. p is NULL after a failure: then the
 * item may be an open container, which must be owned first. */
static void
release_shared(jsd_enc *e, const char *p, PyObject *item)
{
    if (p == NULL)
        jsd_enc_own(&e->gate, false);
    jsd_gate_drop(&e->gate, item);
}

/* ------------------------------------------------------ lists and tuples */

/* Sets *item to item i of the innermost container, which is owned and not
 * locked. Returns 0 at the end, 1 for a new reference, and 2 for an item that
 * the snapshot of the container owns. */
static int
shared_item(jsd_enc *e, Py_ssize_t i, bool is_list, PyObject **item)
{
    PyObject *const o = *e->top;
    const jsd_enc_snapshot *snapshot =
        is_list ? jsd_enc_snapshot_of(e, o) : NULL;

    if (snapshot == NULL) {
        *item =
            is_list ? jsd_list_item_public(o, i) : jsd_tuple_item_public(o, i);
        return *item != NULL;
    }
    if ((size_t)i >= snapshot->n)
        return 0;
    *item = snapshot->items[i];
    return 2;
}

/* Writes the items of the innermost container, which is owned and not locked,
 * from item i on, and its closing bracket. p has room for them. */
static JSD_NOINLINE __attribute__((unused)) char *
put_shared_items(jsd_enc *e, char *p, Py_ssize_t i, bool is_list)
{
    PyObject *item;
    int got;

    for (; (got = shared_item(e, i, is_list, &item)) > 0; i++) {
        p = put_item_locked(e, p, item);
        if (got == 1)
            release_shared(e, p, item);
        if (JSD_UNLIKELY(p == NULL))
            return jsd_enc_failed_at_index(e, i);
    }
    jsd_enc_leave(e);
    return jsd_enc_close(p, ']');
}

/* After the locks were opened, in put_sequence()'s loop. */
static JSD_COLD char *
resume_items(jsd_enc *e, char *p, Py_ssize_t i, bool is_list)
{
    *p++ = ',';
    return put_shared_items(e, p, i, is_list);
}

/* ------------------------------------------------------------------ dicts */

/* Does what jsd_dict_next_public() does. Returns 2 if the snapshot of the dict
 * owns key and value. */
static int
next_shared(jsd_enc *e, jsd_dict_iter *it, PyObject **key, PyObject **value)
{
    const jsd_enc_snapshot *snapshot = jsd_enc_snapshot_of(e, it->dict);

    if (snapshot == NULL)
        return jsd_dict_next_public(it, key, value);
    while ((size_t)it->pos < snapshot->n / 2) {
        PyObject *const *entry = snapshot->items + 2 * it->pos++;

        if (*entry == NULL) /* deleted */
            continue;
        *key = entry[0];
        *value = entry[1];
        return 2;
    }
    return 0;
}

/* Writes the members of the innermost open dict from position `at` on, and its
 * closing brace. visible: keys that begin with "_" are left out. */
static JSD_NOINLINE __attribute__((unused)) char *
put_shared_members(jsd_enc *e, char *p, dict_place at, bool visible)
{
    jsd_dict_iter it = {.dict = *e->top, .used = at.used, .pos = at.pos};
    PyObject *key, *value;
    int got;

    jsd_enc_own(&e->gate, true);
    while ((got = next_shared(e, &it, &key, &value)) > 0) {
        bool is_nonstr = jsd_type_of(JSD_CAP_OBJECT, key) != &PyUnicode_Type;

        if (JSD_UNLIKELY(is_nonstr))
            p = jsd_enc_nonstr_key_member(e, p, key, value);
        else if (!visible || !jsd_enc_key_is_private(jsd_abi.caps, key))
            p = put_member_locked(e, p, key, value);
        if (p == NULL && !is_nonstr)
            jsd_enc_failed_at(e, key);
        if (got == 1) {
            release_shared(e, p, key);
            release_shared(e, p, value);
        }
        if (JSD_UNLIKELY(p == NULL))
            return NULL;
    }
    if (got < 0)
        return jsd_enc_dict_changed(e);
    jsd_enc_leave(e);
    return jsd_enc_close(p, '}');
}

/* Puts the key of the last entry before the path of the error. Returns NULL.
 */
static JSD_COLD char *
fail_at_shared_entry(jsd_enc *e, PyObject *dict, dict_place at)
{
    jsd_dict_iter it = {.dict = dict, .used = at.used, .pos = at.pos - 1};
    PyObject *key, *value;
    int got;

    jsd_enc_own(&e->gate, true);
    got = next_shared(e, &it, &key, &value);
    if (got <= 0)
        return jsd_enc_failed_inside(e);
    if (jsd_type_of(JSD_CAP_OBJECT, key) == &PyUnicode_Type)
        jsd_enc_failed_at(e, key);
    else
        jsd_enc_failed_inside(e);
    if (got == 1) {
        release_shared(e, NULL, key);
        release_shared(e, NULL, value);
    }
    return NULL;
}

/* Writes o, which another thread has locked. */
static JSD_COLD char *
put_busy(jsd_enc *e, char *p, PyObject *o)
{
    const bool is_dict = jsd_is_dict(o);

    if (!jsd_enc_enter_busy(e, o))
        return jsd_enc_too_deep(e);
    *p++ = is_dict ? '{' : '[';
    p = jsd_enc_reserve(e, p, 0);
    if (p == NULL)
        return NULL;
    return is_dict ? put_shared_members(e, p, (dict_place){PyDict_Size(o), 0},
                                        false)
                   : put_shared_items(e, p, 0, true);
}

#endif
