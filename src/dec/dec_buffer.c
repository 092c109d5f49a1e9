/* SPDX-License-Identifier: MIT */
#include "dec/dec_buffer.h"

#include "base/mem.h"
#include "num/dtype.h"
#include "py/memblock.h"
#include "py/unlocked.h"
#include "text/base64.h"

/* The members, owned: other threads may find the dict while the GIL is
 * released. */
typedef struct buffer_members {
    PyObject *dtype, *shape, *data;
} buffer_members;

/* The characters of an ASCII str. */
typedef struct ascii_text {
    const char *s;
    size_t n;
    PyObject *copy; /* owned, if the str cannot be read in place; or NULL */
} ascii_text;

/* ----------------------------------------------------------------- members */

/* Returns a member, new, or NULL, with or without an exception. */
static PyObject *
get_member(PyObject *dict, const char *name)
{
    PyObject *key = PyUnicode_FromString(name);
    PyObject *value = NULL;

    if (key != NULL)
        value = JSD_GATED(JSD_NOTHING_BORROWED,
                          PyDict_GetItemWithError(dict, key));
    if (value != NULL)
        Py_IncRef(value);
    jsd_drop_inert(key);
    return value;
}

static void
drop_members(const buffer_members *m)
{
    jsd_gate_drop(JSD_NOTHING_BORROWED, m->dtype);
    jsd_gate_drop(JSD_NOTHING_BORROWED, m->shape);
    jsd_gate_drop(JSD_NOTHING_BORROWED, m->data);
}

/* Returns whether the dict has exactly these three members. May return false
 * with an exception. */
static bool
find_members(PyObject *dict, buffer_members *m)
{
    buffer_members found = {NULL, NULL, NULL};

    if (PyDict_Size(dict) != 3)
        return false;
    if ((found.dtype = get_member(dict, "dtype")) != NULL &&
        (found.shape = get_member(dict, "shape")) != NULL &&
        (found.data = get_member(dict, "data")) != NULL) {
        *m = found;
        return true;
    }
    drop_members(&found);
    return false;
}

/* Reads an ASCII str. Returns `status` if o is something else. */
static jsd_status
read_ascii(PyObject *o, jsd_status status, ascii_text *a)
{
    jsd_text text;
    const void *data;

    a->copy = NULL;
    if (jsd_type_of(jsd_abi.caps, o) != &PyUnicode_Type)
        return status;
    if (jsd_str_text(jsd_abi.caps, o, &text)) {
        a->s = text.data;
        a->n = text.len;
        return text.form == JSD_FORM_UTF8 ? JSD_OK : status;
    }
    a->copy = JSD_GATED(JSD_NOTHING_BORROWED, PyUnicode_AsASCIIString(o));
    if (a->copy == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
            return JSD_RAISED;
        JSD_GATED(JSD_NOTHING_BORROWED, PyErr_Clear());
        return status;
    }
    jsd_bytes_peek(jsd_abi.caps, a->copy, &data, &a->n);
    a->s = data;
    return JSD_OK;
}

/* Returns 1 if o is a dtype that dumps() writes, 0 if not, -1 with an
 * exception. */
static int
read_dtype(PyObject *o, jsd_memblock_layout *layout)
{
    jsd_item_format format = {JSD_ITEM_NONE, false};
    ascii_text a;
    jsd_status status = read_ascii(o, JSD_END, &a);

    if (status != JSD_OK)
        return status == JSD_RAISED ? -1 : 0;
    format = jsd_dtype_read(a.s, a.n);
    jsd_gate_drop(JSD_NOTHING_BORROWED, a.copy);
    if (format.item == JSD_ITEM_NONE)
        return 0;
    jsd_dtype_put_code(format, layout->format);
    layout->itemsize = jsd_item_size(format.item);
    return 1;
}

static jsd_status
read_size(PyObject *o, ptrdiff_t *size)
{
    Py_ssize_t n;

    if (o == NULL)
        return JSD_RAISED;
    if (jsd_type_of(jsd_abi.caps, o) != &PyLong_Type)
        return JSD_BAD_SHAPE;
    n = PyLong_AsSsize_t(o);
    if (n == -1 && PyErr_Occurred() != NULL)
        JSD_GATED(JSD_NOTHING_BORROWED,
                  PyErr_Clear()); /* the size is too large */
    if (n < 0)
        return JSD_BAD_SHAPE;
    *size = n;
    return JSD_OK;
}

