/* SPDX-License-Identifier: MIT
 *
 * The encoder: Python objects to JSON in UTF-8. This header has the state of
 * one call, the interface of an engine, and room in the output: what every
 * writer needs. encode.h has the entry points.
 *
 * An engine writes the types that JSON has. There is one for each instruction
 * set, which reads every object in place: for plain output (engine.h) and for
 * all styles (engine_styled.h). The plain engine (enc_plain.c) uses direct
 * reads only where jsd_abi.caps permits them. The engines share the slow
 * paths: enc_dispatch.c finds the writer of any other type, and each group of
 * types has a file of writers, enc_TYPE.c.
 *
 * A writer takes the place p to write at and returns the place after its
 * text, so that p stays in a register. It returns NULL with an exception. At p
 * it has JSD_ENC_ROOM free bytes, and it must leave JSD_ENC_REST of them. For
 * a longer text it calls jsd_enc_reserve().
 *
 * A large document is written by several threads, each with a jsd_enc of its
 * own: enc_parallel.h.
 *
 * Ownership: open containers, their keys and their items are borrowed
 * references as long as no Python code runs. On free-threaded builds an engine
 * also locks each list and dict as long as it is borrowed (abi/lock.h), so
 * that no other thread changes it. A call that may run Python code passes
 * e->gate first (py/gate.h), which takes references to all of them and opens
 * the locks. They are released when their container is left. After the gate
 * was passed, each loop reads sizes and tables again. jsd_enc_dispatch() owns
 * an object of any other type while its writer runs. An error passes the gate
 * before it is raised, so that the error path may still read containers and
 * keys.
 */
#ifndef JSONDE_ENC_ENC_H
#define JSONDE_ENC_ENC_H

#include "abi/abi.h"
#include "abi/number.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/line_break.h"
#include "enc/enc_entry.h"
#include "enc/encode.h"
#include "py/gate.h"
#include "py/output.h"
#include "py/state.h"
#include "simd/kernel.h"

enum {
    JSD_ENC_MAX_DEPTH = 1024,  /* nested containers */
    JSD_ENC_MAX_DEFAULT = 255, /* nested calls of default */
    JSD_ENC_ROOM = 64,         /* bytes: any number or a block of text, and */
    JSD_ENC_REST = 8,          /* bytes: bracket, separator and newline */
    JSD_ENC_SORTING = 4096     /* bytes: the members of a few dicts */
};

typedef struct jsd_enc jsd_enc;

/* Writes o at p. Returns the place after the text, or NULL with an exception.
 * The functions of enc/ that take e and p and return char * do the same,
 * unless their comment says otherwise. */
typedef char *jsd_enc_writer(jsd_enc *e, char *p, PyObject *o);

/* A key that is an integer of at most 64 bits, or JSD_INT_BIG. */
typedef struct jsd_enc_int_key {
    uint64_t bits;
    jsd_int_range range;
} jsd_enc_int_key;

typedef struct jsd_engine {
    jsd_enc_writer *value; /* an object of any type */
    jsd_enc_writer *str;   /* an instance of str or of a subclass */
    jsd_enc_writer *list;  /* an instance of list or of a subclass */
    jsd_enc_writer *tuple; /* an instance of tuple or of a subclass */
    jsd_enc_writer *dict;  /* an instance of dict or of a subclass */
    /* A dict that the encoder has made of source. Takes both references over,
     * as jsd_enc_enter_owned() does. visible: keys that begin with "_" are
     * left out. */
    char *(*owned_dict)(jsd_enc *e, char *p, PyObject *o, PyObject *source,
                        bool visible);
    /* One member of the open object, or one item of the open array, with the
     * separator after it. key is a str. The caller owns key, value and item,
     * and adds the key or index to the path of an error. */
    char *(*member)(jsd_enc *e, char *p, PyObject *key, PyObject *value);
    /* Writes one member as `member` does, for a key of digits. OPT_SKIP_NONE
     * has no effect. value may be borrowed from the open object. */
    char *(*int_member)(jsd_enc *e, char *p, jsd_enc_int_key key,
                        PyObject *value);
    jsd_enc_writer *item;
    /* Writes entries from begin to end, with separators, for a state that
     * gives up before Python code runs. NULL: the engine has no such
     * function. */
    char *(*entries)(jsd_enc *e, char *p, const jsd_entries *entries,
                     Py_ssize_t begin, Py_ssize_t end);
    bool locks; /* lists and dicts are locked as long as they are borrowed */
} jsd_engine;

extern const jsd_engine jsd_engine_plain, jsd_engine_styled_locked;

/* Returns the engine of this process for compact output without options. */
const jsd_engine *jsd_enc_plain_engine(void);

/* The order that the keys of a dict were sorted to. */
enum { JSD_ENC_ORDER_KEYS = 16, JSD_ENC_ORDERS = 16 };

typedef struct jsd_enc_order {
    size_t n;      /* number of keys; 0: the entry is empty */
    size_t passes; /* e->gate.passes when the order was found */
    PyObject *keys[JSD_ENC_ORDER_KEYS]; /* in the order of the dict */
    uint8_t index[JSD_ENC_ORDER_KEYS];  /* sorted: indices into keys */
} jsd_enc_order;

