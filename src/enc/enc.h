/* SPDX-License-Identifier: MIT
 *
 * The encoder: Python objects to JSON in UTF-8.
 * encode.c is its one unit: the headers of this room hold its parts and are
 * inlined there, once for all capabilities as a constant and once for
 * whatever jsd_abi.caps says.
 *
 * Each writer takes the place to write at and returns the place behind what it
 * wrote, so that it stays in a register; NULL: an exception is set. It finds
 * JSD_ENC_ROOM bytes free there, and what it needs beyond that it reserves.
 *
 * Items of mutable containers are borrowed. Code of the user runs in default()
 * alone: from then on all that is open is held until it is written
 * (enc_default.c), and every size is read again.
 */
#ifndef JSONDE_ENC_ENC_H
#define JSONDE_ENC_ENC_H

#include "abi/abi.h"
#include "py/output.h"
#include "py/state.h"

enum {
    JSD_ENC_MAX_DEPTH = 254,   /* containers inside each other */
    JSD_ENC_MAX_DEFAULT = 255, /* calls of default inside each other */
    JSD_ENC_ROOM = 64          /* any number, and a separator or two */
};

/* A container that is being written, on the C stack of its writer. */
typedef struct jsd_enc_open {
    PyObject *container;
    bool held; /* with a reference of its own, since user code has run */
    struct jsd_enc_open *outer;
} jsd_enc_open;

typedef struct jsd_enc {
    const jsd_state *state;
    PyObject *fallback; /* default: a callable, or NULL */
    unsigned options;
    unsigned depth;         /* of containers */
    unsigned default_depth; /* of calls of default */
    size_t calls;           /* of default, ever: has user code run? */
    jsd_enc_open *open;     /* innermost */
    jsd_output out;
} jsd_enc;

/* The JSON of o as new bytes, or NULL with an exception. fallback is
 * dumps()'s default or NULL, options are bits that jsd_options_read gave. */
PyObject *jsd_encode(const jsd_state *state, PyObject *o, PyObject *fallback,
                     unsigned options);

/* Makes n + JSD_ENC_ROOM bytes free at p. */
JSD_INLINE char *
jsd_enc_reserve(jsd_enc *e, char *p, size_t n)
{
    if (JSD_LIKELY((size_t)(e->out.limit - p) >= n + JSD_ENC_ROOM))
        return p;
    return jsd_output_grow(&e->out, p, n + JSD_ENC_ROOM);
}

/* Begins and ends a container; false with an exception when too deep. */
JSD_INLINE bool
jsd_enc_enter(jsd_enc *e, jsd_enc_open *frame, PyObject *container)
{
    if (JSD_UNLIKELY(e->depth == JSD_ENC_MAX_DEPTH))
        return false;
    e->depth++;
    frame->container = container;
    frame->held = false;
    frame->outer = e->open;
    e->open = frame;
    return true;
}

JSD_INLINE void
jsd_enc_leave(jsd_enc *e, const jsd_enc_open *frame)
{
    e->open = frame->outer;
    e->depth--;
    if (JSD_UNLIKELY(frame->held))
        Py_DecRef(frame->container);
}

#endif
