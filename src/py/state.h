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

typedef struct jsd_state {
    PyObject *encode_error;           /* JSONEncodeError, a TypeError */
    _Atomic(PyObject *) decode_error; /* see jsd_state_decode_error() */
    PyObject *block_type;             /* of py/memblock.h */
    jsd_collector collector;          /* uses the module gc on 3.9 */
    /* The decoder's caches and the function that frees them, both set by
     * jsd_decode_init(). They hold no object that could be part of a reference
     * cycle, so they are not traversed. */
    struct jsd_workspace *workspace;
    void (*free_workspace)(struct jsd_workspace *workspace);
    jsd_copy_cache text_copy;
    _Atomic(void *) encoder; /* memory of enc/ for the next call, or NULL */
    jsd_output_hints written;
    jsd_files files;
    jsd_types types;
    jsd_classes classes;
    jsd_numpy numpy;
} jsd_state;

/* Takes the memory stored at a place, which is empty then. Returns NULL if it
 * was empty. Without the GIL another thread may take it at the same time. */
JSD_INLINE void *
jsd_state_take(_Atomic(void *) *place)
{
    void *kept;

    if (jsd_abi.free_threaded)
        return atomic_exchange_explicit(place, NULL, memory_order_acquire);
    kept = atomic_load_explicit(place, memory_order_relaxed);
    atomic_store_explicit(place, NULL, memory_order_relaxed);
    return kept;
}

/* Stores memory at a place, and returns what was stored there before. */
JSD_INLINE void *
jsd_state_keep(_Atomic(void *) *place, void *memory)
{
    void *before;

    if (jsd_abi.free_threaded)
        return atomic_exchange_explicit(place, memory, memory_order_acq_rel);
    before = atomic_load_explicit(place, memory_order_relaxed);
    atomic_store_explicit(place, memory, memory_order_relaxed);
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
