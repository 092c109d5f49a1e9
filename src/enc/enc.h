/* SPDX-License-Identifier: MIT
 *
 * The encoder: Python objects to JSON in UTF-8.
 * encode.c chooses the engine that does it: one for each instruction set,
 * which reads every object in place, with the form of the output as a constant
 * (engine.h) or as the options say (engine_styled.h); or the plain one
 * (enc_plain.c), which does what jsd_abi.caps lets it. What is rare they
 * share: other types (enc_other.c and a file for each type), long text
 * (enc_str.c).
 *
 * Each writer takes the place to write at and returns the place behind what
 * it wrote, so that it stays in a register; NULL: an exception is set. It
 * finds JSD_ENC_ROOM bytes free there, of which it may leave JSD_ENC_REST;
 * what it needs beyond that it reserves.
 *
 * Items of mutable containers are borrowed. Before code of the user runs
 * (jsd_enc_hold) all that is open is held until it is written, and every size
 * is read again after it.
 */
#ifndef JSONDE_ENC_ENC_H
#define JSONDE_ENC_ENC_H

#include "abi/abi.h"
#include "py/options.h"
#include "py/output.h"
#include "py/state.h"
#include "simd/kernel.h"

enum {
    JSD_ENC_MAX_DEPTH = 254,   /* containers inside each other */
    JSD_ENC_MAX_DEFAULT = 255, /* calls of default inside each other */
    JSD_ENC_ROOM = 64,         /* any number, or a block of text, and ... */
    JSD_ENC_REST = 8,          /* ... a bracket, a separator, a newline */
    JSD_ENC_MAX_INDENT = 255   /* units of one level */
};

typedef struct jsd_enc jsd_enc;
typedef char *jsd_enc_writer(jsd_enc *e, char *p, PyObject *o);

typedef struct jsd_engine {
    jsd_enc_writer *value;      /* anything */
    jsd_enc_writer *str;        /* what has the storage of a str */
    jsd_enc_writer *list;       /* what has the storage of a list */
    jsd_enc_writer *tuple;      /* ... of a tuple */
    jsd_enc_writer *dict;       /* ... of a dict */
    jsd_enc_writer *attributes; /* a dict without the keys that begin with _ */
    /* The inside of an open object or array: with the separator behind it. A
     * key is a str; both are the caller's own, and so is the item. Where it
     * failed the caller says. */
    char *(*member)(jsd_enc *e, char *p, PyObject *key, PyObject *value);
    jsd_enc_writer *item;
} jsd_engine;

/* Members of a dict that are written in another order than its own. Until user
 * code runs they are borrowed. */
typedef struct jsd_enc_member {
    PyObject *key, *value;
} jsd_enc_member;

typedef struct jsd_enc_batch {
    struct jsd_enc_batch *outer; /* of a container around it */
    jsd_enc_member *members;
    size_t n;
    bool held; /* keys and values are owned */
} jsd_enc_batch;

/* The order that keys were sorted to. */
enum { JSD_ENC_ORDER_KEYS = 16, JSD_ENC_ORDERS = 16 };

typedef struct jsd_enc_order {
    size_t n;     /* keys; 0: nothing is known */
    size_t calls; /* jsd_enc.calls, when it was found */
    PyObject *keys[JSD_ENC_ORDER_KEYS];
    uint8_t at[JSD_ENC_ORDER_KEYS]; /* the first one's place among them, ... */
} jsd_enc_order;

/* How the output is to look, beyond what JSON is. */
typedef struct jsd_enc_style {
    const char *breaks; /* "\n" and indentation for every depth; NULL: none */
    size_t indent;      /* bytes of one level */
} jsd_enc_style;

/* What a call asks for. */
typedef struct jsd_enc_call {
    PyObject *fallback;  /* default: a callable, or NULL */
    jsd_options options; /* as jsd_options_read gave them */
    PyObject *indent;    /* as the user gave it; or NULL */
} jsd_enc_call;

struct jsd_enc {
    const jsd_engine *engine;
    jsd_state *state;
    PyObject *fallback;
    jsd_options options;
    jsd_enc_style style;
    unsigned text_style;    /* JSD_STYLE_*, or'ed */
    PyObject *sink;         /* where full chunks go, or NULL */
    unsigned default_depth; /* of calls of default */
    size_t calls;           /* of user code, ever: has some run? */
    PyObject **top;         /* the innermost container; open: none */
    PyObject **held;        /* it and what is outside of it is owned */
    jsd_enc_batch *batch;   /* the innermost, or NULL */
    PyObject *path;         /* from here to what failed; NULL: it is here */
    jsd_output out;
    PyObject *open[1 + JSD_ENC_MAX_DEPTH]; /* containers, from the second on */
    jsd_enc_order orders[JSD_ENC_ORDERS]; /* where keys are sorted */
};

