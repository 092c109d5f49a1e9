/* SPDX-License-Identifier: MIT */
#include "enc/enc_fragment.h"

#include "enc/enc_attribute.h"
#include "enc/enc_raise.h"
#include "enc/enc_str.h"
#include "py/input.h"
#include "py/is_type.h"

/* Replaces the line feeds of n bytes of JSON by spaces. They stand between
 * tokens, since a string of JSON has none. */
static void
join_lines(char *p, size_t n)
{
    char *const end = p + n;

    while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL)
        *p++ = ' ';
}

static char *
put_raw(jsd_enc *e, char *p, const void *data, size_t n)
{
    p = jsd_enc_reserve(e, p, n);
    if (p == NULL)
        return NULL;
    memcpy(p, data, n);
    if (e->style.one_line)
        join_lines(p, n);
    return p + n;
}

static char *
put_fragment_str(jsd_enc *e, char *p, PyObject *str)
{
    const void *data;
    PyObject *utf8 = JSD_GATED(&e->gate, PyUnicode_AsUTF8String(str));
    size_t n;

    if (utf8 == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
            return NULL;
        JSD_GATED(&e->gate, PyErr_Clear());
        return jsd_enc_fail_surrogate(e);
    }
    jsd_bytes_peek(jsd_abi.caps, utf8, &data, &n);
    p = put_raw(e, p, data, n);
    jsd_drop_inert(utf8);
    return p;
}

static char *
put_contents(jsd_enc *e, char *p, PyObject *contents)
{
    jsd_input input;

    if (jsd_is_str(contents))
        return put_fragment_str(e, p, contents);
    if (JSD_GATED(&e->gate,
                  jsd_input_acquire(e->state, contents, true, &input)) < 0) {
        JSD_GATED(&e->gate, jsd_input_release(&input));
        return jsd_enc_raise_from(
            e, "jsonde.Fragment's content is not of type bytes or str, and no "
               "contiguous buffer");
    }
    p = put_raw(e, p, input.text.data, input.text.len);
    JSD_GATED(&e->gate, jsd_input_release(&input));
    return p;
}

char *
jsd_enc_fragment(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *contents =
        jsd_enc_attribute(e, o, e->state->types.names[JSD_NAME_CONTENTS]);

    if (contents == NULL)
        return NULL;
    p = put_contents(e, p, contents);
    jsd_gate_drop(&e->gate, contents);
    return p;
}

char *
jsd_enc_raw_bytes(jsd_enc *e, char *p, PyObject *o)
{
    const void *data;
    size_t n;

    jsd_bytes_peek(jsd_abi.caps, o, &data, &n);
    return put_raw(e, p, data, n);
}
