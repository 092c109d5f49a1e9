/* SPDX-License-Identifier: MIT
 *
 * The entry points of the encoder. Each call encodes one object, and either
 * returns the JSON as a new bytes or str, or passes it to a function or a
 * sink. jsd_encode_init() chooses the engines once, at import.
 *
 * A call may run Python code: default, properties, iterators, __buffer__. Any
 * of it may call the encoder again. The caller owns the object.
 */
#ifndef JSONDE_ENC_ENCODE_H
#define JSONDE_ENC_ENCODE_H

#include "py/options.h"
#include "py/state.h"

/* The arguments of a call. All references are borrowed. */
typedef struct jsd_enc_call {
    PyObject *fallback;  /* default: a callable, or NULL */
    jsd_options options; /* checked by jsd_options_read() */
    PyObject *indent;    /* any object, not checked yet; or NULL */
    /* With JSD_STANDARD only. */
    bool comma_space, colon_space;
    PyObject *made; /* a list, to which the results of default are appended */
} jsd_enc_call;

/* A sink takes a text in chunks, each as the argument of a call. All
 * references are borrowed. */
typedef struct jsd_enc_sink {
    bool is_text;     /* chunks are str; otherwise bytes */
    PyObject *target; /* a callable, or the object that has the method */
    PyObject *method; /* the method's name, or NULL */
    /* Called with target, chunk and result if the result is not the length of
     * the chunk; NULL: results are ignored. */
    PyObject *rest;
} jsd_enc_sink;

/* Chooses the engines for what jsd_abi_init() has proven and the instruction
 * set that is in use. Call it once both are known, before any jsd_encode. */
void jsd_encode_init(void);

/* Returns the JSON of o as new bytes, or NULL with an exception.
 * jsd_encode_plain() encodes without options and without default. */
PyObject *jsd_encode_plain(jsd_state *state, PyObject *o);
PyObject *jsd_encode(jsd_state *state, PyObject *o, const jsd_enc_call *call);

/* Returns the JSON of o as a new str, or NULL with an exception. */
PyObject *jsd_encode_str(jsd_state *state, PyObject *o,
                         const jsd_enc_call *call);

/* Returns the JSON of each object of an iterable as new bytes, each with a
 * line feed after it. The path of an error begins with the index of the
 * object. call->indent is NULL. Runs Python code: the iterator. */
PyObject *jsd_encode_lines(jsd_state *state, PyObject *iterable,
                           const jsd_enc_call *call);

/* Returns the JSON of o as a new str, in the format of the standard library:
 * call->options has JSD_STANDARD. NULL with an exception also for some objects
 * that the standard library encodes; the caller then lets it do so. */
PyObject *jsd_encode_standard(jsd_state *state, PyObject *o,
                              const jsd_enc_call *call);

/* Copies the n bytes of text to target. Returns 0, or -1 with an exception. */
typedef int jsd_enc_copier(void *target, const char *text, size_t n);

/* Calls copy once, with target and the whole JSON of o. Returns the result of
 * copy, or -1 with an exception. */
JSD_MUST_CHECK int jsd_encode_into(jsd_state *state, PyObject *o,
                                   const jsd_enc_call *call,
                                   jsd_enc_copier *copy, void *target);

/* Passes the JSON of o to sink, in chunks of JSD_ENC_CHUNK bytes and more.
 * Returns 0, or -1 with an exception. */
JSD_MUST_CHECK int jsd_encode_chunks(jsd_state *state, PyObject *o,
                                     const jsd_enc_call *call,
                                     const jsd_enc_sink *sink);

#endif
