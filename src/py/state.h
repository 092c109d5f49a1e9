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
    PyObject *encode_error;  /* JSONEncodeError, a TypeError */
    PyObject *decode_error;  /* JSONDecodeError, a json.JSONDecodeError */
    PyObject *block_type;    /* py/memblock.h */
    jsd_collector collector; /* with functions of the module gc on 3.9 */
    /* The decoder's caches and the function that frees them, both set by
     * jsd_decode_init(). They hold no object that could be part of a reference
     * cycle, so they are not traversed. */
    struct jsd_workspace *workspace;
    void (*free_workspace)(struct jsd_workspace *workspace);
    jsd_copy_cache text_copy;
    _Atomic(void *) encoder; /* memory that enc/ keeps for a call; or NULL */
    jsd_output_hints written;
    jsd_files files;
    jsd_types types;
    jsd_classes classes;
    jsd_numpy numpy;
} jsd_state;

/* Takes what is kept at a place, which is empty then; NULL when it is empty.
 * Without the GIL another thread may look at the same time. */
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

/* Keeps memory at a place, and returns what was kept there before. */
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

/* state is all zeros. -1 with an exception; clear is needed even then. */
JSD_MUST_CHECK int jsd_state_init(jsd_state *state);
int jsd_state_traverse(jsd_state *state, visitproc visit, void *arg);
void jsd_state_clear(jsd_state *state);

#endif