/* Reads the shape; len is the bytes of all items. No stride may overflow, even
 * in an array without items. */
static jsd_status
read_layout_shape(PyObject *o, jsd_memblock_layout *layout, size_t *len)
{
    size_t stretch = layout->itemsize; /* counts each 0 of the shape as 1 */
    bool empty = false;
    Py_ssize_t n;
    jsd_status status;

    if (jsd_type_of(jsd_abi.caps, o) != &PyList_Type)
        return JSD_BAD_SHAPE;
    n = PyList_Size(o);
    if (n > JSD_ARRAY_DIMENSIONS)
        return JSD_BAD_SHAPE;
    layout->ndim = (int)n;
    for (int i = 0; i < layout->ndim; i++) {
        ptrdiff_t *size = &layout->shape[i];

        status = read_size(PyList_GetItem(o, i), size);
        if (status != JSD_OK)
            return status;
        empty |= *size == 0;
        if (*size != 0 && (jsd_mul_over(stretch, (size_t)*size, &stretch) ||
                           stretch > PY_SSIZE_T_MAX))
            return JSD_BAD_SHAPE;
    }
    *len = empty ? 0 : stretch;
    return JSD_OK;
}

/* -------------------------------------------------------------------- data */

/* Decodes len bytes of base64 into new memory. *data is NULL if there is no
 * memory. */
static jsd_status
read_base64(const ascii_text *a, size_t len, void **data)
{
    PyThreadState *thread;
    jsd_status status;
    void *made;
    size_t at;

    if (a->n != jsd_base64_size(len) || jsd_base64_bytes(a->s, a->n) != len)
        return JSD_BAD_BUFFER_SIZE;
    if (len == 0) {
        *data = NULL;
        return JSD_OK;
    }
    made = jsd_mem_new(len);
    if (made == NULL)
        return JSD_NO_MEMORY;
    thread = JSD_GATED(JSD_NOTHING_BORROWED, jsd_unlock(len));
    status = jsd_base64_read(a->s, a->n, made, &at);
    jsd_relock(thread);
    if (status == JSD_OK)
        *data = made;
    else
        jsd_mem_free(made);
    return status;
}

static jsd_status
read_data(PyObject *o, size_t len, void **data)
{
    ascii_text a;
    jsd_status status = read_ascii(o, JSD_BAD_BASE64, &a);

    if (status != JSD_OK)
        return status;
    status = read_base64(&a, len, data);
    jsd_drop_inert(a.copy);
    return status;
}

/* Makes the view of three members whose dtype is read. */
static jsd_status
read_members(const jsd_state *state, const buffer_members *m,
             jsd_memblock_layout *layout, PyObject **view)
{
    jsd_status status;
    void *data = NULL;
    size_t len;

    status = read_layout_shape(m->shape, layout, &len);
    if (status == JSD_OK)
        status = read_data(m->data, len, &data);
    if (status != JSD_OK)
        return status;
    *view = JSD_GATED(JSD_NOTHING_BORROWED,
                      jsd_memblock_view(state, data, layout));
    return *view == NULL ? JSD_RAISED : JSD_OK;
}

/* Returns 1 if a dict is a buffer, with its members, owned, and the layout of
 * an item. Returns 0 if not, -1 with an exception. */
static int
is_buffer(PyObject *dict, buffer_members *m, jsd_memblock_layout *layout)
{
    int is;

    if (!find_members(dict, m))
        return PyErr_Occurred() == NULL ? 0 : -1;
    is = read_dtype(m->dtype, layout);
    if (is <= 0)
        drop_members(m);
    return is;
}

PyObject *
jsd_dec_buffer(jsd_dec *d, PyObject *dict)
{
    PyObject *view = NULL;
    jsd_memblock_layout layout;
    buffer_members m;
    int is = dict == NULL ? -1 : is_buffer(dict, &m, &layout);

    if (is == 0)
        return dict;
    if (is > 0) {
        d->status = read_members(d->job->state, &m, &layout, &view);
        drop_members(&m);
    } else {
        d->status = JSD_RAISED;
    }
    jsd_gate_drop(JSD_NOTHING_BORROWED, dict);
    return view;
}
