/* SPDX-License-Identifier: MIT
 *
 * The encoder: Python objects to JSON in UTF-8.
 * encode.c chooses the engine that does it: one for each instruction set,
 * which reads every object in place, with the form of the output as a constant
 * (engine.h) or as the options say (engine_styled.h); or the plain one
 * (enc_plain.c), which does what jsd_abi.caps lets it. What is rare they
 * share: other types (enc_dispatch.c and a file for each type), long text
 * (enc_str.c).
 *
 * Each writer takes the place to write at and returns the place behind what
 * it wrote, so that it stays in a register; NULL: an exception is set. It
 * finds JSD_ENC_ROOM bytes free there, of which it may leave JSD_ENC_REST;
 * what it needs beyond that it reserves.
 *
 * Ownership. The containers that are open, their keys and their items are
 * borrowed as long as no Python code runs. Every call that may run some passes
 * e->gate first (py/gate.h), which takes references to all of them; they are
 * given back when their container is left. After a pass each loop reads sizes
 * and tables again. An object of any other type is owned by jsd_enc_dispatch()
 * while its writer runs. An error passes the gate before it is raised, so that
 * the way out may still look at containers and keys.
 */
#ifndef JSONDE_ENC_ENC_H
#define JSONDE_ENC_ENC_H

#include "abi/abi.h"
#include "base/arena.h"
#include "base/line_break.h"
#include "py/gate.h"
#include "py/options.h"
#include "py/output.h"
#include "py/state.h"
#include "simd/kernel.h"

enum {
    JSD_ENC_MAX_DEPTH = 1024,  /* containers inside each other */
    JSD_ENC_MAX_DEFAULT = 255, /* calls of default inside each other */
    JSD_ENC_ROOM = 64,         /* any number, or a block of text, and ... */
    JSD_ENC_REST = 8,          /* ... a bracket, a separator, a newline */
    JSD_ENC_SORTING = 4096     /* bytes: members of a few dicts */
};

typedef struct jsd_enc jsd_enc;
typedef char *jsd_enc_writer(jsd_enc *e, char *p, PyObject *o);

typedef struct jsd_engine {
    jsd_enc_writer *value; /* anything */
    jsd_enc_writer *str;   /* what has the storage of a str */
    jsd_enc_writer *list;  /* what has the storage of a list */
    jsd_enc_writer *tuple; /* ... of a tuple */
    jsd_enc_writer *dict;  /* ... of a dict */
    /* A dict, of whose keys `visible` leaves out those that begin with "_", as
     * jsd_enc_enter_owned() takes it. */
    char *(*owned_dict)(jsd_enc *e, char *p, PyObject *o, PyObject *source,
                        bool visible);
    /* The inside of an open object or array: with the separator behind it. A
     * key is a str; both are the caller's own, and so is the item. Where it
     * failed the caller says. */
    char *(*member)(jsd_enc *e, char *p, PyObject *key, PyObject *value);
    jsd_enc_writer *item;
} jsd_engine;

/* Members of a dict that are written in another order than its own. They are
 * borrowed until the gate is passed; without the GIL they are owned at once.
 */
typedef struct jsd_enc_member {
    PyObject *key, *value;
} jsd_enc_member;

typedef struct jsd_enc_batch {
    struct jsd_enc_batch *outer; /* of a container around it */
    jsd_enc_member *members;
    size_t n;
    bool owned; /* keys and values; then those of all outer batches are too */
} jsd_enc_batch;

/* The order that keys were sorted to. */
enum { JSD_ENC_ORDER_KEYS = 16, JSD_ENC_ORDERS = 16 };

typedef struct jsd_enc_order {
    size_t n;      /* keys; 0: nothing is known */
    size_t passes; /* e->gate.passes, when it was found */
    PyObject *keys[JSD_ENC_ORDER_KEYS];
    uint8_t at[JSD_ENC_ORDER_KEYS]; /* the first one's place among them, ... */
} jsd_enc_order;

/* How the output is to look, beyond what JSON is. */
typedef struct jsd_enc_style {
    const jsd_line_break *breaks; /* line_break; NULL: all is on one line */
    jsd_line_break line_break;
} jsd_enc_style;

