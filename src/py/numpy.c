/* SPDX-License-Identifier: MIT */
#include "py/numpy.h"

#include "abi/buffer.h"
#include "base/mem.h"
#include "num/dtype.h"
#include "py/error.h"
#include "py/is_type.h"
#include "py/unlocked.h"

int
jsd_numpy_traverse(jsd_numpy *numpy, visitproc visit, void *arg)
{
    for (int i = 0; i < JSD_DESCRS; i++) {
        jsd_descr *known = atomic_load(&numpy->dtypes[i]);

        if (known != NULL)
            Py_VISIT(known->dtype);
    }
    return 0;
}

void
jsd_numpy_clear(jsd_numpy *numpy)
{
    for (int i = 0; i < JSD_DESCRS; i++) {
        jsd_descr *known = atomic_exchange(&numpy->dtypes[i], NULL);

        if (known != NULL)
            jsd_gate_drop(JSD_NOTHING_BORROWED, known->dtype);
        jsd_mem_free(known);
    }
}

/* ------------------------------------------------------------------ dtypes */

static const jsd_descr *
find_descr(jsd_numpy *numpy, const PyObject *descr)
{
    for (int i = 0; i < JSD_DESCRS; i++) {
        const jsd_descr *known =
            atomic_load_explicit(&numpy->dtypes[i], memory_order_acquire);

        if (known == NULL || known->dtype == descr)
            return known;
    }
    return NULL;
}

/* Caches *dtype for descr, which must be immutable, if there is a place;
 * otherwise it is read each time. */
static void
keep_descr(jsd_numpy *numpy, const jsd_descr *dtype, PyObject *descr)
{
    jsd_descr *known = jsd_mem_new(sizeof *known);

    if (known == NULL)
        return;
    *known = *dtype;
    known->dtype = descr;
    for (int i = 0; i < JSD_DESCRS; i++) {
        jsd_descr *none = NULL;

        if (atomic_compare_exchange_strong(&numpy->dtypes[i], &none, known)) {
            Py_IncRef(descr);
            return;
        }
        if (none->dtype == descr)
            break; /* another thread was faster */
    }
    jsd_mem_free(known);
}

static void
parse_descr(const char *text, jsd_descr *dtype)
{
    memset(dtype, 0, sizeof *dtype);
    dtype->format = jsd_dtype_read(text, strlen(text));
    /* numpy exports the dtype 'S1' as text. */
    if (dtype->format.item != JSD_ITEM_NONE &&
        dtype->format.item != JSD_ITEM_CHAR)
        dtype->kind = JSD_DESCR_NUMBERS;
    else if (jsd_datetime64_parse(text, &dtype->scale))
        dtype->kind = JSD_DESCR_DATETIMES;
}

/* Parses the str of a dtype, whatever it says. Returns -1 with an exception.
 */
static int
parse_str(jsd_gate *gate, PyObject *str, jsd_descr *dtype)
{
    PyObject *utf8;

    if (!jsd_is_str(str)) {
        JSD_GATED(gate, jsd_raise_arguments("the str of a dtype is no str"));
        return -1;
    }
    utf8 = JSD_GATED(gate, PyUnicode_AsUTF8String(str));
    if (utf8 != NULL)
        parse_descr(PyBytes_AsString(utf8), dtype);
    jsd_drop_inert(utf8);
    return utf8 == NULL ? -1 : 0;
}

/* Returns an integer that the dtype tells, an attribute; -1 with an exception.
 */
static Py_ssize_t
read_descr_int(jsd_gate *gate, PyObject *descr, const char *name)
{
    PyObject *integer = JSD_GATED(gate, PyObject_GetAttrString(descr, name));
    Py_ssize_t n = -1;

    if (integer != NULL && jsd_type_of(jsd_abi.caps, integer) != &PyLong_Type)
        JSD_GATED(gate,
                  jsd_raise_arguments("the %s of a dtype is no int", name));
    else if (integer != NULL)
        n = PyLong_AsSsize_t(integer);
    jsd_gate_drop(gate, integer);
    return n;
}

/* The value of dtype.isbuiltin for the dtypes that numpy has once, and that
 * nothing can change. All others have setters and __setstate__(). */
enum { BUILTIN = 1 };

/* Reads what a dtype tells about its items. If its str and itemsize disagree,
 * they are no numbers. Returns -1 with an exception. */
static int
learn_descr(jsd_gate *gate, PyObject *descr, jsd_descr *dtype)
{
    PyObject *str = JSD_GATED(gate, PyObject_GetAttrString(descr, "str"));
    int status = str == NULL ? -1 : parse_str(gate, str, dtype);
    Py_ssize_t size;

    jsd_gate_drop(gate, str);
    if (status < 0)
        return -1;
    size = read_descr_int(gate, descr, "itemsize");
    if (size == -1 && PyErr_Occurred() != NULL)
        return -1;
    if (dtype->kind == JSD_DESCR_NUMBERS &&
        size != (Py_ssize_t)jsd_item_size(dtype->format.item))
        dtype->kind = JSD_DESCR_OTHER;
    return 0;
}

