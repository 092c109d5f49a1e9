/* SPDX-License-Identifier: MIT
 *
 * The state of the module in one interpreter: its exceptions, its types and
 * its caches. The module object owns the state and all references in it.
 * Interpreters share no state.
 */
#ifndef JSONDE_PY_STATE_H
#define JSONDE_PY_STATE_H

#include "abi/collector.h"
#include "abi/limited.h"
#include "py/class.h"
#include "py/copy_cache.h"
#include "py/files.h"
#include "py/numpy.h"
#include "py/output.h"
#include "py/types.h"

struct jsd_workspace; /* dec/workspace.h */

/* How many threads find memory and caches of their own in a state. */
enum { JSD_STATE_PLACES = 8 };

typedef struct jsd_state jsd_state;

struct jsd_state {
    PyObject *encode_error;           /* JSONEncodeError, a TypeError */
    _Atomic(PyObject *) decode_error; /* see jsd_state_decode_error() */
    PyObject *block_type;             /* of py/memblock.h */
    jsd_collector collector;          /* uses the module gc on 3.9 */
    /* The decoder's caches and the function that frees them, both set by
     * jsd_decode_init(). They hold no object that could be part of a reference
     * cycle, so they are not traversed. With the GIL there is only the first
     * one; without it the others are made when a thread needs them. */
    _Atomic(struct jsd_workspace *) workspaces[JSD_STATE_PLACES];
    void (*free_workspaces)(struct jsd_state *state);
    jsd_copy_cache text_copy;
    /* Memory of enc/ for the next calls, or NULL. With the GIL the first one
     * is used alone. */
    _Atomic(void *) encoders[JSD_STATE_PLACES];
    jsd_output_hints written;
    jsd_files files;
    jsd_types types;
    jsd_classes classes;
    jsd_numpy numpy;
};

/* Returns a number below JSD_STATE_PLACES, the same for each call of a thread
 * and another one for most other threads: each has a stack of its own, of 256
 * KiB and more. A thread that gets another number loses speed alone. */
JSD_INLINE size_t
jsd_state_place(void)
{
    const uint64_t stack = (uintptr_t)__builtin_frame_address(0) >> 18;

    return (size_t)(stack * 0x9e3779b97f4a7c15 >> 61);
}

_Static_assert(JSD_STATE_PLACES == 1 << (64 - 61),
               "the shift selects a place");

/* Stores memory at the place of this thread, and returns what was stored there
 * before. Another thread may do it at the same time. It is not inline: with
 * the GIL its callers need no frame pointer. */
void *jsd_state_exchange(_Atomic(void *) *places, void *memory);

/* Takes the memory stored at the place of this thread, which is empty then.
 * Returns NULL if it was empty. */
JSD_INLINE void *
jsd_state_take(_Atomic(void *) *places)
{
    void *kept;

    if (jsd_abi.free_threaded)
        return jsd_state_exchange(places, NULL);
    kept = atomic_load_explicit(places, memory_order_relaxed);
    atomic_store_explicit(places, NULL, memory_order_relaxed);
    return kept;
}

/* Stores memory at the place of this thread, and returns what was stored there
 * before. */
JSD_INLINE void *
jsd_state_keep(_Atomic(void *) *places, void *memory)
{
    void *before;

    if (jsd_abi.free_threaded)
        return jsd_state_exchange(places, memory);
    before = atomic_load_explicit(places, memory_order_relaxed);
    atomic_store_explicit(places, memory, memory_order_relaxed);
    return before;
}

/* Initialises *state, which is all zeros. Returns -1 with an exception;
 * jsd_state_clear() is needed even then. */
JSD_MUST_CHECK int jsd_state_init(jsd_state *state);
/* Returns JSONDecodeError, a json.JSONDecodeError: borrowed, or NULL with an
 * exception. The first call imports it, because the module json takes longer
 * to import than jsonde. Runs Python code. */
JSD_COLD PyObject *jsd_state_decode_error(jsd_state *state);
int jsd_state_traverse(jsd_state *state, visitproc visit, void *arg);
void jsd_state_clear(jsd_state *state);

#endif
