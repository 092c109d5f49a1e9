/* SPDX-License-Identifier: MIT
 *
 * The engine for whatever jsd_abi.caps says, accessor by accessor. The others
 * leave to it the dicts whose entries they cannot reach.
 */
#include "enc/enc_plain.h"

#include "abi/sequence.h"
#include "enc/enc_number.h"
#include "enc/enc_other.h"
#include "enc/enc_str.h"

static char *
put_word(char *p, const char *word, size_t n)
{
    memcpy(p, word, n);
    return p + n;
}

static char *
put_items(jsd_enc *e, char *p, PyObject *o, bool is_list)
{
    const jsd_caps caps = jsd_abi.caps;

    if (!jsd_enc_enter(e, o))
        return jsd_enc_too_deep(e);
    *p++ = '[';
    for (Py_ssize_t i = 0;; i++) {
        PyObject *item;

        p = jsd_enc_reserve(e, p, 0);
        if (p == NULL)
            return NULL;
        item =
            is_list ? jsd_list_item(caps, o, i) : jsd_tuple_item(caps, o, i);
        if (item == NULL)
            break;
        p = jsd_enc_plain_value(e, p, item);
        jsd_item_release(caps, item);
        if (p == NULL)
            return NULL;
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
put_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    if (jsd_type_of(jsd_abi.caps, key) != &PyUnicode_Type)
        return jsd_enc_bad_key(e);
    p = jsd_enc_str(e, p, key);
    if (p == NULL)
        return NULL;
    *p++ = ':';
    p = jsd_enc_reserve(e, p, 0);
    if (p == NULL)
        return NULL;
    p = jsd_enc_plain_value(e, p, value);
    if (p == NULL)
        return NULL;
    *p++ = ',';
    return jsd_enc_reserve(e, p, 0);
}

char *
jsd_enc_plain_members(jsd_enc *e, char *p, jsd_dict_iter *it)
{
    const jsd_caps caps = jsd_abi.caps;
    PyObject *key, *value;
    int got;

    while ((got = jsd_dict_next(caps, it, &key, &value)) > 0) {
        size_t calls = e->calls;

        p = put_member(e, p, key, value);
        jsd_item_release(caps, key);
        jsd_item_release(caps, value);
        if (p == NULL)
            return NULL;
        if (e->calls != calls && !jsd_dict_iter_resume(caps, it))
            return jsd_enc_dict_changed(e);
    }
    if (got < 0)
        return jsd_enc_dict_changed(e);
    jsd_enc_leave(e);
    return jsd_enc_close(p, '}');
}

char *
jsd_enc_plain_dict(jsd_enc *e, char *p, PyObject *o)
{
    jsd_dict_iter it;

    if (!jsd_enc_enter(e, o))
        return jsd_enc_too_deep(e);
    jsd_dict_iter_start(jsd_abi.caps, &it, o);
    *p++ = '{';
    return jsd_enc_plain_members(e, p, &it);
}

char *
jsd_enc_plain_value(jsd_enc *e, char *p, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);

    if (type == &PyUnicode_Type)
        return jsd_enc_str(e, p, o);
    if (type == &PyLong_Type)
        return jsd_enc_int(e, p, o);
    if (type == &PyFloat_Type)
        return jsd_enc_float(p, jsd_float_read(jsd_abi.caps, o));
    if (o == Py_None)
        return put_word(p, "null", 4);
    if (o == Py_True)
        return put_word(p, "true", 4);
    if (o == Py_False)
        return put_word(p, "false", 5);
    if (type == &PyDict_Type)
        return e->engine->dict(e, p, o);
    if (type == &PyList_Type)
        return e->engine->list(e, p, o);
    if (type == &PyTuple_Type)
        return put_items(e, p, o, false);
    return jsd_enc_other(e, p, o);
}

const jsd_engine jsd_engine_plain = {
    .value = jsd_enc_plain_value,
    .list = put_list,
    .dict = jsd_enc_plain_dict,
};
