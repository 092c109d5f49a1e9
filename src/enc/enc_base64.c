/* SPDX-License-Identifier: MIT */
#include "enc/enc_base64.h"

#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "enc/enc_style.h"
#include "num/dtype.h"
#include "num/strided_copy.h"
#include "py/unlocked.h"
#include "text/base64.h"

enum {
    COPIED = 32 * 48,   /* bytes on the C stack: a multiple of the item sizes
                         * and of 3 */
    PIECE = 32 * COPIED /* bytes of data that fill a chunk for a sink */
};

/* -------------------------------------------------------------------- data */

/* Writes n bytes of data that g copies. Not inlined, so that the C stack has
 * the copy only while no Python code runs. */
static JSD_NOINLINE char *
put_copied(jsd_strided_copy *g, char *p, size_t n)
{
    char bytes[COPIED];
    size_t piece;

    for (; n > 0; n -= piece) {
        piece = n < COPIED ? n : COPIED;
        jsd_strided_copy_read(g, bytes, piece);
        p = jsd_base64_put(p, bytes, piece, false);
    }
    return p;
}

/* Writes n bytes of data at once, or, for a sink, chunk by chunk. NULL with an
 * exception. May run Python code. */
static char *
put_base64_bytes(jsd_enc *e, char *p, const jsd_array *array, size_t n)
{
    const bool flat = jsd_array_is_c_contiguous(array);
    const char *data = array->data;
    PyThreadState *thread;
    jsd_strided_copy g;
    size_t piece;

    if (!flat && n > 0)
        jsd_strided_copy_start(&g, array);
    for (; n > 0; n -= piece, data += piece) {
        piece = e->sink == NULL || n < PIECE ? n : PIECE;
        p = jsd_enc_reserve(e, p, jsd_base64_size(piece));
        if (p == NULL)
            return NULL;
        thread = JSD_GATED(&e->gate, jsd_unlock(piece));
        p = flat ? jsd_base64_put(p, data, piece, false)
                 : put_copied(&g, p, piece);
        jsd_relock(thread);
        if (jsd_enc_is_full(e, p))
            p = jsd_enc_flush(e, p);
        if (p == NULL)
            return NULL;
    }
    return p;
}

static char *
put_base64_text(jsd_enc *e, char *p, const jsd_array *array)
{
    size_t n;

    if (jsd_strided_copy_size_over(array, &n) || n > PY_SSIZE_T_MAX / 4)
        return jsd_enc_raise_no_memory(e);
    *p++ = '"';
    p = put_base64_bytes(e, p, array, n);
    p = p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
    if (p == NULL)
        return NULL;
    *p = '"';
    return p + 1;
}

/* Writes the member "data" in the way of the engines, without making a str of
 * the text. NULL with an exception. */
static char *
put_base64_data(jsd_enc *e, char *p, PyObject *key, const jsd_array *array)
{
    p = jsd_enc_reserve(e, p, 0);
    if (p != NULL && e->style.breaks != NULL)
        p = jsd_enc_break(e, p);
    p = p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
    p = p == NULL ? NULL : e->engine->str(e, p, key);
    p = p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
    if (p == NULL)
        return NULL;
    *p++ = ':';
    if (e->style.breaks != NULL)
        *p++ = ' ';
    p = put_base64_text(e, p, array);
    if (p == NULL)
        return NULL;
    *p++ = ',';
    return jsd_enc_reserve(e, p, 0);
}

/* ----------------------------------------------------------------- members */

static PyObject *
dtype_of(jsd_enc *e, const jsd_array *array)
{
    char dtype[JSD_DTYPE_LEN + 1];

    (void)e;
    jsd_dtype_put(array->format, dtype);
    return PyUnicode_FromString(dtype);
}

static PyObject *
new_shape_list(jsd_enc *e, const jsd_array *array)
{
    PyObject *shape = JSD_GATED(&e->gate, PyList_New(0));

    for (int i = 0; shape != NULL && i < array->ndim; i++)
        shape = jsd_gate_append(&e->gate, shape,
                                PyLong_FromSsize_t(array->shape[i]));
    return shape;
}

typedef struct base64_member {
    const char *key;
    PyObject *(*make)(jsd_enc *e, const jsd_array *array); /* NULL for the data
                                                            * itself */
} base64_member;

static const base64_member base64_members[] = {
    {"dtype", dtype_of},
    {"shape", new_shape_list},
    {"data", NULL},
};

static char *
put_base64_member(jsd_enc *e, char *p, const base64_member *m,
                  const jsd_array *array)
{
    PyObject *key = PyUnicode_FromString(m->key);
    PyObject *value = NULL;

    if (key == NULL)
        return NULL;
    if (m->make == NULL) {
        p = put_base64_data(e, p, key, array);
    } else {
        value = m->make(e, array);
        p = value == NULL ? NULL : e->engine->member(e, p, key, value);
    }
    if (p == NULL)
        jsd_enc_failed_at(e, key);
    jsd_gate_drop(&e->gate, value);
    jsd_drop_inert(key);
    return p;
}

char *
jsd_enc_base64(jsd_enc *e, char *p, PyObject *o, const jsd_array *array)
{
    const bool sorted =
        (e->options & (JSD_OPT(SORT_KEYS) | JSD_OPT(CANONICAL))) != 0;
    const size_t n = JSD_COUNTOF(base64_members);

    Py_IncRef(o);
    if (!jsd_enc_enter_owned(e, o, NULL))
        return jsd_enc_too_deep(e);
    *p++ = '{';
    for (size_t i = 0; p != NULL && i < n; i++) /* sorted by key, "data" is the
                                                 * first one */
        p = put_base64_member(
            e, p, &base64_members[sorted ? (i + n - 1) % n : i], array);
    if (p == NULL)
        return NULL;
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, '}');
}
