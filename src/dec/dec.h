/* SPDX-License-Identifier: MIT
 *
 * The decoder: JSON text to Python objects, in one pass, in place.
 * The engine (engine.h and the headers that it includes) is compiled for each
 * form of text: once for each instruction set with all capabilities as a
 * constant, and once for whatever jsd_abi.caps says. It never recurses: what
 * is open stands on an explicit stack, what is finished on a stack of values.
 *
 * Every object that it works with is its own or the caller's, so Python code
 * may run at any call: there JSD_GATED() has JSD_NOTHING_BORROWED (py/gate.h).
 *
 * Its functions take the place to read at and return the place behind what
 * they read, so that it stays in a register; NULL: d->status and d->at tell
 * what is wrong, and where.
 */
#ifndef JSONDE_DEC_DEC_H
#define JSONDE_DEC_DEC_H

#include "abi/bytes.h"
#include "abi/str.h"
#include "py/input.h"
#include "py/options.h"

/* Arrays and objects inside each other. */
enum { JSD_DEC_MAX_DEPTH = 1024 };

enum {
    JSD_DEC_KEPT_FLOATS = 100,
    JSD_DEC_SPILLED = 4096 /* items of one array that go to its list early */
};

/* What the text from source means: a new reference, or NULL with a
 * JSONDecodeError (or that of jsd_input_acquire), or RecursionError. */
PyObject *jsd_decode(jsd_state *state, PyObject *source, jsd_options options);

/* The same without options. */
PyObject *jsd_decode_plain(jsd_state *state, PyObject *source);

/* The same of the document that begins at *pos, in units of source; white
 * space behind it included it ends at *pos then. ValueError where *pos is
 * beyond the end. */
PyObject *jsd_decode_next(jsd_state *state, PyObject *source,
                          jsd_options options, size_t *pos);

/* The same of what may be the beginning of a text (dec/dec_partial.h); whether
 * it is a whole one. closed: a string, number or word that may go on is left
 * out. */
PyObject *jsd_decode_partial(jsd_state *state, PyObject *source,
                             jsd_options options, bool closed, bool *complete);

typedef enum jsd_dec_kind {
    JSD_DEC_ARRAY,  /* on the stack: its items */
    JSD_DEC_SHAPED, /* its values; its keys are those of its shape */
    JSD_DEC_PLAIN   /* its dict, and a key and value that are to go there */
} jsd_dec_kind;

/* An array or object that is open. */
typedef struct jsd_dec_frame {
    size_t start; /* where on the stack its values begin */
    jsd_dec_kind kind;
    bool tracked;     /* one of its values is a list or dict */
    bool spilled;     /* at start is a list of its first items */
    jsd_shape *shape; /* JSD_DEC_SHAPED: of the keys so far */
    jsd_shape *owner; /* its `inner` foretells the objects among the values */
} jsd_dec_frame;

/* No place in a text. */
#define JSD_DEC_NOWHERE SIZE_MAX

typedef enum jsd_dec_mode {
    JSD_DEC_WHOLE,  /* the text is one document */
    JSD_DEC_NEXT,   /* other documents may follow */
    JSD_DEC_PARTIAL /* its end may be missing */
} jsd_dec_mode;

/* What is asked. */
typedef struct jsd_dec_job {
    jsd_options options;
    jsd_dec_mode mode;
    jsd_state *state; /* NULL without options */
    PyObject *source; /* borrowed; NULL without options */
    bool closed; /* of JSD_DEC_PARTIAL: scalars that may go on are no values */
} jsd_dec_job;

/* Is it the text of a str, whatever its form? */
JSD_INLINE bool
jsd_dec_is_of_str(const jsd_dec_job *job)
{
    return (PyType_GetFlags(jsd_type_of(jsd_abi.caps, job->source)) &
            Py_TPFLAGS_UNICODE_SUBCLASS) != 0;
}

typedef struct jsd_dec {
    jsd_caps caps;
    const jsd_text *text;
    const char *end; /* of the text */
    jsd_status status;
    size_t at; /* units before what is read, or before what is wrong */
    jsd_workspace *work;
    const jsd_dec_job *job;
    /* PyFloat_FromDouble, or one that declines: NULL without an exception. The
     * complete road (dec_number.h) then reads the number again, because the
     * options ask for another type, or because the caller's floating-point
     * environment would change what num/number_read.h divides. */
    PyObject *(*new_float)(double value);
    size_t token; /* of JSD_DEC_PARTIAL: where a scalar begins that failed */
    bool incomplete;   /* of a number's status that does not say so itself */
    PyObject *message; /* of JSD_LONG_INTEGER: owned */
    PyObject **base;   /* the stack of values */
    PyObject **top;
    PyObject **limit;
    unsigned floats;     /* made so far, up to JSD_DEC_KEPT_FLOATS */
    size_t depth;        /* arrays and objects that are open */
    size_t room;         /* frames that are there */
    jsd_shape *shape;    /* the root; NULL: objects have no shapes */
    jsd_dec_frame *open; /* of the workspace */
} jsd_dec;

JSD_INLINE size_t
jsd_dec_width(jsd_form form)
{
    return form == JSD_FORM_UCS2 ? 2 : form == JSD_FORM_UCS4 ? 4 : 1;
}

/* The unit at s, whatever the form: constant, so that it folds. */
JSD_INLINE uint32_t
jsd_dec_unit(jsd_form form, const char *s)
{
    uint32_t wide;
    uint16_t half;

    if (form == JSD_FORM_UCS2) {
        memcpy(&half, s, sizeof half);
        return half;
    }
    if (form == JSD_FORM_UCS4) {
        memcpy(&wide, s, sizeof wide);
        return wide;
    }
    return (unsigned char)*s;
}

/* Where unit i lies, and which unit lies at s. */
JSD_INLINE const char *
jsd_dec_address(const jsd_dec *d, jsd_form form, size_t i)
{
    return (const char *)d->text->data + i * jsd_dec_width(form);
}

JSD_INLINE size_t
jsd_dec_index(const jsd_dec *d, jsd_form form, const char *s)
{
    return (size_t)(s - (const char *)d->text->data) / jsd_dec_width(form);
}

/* Notes what is wrong, and where (beyond the end is at the end); returns
 * NULL. */
JSD_INLINE const char *
jsd_dec_fail(jsd_dec *d, jsd_form form, jsd_status status, const char *s)
{
    d->status = status;
    d->at = jsd_dec_index(d, form, s < d->end ? s : d->end);
    return NULL;
}

/* The same at units that were counted; returns the status. */
JSD_INLINE jsd_status
jsd_dec_fail_at(jsd_dec *d, jsd_status status, size_t at)
{
    d->at = at;
    return status;
}

/* "{}", as bytes or str? Those are frequent, and not worth a frame. */
JSD_INLINE bool
jsd_dec_is_empty_object(PyObject *source)
{
    const jsd_caps needs = JSD_CAP_OBJECT | JSD_CAP_STR | JSD_CAP_BYTES;
    PyTypeObject *type;
    const char *ascii;
    const void *data;
    size_t n;

    if (JSD_UNLIKELY((jsd_abi.caps & needs) != needs))
        return false;
    type = jsd_type_of(needs, source);
    if (type == &PyUnicode_Type) {
        if (!jsd_str_ascii(needs, source, &ascii, &n))
            return false;
        data = ascii;
    } else if (type == &PyBytes_Type) {
        jsd_bytes_peek(needs, source, &data, &n);
    } else {
        return false;
    }
    return n == 2 && memcmp(data, "{}", 2) == 0;
}

#endif
