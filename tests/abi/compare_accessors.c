/* SPDX-License-Identifier: MIT */
#include "compare_accessors.h"

#include "abi_suites.h"

#include "abi/bytes.h"
#include "abi/dict.h"
#include "abi/memoryview.h"
#include "abi/number.h"
#include "abi/sequence.h"
#include "abi/str.h"

long compared;

static unsigned long
flags_of(PyObject *o)
{
    PyObject *type = PyObject_Type(o);
    unsigned long flags = PyType_GetFlags((PyTypeObject *)type);

    Py_DecRef(type);
    return flags;
}

static bool
is_instance(PyObject *o, PyTypeObject *type)
{
    return PyObject_IsInstance(o, (PyObject *)type) == 1;
}

static void
compare_type(PyObject *o)
{
    ck_assert_ptr_eq(jsd_type_of(live_caps_direct(), o),
                     jsd_type_of(live_caps_public(), o));
}

/* ----------------------------------------------------------------- scalars */

static Py_UCS4
unit(const jsd_text *text, size_t i)
{
    switch (text->form) {
    case JSD_FORM_UCS2:
        return ((const uint16_t *)text->data)[i];
    case JSD_FORM_UCS4:
        return ((const uint32_t *)text->data)[i];
    default:
        return ((const uint8_t *)text->data)[i];
    }
}

void
compare_str(PyObject *o)
{
    Py_UCS4 widest = 0;
    jsd_text text;

    ck_assert(!jsd_str_text(live_caps_public(), o, &text));
    ck_assert(jsd_str_text(live_caps_direct(), o, &text));
    ck_assert_int_eq((Py_ssize_t)text.len, PyUnicode_GetLength(o));
    for (size_t i = 0; i < text.len; i++) {
        Py_UCS4 c = unit(&text, i);

        ck_assert_uint_eq(c, PyUnicode_ReadChar(o, (Py_ssize_t)i));
        widest = c > widest ? c : widest;
    }
    ck_assert_int_eq(text.form, widest < 0x80      ? JSD_FORM_UTF8
                                : widest < 0x100   ? JSD_FORM_UCS1
                                : widest < 0x10000 ? JSD_FORM_UCS2
                                                   : JSD_FORM_UCS4);
}

static void
compare_u128(PyObject *o)
{
    uint64_t high[2], low[2];
    bool fits = jsd_int_read_u128(live_caps_direct(), o, &high[0], &low[0]);

    ck_assert_int_eq(
        fits, jsd_int_read_u128(live_caps_public(), o, &high[1], &low[1]));
    live_expect_no_exception("jsd_int_read_u128");
    if (!fits)
        return;
    ck_assert_uint_eq(high[0], high[1]);
    ck_assert_uint_eq(low[0], low[1]);
}

static void
compare_int(PyObject *o)
{
    uint64_t direct = 0, public = 0;
    jsd_int_range range = jsd_int_read(live_caps_direct(), o, &direct);

    ck_assert_int_eq(range, jsd_int_read(live_caps_public(), o, &public));
    if (range != JSD_INT_BIG)
        ck_assert_uint_eq(direct, public);
    live_expect_no_exception("jsd_int_read");
    compare_u128(o);
}

static void
compare_float(PyObject *o)
{
    double direct = jsd_float_read(live_caps_direct(), o);
    double public = jsd_float_read(live_caps_public(), o);

    ck_assert_mem_eq(&direct, &public, sizeof direct);
}

/* -------------------------------------------------------------- containers */

void
compare_items(PyObject *o, bool is_list)
{
    PyObject *(*item)(jsd_caps, PyObject *, Py_ssize_t) =
        is_list ? jsd_list_item : jsd_tuple_item;
    const jsd_caps caps[] = {live_caps_direct(), live_caps_public()};
    Py_ssize_t n = PySequence_Size(o);

    for (Py_ssize_t i = 0; i <= n; i++) {
        PyObject *direct = item(caps[0], o, i);
        PyObject *public = item(caps[1], o, i);

        ck_assert_ptr_eq(direct, public);
        ck_assert_int_eq(direct == NULL, i == n);
        if (direct == NULL)
            continue;
        jsd_item_release(caps[0], direct);
        jsd_item_release(caps[1], public);
    }
}

static void
compare_dict(PyObject *o)
{
    const jsd_caps caps[] = {live_caps_direct(), live_caps_public()};
    jsd_dict_iter it[2];
    PyObject *key[2], *value[2];
    Py_ssize_t n = 0;
    int more;

    ck_assert_int_eq(jsd_dict_size(caps[0], o), PyDict_Size(o));
    for (int i = 0; i < 2; i++)
        jsd_dict_iter_start(caps[i], &it[i], o);
    do {
        if (n == 2)
            ck_assert(jsd_dict_iter_resume(caps[0], &it[0]));
        more = jsd_dict_next(caps[0], &it[0], &key[0], &value[0]);
        ck_assert_int_eq(more,
                         jsd_dict_next(caps[1], &it[1], &key[1], &value[1]));
        for (int i = 0; more && i < 2; i++) {
            ck_assert_ptr_eq(key[i], key[0]);
            ck_assert_ptr_eq(value[i], value[0]);
        }
        /* PyDict_Next reads a split table and lends items as the public API
         * does. */
        for (int i = 0; more && i < 2; i++)
            if (i == 1 || it[0].stride == 0) {
                jsd_item_release(caps[1], key[i]);
                jsd_item_release(caps[1], value[i]);
            }
        n += more;
    } while (more);
    ck_assert_int_eq(n, PyDict_Size(o));
}

