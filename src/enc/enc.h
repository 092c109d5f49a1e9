/* SPDX-License-Identifier: MIT
 *
 * The encoder: Python objects to JSON in UTF-8.
 * encode.c chooses the engine that does it: one for each instruction set
 * (engine.h), which reads every object in place, or the plain one
 * (enc_plain.c), which does what jsd_abi.caps lets it. What is rare they
 * share: other types and default() (enc_other.c), long text (enc_str.c).
 *
 * Each writer takes the place to write at and returns the place behind what
 * it wrote, so that it stays in a register; NULL: an exception is set. It
 * finds JSD_ENC_ROOM bytes free there, of which it may leave JSD_ENC_REST;
 * what it needs beyond that it reserves.
 *
 * Items of mutable containers are borrowed. Code of the user runs in default()
 * alone: from then on all that is open is held until it is written, and every
 * size is read again.
 */
#ifndef JSONDE_ENC_ENC_H
#define JSONDE_ENC_ENC_H

#include "abi/abi.h"
#include "py/output.h"
#include "py/state.h"

enum {
    JSD_ENC_MAX_DEPTH = 254,   /* containers inside each other */
    JSD_ENC_MAX_DEFAULT = 255, /* calls of default inside each other */
    JSD_ENC_ROOM = 64,         /* any number, or a block of text, and ... */
    JSD_ENC_REST = 8           /* ... a bracket, a separator, a newline */
};

typedef struct jsd_enc jsd_enc;
typedef char *jsd_enc_writer(jsd_enc *e, char *p, PyObject *o);

typedef struct jsd_engine {
    jsd_enc_writer *value; /* anything */
    jsd_enc_writer *list;  /* what has the storage of a list */
    jsd_enc_writer *dict;  /* ... of a dict */
} jsd_engine;

struct jsd_enc {
    const jsd_engine *engine;
    const jsd_state *state;
    PyObject *fallback; /* default: a callable, or NULL */
    unsigned options;
    unsigned default_depth; /* of calls of default */
    size_t calls;           /* of default, ever: has user code run? */
    unsigned depth;         /* of containers */
    unsigned held;          /* so many of the outermost are owned */
    jsd_output out;
    PyObject *open[JSD_ENC_MAX_DEPTH]; /* outermost first */
};

extern const jsd_engine jsd_engine_plain;

/* The JSON of o as new bytes, or NULL with an exception. fallback is
 * dumps()'s default or NULL, options are bits that jsd_options_read gave. */
PyObject *jsd_encode(jsd_state *state, PyObject *o, PyObject *fallback,
                     unsigned options);

/* Makes n + JSD_ENC_ROOM bytes free at p. */
JSD_INLINE char *
jsd_enc_reserve(jsd_enc *e, char *p, size_t n)
{
    if (JSD_LIKELY((size_t)(e->out.limit - p) >= n + JSD_ENC_ROOM))
        return p;
    return jsd_output_grow(&e->out, p, n + JSD_ENC_ROOM);
}

JSD_COLD char *jsd_enc_too_deep(const jsd_enc *e);
JSD_COLD void jsd_enc_let_go(jsd_enc *e);

JSD_INLINE bool
jsd_enc_may_enter(const jsd_enc *e)
{
    return e->depth != JSD_ENC_MAX_DEPTH;
}

/* Begins and ends a container; false when too deep. Who fails leaves it: what
 * is held then jsd_encode lets go. */
JSD_INLINE bool
jsd_enc_enter(jsd_enc *e, PyObject *container)
{
    if (JSD_UNLIKELY(!jsd_enc_may_enter(e)))
        return false;
    e->open[e->depth++] = container;
    return true;
}

JSD_INLINE void
jsd_enc_leave(jsd_enc *e)
{
    if (JSD_UNLIKELY(--e->depth < e->held))
        jsd_enc_let_go(e);
}

/* Behind a container's last item stands a comma: it becomes the bracket. An
 * empty one has none. */
JSD_INLINE char *
jsd_enc_close(char *p, char bracket)
{
    if (p[-1] == ',')
        p--;
    *p = bracket;
    return p + 1;
}

#endif