/* What a call asks for. */
typedef struct jsd_enc_call {
    PyObject *fallback;  /* default: a callable, or NULL */
    jsd_options options; /* as jsd_options_read gave them */
    PyObject *indent;    /* as the user gave it; or NULL */
} jsd_enc_call;

/* A sink takes a text in chunks, each as the argument of a call. */
typedef struct jsd_enc_sink {
    bool is_text;     /* as str, not as bytes */
    PyObject *target; /* a callable, or what has the method */
    PyObject *method; /* its name, or NULL */
    /* Called with target, chunk and result where that is not the length of the
     * chunk; NULL: results do not matter. */
    PyObject *rest;
} jsd_enc_sink;

/* The objects around a value that cannot be written, but for the open
 * containers: they note themselves on the way out of a failure that a cycle
 * may have caused. Objects are compared, and never read. */
typedef struct jsd_enc_trail {
    size_t n;
    struct {
        const PyObject *object;
        size_t parts; /* of the path, that lead from it to the failure */
    } of[2 * (JSD_ENC_MAX_DEPTH + JSD_ENC_MAX_DEFAULT)];
} jsd_enc_trail;

/* One call. It is too large for the C stack of a nested call, so it lives on
 * the heap: jsd_enc_acquire(). */
struct jsd_enc {
    jsd_gate gate; /* the first member: what owns is found from it */
    const jsd_engine *engine;
    jsd_state *state;
    PyObject *fallback;
    jsd_options options;
    jsd_enc_style style;
    unsigned text_style;      /* JSD_STYLE_*, or'ed */
    bool is_none;             /* default or an enum has given None last */
    bool nested;              /* counted by Py_EnterRecursiveCall() */
    const jsd_enc_sink *sink; /* where full chunks go, or NULL */
    unsigned default_depth;   /* of calls of default */
    PyObject **top;           /* the innermost container; open: none */
    PyObject **owned;         /* it and what is outside of it is owned */
    PyObject **checked;       /* up to here the C stack has room */
    jsd_enc_batch *batch;     /* the innermost, or NULL */
    PyObject *path;           /* from here to what failed; NULL: it is here */
    size_t parts;             /* of path */
    jsd_enc_trail *trail;     /* NULL: no cycle is looked for */
    jsd_output out;
    PyObject *open[1 + JSD_ENC_MAX_DEPTH]; /* containers, from the second on */
    /* Of each that is owned: what it was made of, owned too, or NULL. */
    PyObject *sources[1 + JSD_ENC_MAX_DEPTH];
    jsd_arena arena;                      /* of members that are sorted */
    jsd_enc_order orders[JSD_ENC_ORDERS]; /* where keys are sorted */
    _Alignas(16) char sorting[JSD_ENC_SORTING]; /* the arena's first block */
};

/* What a call works with, at rest but for its output, its engine, and what the
 * call asks for: the one that the interpreter keeps or, where that is in use,
 * a new one. NULL with a MemoryError, or RecursionError: calls are too deep
 * inside each other. */
JSD_MUST_CHECK JSD_INLINE jsd_enc *jsd_enc_acquire(jsd_state *state);

/* Sets all that a call may have changed and its containers have not set back:
 * nothing is open, owned or asked for. */
void jsd_enc_rest(jsd_enc *e);

/* After a failure: gives back all that is owned, and the exception gets its
 * path. It is at rest then. */
JSD_COLD void jsd_enc_end(jsd_enc *e);

/* Gives it back, at rest. */
JSD_INLINE void jsd_enc_release(jsd_enc *e);

extern const jsd_engine jsd_engine_plain;

/* Chooses the engines for what jsd_abi_init() has proven and the instruction
 * set that is in use. Call it once both are known, before any jsd_encode. */
void jsd_encode_init(void);

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

/* In chunks of some thousand bytes each. */
JSD_MUST_CHECK int jsd_encode_chunks(jsd_state *state, PyObject *o,
                                     const jsd_enc_call *call,
                                     const jsd_enc_sink *sink);

/* Makes n + JSD_ENC_ROOM bytes free at p. Runs no Python code unless it fails,
 * and owns all that is open before. */
JSD_COLD char *jsd_enc_grow(jsd_enc *e, char *p, size_t n);

JSD_INLINE char *
jsd_enc_reserve(jsd_enc *e, char *p, size_t n)
{
    if (JSD_LIKELY((size_t)(e->out.limit - p) >= n + JSD_ENC_ROOM))
        return p;
    return jsd_enc_grow(e, p, n + JSD_ENC_ROOM);
}