/* ----------------------------------------------------------------- buffers */

static void
compare_bytes(PyObject *o, bool is_array)
{
    const void *direct, *public;
    size_t n, m;

    if (is_array) {
        jsd_bytearray_peek(live_caps_direct(), o, &direct, &n);
        jsd_bytearray_peek(live_caps_public(), o, &public, &m);
    } else {
        jsd_bytes_peek(live_caps_direct(), o, &direct, &n);
        jsd_bytes_peek(live_caps_public(), o, &public, &m);
    }
    ck_assert_uint_eq(n, m);
    ck_assert_ptr_nonnull(direct);
    ck_assert_ptr_eq(direct, public);
}

static void
compare_released_view(PyObject *view)
{
    jsd_pybuffer b;

    ck_assert_int_eq(jsd_abi.symbols.get_buffer(view, &b, JSD_PYBUF_FULL_RO),
                     -1);
    ck_assert(PyErr_ExceptionMatches(PyExc_ValueError));
    PyErr_Clear();
    ck_assert_int_eq(jsd_memoryview_state(view), JSD_VIEW_RELEASED);
}

static bool
attribute_is_true(PyObject *o, const char *name)
{
    PyObject *value = PyObject_GetAttrString(o, name);

    Py_DecRef(value);
    return value == Py_True;
}

static void
compare_live_view(PyObject *view)
{
    const jsd_pybuffer *direct = jsd_memoryview_get_buffer(view);
    Py_ssize_t exports = jsd_memoryview_exports(view);
    jsd_pybuffer b;
    PyObject *obj;

    ck_assert_int_eq(jsd_abi.symbols.get_buffer(view, &b, JSD_PYBUF_FULL_RO),
                     0);
    ck_assert_int_eq(jsd_memoryview_exports(view), exports + 1);
    ck_assert_ptr_eq(direct->buf, b.buf);
    ck_assert_int_eq(direct->len, b.len);
    ck_assert_int_eq(direct->itemsize, b.itemsize);
    ck_assert_int_eq(direct->readonly, b.readonly);
    ck_assert_int_eq(direct->ndim, b.ndim);
    ck_assert_str_eq(direct->format, b.format);
    ck_assert_ptr_eq(direct->shape, b.shape);
    ck_assert_ptr_eq(direct->strides, b.strides);
    ck_assert_ptr_eq(direct->suboffsets, b.suboffsets);
    ck_assert_ptr_eq(b.obj, view); /* the exporter is the view, not its base
                                    * object */
    jsd_abi.symbols.release_buffer(&b);
    ck_assert_int_eq(jsd_memoryview_exports(view), exports);
    obj = PyObject_GetAttrString(view, "obj");
    ck_assert_ptr_eq(direct->obj == NULL ? Py_None : direct->obj, obj);
    Py_DecRef(obj);
    ck_assert_int_eq(jsd_memoryview_state(view) == JSD_VIEW_CONTIGUOUS,
                     attribute_is_true(view, "c_contiguous"));
}

static PyObject *
compare_released(PyObject *self, PyObject *view)
{
    (void)self;
    compare_type(view);
    compare_released_view(view);
    compared++;
    Py_IncRef(Py_None);
    return Py_None;
}

/* ------------------------------------------------------------ any of them */

static PyObject *
compare_accessors(PyObject *self, PyObject *o)
{
    unsigned long flags = flags_of(o);

    (void)self;
    compare_type(o);
    if (flags & Py_TPFLAGS_UNICODE_SUBCLASS)
        compare_str(o);
    else if (flags & Py_TPFLAGS_LONG_SUBCLASS)
        compare_int(o);
    else if (flags & Py_TPFLAGS_LIST_SUBCLASS)
        compare_items(o, true);
    else if (flags & Py_TPFLAGS_TUPLE_SUBCLASS)
        compare_items(o, false);
    else if (flags & Py_TPFLAGS_DICT_SUBCLASS)
        compare_dict(o);
    else if (flags & Py_TPFLAGS_BYTES_SUBCLASS)
        compare_bytes(o, false);
    else if (is_instance(o, &PyFloat_Type))
        compare_float(o);
    else if (is_instance(o, &PyByteArray_Type))
        compare_bytes(o, true);
    else if (is_instance(o, &PyMemoryView_Type))
        compare_live_view(o);
    else
        ck_abort_msg("no accessor reads this type");
    compared++;
    Py_IncRef(Py_None);
    return Py_None;
}

PyMethodDef compare_accessors_def = {"compare", compare_accessors, METH_O,
                                     NULL};
PyMethodDef compare_released_def = {"compare_released", compare_released,
                                    METH_O, NULL};
