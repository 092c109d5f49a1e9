/* SPDX-License-Identifier: MIT
 *
 * The gate: what may run Python code passes it first.
 * The encoder reads containers and their items by borrowed references, which
 * are good only while no Python code runs: no finalizer, no callback of a weak
 * reference, no metaclass, no garbage collection. Each call that may run any
 * is written JSD_GATED(gate, call). The gate then owns all that is open before
 * the call, and counts the pass, so that loops read sizes and tables again.
 * The lint refuses a bare call of every function that is not on its list of
 * functions that run no Python code on any version.
 */
#ifndef JSONDE_PY_GATE_H
#define JSONDE_PY_GATE_H

#include "abi/limited.h"
#include "base/base.h"

typedef struct jsd_gate jsd_gate;

struct jsd_gate {
    void (*own)(jsd_gate *gate); /* takes references to all that is open */
    size_t passes;               /* how often Python code may have run */
#ifdef JSD_HOSTILE
    void (*attack)(jsd_gate *gate); /* enc/enc_hostile.h */
#endif
};

#ifdef JSD_HOSTILE
#define JSD_GATE_ATTACK(gate) (gate)->attack(gate)
#else
#define JSD_GATE_ATTACK(gate) (void)(gate)
#endif

/* The gate of code that holds no borrowed reference but those its own caller
 * owns: nothing is to be done there. */
#define JSD_NOTHING_BORROWED ((jsd_gate *)NULL)

/* Owns all that is open behind the gate. */
JSD_INLINE void
jsd_gate_own(jsd_gate *gate)
{
    if (gate != JSD_NOTHING_BORROWED)
        gate->own(gate);
}

/* The same, and counts the pass. */
JSD_INLINE void
jsd_gate_pass(jsd_gate *gate)
{
    jsd_gate_own(gate);
    if (gate != JSD_NOTHING_BORROWED) {
        gate->passes++;
        JSD_GATE_ATTACK(gate);
    }
}

/* The value of call, a function call that may run Python code. */
#define JSD_GATED(gate, call) (jsd_gate_pass(gate), (call))

/* The value of call, which runs Python code only where it fails. All is owned,
 * but the pass is not counted: who has seen no failure need not look again,
 * and who has looks at nothing that he does not own. */
#define JSD_GATED_FAILURE(gate, call) (jsd_gate_own(gate), (call))

/* Gives a reference back, which may end an object that has a finalizer or weak
 * references. o may be NULL. */
JSD_INLINE void
jsd_gate_drop(jsd_gate *gate, PyObject *o)
{
    if (o != NULL) {
        jsd_gate_pass(gate);
        Py_DecRef(o);
    }
}

/* Gives a reference back to an object whose end runs no Python code: a str,
 * bytes or int of exactly that type, or one that nobody else can end. o may be
 * NULL. */
JSD_INLINE void
jsd_drop_inert(PyObject *o)
{
    Py_DecRef(o);
}

#endif
