/* SPDX-License-Identifier: MIT */
#include "enc/enc_dispatch.h"

#include "enc/enc_attribute.h"
#include "enc/enc_buffer.h"
#include "enc/enc_bytes.h"
#include "enc/enc_collection.h"
#include "enc/enc_dataclass.h"
#include "enc/enc_datetime.h"
#include "enc/enc_decimal.h"
#include "enc/enc_default.h"
#include "enc/enc_enum.h"
#include "enc/enc_fragment.h"
#include "enc/enc_raise.h"
#include "enc/enc_standard.h"
#include "enc/enc_subclass.h"
#include "enc/enc_number.h"
#include "enc/enc_numpy.h"
#include "enc/enc_str.h"
#include "enc/enc_trail.h"
#include "enc/enc_uuid.h"
#include "py/class.h"
#include "py/error.h"
#include "py/is_type.h"

/* ------------------------------------------------------------------- kinds */

static char *
dispatch_str(jsd_enc *e, char *p, PyObject *o)
{
    return e->engine->str(e, p, o);
}

static char *
dispatch_int(jsd_enc *e, char *p, PyObject *o)
{
    return jsd_enc_int(e, p, o);
}

/* Writes NaN and the infinities: the engines write all other floats. */
static char *
dispatch_float(jsd_enc *e, char *p, PyObject *o)
{
    return jsd_enc_float_styled(e, p, jsd_float_read(jsd_abi.caps, o));
}

static char *
dispatch_list(jsd_enc *e, char *p, PyObject *o)
{
    return e->engine->list(e, p, o);
}

static char *
dispatch_dict(jsd_enc *e, char *p, PyObject *o)
{
    return e->engine->dict(e, p, o);
}

/* Writes the attribute `data` of a collections.UserString. NULL with an
 * exception. The caller owns o. Runs Python code. */
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

/* How a writer uses the caller's reference to the object. */
typedef enum reference_use {
    BORROWS,    /* the caller owns the object until the writer returns */
    NEEDS_NONE, /* a borrowed reference will do: the writer runs no Python code
                 * while it reads the object, or takes a reference of its own
                 */
    TAKES /* the writer takes the reference over and ends in a tail call, so
           * that a level needs little of the C stack */
} reference_use;

/* The writer of a kind. It is used if an option of `needs` is set (or needs is
 * 0) and no option of `without` is. Otherwise default() is called. */
typedef struct kind_row {
    jsd_enc_writer *write; /* NULL: only default() can */
    jsd_options needs;
    jsd_options without;
    reference_use reference;
} kind_row;

#define BUFFER_OPTIONS JSD_BUFFER_OPTIONS
#define BYTES_OPTIONS JSD_BYTES_OPTIONS
#define COLLECTION_OPTIONS JSD_OPT(SERIALIZE_COLLECTIONS)
#define DATETIME_OPTIONS JSD_OPT(PASSTHROUGH_DATETIME)
#define DECIMAL_OPTIONS (JSD_OPT(DECIMAL) | JSD_OPT(DECIMAL_STR))
#define NAMEDTUPLE_OPTIONS JSD_OPT(SERIALIZE_NAMEDTUPLE)
#define NUMPY_OPTIONS JSD_OPT(SERIALIZE_NUMPY)
#define SUBCLASS_OPTIONS JSD_OPT(PASSTHROUGH_SUBCLASS)
#define TIMEDELTA_OPTIONS JSD_OPT(SERIALIZE_TIMEDELTA)

/* One row for each kind of py/types.h, in its order. The engines write the
 * built-in types by themselves; of these only NaN and infinities come here. */
