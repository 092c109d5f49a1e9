/* SPDX-License-Identifier: MIT */
#include "enc/enc_buffer.h"

#include "enc/enc_base64.h"
#include "enc/enc_default.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "enc/enc_style.h"
#include "num/array_parallel.h"
#include "py/error.h"
#include "py/unlocked.h"

/* bytes of output that are reserved at once for a large array */
enum { ROOM_MAX = 256 * 1024 };

/* Sets the members of w that the options decide. */
static void
set_style(const jsd_enc *e, jsd_array_writer *w)
{
    w->special = JSD_ARRAY_NULL;
    if (e->options & JSD_OPT(NAN_LITERAL))
        w->special = JSD_ARRAY_LITERAL;
    else if (e->options & (JSD_OPT(NAN_ERROR) | JSD_OPT(CANONICAL)))
        w->special = JSD_ARRAY_REFUSE;
    w->canonical = (e->options & JSD_OPT(CANONICAL)) != 0;
    /* OPT_SERIALIZE_NUMPY alone ignores OPT_STRICT_INTEGER, as orjson does. */
    w->strict = (e->options & JSD_OPT(CANONICAL)) != 0 ||
                ((e->options & JSD_OPT(STRICT_INTEGER)) != 0 &&
                 (e->options & JSD_OPT(SERIALIZE_BUFFER)) != 0);
    w->breaks = e->style.breaks;
    w->outer = jsd_enc_depth(e);
}

static void
refuse_number(jsd_enc *e, jsd_item item)
{
    jsd_enc_raise(e, item >= JSD_ITEM_F16 ? "NaN and infinities are not JSON"
                                          : "Integer exceeds 53-bit range");
}

/* Returns the place of the item that was refused, which w would write next. */
static const char *
refused_item(const jsd_array_writer *w)
{
    const char *p = w->array->data;

    for (int i = 0; i < w->depth; i++)
        p = jsd_array_item_at(w->array, p, i, w->index[i]);
    return p;
}

/* Raises the error for the refused item, and adds its indices to the path.
 * Returns NULL. */
static char *
refuse_item(jsd_enc *e, const jsd_array_writer *w, const jsd_enc_items *items)
{
    if (items == NULL || items->refuse == NULL)
        refuse_number(e, w->array->format.item);
    else
        items->refuse(e, items->context, refused_item(w));
    for (int i = w->depth; i-- > 0;)
        jsd_enc_failed_at_index(e, w->index[i]);
    return NULL;
}

/* Writes the next part of the array, as far as the reserved room goes. With a
 * sink the room is one chunk, which limits how long other threads wait. NULL
 * with an exception. */
static char *
put_on(jsd_enc *e, char *p, jsd_array_writer *w, size_t bytes)
{
    PyThreadState *thread;

    p = jsd_enc_reserve(e, p, w->room + (bytes < ROOM_MAX ? 0 : ROOM_MAX));
    if (p == NULL)
        return NULL;
    thread = JSD_GATED(&e->gate, jsd_unlock(bytes));
    p = jsd_array_write(w, p, e->out.limit - JSD_ENC_ROOM);
    jsd_relock(thread);
    return p;
}

/* Writes the next part by several threads, or by one if there is no memory for
 * threads. NULL with an exception. */
static char *
put_parallel(jsd_enc *e, char *p, jsd_array_writer *w, unsigned threads)
{
    PyThreadState *thread;
    jsd_status status;

    p = jsd_enc_reserve(e, p, jsd_array_parallel_room(w));
    if (p == NULL)
        return NULL;
    thread = JSD_GATED(&e->gate, PyEval_SaveThread());
    status = jsd_array_write_parallel(w, threads, p,
                                      e->out.limit - JSD_ENC_ROOM, &p);
    PyEval_RestoreThread(thread);
    return status == JSD_OK ? p : put_on(e, p, w, ROOM_MAX);
}

char *
jsd_enc_array(jsd_enc *e, char *p, const jsd_array *array,
              const jsd_enc_items *items)
{
    const size_t bytes = jsd_array_bytes(array);
    jsd_array_writer w;
    unsigned threads;

    if (jsd_enc_depth(e) + (size_t)array->ndim > JSD_ENC_MAX_DEPTH)
        return jsd_enc_too_deep(e);
    set_style(e, &w);
    jsd_array_write_start(&w, array);
    if (items != NULL)
        jsd_array_write_replace(&w, items->put, items->context);
    /* A chunk for a sink is too small for threads. */
    threads = e->sink == NULL && (items == NULL || !items->is_alone)
                  ? jsd_array_parallel_threads(&w)
                  : 1;
    while (!w.is_done) {
        p = threads > 1 ? put_parallel(e, p, &w, threads)
                        : put_on(e, p, &w, bytes);
        if (p != NULL && w.is_refused)
            return refuse_item(e, &w, items);
        if (p != NULL && jsd_enc_is_full(e, p))
            p = jsd_enc_flush(e, p);
        if (p == NULL)
            return NULL;
    }
    return p;
}

char *
jsd_enc_array_text(jsd_enc *e, char *p, const jsd_array *array)
{
    jsd_array_writer w;

    set_style(e, &w);
    w.breaks = NULL;
    jsd_array_write_start(&w, array);
    p = jsd_array_write(&w, p, p + JSD_ENC_ROOM);
    return w.is_refused ? refuse_item(e, &w, NULL) : p;
}

/* Returns whether Python code makes the buffer of o (a __buffer__ method). The
 * exception that is set stays. */
static bool
exports_in_python(jsd_enc *e, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    jsd_raised raised;
    int found;

    jsd_raised_take(&raised);
    Py_IncRef((PyObject *)type);
    found =
        jsd_facts_has_python_buffer(&e->state->types.facts, &e->gate, type);
    jsd_gate_drop(&e->gate, (PyObject *)type);
    if (found < 0)
        JSD_GATED(&e->gate, PyErr_Clear());
    jsd_raised_restore(&raised);
    return found > 0;
}

char *
jsd_enc_unreadable(jsd_enc *e, PyObject *o)
{
    if (!PyErr_ExceptionMatches(PyExc_ValueError) || exports_in_python(e, o))
        jsd_enc_raise_from(e, "a buffer cannot be read");
    return NULL;
}

int
jsd_enc_buffer_try(jsd_enc *e, char **p, PyObject *o)
{
    const bool base64 = (e->options & JSD_OPT(BUFFER_BASE64)) != 0;
    jsd_exporter x;
    int got = jsd_exporter_acquire(&e->gate, o, base64 || e->sink != NULL, &x);

    if (got < 0)
        jsd_enc_unreadable(e, o);
    if (got <= 0)
        return got;
    *p = base64 ? jsd_enc_base64(e, *p, o, &x.array)
                : jsd_enc_array(e, *p, &x.array, NULL);
    jsd_exporter_release(&e->gate, &x);
    return *p == NULL ? -1 : 1;
}

char *
jsd_enc_buffer(jsd_enc *e, char *p, PyObject *o)
{
    int got = jsd_enc_buffer_try(e, &p, o);

    if (got == 0)
        return jsd_enc_default(e, p, o);
    return got < 0 ? NULL : p;
}
