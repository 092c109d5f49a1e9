/* SPDX-License-Identifier: MIT */
#include "enc/enc_key.h"

#include "abi/number.h"
#include "enc/enc_big_integer.h"
#include "enc/enc_call.h"
#include "enc/enc_datetime.h"
#include "enc/enc_enum.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "enc/enc_standard.h"
#include "enc/enc_subclass.h"
#include "enc/enc_number.h"
#include "enc/enc_numpy.h"
#include "enc/enc_trail.h"
#include "enc/enc_uuid.h"
#include "num/itoa.h"
#include "py/class.h"

/* Returns the text that write writes for key as a new str. The text must fit
 * into JSD_ENC_ROOM. NULL with an exception. */
static PyObject *
key_text(jsd_enc *e, PyObject *key, jsd_enc_writer *write)
{
    char text[JSD_ENC_ROOM];
    const char *end = write(e, text, key);

    return end == NULL ? NULL : PyUnicode_FromStringAndSize(text, end - text);
}

/* Writes the digits of an int of at most 64 bits. NULL with an exception. */
static char *
put_int_key(jsd_enc *e, char *p, PyObject *o)
{
    uint64_t bits;
    jsd_int_range range = jsd_int_read(jsd_abi.caps, o, &bits);

    if (range == JSD_INT_BIG && PyErr_Occurred() != NULL)
        return NULL; /* no memory to read it */
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

/* Raises an exception for a key whose kind cannot be a key. "Dict key must a
 * type serializable" is not our typing error: it is the message of orjson,
 * kept as it is because programs compare it. */
static PyObject *
refuse_key(jsd_enc *e, PyObject *key, jsd_enc_writer *write)
{
    (void)write;
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
key_str(jsd_enc *e, PyObject *key, jsd_enc_writer *write)
{
    (void)e;
    (void)write;
    return PyUnicode_FromObject(key);
}

static PyObject *
key_bool(jsd_enc *e, PyObject *key, jsd_enc_writer *write)
{
    (void)e;
    (void)write;
    return PyUnicode_FromString(key == Py_True ? "true" : "false");
}

static PyObject *
key_int(jsd_enc *e, PyObject *key, jsd_enc_writer *write)
{
    uint64_t bits;

    (void)write;
    if ((e->options & JSD_OPT(BIG_INTEGER)) == 0 ||
        jsd_int_read(jsd_abi.caps, key, &bits) != JSD_INT_BIG)
        return key_text(e, key, put_int_key);
    return PyErr_Occurred() != NULL ? NULL : jsd_enc_big_integer_text(e, key);
}

static PyObject *
key_subclass(jsd_enc *e, PyObject *key, jsd_enc_writer *write)
{
    return e->options & JSD_OPT(SERIALIZE_SUBCLASSES)
               ? key_text(e, key, write)
               : refuse_key(e, key, NULL);
}

/* Writes a numpy number as it is written as a value. */
static PyObject *
key_numpy(jsd_enc *e, PyObject *key, jsd_enc_writer *write)
{
    char text[JSD_ENC_ROOM], *end = text;
    int got = jsd_enc_numpy_text(e, &end, key);

    if (got == 0)
        refuse_key(e, key, write);
    return got <= 0 ? NULL : PyUnicode_FromStringAndSize(text, end - text);
}

static PyObject *new_key_text(jsd_enc *e, PyObject *key);

/* Writes the value of an enum member, which may be a member of an enum. */
static PyObject *
key_enum(jsd_enc *e, PyObject *key, jsd_enc_writer *write)
{
    PyObject *value = jsd_enc_enum_value(e, key), *text = NULL;

    (void)write;
    if (value == NULL)
        return NULL;
    if (jsd_enc_begin_value(e)) { /* the value may be key itself */
        text = new_key_text(e, value);
        e->default_depth--;
    } else {
        jsd_enc_too_deep(e);
    }
    jsd_gate_drop(&e->gate, value);
    return text;
}

/* Finds the kind of key. -1 with an exception. The caller owns key. May run
 * Python code. */
static int
find_key_kind(jsd_enc *e, PyObject *key, jsd_kind *kind)
{
    jsd_class *own;
    const jsd_class *c = jsd_class_of(&e->state->classes, &e->gate,
                                      jsd_type_of(jsd_abi.caps, key), &own);

    if (c == NULL) {
        jsd_enc_raise_class(e);
        return -1;
    }
    *kind = c->kind;
    if ((e->options & JSD_OPT(ENUM_NAME)) && c->own_kind == JSD_KIND_ENUM)
        *kind = c->own_kind;
    jsd_class_free(&e->gate, own);
    return 0;
}

/* Returns the text of a key. write is the second column of key_rows. */
typedef PyObject *key_maker(jsd_enc *e, PyObject *key, jsd_enc_writer *write);

typedef struct key_row {
    key_maker *make;
    jsd_enc_writer *write; /* for make, or NULL */
} key_row;

/* One row for each kind of py/types.h, in its order. */
#define KEY_ROWS(ROW)                                  \
    ROW(OTHER, refuse_key, NULL)                       \
    ROW(STR, key_str, NULL)                            \
    ROW(INT, key_int, NULL)                            \
    ROW(BOOL, key_bool, NULL)                          \
    ROW(FLOAT, key_text, put_float_key)                \
    ROW(LIST, refuse_key, NULL)                        \
    ROW(TUPLE, refuse_key, NULL)                       \
    ROW(DICT, refuse_key, NULL)                        \
    ROW(DATETIME, key_text, jsd_enc_datetime_text)     \
    ROW(DATE, key_text, jsd_enc_date_text)             \
    ROW(TIME, key_text, jsd_enc_time_text)             \
    ROW(TIMEDELTA, refuse_key, NULL)                   \
    ROW(UUID, key_text, jsd_enc_uuid_text)             \
    ROW(SUBCLASS, key_subclass, jsd_enc_subclass_text) \
    ROW(USER_STRING, refuse_key, NULL)                 \
    ROW(DECIMAL, refuse_key, NULL)                     \
    ROW(ENUM, key_enum, NULL)                          \
    ROW(FRAGMENT, refuse_key, NULL)                    \
    ROW(NDARRAY, refuse_key, NULL)                     \
    ROW(NDARRAY_SUBCLASS, refuse_key, NULL)            \
    ROW(MASKED, refuse_key, NULL)                      \
    ROW(NDARRAY_UNKNOWN, refuse_key, NULL)             \
    ROW(NUMPY_NUMBER, key_numpy, NULL)                 \
    ROW(NUMPY_SCALAR, key_numpy, NULL)                 \
    ROW(DATETIME64, key_text, jsd_enc_datetime64_text) \
    ROW(BYTES, refuse_key, NULL)                       \
    ROW(STR_SUBCLASS, key_str, NULL)                   \
    ROW(INT_SUBCLASS, key_int, NULL)                   \
    ROW(LIST_SUBCLASS, refuse_key, NULL)               \
    ROW(DICT_SUBCLASS, refuse_key, NULL)               \
    ROW(NAMEDTUPLE, refuse_key, NULL)                  \
    ROW(DATACLASS, refuse_key, NULL)                   \
    ROW(MAPPING, refuse_key, NULL)                     \
    ROW(ITERABLE, refuse_key, NULL)

#define KEY_ROW(kind, make, write) [JSD_KIND_##kind] = {make, write},
static const key_row key_rows[JSD_KIND_COUNT] = {KEY_ROWS(KEY_ROW)};

#define KEY_ROW_NAME(kind, make, write) KEY_ROW_##kind,
enum { KEY_ROWS(KEY_ROW_NAME) };
#define CHECK_KEY_ROW(kind) \
    _Static_assert(KEY_ROW_##kind >= 0, "KEY_ROWS lacks a kind");
JSD_KIND_LIST(CHECK_KEY_ROW)

/* Returns the text of key, a new str; NULL with an exception. May run Python
 * code. The caller owns key. */
static PyObject *
new_key_text(jsd_enc *e, PyObject *key)
{
    jsd_kind kind;

    if (key == Py_None)
        return PyUnicode_FromString("null");
    if (find_key_kind(e, key, &kind) < 0)
        return NULL;
    return key_rows[kind].make(e, key, key_rows[kind].write);
}

/* Raises an exception for a key that is not a str. The message advises
 * OPT_NON_STR_KEYS if the key would be written with it, which is tried. */
static void
refuse_without_option(jsd_enc *e, PyObject *key)
{
    PyObject *text = NULL;

    if (jsd_enc_begin_explaining()) {
        e->options |= JSD_OPT(NON_STR_KEYS);
        text = new_key_text(e, key);
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
    if (e->options & JSD_STANDARD)
        text = jsd_enc_standard_key(e, key);
    else if (e->options & JSD_OPT(NON_STR_KEYS))
        text = new_key_text(e, key);
    else
        refuse_without_option(e, key);
    jsd_gate_drop(&e->gate, key);
    return text;
}

jsd_enc_int_key
jsd_enc_read_int_key(jsd_enc *e, PyObject *key)
{
    const jsd_options changing =
        JSD_STANDARD | JSD_OPT(SKIP_NONE) | JSD_OPT(NON_STR_KEYS);
    jsd_enc_int_key found = {0, JSD_INT_BIG};

    if ((e->options & changing) != JSD_OPT(NON_STR_KEYS) ||
        jsd_type_of(jsd_abi.caps, key) != &PyLong_Type)
        return found;
    found.range = jsd_int_read(jsd_abi.caps, key, &found.bits);
    if (JSD_UNLIKELY(found.range == JSD_INT_BIG) && !jsd_enc_gives_up(e) &&
        PyErr_Occurred() != NULL)
        JSD_GATED(&e->gate, PyErr_Clear()); /* no memory to read it */
    return found;
}

static char *
put_digits(char *p, jsd_enc_int_key key)
{
    return key.range == JSD_INT_I64 ? jsd_itoa_put_i64(p, (int64_t)key.bits)
                                    : jsd_itoa_put_u64(p, key.bits);
}

char *
jsd_enc_put_int_key(jsd_enc *e, char *p, jsd_enc_int_key key)
{
    p = jsd_enc_reserve(e, p, JSD_ITOA_ROOM);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = '"';
    p = put_digits(p, key);
    *p++ = '"';
    *p++ = ':';
    return p;
}

/* Puts a key of digits before the path of the error. Returns NULL. */
static JSD_COLD char *
failed_at_int_key(jsd_enc *e, jsd_enc_int_key key)
{
    char digits[JSD_ITOA_ROOM];
    PyObject *text;

    if (jsd_enc_gives_up(e))
        return NULL;
    text =
        PyUnicode_FromStringAndSize(digits, put_digits(digits, key) - digits);
    if (text != NULL)
        jsd_enc_failed_at(e, text);
    jsd_drop_inert(text);
    return NULL;
}

char *
jsd_enc_int_key_member(jsd_enc *e, char *p, jsd_enc_int_key key,
                       PyObject *value)
{
    p = e->engine->int_member(e, p, key, value);
    return JSD_LIKELY(p != NULL) ? p : failed_at_int_key(e, key);
}

/* Releases the key and the value of a member, and returns p, the end of its
 * text. If it is NULL, the key is put before the path of the error. */
static JSD_NOINLINE char *
release_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    if (p == NULL)
        jsd_enc_failed_at(e, key);
    jsd_drop_inert(key);
    jsd_gate_drop(&e->gate, value);
    return p;
}

/* Writes a member, and takes the references to key and value over. */
static JSD_NOINLINE char *
put_owned_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    p = e->engine->member(e, p, key, value);
    return release_member(e, p, key, value);
}

char *
jsd_enc_converted_key_member(jsd_enc *e, char *p, PyObject *key,
                             PyObject *value)
{
    PyObject *text;

    if (jsd_enc_gives_up(e))
        return NULL;
    e->mode = JSD_ENC_ALONE;
    Py_IncRef(value);
    text = jsd_enc_key(e, key);
    if (text != NULL)
        return put_owned_member(e, p, text, value);
    jsd_gate_drop(&e->gate, value);
    return NULL;
}
