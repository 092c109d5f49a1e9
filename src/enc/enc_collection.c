/* SPDX-License-Identifier: MIT */
#include "enc/enc_collection.h"

#include "py/error.h"

char *
jsd_enc_mapping(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *dict = PyDict_New();

    if (dict == NULL)
        return NULL;
    jsd_enc_hold(e);
    Py_IncRef(o);
    if (PyDict_Update(dict, o) < 0) {
        jsd_raise_from(e->state, "a mapping cannot be read");
        p = NULL;
    } else {
        p = e->engine->dict(e, p, dict);
    }
    Py_DecRef(o);
    Py_DecRef(dict);
    return p;
}

/* The next item: new; NULL at the end, or with an exception. */
static PyObject *
next(jsd_enc *e, PyObject *iterator)
{
    PyObject *item;

    jsd_enc_hold(e);
    item = PyIter_Next(iterator);
    if (item == NULL && PyErr_Occurred() != NULL)
        jsd_raise_from(e->state, "an iterator has failed");
    return item;
}

static char *
put_items(jsd_enc *e, char *p, PyObject *iterator)
{
    if (!jsd_enc_enter(e, iterator))
        return jsd_enc_too_deep(e);
    *p++ = '[';
    for (Py_ssize_t i = 0;; i++) {
        PyObject *item = next(e, iterator);

        if (item == NULL && PyErr_Occurred() == NULL)
            break;
        if (item != NULL)
            p = e->engine->item(e, p, item);
        if (item == NULL || p == NULL) {
            Py_DecRef(item);
            return jsd_enc_failed_at_index(e, i);
        }
        Py_DecRef(item);
    }
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, ']');
}

char *
jsd_enc_iterable(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *iterator;

    jsd_enc_hold(e);
    Py_IncRef(o);
    iterator = PyObject_GetIter(o);
    if (iterator == NULL) {
        jsd_raise_from(e->state, "a collection cannot be iterated");
        p = NULL;
    } else {
        p = put_items(e, p, iterator);
    }
    Py_DecRef(iterator);
    Py_DecRef(o);
    return p;
}
