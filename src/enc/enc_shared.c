/* SPDX-License-Identifier: MIT */
#include "enc/enc_shared.h"

#include "abi/dict.h"
#include "abi/sequence.h"
#include "enc/enc_key.h"
#include "enc/enc_lock.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "enc/enc_style.h"
#include "py/is_type.h"

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

char *
jsd_enc_shared_items(jsd_enc *e, char *p, Py_ssize_t i, bool is_list)
{
    PyObject *item;
    int got;

    for (; (got = shared_item(e, i, is_list, &item)) > 0; i++) {
        p = e->engine->item(e, p, item);
        if (got == 1)
            release_shared(e, p, item);
        if (JSD_UNLIKELY(p == NULL))
            return jsd_enc_failed_at_index(e, i);
    }
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, ']');
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
    return jsd_enc_snapshot_next(snapshot, &it->pos, key, value) ? 2 : 0;
}

char *
jsd_enc_shared_members(jsd_enc *e, char *p, jsd_enc_place at, bool visible)
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
            p = e->engine->member(e, p, key, value);
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
    return jsd_enc_close_styled(e, p, '}');
}

char *
jsd_enc_failed_at_shared_entry(jsd_enc *e, PyObject *dict, jsd_enc_place at)
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

char *
jsd_enc_busy(jsd_enc *e, char *p, PyObject *o)
{
    const bool is_dict = jsd_is_dict(o);

    if (!jsd_enc_enter_busy(e, o))
        return jsd_enc_too_deep(e);
    *p++ = is_dict ? '{' : '[';
    p = jsd_enc_reserve(e, p, 0);
    if (p == NULL)
        return NULL;
    return is_dict ? jsd_enc_shared_members(
                         e, p, (jsd_enc_place){PyDict_Size(o), 0}, false)
                   : jsd_enc_shared_items(e, p, 0, true);
}
