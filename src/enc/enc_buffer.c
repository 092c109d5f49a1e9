/* SPDX-License-Identifier: MIT */
#include "enc/enc_buffer.h"

#include "enc/enc_base64.h"
#include "enc/enc_other.h"
#include "py/error.h"
#include "py/exporter.h"

static void
set_style(const jsd_enc *e, jsd_array_writer *w)
{
    w->special = JSD_ARRAY_NULL;
    if (e->options & JSD_OPT(NAN_LITERAL))
        w->special = JSD_ARRAY_LITERAL;
    else if (e->options & (JSD_OPT(NAN_ERROR) | JSD_OPT(CANONICAL)))
        w->special = JSD_ARRAY_REFUSE;
    w->canonical = (e->options & JSD_OPT(CANONICAL)) != 0;
    w->strict =
        (e->options & (JSD_OPT(STRICT_INTEGER) | JSD_OPT(CANONICAL))) != 0;
    w->breaks = e->style.breaks;
    w->indent = w->breaks == NULL ? 0 : e->style.indent;
    w->outer = jsd_enc_depth(e);
}

/* The path leads to the item. */
static char *
refuse(jsd_enc *e, const jsd_array_writer *w)
{
    jsd_item item = w->array->format.item;

    jsd_raise_encode(e->state, item >= JSD_ITEM_F16
                                   ? "NaN and infinities are not JSON"
                                   : "Integer exceeds 53-bit range");
    for (int i = w->depth; i-- > 0;)
        jsd_enc_failed_at_index(e, w->index[i]);
    return NULL;
}

static char *
put_array(jsd_enc *e, char *p, const jsd_array *array)
{
    jsd_array_writer w;

    if (jsd_enc_depth(e) + (size_t)array->ndim > JSD_ENC_MAX_DEPTH)
        return jsd_enc_too_deep(e);
    set_style(e, &w);
    jsd_array_start(&w, array);
    while (!w.is_done) {
        p = jsd_enc_reserve(e, p, w.room);
        if (p == NULL)
            return NULL;
        p = jsd_array_put(&w, p, e->out.limit - JSD_ENC_ROOM);
        if (w.is_refused)
            return refuse(e, &w);
        if (jsd_enc_is_full(e, p))
            p = jsd_enc_flush(e, p);
        if (p == NULL)
            return NULL;
    }
    return p;
}

static char *
put_buffer(jsd_enc *e, char *p, PyObject *o)
{
    const bool base64 = (e->options & JSD_OPT(BUFFER_BASE64)) != 0;
    jsd_exporter x;
    int got = jsd_exporter_acquire(o, base64 || e->sink != NULL, &x);

    if (got == 0)
        return jsd_enc_default(e, p, o);
    if (got < 0) {
        jsd_raise_from(e->state, "a buffer cannot be read");
        return NULL;
    }
    p = base64 ? jsd_enc_base64(e, p, o, &x.array) : put_array(e, p, &x.array);
    jsd_exporter_release(&x);
    return p;
}

char *
jsd_enc_buffer(jsd_enc *e, char *p, PyObject *o)
{
    jsd_enc_hold(e);
    Py_IncRef(o);
    p = put_buffer(e, p, o);
    Py_DecRef(o);
    return p;
}
