/* SPDX-License-Identifier: MIT */
#include "enc/enc_other.h"

#include "enc/enc_attribute.h"
#include "enc/enc_buffer.h"
#include "enc/enc_bytes.h"
#include "enc/enc_collection.h"
#include "enc/enc_dataclass.h"
#include "enc/enc_datetime.h"
#include "enc/enc_decimal.h"
#include "enc/enc_enum.h"
#include "enc/enc_fragment.h"
#include "enc/enc_heir.h"
#include "enc/enc_number.h"
#include "enc/enc_numpy.h"
#include "enc/enc_str.h"
#include "enc/enc_uuid.h"
#include "py/class.h"
#include "py/error.h"

/* ----------------------------------------------------------------- default */

static PyObject *
ask(jsd_enc *e, PyObject *o)
{
    PyObject *made = JSD_GATED(
        &e->gate, PyObject_CallFunctionObjArgs(e->fallback, o, NULL));

    if (made == NULL)
        jsd_enc_raise_type(e, o);
    return made;
}

char *
jsd_enc_default(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *made;

    if (e->fallback == NULL)
        return jsd_enc_raise_type(e, o);
    if (!jsd_enc_begin_value(e))
        return jsd_enc_raise(e, "default serializer exceeds recursion limit");
    made = ask(e, o);
    if (made == NULL)
        return NULL;
    e->is_none = made == Py_None;
    p = e->engine->value(e, p, made);
    e->default_depth--;
    jsd_gate_drop(&e->gate, made);
    return p;
}

/* ------------------------------------------------------------------- kinds */

static char *
put_str(jsd_enc *e, char *p, PyObject *o)
{
    return e->engine->str(e, p, o);
}

static char *
put_int(jsd_enc *e, char *p, PyObject *o)
{
    return jsd_enc_int(e, p, o);
}

/* NaN and the infinities are left to this. */
static char *
put_float(jsd_enc *e, char *p, PyObject *o)
{
    return jsd_enc_float_styled(e, p, jsd_float_read(jsd_abi.caps, o));
}

static char *
put_list(jsd_enc *e, char *p, PyObject *o)
{
    return e->engine->list(e, p, o);
}

static char *
put_dict(jsd_enc *e, char *p, PyObject *o)
{
    return e->engine->dict(e, p, o);
}

static char *
put_user_string(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *data =
        jsd_enc_attribute(e, o, e->state->types.names[JSD_NAME_DATA]);

    if (data == NULL)
        return NULL;
    p = jsd_is_str(data) ? e->engine->str(e, p, data)
                         : jsd_enc_raise(e, "data of a UserString is no str");
    jsd_gate_drop(&e->gate, data);
    return p;
}

/* Who writes a kind: if one of `needs` is set, and none of `without`. */
typedef struct row {
    jsd_enc_writer *write;
    jsd_options needs; /* 0: none is needed */
    jsd_options without;
    /* The writer runs no Python code while it reads the object, or owns it
     * itself where it does. */
    bool owns;
} row;

#define BUFFER JSD_ENC_BUFFERS
#define BYTES                                                                \
    (JSD_OPT(BYTES_BASE64) | JSD_OPT(BYTES_BASE64URL) | JSD_OPT(BYTES_HEX) | \
     JSD_OPT(BYTES_UTF8) | JSD_OPT(BYTES_NUMBERS))
#define COLLECTIONS JSD_OPT(SERIALIZE_COLLECTIONS)
#define DATETIME JSD_OPT(PASSTHROUGH_DATETIME)
#define DECIMALS (JSD_OPT(DECIMAL) | JSD_OPT(DECIMAL_STR))
#define NAMEDTUPLE JSD_OPT(SERIALIZE_NAMEDTUPLE)
#define NUMPY JSD_OPT(SERIALIZE_NUMPY)
#define SUBCLASS JSD_OPT(PASSTHROUGH_SUBCLASS)
#define TIMEDELTA JSD_OPT(SERIALIZE_TIMEDELTA)