/* The form of the output, where it is not plain. */
typedef struct jsd_enc_style {
    const jsd_line_break *breaks; /* line_break; NULL: no line breaks */
    jsd_line_break line_break;
    bool comma_space; /* a space follows each comma */
    bool colon_space; /* a space follows each colon */
    bool one_line;    /* a line feed of a Fragment becomes a space */
} jsd_enc_style;

/* An object that default was called for, whose result is being written. */
typedef struct jsd_enc_asked {
    const struct jsd_enc_asked *outer;
    const PyObject *o;
} jsd_enc_asked;

/* The mode says who writes, and whether more threads may help:
 * enc_parallel.h. */
typedef enum jsd_enc_mode {
    JSD_ENC_ALONE,     /* the calling thread writes alone */
    JSD_ENC_MAY_SPLIT, /* it does so until the output is large */
    JSD_ENC_SPLIT,     /* it returns, and starts again with several threads */
    JSD_ENC_PART       /* this state belongs to one of those */
} jsd_enc_mode;

/* The state of one call. It is too large for the C stack of a nested call, so
 * it is allocated on the heap: enc_call.h. */
struct jsd_enc {
    jsd_gate gate; /* the first member: jsd_enc_own() casts it back */
    const jsd_engine *engine;
    jsd_state *state;
    PyObject *fallback; /* default, borrowed; or NULL */
    PyObject *made; /* a list that collects what default returned, borrowed;
                       or NULL */
    jsd_options options;
    jsd_enc_style style;
    unsigned text_style; /* JSD_STYLE_*, or'ed */
    jsd_enc_mode mode;
    unsigned threads;         /* with JSD_ENC_SPLIT: to start with, and */
    size_t estimate;          /* bytes of the text, about */
    bool is_none;             /* default or an enum returned None last */
    bool nested;              /* counted by Py_EnterRecursiveCall() */
    bool sink_failed;         /* the exception is one of the sink */
    const jsd_enc_sink *sink; /* takes full chunks; or NULL */
    unsigned default_depth;   /* nested calls of default */
    const struct jsd_enc_asked *asked; /* the innermost, or NULL */
    PyObject **top;              /* the innermost container; == open: none */
    PyObject **owned;            /* the last one in open that is owned */
    PyObject **checked;          /* the C stack has room up to here */
    struct jsd_enc_batch *batch; /* the innermost, or NULL: enc_open.h */
    PyObject *path;              /* from here to the failure; NULL: empty */
    size_t parts;                /* number of parts of path */
    struct jsd_enc_trail *trail; /* enc_trail.h; NULL: no search for a cycle */
    jsd_output out;
    jsd_buf *slot; /* of a part: the memory of out, which may grow; or NULL */
    PyObject *open[1 + JSD_ENC_MAX_DEPTH]; /* open[1] is the outermost */
    /* The object that each owned container was made of, owned; or NULL. */
    PyObject *sources[1 + JSD_ENC_MAX_DEPTH];
    /* The snapshot of each owned container, or NULL. Only engines that lock
     * use them: enc_lock.h. */
    struct jsd_enc_snapshot *snapshots[1 + JSD_ENC_MAX_DEPTH];
    size_t releases; /* passes of the gate at which no Python code ran */
    jsd_arena arena; /* memory of sorted members */
    jsd_enc_order orders[JSD_ENC_ORDERS];       /* cache of enc_sort.c */
    _Alignas(16) char sorting[JSD_ENC_SORTING]; /* first block of arena */
};

/* Returns whether the caller must return NULL at once, without an exception:
 * the state belongs to a thread that may not call CPython, or the call starts
 * again. */
JSD_INLINE bool
jsd_enc_gives_up(const jsd_enc *e)
{
    return JSD_UNLIKELY(e->mode >= JSD_ENC_SPLIT);
}

/* Makes at least n bytes free at p, JSD_ENC_ROOM included. Returns p in the
 * new memory, or NULL with an exception. Runs Python code only if it fails,
 * after all open containers were owned. */
JSD_COLD char *jsd_enc_grow(jsd_enc *e, char *p, size_t n);

/* Returns p with n + JSD_ENC_ROOM free bytes, or NULL with an exception. */
JSD_INLINE char *
jsd_enc_reserve(jsd_enc *e, char *p, size_t n)
{
    if (JSD_LIKELY((size_t)(e->out.limit - p) >= n + JSD_ENC_ROOM))
        return p;
    return jsd_enc_grow(e, p, n + JSD_ENC_ROOM);
}

/* Returns how many containers are open. */
JSD_INLINE size_t
jsd_enc_depth(const jsd_enc *e)
{
    return (size_t)(e->top - e->open);
}

/* Writes the closing bracket: over the comma after the last item, or, in an
 * empty container, after the opening bracket. Returns the place after it. */
JSD_INLINE char *
jsd_enc_close(char *p, char bracket)
{
    if (p[-1] == ',')
        p--;
    *p = bracket;
    return p + 1;
}

#endif