/* Errors: each passes the gate, raises, and returns NULL. */

/* JSONEncodeError: containers or members of enums too deep inside each other,
 * or no room left on the C stack. If an object lies in itself, the message
 * says so in the end. */
JSD_COLD char *jsd_enc_too_deep(jsd_enc *e);

/* JSONEncodeError: calls of default too deep inside each other. */
JSD_COLD char *jsd_enc_default_too_deep(jsd_enc *e);

/* JSONEncodeError with this message. */
JSD_COLD char *jsd_enc_raise(jsd_enc *e, const char *message);

/* The same; an Exception that is set becomes its cause, any other stays. */
JSD_COLD char *jsd_enc_raise_from(jsd_enc *e, const char *message);

/* JSONEncodeError: no JSON for an object of o's type, unless by an option,
 * which is named. The caller owns o. */
JSD_COLD char *jsd_enc_raise_type(jsd_enc *e, PyObject *o);

/* JSONEncodeError: the rule that a key breaks, then its type and itself, then
 * more. The caller owns key. */
JSD_COLD char *jsd_enc_raise_key(jsd_enc *e, const char *rule, PyObject *key,
                                 const char *more);

/* JSONEncodeError: the class of an object cannot be read; an Exception that is
 * set says why. */
JSD_COLD char *jsd_enc_raise_class(jsd_enc *e);

JSD_COLD char *jsd_enc_raise_no_memory(jsd_enc *e);

/* Whether objects may be asked for a message: not for one that comes up while
 * another one is made. After true it is to be ended. */
JSD_MUST_CHECK JSD_COLD bool jsd_enc_begin_explaining(void);
JSD_COLD void jsd_enc_end_explaining(void);

/* Clears the exception that is set: 0; -1, and it stays, where it tells of no
 * memory or is no Exception. */
JSD_MUST_CHECK JSD_COLD int jsd_enc_forgive(jsd_enc *e);

/* Each container on the way out of a failure says where it was: the path
 * begins with this key, a str, or this index. NULL. */
JSD_COLD char *jsd_enc_failed_at(jsd_enc *e, PyObject *key);
JSD_COLD char *jsd_enc_failed_at_index(jsd_enc *e, Py_ssize_t index);

/* When that cannot be told any more: the path leads to the container. NULL. */
JSD_COLD char *jsd_enc_failed_inside(jsd_enc *e);

/* Notes an object on the way out of a failure, where a trail was begun. */
JSD_COLD void jsd_enc_note_object(jsd_enc *e, const PyObject *o);

JSD_INLINE char *
jsd_enc_noted(jsd_enc *e, const PyObject *o, char *p)
{
    if (JSD_UNLIKELY(p == NULL && e->trail != NULL))
        jsd_enc_note_object(e, o);
    return p;
}

/* Begins a trail, without one where memory is short; ends it. */
JSD_COLD void jsd_enc_begin_trail(jsd_enc *e);
JSD_COLD void jsd_enc_end_trail(jsd_enc *e);

/* Whether an object lies in itself, as far as the trail knows. The path is cut
 * where it comes for the second time. */
JSD_COLD bool jsd_enc_is_circular(jsd_enc *e);

/* Takes references to all that is open: e->gate.own. */
void jsd_enc_own(jsd_gate *gate);

/* Gives back the containers that are left, and a batch that is written. */
void jsd_enc_let_go(jsd_enc *e);
void jsd_enc_batch_drop(jsd_enc *e, jsd_enc_batch *batch);

/* Out of line: where none is kept, or another one is kept already. */
JSD_COLD jsd_enc *jsd_enc_new(jsd_state *state);
JSD_COLD void jsd_enc_free(jsd_enc *e);

enum { JSD_ENC_STEP = 16 }; /* containers between two looks at the C stack */

JSD_INLINE jsd_enc *
jsd_enc_acquire(jsd_state *state)
{
    jsd_enc *e = jsd_state_take(&state->encoder);

    if (JSD_UNLIKELY(e == NULL)) {
        e = jsd_enc_new(state);
        if (e == NULL)
            return NULL;
    }
    e->checked = e->open + JSD_ENC_STEP;
    return e;
}