static const row rows[JSD_KIND_COUNT] = {
    [JSD_KIND_FLOAT] = {put_float, 0, 0, true},
    [JSD_KIND_DATETIME] = {jsd_enc_datetime, 0, DATETIME, true},
    [JSD_KIND_DATE] = {jsd_enc_date, 0, DATETIME, true},
    [JSD_KIND_TIME] = {jsd_enc_time, 0, DATETIME, true},
    [JSD_KIND_TIMEDELTA] = {jsd_enc_timedelta, TIMEDELTA, 0, false},
    [JSD_KIND_UUID] = {jsd_enc_uuid, 0, 0, true},
    [JSD_KIND_HEIR] = {jsd_enc_heir, JSD_OPT(SERIALIZE_SUBCLASSES), 0, false},
    [JSD_KIND_USER_STRING] = {put_user_string, COLLECTIONS, 0, false},
    [JSD_KIND_DECIMAL] = {jsd_enc_decimal, DECIMALS, 0, false},
    [JSD_KIND_ENUM] = {jsd_enc_enum, 0, JSD_OPT(PASSTHROUGH_ENUM), false},
    [JSD_KIND_FRAGMENT] = {jsd_enc_fragment, 0, 0, false},
    [JSD_KIND_NDARRAY] = {jsd_enc_ndarray, NUMPY | BUFFER | BYTES, 0, false},
    [JSD_KIND_NDARRAY_HEIR] = {jsd_enc_ndarray_heir, BUFFER | BYTES, 0, false},
    [JSD_KIND_MASKED] = {jsd_enc_masked, BUFFER | BYTES, 0, false},
    [JSD_KIND_NUMPY_NUMBER] = {jsd_enc_numpy_number, NUMPY | BUFFER, 0, false},
    [JSD_KIND_NUMPY_SCALAR] = {jsd_enc_numpy_scalar, BUFFER, 0, false},
    [JSD_KIND_DATETIME64] = {jsd_enc_datetime64, NUMPY | BUFFER, 0, false},
    [JSD_KIND_BYTES] = {jsd_enc_bytes, BYTES | BUFFER, 0, false},
    [JSD_KIND_STR_SUBCLASS] = {put_str, 0, SUBCLASS, true},
    [JSD_KIND_INT_SUBCLASS] = {put_int, 0, SUBCLASS, true},
    [JSD_KIND_LIST_SUBCLASS] = {put_list, 0, SUBCLASS, true},
    [JSD_KIND_DICT_SUBCLASS] = {put_dict, 0, SUBCLASS, true},
    [JSD_KIND_NAMEDTUPLE] = {jsd_enc_namedtuple, NAMEDTUPLE | COLLECTIONS, 0,
                             false},
    [JSD_KIND_DATACLASS] = {jsd_enc_dataclass, 0,
                            JSD_OPT(PASSTHROUGH_DATACLASS), true},
    [JSD_KIND_MAPPING] = {jsd_enc_mapping, COLLECTIONS, 0, false},
    [JSD_KIND_ITERABLE] = {jsd_enc_iterable, COLLECTIONS, 0, false},
};

#define CHOICES (SUBCLASS | JSD_OPT(ENUM_NAME) | JSD_OPT(PASSTHROUGH_ENUM))

/* Where one of CHOICES is set: an enum may count as one, and not as what it is
 * derived from. */
static jsd_kind
kind_of(const jsd_enc *e, const jsd_class *c)
{
    if ((e->options & (CHOICES & ~SUBCLASS)) && c->beyond == JSD_KIND_ENUM)
        return c->beyond;
    return e->options & SUBCLASS ? c->beyond : c->kind;
}

/* The kind by the class of an object, which the caller owns, and whether it is
 * a collection of the standard library's own. */
static int
find_kind(jsd_enc *e, PyTypeObject *type, jsd_kind *kind, bool *is_standard)
{
    jsd_class *own;
    const jsd_class *c = jsd_class_of(&e->state->types, &e->gate, type, &own);

    if (c != NULL) {
        *kind = kind_of(e, c);
        *is_standard = c->is_standard;
    }
    jsd_class_free(&e->gate, own);
    return c == NULL ? -1 : 0;
}