#define KIND_ROWS(ROW)                                                      \
    ROW(OTHER, NULL, 0, 0, BORROWS)                                         \
    ROW(STR, NULL, 0, 0, BORROWS)                                           \
    ROW(INT, NULL, 0, 0, BORROWS)                                           \
    ROW(BOOL, NULL, 0, 0, BORROWS)                                          \
    ROW(FLOAT, dispatch_float, 0, 0, NEEDS_NONE)                            \
    ROW(LIST, NULL, 0, 0, BORROWS)                                          \
    ROW(TUPLE, NULL, 0, 0, BORROWS)                                         \
    ROW(DICT, NULL, 0, 0, BORROWS)                                          \
    ROW(DATETIME, jsd_enc_datetime, 0, DATETIME_OPTIONS, NEEDS_NONE)        \
    ROW(DATE, jsd_enc_date, 0, DATETIME_OPTIONS, NEEDS_NONE)                \
    ROW(TIME, jsd_enc_time, 0, DATETIME_OPTIONS, NEEDS_NONE)                \
    ROW(TIMEDELTA, jsd_enc_timedelta, TIMEDELTA_OPTIONS, 0, BORROWS)        \
    ROW(UUID, jsd_enc_uuid, 0, 0, NEEDS_NONE)                               \
    ROW(SUBCLASS, jsd_enc_subclass, JSD_OPT(SERIALIZE_SUBCLASSES), 0,       \
        BORROWS)                                                            \
    ROW(USER_STRING, put_user_string, COLLECTION_OPTIONS, 0, BORROWS)       \
    ROW(DECIMAL, jsd_enc_decimal, DECIMAL_OPTIONS, 0, BORROWS)              \
    ROW(ENUM, jsd_enc_enum, 0, JSD_OPT(PASSTHROUGH_ENUM), BORROWS)          \
    ROW(FRAGMENT, jsd_enc_fragment, 0, 0, BORROWS)                          \
    ROW(NDARRAY, jsd_enc_ndarray,                                           \
        NUMPY_OPTIONS | BUFFER_OPTIONS | BYTES_OPTIONS, 0, BORROWS)         \
    ROW(NDARRAY_SUBCLASS, jsd_enc_ndarray_subclass,                         \
        BUFFER_OPTIONS | BYTES_OPTIONS, 0, BORROWS)                         \
    ROW(MASKED, jsd_enc_masked, BUFFER_OPTIONS | BYTES_OPTIONS, 0, BORROWS) \
    ROW(NDARRAY_UNKNOWN, NULL, 0, 0, BORROWS)                               \
    ROW(NUMPY_NUMBER, jsd_enc_numpy_scalar, NUMPY_OPTIONS | BUFFER_OPTIONS, \
        0, BORROWS)                                                         \
    ROW(NUMPY_SCALAR, jsd_enc_numpy_scalar, BUFFER_OPTIONS, 0, BORROWS)     \
    ROW(DATETIME64, jsd_enc_datetime64, NUMPY_OPTIONS | BUFFER_OPTIONS, 0,  \
        BORROWS)                                                            \
    ROW(BYTES, jsd_enc_bytes, BYTES_OPTIONS | BUFFER_OPTIONS, 0, BORROWS)   \
    ROW(STR_SUBCLASS, dispatch_str, 0, SUBCLASS_OPTIONS, NEEDS_NONE)        \
    ROW(INT_SUBCLASS, dispatch_int, 0, SUBCLASS_OPTIONS, NEEDS_NONE)        \
    ROW(LIST_SUBCLASS, dispatch_list, 0, SUBCLASS_OPTIONS, NEEDS_NONE)      \
    ROW(DICT_SUBCLASS, dispatch_dict, 0, SUBCLASS_OPTIONS, NEEDS_NONE)      \
    ROW(NAMEDTUPLE, jsd_enc_namedtuple,                                     \
        NAMEDTUPLE_OPTIONS | COLLECTION_OPTIONS, 0, TAKES)                  \
    ROW(DATACLASS, jsd_enc_dataclass, 0, JSD_OPT(PASSTHROUGH_DATACLASS),    \
        NEEDS_NONE)                                                         \
    ROW(MAPPING, jsd_enc_mapping, COLLECTION_OPTIONS, 0, TAKES)             \
    ROW(ITERABLE, jsd_enc_iterable, COLLECTION_OPTIONS, 0, TAKES)

