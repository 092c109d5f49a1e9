/* SPDX-License-Identifier: MIT */
#include "enc/enc_raise.h"

#include "enc/enc_dispatch.h"
#include "enc/enc_trail.h"
#include "py/error.h"
#include "py/is_type.h"

#include <stdio.h>

char *
jsd_enc_raise(jsd_enc *e, const char *message)
{
    if (jsd_enc_gives_up(e))
        return NULL;
    JSD_GATED(&e->gate, jsd_raise_encode(e->state, message));
    return NULL;
}

char *
jsd_enc_raise_from(jsd_enc *e, const char *message)
{
    if (jsd_enc_gives_up(e))
        return NULL;
    JSD_GATED(&e->gate, jsd_raise_from(e->state, message));
    return NULL;
}

/* Writes the names of options to text, of `size` bytes: "; use A", "; use A or
 * B", "; use A, B or C". A name that does not fit is truncated. */
static void
name_options(jsd_options options, char *text, size_t size)
{
    jsd_options left = options;
    int at = 0;

    for (size_t i = 0; i < jsd_option_count && left != 0; i++) {
        const jsd_option *o = &jsd_option_rows[i];

        if ((o->bits & left) == 0)
            continue;
        left &= ~o->bits;
        at += snprintf(text + at, size - (size_t)at, "%s%s",
                       at == 0     ? "; use "
                       : left == 0 ? " or "
                                   : ", ",
                       o->name);
        if ((size_t)at >= size)
            return;
    }
}

/* Whether this thread makes a message. An error that occurs meanwhile gets a
 * message without calls into objects. Otherwise each of many nested calls
 * would run all calls inside it once more. */
static _Thread_local bool is_explaining;

bool
jsd_enc_begin_explaining(void)
{
    if (is_explaining)
        return false;
    is_explaining = true;
    return true;
}

void
jsd_enc_end_explaining(void)
{
    is_explaining = false;
}

/* Finds the options that would make o serializable. -1 with an exception that
 * replaces the error. */
static int
find_hint_options(jsd_enc *e, PyObject *o, jsd_options *options)
{
    int status = 0;

    if (jsd_enc_begin_explaining()) {
        status = jsd_enc_find_options(e, o, options);
        jsd_enc_end_explaining();
    }
    return status;
}

char *
jsd_enc_raise_type(jsd_enc *e, PyObject *o)
{
    char hint[256] = "";
    jsd_options options = 0;
    jsd_raised raised;

    if (jsd_enc_gives_up(e))
        return NULL;
    if (PyErr_Occurred() != NULL && !PyErr_ExceptionMatches(PyExc_Exception))
        return NULL; /* KeyboardInterrupt and its like stay */
    jsd_raised_take(&raised);
    if (find_hint_options(e, o, &options) < 0) {
        JSD_GATED(&e->gate, jsd_raised_drop(&raised));
        return NULL;
    }
    jsd_raised_restore(&raised);
    name_options(options, hint, sizeof hint);
    JSD_GATED(&e->gate,
              jsd_raise_type(e->state, jsd_type_of(jsd_abi.caps, o), hint));
    return NULL;
}

int
jsd_enc_forgive(jsd_enc *e)
{
    if (!PyErr_ExceptionMatches(PyExc_Exception) ||
        PyErr_ExceptionMatches(PyExc_MemoryError))
        return -1;
    JSD_GATED(&e->gate, PyErr_Clear());
    return 0;
}

/* Returns the repr() of key; for an instance of a subclass of str, that of its
 * text. A new reference, or NULL, possibly with an exception. May run Python
 * code. */
static PyObject *
key_repr(jsd_enc *e, PyObject *key)
{
    PyObject *plain = key, *text = NULL;

    Py_IncRef(plain);
    if (jsd_is_str(key)) {
        jsd_gate_drop(&e->gate, plain);
        plain = PyUnicode_FromObject(key);
    }
    if (plain != NULL)
        text = JSD_GATED(&e->gate, PyObject_Repr(plain));
    jsd_gate_drop(&e->gate, plain);
    return text;
}

char *
jsd_enc_raise_key(jsd_enc *e, const char *rule, PyObject *key,
                  const char *advice)
{
    PyObject *text = NULL;

    if (jsd_enc_gives_up(e))
        return NULL;
    if (jsd_enc_begin_explaining()) {
        text = key_repr(e, key);
        jsd_enc_end_explaining();
    }
    if (PyErr_Occurred() == NULL || jsd_enc_forgive(e) == 0)
        JSD_GATED(&e->gate,
                  jsd_raise_key(e->state, rule, jsd_type_of(jsd_abi.caps, key),
                                text, advice));
    jsd_gate_drop(&e->gate, text);
    return NULL;
}

char *
jsd_enc_raise_class(jsd_enc *e)
{
    if (jsd_enc_gives_up(e))
        return NULL;
    JSD_GATED(&e->gate, jsd_raise_class(e->state));
    return NULL;
}

char *
jsd_enc_raise_no_memory(jsd_enc *e)
{
    if (jsd_enc_gives_up(e))
        return NULL;
    JSD_GATED(&e->gate, jsd_raise_no_memory());
    return NULL;
}

char *
jsd_enc_too_deep(jsd_enc *e)
{
    if (jsd_enc_gives_up(e))
        return NULL;
    jsd_enc_raise(e, "Recursion limit reached");
    jsd_enc_begin_trail(e);
    return NULL;
}

char *
jsd_enc_default_too_deep(jsd_enc *e)
{
    if (jsd_enc_gives_up(e))
        return NULL;
    jsd_enc_raise(e, "default serializer exceeds recursion limit");
    jsd_enc_begin_trail(e);
    return NULL;
}

char *
jsd_enc_dict_changed(jsd_enc *e)
{
    return jsd_enc_raise(e,
                         "dict changed its size while it was being encoded");
}
