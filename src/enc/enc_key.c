/* SPDX-License-Identifier: MIT */
#include "enc/enc_key.h"

#include "abi/number.h"
#include "enc/enc_big_integer.h"
#include "enc/enc_datetime.h"
#include "enc/enc_enum.h"
#include "enc/enc_subclass.h"
#include "enc/enc_number.h"
#include "enc/enc_numpy.h"
#include "enc/enc_uuid.h"
#include "num/itoa.h"
#include "py/class.h"

/* The text of a key, if it has no more than JSD_ENC_ROOM bytes. */
static PyObject *
key_text(jsd_enc *e, PyObject *key, jsd_enc_writer *write)
{
    char text[JSD_ENC_ROOM];
    const char *end = write(e, text, key);

    return end == NULL ? NULL : PyUnicode_FromStringAndSize(text, end - text);
}

static char *
put_int_key(jsd_enc *e, char *p, PyObject *o)
{
    uint64_t bits;
    jsd_int_range range = jsd_int_read(jsd_abi.caps, o, &bits);

    if (range == JSD_INT_BIG && PyErr_Occurred() != NULL)
        return NULL; /* no memory to find out its size */
    if (range == JSD_INT_BIG)
        return jsd_enc_raise_key(
            e, "Dict integer key must be within 64-bit range", o,
            e->options & JSD_OPT(STRICT_INTEGER) ? ""
                                                 : "; use OPT_BIG_INTEGER");
    return range == JSD_INT_I64 ? jsd_itoa_put_i64(p, (int64_t)bits)
                                : jsd_itoa_put_u64(p, bits);
}

static char *
put_float_key(jsd_enc *e, char *p, PyObject *o)
{
    return jsd_enc_float_styled(e, p, jsd_float_read(jsd_abi.caps, o));
}

/* orjson's words come first. */
static PyObject *
refuse_key(jsd_enc *e, PyObject *key)
{
    jsd_enc_raise_key(
        e,
        "Dict key must a type serializable with "
        "OPT_NON_STR_KEYS",
        key,
        "; it must be str, int, float, bool, None, datetime, "
        "date, time, enum, UUID, or a number or datetime64 of numpy");
    return NULL;
}

static PyObject *
text_of_int(jsd_enc *e, PyObject *key)
{
    uint64_t bits;

    if ((e->options & JSD_OPT(BIG_INTEGER)) == 0 ||
        jsd_int_read(jsd_abi.caps, key, &bits) != JSD_INT_BIG)
        return key_text(e, key, put_int_key);
    return PyErr_Occurred() != NULL ? NULL : jsd_enc_big_integer_text(e, key);
}

/* A number of numpy as it is written as a value. */
static PyObject *
text_of_numpy(jsd_enc *e, PyObject *key)
{
    char text[JSD_ENC_ROOM], *end = text;
    int got = jsd_enc_numpy_text(e, &end, key);

    if (got == 0)
        refuse_key(e, key);
    return got <= 0 ? NULL : PyUnicode_FromStringAndSize(text, end - text);
}

static PyObject *new_text(jsd_enc *e, PyObject *key);

static PyObject *
text_of_enum(jsd_enc *e, PyObject *key)
{
    PyObject *value = jsd_enc_enum_value(e, key), *text = NULL;

    if (value == NULL)
        return NULL;
    if (jsd_enc_begin_value(e)) { /* it may be its own */
        text = new_text(e, value);
        e->default_depth--;
    } else {
        jsd_enc_too_deep(e);
    }
    jsd_gate_drop(&e->gate, value);
    return text;
}

/* -1 with an exception. The caller owns key. */
static int
find_key_kind(jsd_enc *e, PyObject *key, jsd_kind *kind)
{
    jsd_class *own;
    const jsd_class *c = jsd_class_of(&e->state->types, &e->gate,
                                      jsd_type_of(jsd_abi.caps, key), &own);

    if (c == NULL) {
        jsd_enc_raise_class(e);
        return -1;
    }
    *kind = c->kind;
    if ((e->options & JSD_OPT(ENUM_NAME)) && c->beyond == JSD_KIND_ENUM)
        *kind = c->beyond;
    jsd_class_free(&e->gate, own);
    return 0;
}

static PyObject *
new_text(jsd_enc *e, PyObject *key)
{
    jsd_kind kind;

    if (key == Py_None)
        return PyUnicode_FromString("null");
    if (find_key_kind(e, key, &kind) < 0)
        return NULL;
    switch (kind) {
    case JSD_KIND_STR:
    case JSD_KIND_STR_SUBCLASS:
        return PyUnicode_FromObject(key);
    case JSD_KIND_BOOL:
        return PyUnicode_FromString(key == Py_True ? "true" : "false");
    case JSD_KIND_INT:
    case JSD_KIND_INT_SUBCLASS:
        return text_of_int(e, key);
    case JSD_KIND_FLOAT:
        return key_text(e, key, put_float_key);
    case JSD_KIND_DATETIME:
        return key_text(e, key, jsd_enc_datetime_text);
    case JSD_KIND_DATE:
        return key_text(e, key, jsd_enc_date_text);
    case JSD_KIND_TIME:
        return key_text(e, key, jsd_enc_time_text);
    case JSD_KIND_UUID:
        return key_text(e, key, jsd_enc_uuid_text);
    case JSD_KIND_SUBCLASS:
        return e->options & JSD_OPT(SERIALIZE_SUBCLASSES)
                   ? key_text(e, key, jsd_enc_subclass_text)
                   : refuse_key(e, key);
    case JSD_KIND_ENUM:
        return text_of_enum(e, key);
    case JSD_KIND_NUMPY_NUMBER:
    case JSD_KIND_NUMPY_SCALAR:
        return text_of_numpy(e, key);
    case JSD_KIND_DATETIME64:
        return key_text(e, key, jsd_enc_datetime64_text);
    default:
        return refuse_key(e, key);
    }
}

/* Raises that a key is no str, and whether the option would let it be one: by
 * trying. */
static void
refuse_without_option(jsd_enc *e, PyObject *key)
{
    PyObject *text = NULL;

    if (jsd_enc_begin_explaining()) {
        e->options |= JSD_OPT(NON_STR_KEYS);
        text = new_text(e, key);
        e->options &= ~JSD_OPT(NON_STR_KEYS);
        jsd_enc_end_explaining();
        jsd_enc_end_trail(e);
        if (text == NULL && jsd_enc_forgive(e) < 0)
            return;
    }
    jsd_enc_raise_key(e, "Dict key must be str", key,
                      text == NULL ? "" : "; use OPT_NON_STR_KEYS");
    jsd_drop_inert(text);
}

PyObject *
jsd_enc_key(jsd_enc *e, PyObject *key)
{
    PyObject *text = NULL;

    Py_IncRef(key);
    if (e->options & JSD_OPT(NON_STR_KEYS))
        text = new_text(e, key);
    else
        refuse_without_option(e, key);
    jsd_gate_drop(&e->gate, key);
    return text;
}

char *
jsd_enc_nonstr_key_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    PyObject *text;

    Py_IncRef(value);
    text = jsd_enc_key(e, key);
    p = text == NULL ? NULL : e->engine->member(e, p, text, value);
    if (p == NULL && text != NULL)
        jsd_enc_failed_at(e, text);
    jsd_drop_inert(text);
    jsd_gate_drop(&e->gate, value);
    return p;
}