#define KIND_ROW(kind, write, needs, without, reference) \
    [JSD_KIND_##kind] = {write, needs, without, reference},
static const kind_row kind_rows[JSD_KIND_COUNT] = {KIND_ROWS(KIND_ROW)};

#define KIND_ROW_NAME(kind, write, needs, without, reference) KIND_ROW_##kind,
enum { KIND_ROWS(KIND_ROW_NAME) };
#define CHECK_KIND_ROW(kind) \
    _Static_assert(KIND_ROW_##kind >= 0, "KIND_ROWS lacks a kind");
JSD_KIND_LIST(CHECK_KIND_ROW)

/* Returns the kind of class c if one of JSD_KIND_OPTIONS is set. */
static jsd_kind
kind_of(const jsd_enc *e, const jsd_class *c)
{
    if ((e->options & (JSD_KIND_OPTIONS & ~SUBCLASS_OPTIONS)) &&
        c->own_kind == JSD_KIND_ENUM)
        return c->own_kind;
    return e->options & SUBCLASS_OPTIONS ? c->own_kind : c->kind;
}

/* Finds the kind of type, and whether it is a collection of the standard
 * library. -1 with an exception. The caller owns type. May run Python code. */
static int
find_type_kind(jsd_enc *e, PyTypeObject *type, jsd_kind *kind,
               bool *is_standard)
{
    jsd_class *own;
    const jsd_class *c =
        jsd_class_of(&e->state->classes, &e->gate, type, &own);

    if (c != NULL) {
        *kind = kind_of(e, c);
        *is_standard = c->is_standard;
    }
    jsd_class_free(&e->gate, own);
    return c == NULL ? -1 : 0;
}

/* Returns whether the options let the writer of row r write. */
static bool
row_is_written(const jsd_enc *e, const kind_row *r)
{
    return r->write != NULL &&
           (r->needs == 0 || (e->options & r->needs) != 0) &&
           (e->options & r->without) == 0;
}

static const kind_row by_default = {jsd_enc_default, 0, 0, BORROWS};

/* Returns the row of kind, or that of default() if the options exclude it. */
static const kind_row *
row_of(const jsd_enc *e, jsd_kind kind)
{
    return row_is_written(e, &kind_rows[kind]) ? &kind_rows[kind]
                                               : &by_default;
}

/* Raises the error for a class that cannot be read. Returns NULL. */
static const kind_row *
fail_class(jsd_enc *e)
{
    jsd_enc_raise_class(e);
    return NULL;
}

/* Returns whether instances of type are written as collections: 1, 0, or -1
 * with an exception. If there is a default(), only collections of the standard
 * library are. A class of a user may mean more than its items, and default()
 * may know it. */
static int
takes_collections(jsd_enc *e, PyTypeObject *type)
{
    bool is_standard;
    jsd_kind kind;

    if ((e->options & COLLECTION_OPTIONS) == 0)
        return 0;
    if (e->fallback == NULL)
        return 1;
    return find_type_kind(e, type, &kind, &is_standard) < 0 ? -1 : is_standard;
}

/* Finds the kind of type by its base types and the abstract classes. -1 with
 * an exception. The caller owns type. Runs Python code. */
static int
find_protocol(jsd_enc *e, PyTypeObject *type, jsd_kind *kind)
{
    int collections = takes_collections(e, type);

    *kind = JSD_KIND_OTHER;
    if (collections < 0)
        return -1;
    if (!collections &&
        (e->options & JSD_PROTOCOL_OPTIONS & ~COLLECTION_OPTIONS) == 0)
        return 0;
    return jsd_types_protocol(&e->state->types, &e->gate, type, collections,
                              kind);
}

/* Returns the row for o by the protocols of its class, or NULL with an
 * exception. The caller owns o. o may change its class meanwhile, so that the
 * class is owned, too. */
static const kind_row *
ask_class(jsd_enc *e, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    jsd_kind kind;
    int status;

    Py_IncRef((PyObject *)type);
    status = find_protocol(e, type, &kind);
    jsd_gate_drop(&e->gate, (PyObject *)type);
    return status < 0 ? fail_class(e) : row_of(e, kind);
}

/* Writes the numbers of o's buffer, or, if it has none, o by the protocols of
 * its class. NULL with an exception. The caller owns o. */
static char *
put_buffer_or_other(jsd_enc *e, char *p, PyObject *o)
{
    const kind_row *r;
    int done = jsd_enc_buffer_try(e, &p, o);

    if (done != 0)
        return done < 0 ? NULL : p;
    r = ask_class(e, o);
    if (r == NULL)
        return NULL;
    if (r->reference == TAKES)
        Py_IncRef(o);
    return r->write(e, p, o);
}

static const kind_row by_buffer = {put_buffer_or_other, 0, 0, BORROWS};

static const kind_row *
fail_unreadable(jsd_enc *e, PyObject *o)
{
    jsd_enc_unreadable(e, o);
    return NULL;
}

/* Returns the row for o, whose class says nothing by itself: by its buffer, or
 * by the protocols of its class. NULL with an exception. The caller owns o. */
static const kind_row *
ask_object(jsd_enc *e, PyObject *o)
{
    if (e->options & BYTES_OPTIONS) {
        int fits = jsd_enc_bytes_fit(e, o);

        if (fits != 0)
            return fits < 0 ? fail_unreadable(e, o)
                            : &kind_rows[JSD_KIND_BYTES];
    }
    return e->options & BUFFER_OPTIONS ? &by_buffer : ask_class(e, o);
}

/* Returns the row for o, whose class is not in the table of classes yet or
 * says nothing by itself. NULL with an exception. The caller owns o. */
static const kind_row *
find_row(jsd_enc *e, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    bool is_standard;
    jsd_kind kind;
    int status;

    Py_IncRef((PyObject *)type);
    status = find_type_kind(e, type, &kind, &is_standard);
    jsd_gate_drop(&e->gate, (PyObject *)type);
    if (status < 0)
        return fail_class(e);
    return kind == JSD_KIND_OTHER ? ask_object(e, o) : row_of(e, kind);
}

/* Writes o by row r, and owns o meanwhile. If r is NULL, the row is found
 * first. NULL with an exception. */
static JSD_NOINLINE char *
put_owned(jsd_enc *e, char *p, PyObject *o, const kind_row *r)
{
    const size_t passes = e->gate.passes;

    Py_IncRef(o);
    if (r == NULL)
        r = find_row(e, o);
    if (r != NULL && r->reference == TAKES)
        return r->write(e, p, o);
    p = r == NULL ? NULL : r->write(e, p, o);
    jsd_enc_noted(e, o, p);
    if (p != NULL && e->gate.passes == passes)
        jsd_drop_inert(o); /* what o was borrowed from still owns it */
    else
        jsd_gate_drop(&e->gate, o);
    return p;
}

/* Writes o as JSD_STANDARD or JSD_RAW_BYTES demands. */
static JSD_NOINLINE char *
put_internal(jsd_enc *e, char *p, PyObject *o)
{
    if (e->options & JSD_RAW_BYTES)
        return jsd_type_of(jsd_abi.caps, o) == &PyBytes_Type
                   ? jsd_enc_raw_bytes(e, p, o)
                   : put_owned(e, p, o, NULL);
    Py_IncRef(o);
    p = jsd_enc_standard(e, p, o);
    jsd_gate_drop(&e->gate, o);
    return p;
}

/* Writes o where the call may start again or the state is of one thread. Only
 * a float leaves that possible. */
static JSD_NOINLINE char *
dispatch_not_alone(jsd_enc *e, char *p, PyObject *o)
{
    if (jsd_type_of(jsd_abi.caps, o) == &PyFloat_Type &&
        (e->options & (JSD_STANDARD | JSD_RAW_BYTES)) == 0)
        return dispatch_float(e, p, o);
    if (jsd_enc_gives_up(e))
        return NULL;
    e->mode = JSD_ENC_ALONE;
    return jsd_enc_dispatch(e, p, o);
}

char *
jsd_enc_dispatch(jsd_enc *e, char *p, PyObject *o)
{
    const jsd_options protocols =
        BUFFER_OPTIONS | BYTES_OPTIONS | JSD_PROTOCOL_OPTIONS;
    const jsd_class *c =
        jsd_class_find(&e->state->classes, jsd_type_of(jsd_abi.caps, o));
    const kind_row *r = NULL;
    jsd_kind kind;

    if (JSD_UNLIKELY(e->mode != JSD_ENC_ALONE))
        return dispatch_not_alone(e, p, o);
    if (JSD_UNLIKELY(e->options & (JSD_STANDARD | JSD_RAW_BYTES)))
        return put_internal(e, p, o);
    if (JSD_LIKELY(c != NULL)) {
        kind = JSD_UNLIKELY(e->options & JSD_KIND_OPTIONS) ? kind_of(e, c)
                                                           : c->kind;
        if (kind != JSD_KIND_OTHER || (e->options & protocols) == 0)
            r = row_of(e, kind);
        if (r != NULL && r->reference == NEEDS_NONE)
            return r->write(e, p, o);
    }
    return put_owned(e, p, o, r);
}

/* --------------------------------------------------- options for a message */

/* Sets *options to the options that write the buffer of o. Returns 1; 0 if o
 * has no buffer of bytes or numbers; -1 with an exception. A __buffer__ method
 * in Python is not called for a message: it may have failed just now, in each
 * of a thousand nested calls. */
static int
find_buffer(jsd_enc *e, PyObject *o, PyTypeObject *type, jsd_options *options)
{
    int got =
        jsd_facts_has_python_buffer(&e->state->types.facts, &e->gate, type);
    jsd_exporter x;

    if (got != 0)
        return got < 0 ? -1 : 0;
    got = jsd_enc_bytes_fit(e, o);
    *options = got > 0 ? BYTES_OPTIONS : 0;
    if (got != 0)
        return got;
    got = jsd_exporter_acquire(&e->gate, o, true, &x);
    if (got > 0) {
        *options = BUFFER_OPTIONS;
        jsd_exporter_release(&e->gate, &x);
    }
    return got;
}

/* Returns the options that write every numpy object of this kind; 0 if the
 * kind is not one of numpy's. */
static jsd_options
options_of_numpy(jsd_kind kind)
{
    switch (kind) {
    case JSD_KIND_NDARRAY:
    case JSD_KIND_DATETIME64:
        return NUMPY_OPTIONS | BUFFER_OPTIONS;
    case JSD_KIND_NDARRAY_SUBCLASS:
        return BUFFER_OPTIONS;
    case JSD_KIND_MASKED: /* base64 cannot express masked items */
        return JSD_OPT(SERIALIZE_BUFFER);
    default:
        return 0;
    }
}

/* Sets *options to the options that write o, an object of numpy. Leaves
 * *options alone if the dtype of o has no JSON. -1 with an exception. */
static int
find_numpy(jsd_enc *e, PyObject *o, jsd_kind kind, jsd_options *options)
{
    jsd_descr dtype;
    int got = jsd_numpy_describe(&e->state->numpy, &e->gate, o, &dtype);

    if (got == 0 && dtype.kind != JSD_DESCR_OTHER)
        *options = options_of_numpy(kind);
    return got;
}

static int
find_kind_options(jsd_enc *e, PyObject *o, PyTypeObject *type,
                  jsd_options *options)
{
    jsd_kind kind = JSD_KIND_OTHER;
    bool is_standard;
    int got = find_type_kind(e, type, &kind, &is_standard);

    if (got == 0 && options_of_numpy(kind) != 0)
        return find_numpy(e, o, kind, options);
    if (got == 0 && (kind == JSD_KIND_BYTES || kind == JSD_KIND_OTHER))
        got = find_buffer(e, o, type, options);
    if (got == 0 && kind == JSD_KIND_OTHER)
        got =
            jsd_types_protocol(&e->state->types, &e->gate, type, true, &kind);
    if (got == 0)
        *options = kind_rows[kind].needs;
    return got;
}

int
jsd_enc_find_options(jsd_enc *e, PyObject *o, jsd_options *options)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    int got;

    *options = 0;
    Py_IncRef((PyObject *)type);
    got = find_kind_options(e, o, type, options);
    jsd_gate_drop(&e->gate, (PyObject *)type);
    if (*options & e->options)
        *options = 0;
    if (got >= 0)
        return 0;
    *options = 0;
    return jsd_enc_forgive(e);
}
