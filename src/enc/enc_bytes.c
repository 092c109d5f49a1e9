/* SPDX-License-Identifier: MIT */
#include "enc/enc_bytes.h"

#include "enc/enc_buffer.h"
#include "enc/enc_default.h"
#include "enc/enc_raise.h"
#include "enc/enc_str.h"
#include "py/input.h"
#include "py/unlocked.h"
#include "text/base64.h"
#include "text/hex.h"
#include "text/utf8.h"

static char *
put_bytes_utf8(jsd_enc *e, char *p, const jsd_text *text)
{
    PyThreadState *thread = JSD_GATED(&e->gate, jsd_unlock(text->len));
    jsd_utf8_size size;
    size_t at;
    jsd_status status = jsd_utf8_measure(text->data, text->len, &size, &at);

    jsd_relock(thread);
    if (status != JSD_OK)
        return jsd_enc_raise(e, "bytes are not valid UTF-8");
    *p = '"';
    return jsd_enc_text(e, p + 1, text);
}

static char *
put_base64(jsd_enc *e, char *p, const jsd_text *text)
{
    PyThreadState *thread;

    p = jsd_enc_reserve(e, p, jsd_base64_size(text->len) + 2);
    if (p == NULL)
        return NULL;
    thread = JSD_GATED(&e->gate, jsd_unlock(text->len));
    *p = '"';
    p = jsd_base64_put(p + 1, text->data, text->len,
                       (e->options & JSD_OPT(BYTES_BASE64URL)) != 0);
    jsd_relock(thread);
    *p = '"';
    return p + 1;
}

static char *
put_hex(jsd_enc *e, char *p, const jsd_text *text)
{
    PyThreadState *thread;

    p = jsd_enc_reserve(e, p, 2 * text->len + 2);
    if (p == NULL)
        return NULL;
    thread = JSD_GATED(&e->gate, jsd_unlock(text->len));
    *p = '"';
    p = jsd_hex_put(p + 1, text->data, text->len);
    jsd_relock(thread);
    *p = '"';
    return p + 1;
}

/* Writes text in the form that the options ask for. Raises MemoryError for
 * more than a quarter of the address space, so that no size overflows. */
static char *
put_bytes_base64(jsd_enc *e, char *p, const jsd_text *text)
{
    if (e->options & JSD_OPT(BYTES_UTF8))
        return put_bytes_utf8(e, p, text);
    if (text->len > PY_SSIZE_T_MAX / 4)
        return jsd_enc_raise_no_memory(e);
    return e->options & JSD_OPT(BYTES_HEX) ? put_hex(e, p, text)
                                           : put_base64(e, p, text);
}

/* Returns 1 if the items of a memoryview are bytes, with or without a byte
 * order before the code; 0 if not; -1 with an exception. */
static int
is_of_bytes(jsd_enc *e, PyObject *view)
{
    PyObject *format =
        JSD_GATED(&e->gate, PyObject_GetAttrString(view, "format"));
    PyObject *text = format == NULL
                         ? NULL
                         : JSD_GATED(&e->gate, PyUnicode_AsUTF8String(format));
    jsd_item item = JSD_ITEM_NONE;

    if (text != NULL)
        item = jsd_item_parse(PyBytes_AsString(text)).item;
    jsd_drop_inert(format);
    jsd_drop_inert(text);
    return text == NULL ? -1
                        : item == JSD_ITEM_U8 || item == JSD_ITEM_I8 ||
                              item == JSD_ITEM_CHAR;
}

int
jsd_enc_bytes_fit(jsd_enc *e, PyObject *o)
{
    PyObject *view = JSD_GATED(&e->gate, PyMemoryView_FromObject(o));
    int fits;

    if (view == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError) &&
            !PyErr_ExceptionMatches(PyExc_BufferError))
            return -1;
        JSD_GATED(&e->gate, PyErr_Clear());
        return 0;
    }
    fits = is_of_bytes(e, view);
    jsd_gate_drop(&e->gate, view);
    return fits;
}

/* Acquires the bytes of o. UTF-8 is read twice, so it is copied where others
 * may write to it. Base64 and hex have a fixed length for any bytes: they are
 * read in place. */
static int
get_input(jsd_enc *e, PyObject *o, jsd_input *input)
{
    return e->options & JSD_OPT(BYTES_UTF8)
               ? JSD_GATED(&e->gate,
                           jsd_input_acquire(e->state, o, true, input))
               : JSD_GATED(&e->gate,
                           jsd_input_acquire_in_place(e->state, o, input));
}

static char *
put_buffer(jsd_enc *e, char *p, PyObject *o)
{
    jsd_input input;

    p = get_input(e, o, &input) < 0 ? jsd_enc_unreadable(e, o)
                                    : put_bytes_base64(e, p, &input.text);
    JSD_GATED(&e->gate, jsd_input_release(&input));
    return p;
}

/* Writes o as an array of numbers; items of the format 'c' count as such. */
static char *
put_numbers(jsd_enc *e, char *p, PyObject *o)
{
    jsd_exporter x;
    int got = jsd_exporter_acquire(&e->gate, o, true, &x);

    if (got < 0)
        return jsd_enc_unreadable(e, o);
    if (got == 0)
        return jsd_enc_default(e, p, o);
    if (x.array.format.item == JSD_ITEM_CHAR)
        x.array.format.item = JSD_ITEM_U8;
    p = jsd_enc_array(e, p, &x.array, NULL);
    jsd_exporter_release(&e->gate, &x);
    return p;
}

/* Writes o without an option of OPT_BYTES_*: a memoryview may have numbers,
 * while bytes have none. */
static char *
put_unnamed(jsd_enc *e, char *p, PyObject *o, bool is_view)
{
    return is_view || (e->options & JSD_OPT(BUFFER_BASE64))
               ? jsd_enc_buffer(e, p, o)
               : jsd_enc_default(e, p, o);
}

/* Reads even bytes through their buffer: a subclass may have a __buffer__ of
 * its own. */
char *
jsd_enc_bytes(jsd_enc *e, char *p, PyObject *o)
{
    const bool is_view = jsd_type_of(jsd_abi.caps, o) == &PyMemoryView_Type;
    int fits = 1;

    if ((e->options & JSD_BYTES_OPTIONS) == 0)
        return put_unnamed(e, p, o, is_view);
    if (is_view)
        fits = is_of_bytes(e, o);
    if (fits < 0)
        return jsd_enc_unreadable(e, o);
    if (fits > 0)
        return e->options & JSD_OPT(BYTES_NUMBERS) ? put_numbers(e, p, o)
                                                   : put_buffer(e, p, o);
    return e->options & JSD_BUFFER_OPTIONS ? jsd_enc_buffer(e, p, o)
                                           : jsd_enc_default(e, p, o);
}