static bool
is_written(const jsd_enc *e, const row *r)
{
    return r->write != NULL &&
           (r->needs == 0 || (e->options & r->needs) != 0) &&
           (e->options & r->without) == 0;
}

/* The caller owns o. */
static char *
put_kind(jsd_enc *e, char *p, PyObject *o, jsd_kind kind)
{
    const row *r = &rows[kind];

    return is_written(e, r) ? r->write(e, p, o) : jsd_enc_default(e, p, o);
}

static char *
fail_class(jsd_enc *e)
{
    return jsd_enc_raise_from(e, "the class of an object cannot be read");
}

/* What a class does not know of itself: the object is asked. Collections that
 * are not the standard library's own may mean more than their items, which
 * default knows, if there is one. */
static char *
put_by_protocol(jsd_enc *e, char *p, PyObject *o, PyTypeObject *type,
                bool is_standard)
{
    const bool collections = (e->options & COLLECTIONS) != 0 &&
                             (is_standard || e->fallback == NULL);
    jsd_kind kind = JSD_KIND_OTHER;

    if (e->options & BYTES) {
        int fits = jsd_enc_bytes_fit(e, o);

        if (fits != 0)
            return fits < 0 ? jsd_enc_unreadable(e, o)
                            : jsd_enc_bytes(e, p, o);
    }
    if (e->options & BUFFER) {
        int done = jsd_enc_buffer_try(e, &p, o);

        if (done != 0)
            return done < 0 ? NULL : p;
    }
    if ((collections || (e->options & (DECIMALS | TIMEDELTA))) &&
        jsd_types_protocol(&e->state->types, &e->gate, type, collections,
                           &kind) < 0)
        return fail_class(e);
    return put_kind(e, p, o, kind);
}

/* What nobody knows yet, or what has to be asked. The caller owns o and its
 * type, which o need not keep. */
static char *
put_asked(jsd_enc *e, char *p, PyObject *o, PyTypeObject *type)
{
    bool is_standard;
    jsd_kind kind;

    if (find_kind(e, type, &kind, &is_standard) < 0)
        return fail_class(e);
    return kind == JSD_KIND_OTHER ? put_by_protocol(e, p, o, type, is_standard)
                                  : put_kind(e, p, o, kind);
}

/* c is NULL when the class has to be learned or asked. */
static __attribute__((noinline)) char *
put_owned(jsd_enc *e, char *p, PyObject *o, const jsd_class *c, jsd_kind kind)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);

    Py_IncRef(o);
    if (c != NULL) {
        p = put_kind(e, p, o, kind);
    } else {
        Py_IncRef((PyObject *)type);
        p = put_asked(e, p, o, type);
        jsd_gate_drop(&e->gate, (PyObject *)type);
    }
    jsd_gate_drop(&e->gate, o);
    return p;
}

char *
jsd_enc_other(jsd_enc *e, char *p, PyObject *o)
{
    const jsd_options protocols =
        BUFFER | BYTES | COLLECTIONS | DECIMALS | TIMEDELTA;
    const jsd_class *c =
        jsd_class_find(&e->state->types, jsd_type_of(jsd_abi.caps, o));
    jsd_kind kind = JSD_KIND_OTHER;

    if (JSD_LIKELY(c != NULL)) {
        kind = JSD_UNLIKELY(e->options & CHOICES) ? kind_of(e, c) : c->kind;
        if (rows[kind].owns && is_written(e, &rows[kind]))
            return rows[kind].write(e, p, o);
        if (kind == JSD_KIND_OTHER && (e->options & protocols))
            c = NULL;
    }
    return put_owned(e, p, o, c, kind);
}

char *
jsd_enc_dict_changed(jsd_enc *e)
{
    return jsd_enc_raise(e,
                         "dict changed its size while it was being encoded");
}