extern const jsd_engine jsd_engine_plain;

/* The JSON of o, as bytes: new. NULL, or -1, with an exception. */
PyObject *jsd_encode_plain(jsd_state *state, PyObject *o);
PyObject *jsd_encode(jsd_state *state, PyObject *o, const jsd_enc_call *call);

/* The same as a str. */
PyObject *jsd_encode_str(jsd_state *state, PyObject *o,
                         const jsd_enc_call *call);

/* What copy(target, text, length) gives, which gets the whole text, once. */
typedef int jsd_enc_copier(void *target, const char *text, size_t n);
JSD_MUST_CHECK int jsd_encode_into(jsd_state *state, PyObject *o,
                                   const jsd_enc_call *call,
                                   jsd_enc_copier *copy, void *target);

/* By calls of sink(bytes), with some thousand bytes each. */
JSD_MUST_CHECK int jsd_encode_chunks(jsd_state *state, PyObject *o,
                                     const jsd_enc_call *call, PyObject *sink);

/* Makes n + JSD_ENC_ROOM bytes free at p. */
JSD_INLINE char *
jsd_enc_reserve(jsd_enc *e, char *p, size_t n)
{
    if (JSD_LIKELY((size_t)(e->out.limit - p) >= n + JSD_ENC_ROOM))
        return p;
    return jsd_output_grow(&e->out, p, n + JSD_ENC_ROOM);
}

/* Raises; NULL. */
JSD_COLD char *jsd_enc_too_deep(jsd_enc *e);

/* Each container on the way out of a failure says where it was: the path
 * begins with this key, a str, or this index. NULL. */
JSD_COLD char *jsd_enc_failed_at(jsd_enc *e, PyObject *key);
JSD_COLD char *jsd_enc_failed_at_index(jsd_enc *e, Py_ssize_t index);

/* When that cannot be told any more: the path leads to the container. NULL. */
JSD_COLD char *jsd_enc_failed_inside(jsd_enc *e);

/* At the end: the exception gets the path. */
JSD_COLD void jsd_enc_fail(jsd_enc *e);

/* Before user code: holds all that is open, and counts the call. */
void jsd_enc_hold(jsd_enc *e);
void jsd_enc_let_go(jsd_enc *e);
void jsd_enc_batch_hold(jsd_enc_batch *batch);
void jsd_enc_batch_drop(jsd_enc_batch *batch);

/* How many containers are open. */
JSD_INLINE size_t
jsd_enc_depth(const jsd_enc *e)
{
    return (size_t)(e->top - e->open);
}

JSD_INLINE bool
jsd_enc_may_enter(const jsd_enc *e)
{
    return e->top != e->open + JSD_ENC_MAX_DEPTH;
}

/* Begins and ends a container; false when too deep. Who fails leaves it: what
 * is held then jsd_encode lets go. */
JSD_INLINE bool
jsd_enc_enter(jsd_enc *e, PyObject *container)
{
    if (JSD_UNLIKELY(!jsd_enc_may_enter(e)))
        return false;
    *++e->top = container;
    return true;
}

JSD_INLINE void
jsd_enc_leave(jsd_enc *e)
{
    if (JSD_UNLIKELY(--e->top < e->held))
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

enum { JSD_ENC_BREAK = 32 }; /* bytes that most line breaks have at most */

JSD_COLD char *jsd_enc_long_break(jsd_enc *e, char *p, size_t n);

/* A line break and the indentation of this depth; leaves no room. */
JSD_INLINE char *
jsd_enc_break(jsd_enc *e, char *p)
{
    size_t n = 1 + jsd_enc_depth(e) * e->style.indent;

    if (JSD_UNLIKELY(n > JSD_ENC_BREAK))
        return jsd_enc_long_break(e, p, n);
    memcpy(p, e->style.breaks, JSD_ENC_BREAK); /* there is room for all */
    return p + n;
}

/* jsd_enc_close of a container that is left already, in any style. */
char *jsd_enc_close_styled(jsd_enc *e, char *p, char bracket);

/* Gives away what is written, to the sink. Runs user code. */
JSD_COLD char *jsd_enc_flush(jsd_enc *e, char *p);

enum { JSD_ENC_CHUNK = 64 * 1024 };

JSD_INLINE bool
jsd_enc_is_full(const jsd_enc *e, const char *p)
{
    return e->sink != NULL && (size_t)(p - e->out.start) >= JSD_ENC_CHUNK;
}

#endif
