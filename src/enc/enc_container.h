/* SPDX-License-Identifier: MIT
 *
 * list, tuple and dict to JSON arrays and objects.
 * Part of encode.c alone, which declares the two functions that they call
 * each other by. What they hold on to over user code, enc.h tells.
 */
#ifndef JSONDE_ENC_ENC_CONTAINER_H
#define JSONDE_ENC_ENC_CONTAINER_H

#include "abi/dict.h"
#include "abi/sequence.h"
#include "enc/enc.h"
#include "enc/enc_str.h"
#include "py/error.h"

/* Any value; defined in encode.c. */
JSD_INLINE char *jsd_enc_value(jsd_enc *e, char *p, PyObject *o,
                               jsd_caps caps);

/* Behind a container's last item stands a comma: it becomes the bracket. An
 * empty one has none. */
JSD_INLINE char *
jsd_enc_close(char *p, char bracket)
{
    if (p[-1] == ',')
        p--;
    *p = bracket;
    return p + 1;
}

JSD_INLINE char *
jsd_enc_items(jsd_enc *e, char *p, PyObject *o, bool is_list, jsd_caps caps)
{
    *p++ = '[';
    for (Py_ssize_t i = 0;; i++) {
        PyObject *item = is_list ? jsd_list_item(caps, o, i)
                                 : jsd_tuple_item(caps, o, i);

        if (item == NULL)
            break;
        p = jsd_enc_value(e, p, item, caps);
        jsd_item_release(caps, item);
        if (JSD_UNLIKELY(p == NULL))
            return NULL;
        *p++ = ',';
        p = jsd_enc_reserve(e, p, 0);
        if (JSD_UNLIKELY(p == NULL))
            return NULL;
    }
    return jsd_enc_close(p, ']');
}

JSD_INLINE char *
jsd_enc_member(jsd_enc *e, char *p, PyObject *key, PyObject *value,
               jsd_caps caps)
{
    if (JSD_UNLIKELY(jsd_type_of(caps, key) != &PyUnicode_Type)) {
        jsd_raise_encode(e->state, "Dict key must be str");
        return NULL;
    }
    p = jsd_enc_str(e, p, key, caps);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = ':';
    p = jsd_enc_value(e, p, value, caps);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = ',';
    return jsd_enc_reserve(e, p, 0);
}

JSD_INLINE char *
jsd_enc_members(jsd_enc *e, char *p, PyObject *dict, jsd_caps caps)
{
    size_t calls = e->calls;
    PyObject *key, *value;
    jsd_dict_iter it;
    int got;

    jsd_dict_iter_start(caps, &it, dict);
    *p++ = '{';
    while ((got = jsd_dict_next(caps, &it, &key, &value)) > 0) {
        p = jsd_enc_member(e, p, key, value, caps);
        jsd_item_release(caps, key);
        jsd_item_release(caps, value);
        if (JSD_UNLIKELY(p == NULL))
            return NULL;
        if (JSD_UNLIKELY(e->calls != calls)) {
            calls = e->calls;
            if (!jsd_dict_iter_resume(caps, &it)) {
                got = -1;
                break;
            }
        }
    }
    if (JSD_UNLIKELY(got < 0)) {
        jsd_raise_encode(e->state, "dict changed its size while it was "
                                   "being encoded");
        return NULL;
    }
    return jsd_enc_close(p, '}');
}

#endif
