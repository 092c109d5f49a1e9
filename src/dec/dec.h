/* SPDX-License-Identifier: MIT
 *
 * The decoder: reads JSON text in one pass and in place, and builds Python
 * objects.
 *
 * engine.h and the headers that it includes are the engine. It is compiled for
 * each form of text: once for each instruction set with all capabilities as a
 * constant, and once for the capabilities in jsd_abi.caps. The engine never
 * recurses. A stack of frames holds the open arrays and objects, a stack of
 * values holds the finished objects.
 *
 * The decoder owns each object that it works on, or its caller does. So Python
 * code may run during any call: JSD_GATED() gets JSD_NOTHING_BORROWED
 * (py/gate.h).
 *
 * Reading functions take the place to read at and return the place behind what
 * they read, so that the place stays in a register. They return NULL after an
 * error: d->status is the error, d->at its position.
 */
#ifndef JSONDE_DEC_DEC_H
#define JSONDE_DEC_DEC_H

#include "abi/bytes.h"
#include "abi/str.h"
#include "dec/workspace.h"
#include "py/input.h"
#include "py/is_type.h"
#include "py/options.h"

/* The most arrays and objects that may be open at once. */
enum { JSD_DEC_MAX_DEPTH = 1024 };

enum {
    JSD_DEC_KEPT_FLOATS = 100,
    JSD_DEC_SPILLED = 4096 /* items that move to their list early */
};

/* Allocates the decoder's caches in state. Call it once for each interpreter,
 * before the other functions. Returns -1 with an exception. */
JSD_MUST_CHECK int jsd_decode_init(jsd_state *state);

/* Decodes the text of source. Returns a new reference, or NULL with an
 * exception: JSONDecodeError, RecursionError, or one of jsd_input_acquire().
 * Python code may run. */
PyObject *jsd_decode(jsd_state *state, PyObject *source, jsd_options options);

/* Does what jsd_decode() does, without options. */
PyObject *jsd_decode_plain(jsd_state *state, PyObject *source);

/* Decodes the document that starts at *pos, in units of source. Sets *pos to
 * the end of the document and of the white space behind it. ValueError if *pos
 * is after the end of source. */
PyObject *jsd_decode_next(jsd_state *state, PyObject *source,
                          jsd_options options, size_t *pos);

/* Decodes each line of source, except blank ones, as a document of its own,
 * and returns a new list of the values. Positions of errors count from the
 * start of source. */
PyObject *jsd_decode_lines(jsd_state *state, PyObject *source,
                           jsd_options options);

/* Decodes a text that may be truncated (dec/dec_partial.h). Sets *complete to
 * whether the text is a whole document. closed: leave out a string, number or
 * literal at the end that more text could continue. */
PyObject *jsd_decode_partial(jsd_state *state, PyObject *source,
                             jsd_options options, bool closed, bool *complete);

typedef enum jsd_dec_kind {
    JSD_DEC_ARRAY,  /* its items are on the stack */
    JSD_DEC_SHAPED, /* its values are on the stack; its shape has the keys */
    JSD_DEC_PLAIN   /* its dict, a key and a value are on the stack */
} jsd_dec_kind;

/* An open array or object. */
typedef struct jsd_dec_frame {
    size_t start; /* index on the stack of its first value */
    jsd_dec_kind kind;
    bool tracked; /* a value is a list or dict, so the dict needs the collector
                   */
    bool spilled; /* the value at `start` is a list of the first items */
    jsd_shape *shape;      /* JSD_DEC_SHAPED: the shape of the keys so far */
    jsd_shape *hint_owner; /* its child_hint predicts the next nested object */
} jsd_dec_frame;

/* Stands for no position in a text. */
#define JSD_DEC_NOWHERE SIZE_MAX

typedef enum jsd_dec_mode {
    JSD_DEC_WHOLE,  /* the text is one document */
    JSD_DEC_NEXT,   /* other documents may follow */
    JSD_DEC_PARTIAL /* the text may be truncated */
} jsd_dec_mode;

/* The request of a call: its options, the mode and the source. */
typedef struct jsd_dec_job {
    jsd_options options;
    jsd_dec_mode mode;
    jsd_state *state; /* NULL without options */
    PyObject *source; /* borrowed; NULL without options */
    bool closed;      /* JSD_DEC_PARTIAL: leave out scalars that may go on */
} jsd_dec_job;

/* Returns whether the text comes from a str. */
JSD_INLINE bool
jsd_dec_is_of_str(const jsd_dec_job *job)
{
    return jsd_is_str(job->source);
}

typedef struct jsd_dec {
    jsd_caps caps;
    const jsd_text *text;
    const char *end; /* of the text */
    jsd_status status;
    size_t at; /* position of the string to read, or of the error, in units */
    jsd_workspace *work;
    const jsd_dec_job *job;
    /* The constructor of floats. It is PyFloat_FromDouble, or
     * jsd_dec_float_disabled(), which returns NULL without an exception. The
     * number is then read again on the slow path (dec_number.h). That is done
     * for OPT_DECIMAL, and if the floating-point environment of the caller
     * would change results of num/number_read.h. */
    PyObject *(*new_float)(double value);
    size_t token;    /* JSD_DEC_PARTIAL: where the scalar starts that failed */
    bool incomplete; /* more text could remove the error, though its status
                        does not say so */
    PyObject *message; /* JSD_LONG_INTEGER: the message of int(), owned */
    PyObject **base; /* the stack of values: base, top and end of the memory */
    PyObject **top;
    PyObject **limit;
    const jsd_heads *heads; /* with JSD_CAP_FREE_THREADED only */
    unsigned floats;        /* floats made so far, up to JSD_DEC_KEPT_FLOATS */
    size_t depth;           /* open arrays and objects */
    size_t room;            /* frames that have memory */
    jsd_shape *shape; /* the root of the shapes; NULL: objects get no shapes */
    jsd_dec_frame *open; /* the frames, in the workspace */
} jsd_dec;

/* Returns the heads of the objects that this thread makes. */
JSD_INLINE const jsd_heads *
jsd_dec_heads(const jsd_dec *d, jsd_caps caps)
{
    return caps & JSD_CAP_FREE_THREADED ? d->heads : &jsd_abi.heads;
}

/* Returns the unit at s. form is a constant, so that the branches fold. */
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

/* Returns whether the text is UTF-8. Engines that read bytes have the form
 * JSD_FORM_UTF8, and serve Latin-1 too. */
JSD_INLINE bool
jsd_dec_is_utf8(const jsd_dec *d, jsd_form form)
{
    return form == JSD_FORM_UTF8 && d->text->form == JSD_FORM_UTF8;
}

/* Returns the address of unit i, and the index of the unit at s. */
JSD_INLINE const char *
jsd_dec_address(const jsd_dec *d, jsd_form form, size_t i)
{
    return (const char *)d->text->data + i * jsd_form_width(form);
}

JSD_INLINE size_t
jsd_dec_index(const jsd_dec *d, jsd_form form, const char *s)
{
    return (size_t)(s - (const char *)d->text->data) / jsd_form_width(form);
}

/* Sets status and position of an error at s; a place after the end counts as
 * the end. Returns NULL. */
JSD_INLINE const char *
jsd_dec_fail(jsd_dec *d, jsd_form form, jsd_status status, const char *s)
{
    d->status = status;
    d->at = jsd_dec_index(d, form, s < d->end ? s : d->end);
    return NULL;
}

/* Sets the position of an error in units. Returns status. */
JSD_INLINE jsd_status
jsd_dec_fail_at(jsd_dec *d, jsd_status status, size_t at)
{
    d->at = at;
    return status;
}

#endif
