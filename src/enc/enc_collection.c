/* SPDX-License-Identifier: MIT */
#include "enc/enc_collection.h"

char *
jsd_enc_mapping(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *dict = JSD_GATED(&e->gate, PyDict_New());

    if (dict != NULL && JSD_GATED(&e->gate, PyDict_Update(dict, o)) < 0) {
        jsd_gate_drop(&e->gate, dict);
        dict = NULL;
        jsd_enc_raise_from(e, "a mapping cannot be read");
    }
    jsd_gate_drop(&e->gate, o);
    return dict == NULL ? NULL : e->engine->owned_dict(e, p, dict, false);
}

/* 1 and the next item, new; 0 at the end; -1 with an exception. An iterator
 * may have changed its class since it was asked last: CPython does not look.
 */
static int
next_item(jsd_enc *e, PyObject *iterator, PyObject **item)
{
    if (!PyIter_Check(iterator)) {
        jsd_enc_raise(e, "an iterator is none any more");
        return -1;
    }
    *item = JSD_GATED(&e->gate, PyIter_Next(iterator));
    if (*item != NULL)
        return 1;
    if (PyErr_Occurred() == NULL)
        return 0;
    jsd_enc_raise_from(e, "an iterator has failed");
    return -1;
}

/* Takes the iterator over. */
static char *
put_items(jsd_enc *e, char *p, PyObject *iterator)
{
    PyObject *item;
    int got;

    if (!jsd_enc_enter_owned(e, iterator))
        return jsd_enc_too_deep(e);
    *p++ = '[';
    for (Py_ssize_t i = 0;
         p != NULL && (got = next_item(e, iterator, &item)) != 0; i++) {
        p = got < 0 ? NULL : e->engine->item(e, p, item);
        if (got > 0)
            jsd_gate_drop(&e->gate, item);
        if (p == NULL)
            return jsd_enc_failed_at_index(e, i);
    }
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, ']');
}

char *
jsd_enc_iterable(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *iterator = JSD_GATED(&e->gate, PyObject_GetIter(o));

    if (iterator == NULL)
        jsd_enc_raise_from(e, "a collection cannot be iterated");
    jsd_gate_drop(&e->gate, o);
    return iterator == NULL ? NULL : put_items(e, p, iterator);
}