JSD_INLINE void
jsd_enc_release(jsd_enc *e)
{
    jsd_enc *other;

    if (JSD_UNLIKELY(e->nested)) {
        e->nested = false;
        Py_LeaveRecursiveCall();
    }
    other = jsd_state_keep(&e->state->encoder, e);
    if (JSD_UNLIKELY(other != NULL))
        jsd_enc_free(other);
}

/* How many containers are open. */
JSD_INLINE size_t
jsd_enc_depth(const jsd_enc *e)
{
    return (size_t)(e->top - e->open);
}

/* Whether one more container may be open, and the C stack has room for it. */
JSD_MUST_CHECK bool jsd_enc_may_go_deeper(jsd_enc *e);

/* Begins a value that takes the place of another one (of default, an enum):
 * false when they are too deep inside each other, or the C stack has no room.
 * After it e->default_depth is to be lowered again. */
JSD_MUST_CHECK bool jsd_enc_begin_value(jsd_enc *e);

JSD_INLINE bool
jsd_enc_may_enter(jsd_enc *e)
{
    return JSD_LIKELY(e->top != e->checked) || jsd_enc_may_go_deeper(e);
}

/* Begins and ends a container; false when too deep. Who fails leaves it: what
 * is owned then jsd_enc_release() gives back. */
JSD_INLINE bool
jsd_enc_enter(jsd_enc *e, PyObject *container)
{
    if (JSD_UNLIKELY(!jsd_enc_may_enter(e)))
        return false;
    *++e->top = container;
    return true;
}

/* Begins a container whose level takes more of the C stack than a list or dict
 * of the plain engine: it looks at the stack each time, and lets those inside
 * look again. */
JSD_INLINE bool
jsd_enc_enter_deeper(jsd_enc *e, PyObject *container)
{
    if (JSD_UNLIKELY(!jsd_enc_may_go_deeper(e)))
        return false;
    *++e->top = container;
    return true;
}

/* Begins a container and takes over the references to it and to the object
 * that it was made of (or NULL), also when it fails: the open containers own
 * both, and leaving it gives them back. So its writer has nothing to do after
 * it, and may be called last. */
JSD_MUST_CHECK bool jsd_enc_enter_owned(jsd_enc *e, PyObject *container,
                                        PyObject *source);

/* Writes a dict that was made of source, or gives source back where dict is
 * NULL, with an exception. Takes both over. */
JSD_INLINE char *
jsd_enc_made_dict(jsd_enc *e, char *p, PyObject *dict, PyObject *source,
                  bool visible)
{
    if (JSD_LIKELY(dict != NULL))
        return e->engine->owned_dict(e, p, dict, source, visible);
    jsd_gate_drop(&e->gate, source);
    return NULL;
}

JSD_INLINE void
jsd_enc_leave(jsd_enc *e)
{
    if (JSD_UNLIKELY(--e->top < e->owned))
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

JSD_COLD char *jsd_enc_long_break(jsd_enc *e, char *p, size_t n);

/* A line break and the indentation of this depth; leaves no room. */
JSD_INLINE char *
jsd_enc_break(jsd_enc *e, char *p)
{
    size_t n = jsd_line_break_size(e->style.breaks, jsd_enc_depth(e));

    if (JSD_UNLIKELY(n > JSD_LINE_BREAK_FAST))
        return jsd_enc_long_break(e, p, n);
    /* There is room for all of it. */
    memcpy(p, e->style.breaks->ready, JSD_LINE_BREAK_FAST);
    return p + n;
}

/* jsd_enc_close of a container that is left already, in any style. */
char *jsd_enc_close_styled(jsd_enc *e, char *p, char bracket);

/* Gives away what is written, to the sink. Runs user code. */
JSD_COLD char *jsd_enc_flush(jsd_enc *e, char *p);

/* Gives a chunk, bytes that the caller owns, to the sink. Runs user code. */
JSD_MUST_CHECK int jsd_enc_put_chunk(jsd_enc *e, PyObject *chunk);

enum { JSD_ENC_CHUNK = 64 * 1024 };

JSD_INLINE bool
jsd_enc_is_full(const jsd_enc *e, const char *p)
{
    return e->sink != NULL && (size_t)(p - e->out.start) >= JSD_ENC_CHUNK;
}

#endif