/* Sets *dtype from the cache, or reads descr, which the caller owns. */
static int
look_up_descr(jsd_numpy *numpy, jsd_gate *gate, PyObject *descr,
              jsd_descr *dtype)
{
    const jsd_descr *known = find_descr(numpy, descr);
    Py_ssize_t builtin;

    if (known != NULL) {
        *dtype = *known;
        return 0;
    }
    if (learn_descr(gate, descr, dtype) < 0)
        return -1;
    if (dtype->kind != JSD_DESCR_NUMBERS)
        return 0;
    builtin = read_descr_int(gate, descr, "isbuiltin");
    if (builtin == -1 && PyErr_Occurred() != NULL)
        return -1;
    if (builtin == BUILTIN)
        keep_descr(numpy, dtype, descr);
    return 0;
}

int
jsd_numpy_describe(jsd_numpy *numpy, jsd_gate *gate, PyObject *o,
                   jsd_descr *dtype)
{
    PyObject *descr = JSD_GATED(gate, PyObject_GetAttrString(o, "dtype"));
    int status = descr == NULL ? -1 : look_up_descr(numpy, gate, descr, dtype);

    jsd_gate_drop(gate, descr);
    return status;
}

/* ------------------------------------------------------------------ arrays */

/* Reads an array in place. Returns 1; 0 if its dtype is not one of numbers; 2
 * if it needs an export. */
static int
acquire_in_place(jsd_numpy *numpy, PyObject *o, jsd_exporter *x,
                 jsd_descr *dtype)
{
    const jsd_descr *known;
    jsd_ndarray fields;

    if (!jsd_ndarray_read(&numpy->proof, o, &fields))
        return 2;
    known = find_descr(numpy, fields.descr);
    if (known == NULL)
        return 2;
    *dtype = *known;
    if (known->kind != JSD_DESCR_NUMBERS)
        return 0;
    x->array = (jsd_array){fields.data,       known->format,  fields.nd,
                           fields.dimensions, fields.strides, NULL};
    return jsd_array_bytes(&x->array) < JSD_UNLOCKED_BYTES ? 1 : 2;
}

static bool
is_same_item_format(jsd_item_format a, jsd_item_format b)
{
    return a.item == b.item && a.swapped == b.swapped;
}

/* Acquires what the array exports, whatever its dtype tells. */
static int
acquire_array_export(jsd_numpy *numpy, jsd_gate *gate, PyObject *o,
                     PyObject *descr, jsd_exporter *x, jsd_descr *dtype)
{
    int got;

    if (look_up_descr(numpy, gate, descr, dtype) < 0)
        return -1;
    if (dtype->kind != JSD_DESCR_NUMBERS)
        return 0;
    got = jsd_exporter_acquire(gate, o, true, x);
    if (got > 0 && x->export.obj != NULL && jsd_buffer_has_exports() &&
        !jsd_abi.free_threaded &&
        is_same_item_format(x->array.format, dtype->format))
        JSD_GATED(gate,
                  jsd_ndarray_learn(&numpy->proof, o, &x->export, descr));
    return got;
}

int
jsd_numpy_acquire(jsd_numpy *numpy, jsd_gate *gate, PyObject *o, bool calls,
                  jsd_exporter *x, jsd_descr *dtype)
{
    PyObject *descr;
    int got = 2;

    jsd_exporter_init(x);
    if (jsd_exporter_is_alone(calls))
        got = acquire_in_place(numpy, o, x, dtype);
    if (got != 2)
        return got;
    descr = JSD_GATED(gate, PyObject_GetAttrString(o, "dtype"));
    got = descr == NULL
              ? -1
              : acquire_array_export(numpy, gate, o, descr, x, dtype);
    jsd_gate_drop(gate, descr);
    return got;
}

int
jsd_numpy_acquire_integers(jsd_gate *gate, PyObject *o, const jsd_descr *dtype,
                           jsd_exporter *x)
{
    const char integers[] = {dtype->scale.order, 'i', '8', '\0'};
    PyObject *view =
        JSD_GATED(gate, PyObject_CallMethod(o, "view", "s", integers));
    int got = view == NULL ? -1 : jsd_exporter_acquire(gate, view, true, x);

    jsd_gate_drop(gate, view); /* the export owns it */
    if (got < 0)
        return -1;
    if (got > 0 && x->array.format.item == JSD_ITEM_I64 &&
        x->array.format.swapped == dtype->scale.swapped)
        return 1;
    if (got > 0)
        jsd_exporter_release(gate, x);
    JSD_GATED(gate, jsd_raise_arguments("view(\"%s\") has no such integers",
                                        integers));
    return -1;
}
