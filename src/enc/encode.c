/* SPDX-License-Identifier: MIT */
#include "enc/enc.h"

#include "enc/enc_container.h"
#include "enc/enc_default.h"
#include "enc/enc_number.h"
#include "enc/enc_str.h"
#include "py/error.h"
#include "py/options.h"

static char *container_direct(jsd_enc *e, char *p, PyObject *o,
                              PyTypeObject *base);
static char *container_any(jsd_enc *e, char *p, PyObject *o,
                           PyTypeObject *base);
static char *other_value(jsd_enc *e, char *p, PyObject *o,
                         PyTypeObject *type);

JSD_INLINE char *
put_word(char *p, const char *word, size_t n)
{
    memcpy(p, word, n);
    return p + n;
}

/* o, whose storage is that of base: list, tuple or dict. */
JSD_INLINE char *
container(jsd_enc *e, char *p, PyObject *o, PyTypeObject *base, jsd_caps caps)
{
    jsd_enc_open frame;

    if (!jsd_enc_enter(e, &frame, o)) {
        jsd_raise_encode(e->state, "Recursion limit reached");
        return NULL;
    }
    if (base == &PyDict_Type)
        p = jsd_enc_members(e, p, o, caps);
    else
        p = jsd_enc_items(e, p, o, base == &PyList_Type, caps);
    jsd_enc_leave(e, &frame);
    return p;
}

JSD_INLINE char *
jsd_enc_value(jsd_enc *e, char *p, PyObject *o, jsd_caps caps)
{
    PyTypeObject *type = jsd_type_of(caps, o);

    if (type == &PyUnicode_Type)
        return jsd_enc_str(e, p, o, caps);
    if (type == &PyLong_Type)
        return jsd_enc_int(e, p, o, caps);
    if (type == &PyFloat_Type)
        return jsd_enc_float(p, o, caps);
    if (o == Py_None)
        return put_word(p, "null", 4);
    if (o == Py_True)
        return put_word(p, "true", 4);
    if (o == Py_False)
        return put_word(p, "false", 5);
    if (type == &PyDict_Type || type == &PyList_Type || type == &PyTuple_Type)
        return caps == JSD_CAPS_ALL ? container_direct(e, p, o, type)
                                    : container_any(e, p, o, type);
    return other_value(e, p, o, type);
}

static char *
container_direct(jsd_enc *e, char *p, PyObject *o, PyTypeObject *base)
{
    return container(e, p, o, base, JSD_CAPS_ALL);
}

static char *
container_any(jsd_enc *e, char *p, PyObject *o, PyTypeObject *base)
{
    return container(e, p, o, base, jsd_abi.caps);
}

static JSD_COLD char *
by_default(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *made = jsd_enc_ask_default(e, o);

    if (made == NULL)
        return NULL;
    e->default_depth++;
    p = jsd_enc_value(e, p, made, jsd_abi.caps);
    e->default_depth--;
    Py_DecRef(made);
    return p;
}

/* Subclasses of str, int, list and dict are written as what they hold; those
 * of tuple and float are not, as with orjson. */
static JSD_COLD char *
other_value(jsd_enc *e, char *p, PyObject *o, PyTypeObject *type)
{
    unsigned long flags = PyType_GetFlags(type);

    if (e->options & JSD_OPT_PASSTHROUGH_SUBCLASS)
        return by_default(e, p, o);
    if (flags & Py_TPFLAGS_UNICODE_SUBCLASS)
        return jsd_enc_str(e, p, o, jsd_abi.caps);
    if (flags & Py_TPFLAGS_LONG_SUBCLASS)
        return jsd_enc_int(e, p, o, jsd_abi.caps);
    if (flags & Py_TPFLAGS_LIST_SUBCLASS)
        return container_any(e, p, o, &PyList_Type);
    if (flags & Py_TPFLAGS_DICT_SUBCLASS)
        return container_any(e, p, o, &PyDict_Type);
    return by_default(e, p, o);
}

PyObject *
jsd_encode(const jsd_state *state, PyObject *o, PyObject *fallback,
           unsigned options)
{
    jsd_enc e;
    char *p;

    e.state = state;
    e.fallback = fallback;
    e.options = options;
    e.depth = 0;
    e.default_depth = 0;
    e.calls = 0;
    e.open = NULL;
    jsd_output_init(&e.out);
    p = e.out.start;
    if (jsd_abi.caps == JSD_CAPS_ALL)
        p = jsd_enc_value(&e, p, o, JSD_CAPS_ALL);
    else
        p = jsd_enc_value(&e, p, o, jsd_abi.caps);
    if (p == NULL) {
        jsd_output_clear(&e.out);
        return NULL;
    }
    if (options & JSD_OPT_APPEND_NEWLINE)
        *p++ = '\n';
    return jsd_output_finish(&e.out, p);
}
