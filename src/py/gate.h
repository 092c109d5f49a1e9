/* SPDX-License-Identifier: MIT
 *
 * The gate: every call that may run Python code passes it first. The encoder
 * reads containers and their items by borrowed references. These are valid
 * only while no Python code runs: no finalizer, no callback of a weak
 * reference, no metaclass, no garbage collection.
 *
 * Such a call is written JSD_GATED(gate, call). The gate first takes
 * references to everything that is open. It also counts the pass, so that
 * loops read sizes and tables again. `make lint` refuses any other call of a
 * CPython function that is not on its list of functions which run no Python
 * code in any version (tests/lint/gate.py).
 */
#ifndef JSONDE_PY_GATE_H
#define JSONDE_PY_GATE_H

#include "abi/abi.h"
#include "base/base.h"

typedef struct jsd_gate jsd_gate;

struct jsd_gate {
    /* Takes references to everything that is open. keeps: no Python code is
     * about to run, so what is open keeps its present items (enc/enc_lock.h).
     */
    void (*own)(jsd_gate *gate, bool keeps);
    size_t passes; /* how often Python code may have run */
#ifdef JSD_HOSTILE
    void (*attack)(jsd_gate *gate); /* enc/enc_hostile.h */
#endif
};

#ifdef JSD_HOSTILE
#define JSD_GATE_ATTACK(gate) (gate)->attack(gate)
#else
#define JSD_GATE_ATTACK(gate) (void)(gate)
#endif

/* The gate of code that holds no borrowed references except those that its
 * caller owns. It does nothing. */
#define JSD_NOTHING_BORROWED ((jsd_gate *)NULL)

/* Takes references to everything that is open behind the gate. */
JSD_INLINE void
jsd_gate_own(jsd_gate *gate, bool keeps)
{
    if (gate != JSD_NOTHING_BORROWED)
        gate->own(gate, keeps);
}

/* Takes references to everything that is open behind the gate, and counts the
 * pass. */
JSD_INLINE void
jsd_gate_pass(jsd_gate *gate)
{
    jsd_gate_own(gate, false);
    if (gate != JSD_NOTHING_BORROWED) {
        gate->passes++;
        JSD_GATE_ATTACK(gate);
    }
}

/* Passes the gate, then evaluates call, which may run Python code. */
#define JSD_GATED(gate, call) (jsd_gate_pass(gate), (call))

/* Evaluates call, which runs Python code only if it fails. The gate takes its
 * references first, but does not count the pass: after success nothing has
 * changed, and after a failure the caller reads only what it owns. */
#define JSD_GATED_FAILURE(gate, call) (jsd_gate_own(gate, true), (call))

/* Evaluates call, which allocates memory and does nothing else. Up to 3.11
 * that may run Python code if it fails: MemoryError is an object of the
 * collector. Later versions run none, so that containers stay borrowed, and
 * locked on free-threaded builds. After a failure the caller owns them at
 * once. */
#define JSD_GATED_ALLOCATION(gate, call) \
    (jsd_abi.allocation_collects ? jsd_gate_own(gate, true) : (void)0, (call))

/* Releases a reference to o, which may be NULL. Passes the gate first, since
 * the release may run a finalizer or callbacks of weak references. */
JSD_INLINE void
jsd_gate_drop(jsd_gate *gate, PyObject *o)
{
    if (o != NULL) {
        jsd_gate_pass(gate);
        Py_DecRef(o);
    }
}

/* Appends item, NULL after a failure, to a list. Takes both over. Returns the
 * list, or NULL with an exception.
 *
 * A list that is made with its final size has empty places while its next item
 * is made. Up to CPython 3.11 that may start the garbage collector, whose
 * callbacks find the list. */
JSD_INLINE PyObject *
jsd_gate_append(jsd_gate *gate, PyObject *list, PyObject *item)
{
    const bool is_appended =
        item != NULL && JSD_GATED(gate, PyList_Append(list, item)) == 0;

    jsd_gate_drop(gate, item);
    if (is_appended)
        return list;
    jsd_gate_drop(gate, list);
    return NULL;
}

/* Releases a reference to o, which may be NULL, without the gate. The end of o
 * must run no Python code: o is an exact str, bytes or int, or another
 * reference keeps it alive. */
JSD_INLINE void
jsd_drop_inert(PyObject *o)
{
    Py_DecRef(o);
}

#endif
