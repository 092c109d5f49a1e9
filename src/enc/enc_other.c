/* SPDX-License-Identifier: MIT */
#include "enc/enc_other.h"

#include "enc/enc_buffer.h"
#include "enc/enc_bytes.h"
#include "enc/enc_collection.h"
#include "enc/enc_dataclass.h"
#include "enc/enc_datetime.h"
#include "enc/enc_decimal.h"
#include "enc/enc_enum.h"
#include "enc/enc_fragment.h"
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
        return jsd_enc_default_too_deep(e);
    made = ask(e, o);
    if (made == NULL)
        return NULL;
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
     JSD_OPT(BYTES_UTF8))
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
    [JSD_KIND_DECIMAL] = {jsd_enc_decimal, DECIMALS, 0, false},
    [JSD_KIND_ENUM] = {jsd_enc_enum, 0, 0, false},
    [JSD_KIND_FRAGMENT] = {jsd_enc_fragment, 0, 0, false},
    [JSD_KIND_NDARRAY] = {jsd_enc_ndarray, NUMPY | BUFFER, 0, false},
    [JSD_KIND_NUMPY_NUMBER] = {jsd_enc_numpy_number, NUMPY | BUFFER, 0, false},
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

/* The kind by the class of an object, which the caller owns. */
static int
find_kind(jsd_enc *e, PyTypeObject *type, jsd_kind *kind)
{
    jsd_class *own;
    const jsd_class *c = jsd_class_of(&e->state->types, &e->gate, type, &own);

    if (c != NULL)
        *kind = e->options & SUBCLASS ? c->beyond : c->kind;
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
    return jsd_enc_raise_class(e);
}

/* What a class does not know of itself: the object is asked. */
static char *
put_by_protocol(jsd_enc *e, char *p, PyObject *o, PyTypeObject *type)
{
    jsd_kind kind = JSD_KIND_OTHER;

    if (e->options & BYTES) {
        int fits = jsd_enc_bytes_fit(e, o);

        if (fits != 0)
            return fits < 0 ? fail_class(e) : jsd_enc_bytes(e, p, o);
    }
    if (e->options & BUFFER) {
        int done = jsd_enc_buffer_try(e, &p, o);

        if (done != 0)
            return done < 0 ? NULL : p;
    }
    if ((e->options & (COLLECTIONS | DECIMALS | TIMEDELTA)) &&
        jsd_types_protocol(&e->state->types, &e->gate, type, &kind) < 0)
        return fail_class(e);
    return put_kind(e, p, o, kind);
}

/* What nobody knows yet, or what has to be asked. The caller owns o and its
 * type, which o need not keep. */
static char *
put_asked(jsd_enc *e, char *p, PyObject *o, PyTypeObject *type)
{
    jsd_kind kind;

    if (find_kind(e, type, &kind) < 0)
        return fail_class(e);
    return kind == JSD_KIND_OTHER ? put_by_protocol(e, p, o, type)
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
    jsd_enc_noted(e, o, p);
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
        kind = JSD_UNLIKELY(e->options & SUBCLASS) ? c->beyond : c->kind;
        if (rows[kind].owns && is_written(e, &rows[kind]))
            return rows[kind].write(e, p, o);
        if (kind == JSD_KIND_OTHER && (e->options & protocols))
            c = NULL;
    }
    return put_owned(e, p, o, c, kind);
}

/* ----------------------------------------------- what would have helped */

/* Whether code in Python, from 3.12 on, makes the buffers of a type: 1, 0, or
 * -1 with an exception. Such code is not run for a message: it may have failed
 * just now, at each of a thousand nested calls. */
static int
has_python_buffer(jsd_enc *e, PyTypeObject *type)
{
    const jsd_facts *facts = &e->state->types.facts;
    PyObject *own = jsd_facts_look_up(facts, &e->gate, type, "__buffer__");
    PyObject *common = NULL;
    int has = 0;

    if (own != NULL)
        common = jsd_facts_own(facts, &e->gate, &PyBytes_Type, "__buffer__");
    if (common != NULL)
        has = jsd_type_of(jsd_abi.caps, own) !=
              jsd_type_of(jsd_abi.caps, common);
    jsd_gate_drop(&e->gate, common);
    jsd_gate_drop(&e->gate, own);
    return PyErr_Occurred() != NULL ? -1 : has;
}

/* Bytes, or numbers, or neither: by the buffer that it has. */
static int
find_buffer(jsd_enc *e, PyObject *o, PyTypeObject *type, jsd_options *options)
{
    int got = has_python_buffer(e, type);
    jsd_exporter x;

    if (got != 0)
        return got < 0 ? -1 : 0;
    got = jsd_enc_bytes_fit(e, o);
    *options = got > 0 ? BYTES : 0;
    if (got != 0)
        return got;
    got = jsd_exporter_acquire(&e->gate, o, true, &x);
    if (got > 0) {
        *options = BUFFER;
        jsd_exporter_release(&e->gate, &x);
    }
    return got;
}

/* Of numpy's, none where the dtype has no JSON. */
static int
find_numpy(jsd_enc *e, PyObject *o, jsd_options *options)
{
    jsd_descr dtype;
    int got = jsd_numpy_describe(&e->state->numpy, &e->gate, o, &dtype);

    if (got == 0 && dtype.kind != JSD_DESCR_OTHER)
        *options = NUMPY | BUFFER;
    return got;
}

static int
find_options(jsd_enc *e, PyObject *o, PyTypeObject *type, jsd_options *options)
{
    jsd_kind kind = JSD_KIND_OTHER;
    int got = find_kind(e, type, &kind);

    if (got == 0 && (kind == JSD_KIND_NDARRAY || kind == JSD_KIND_DATETIME64))
        return find_numpy(e, o, options);
    if (got == 0 && (kind == JSD_KIND_BYTES || kind == JSD_KIND_OTHER))
        got = find_buffer(e, o, type, options);
    if (got == 0 && kind == JSD_KIND_OTHER)
        got = jsd_types_protocol(&e->state->types, &e->gate, type, &kind);
    if (got == 0)
        *options = rows[kind].needs;
    return got;
}

int
jsd_enc_find_options(jsd_enc *e, PyObject *o, jsd_options *options)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    int got;

    *options = 0;
    Py_IncRef((PyObject *)type);
    got = find_options(e, o, type, options);
    jsd_gate_drop(&e->gate, (PyObject *)type);
    if (*options & e->options)
        *options = 0;
    if (got >= 0)
        return 0;
    *options = 0;
    return jsd_enc_forgive(e);
}

char *
jsd_enc_dict_changed(jsd_enc *e)
{
    return jsd_enc_raise(e,
                         "dict changed its size while it was being encoded");
}
