/* SPDX-License-Identifier: MIT
 *
 * Pauses the garbage collector and resumes it.
 *
 * Up to CPython 3.11 each allocation of a container may start a collection,
 * which runs finalizers and callbacks of weak references: Python code, in the
 * middle of whatever allocates (jsd_abi.allocation_collects). CPython 3.10
 * introduced C functions that pause the collector without Python code. On 3.9
 * the functions of the module gc are called instead.
 */
#ifndef JSONDE_ABI_COLLECTOR_H
#define JSONDE_ABI_COLLECTOR_H

#include "abi/abi.h"

/* Functions of the module gc, owned. All are NULL where C functions are used
 * or the module is missing. */
typedef struct jsd_collector {
    PyObject *disable;
    PyObject *enable;
    PyObject *is_enabled;
} jsd_collector;

/* Returns whether the interpreter has C functions for it, which run no Python
 * code. */
JSD_INLINE bool
jsd_collector_has_api(void)
{
    return jsd_abi.symbols.gc_disable != NULL &&
           jsd_abi.symbols.gc_enable != NULL;
}

/* Takes the functions that jsd_collector_pause() needs from gc, the module of
 * that name, into *c, which is all NULL. Returns -1 with an exception;
 * jsd_collector_clear() is needed even then. */
JSD_MUST_CHECK int jsd_collector_init(jsd_collector *c, PyObject *gc);

int jsd_collector_traverse(jsd_collector *c, visitproc visit, void *arg);
void jsd_collector_clear(jsd_collector *c);

/* The slow paths of the two functions below: calls of the module's functions.
 */
bool jsd_collector_pause_by_module(const jsd_collector *c);
void jsd_collector_resume_by_module(const jsd_collector *c);

/* Pauses the collector. Returns true if it was running, and the caller must
 * then resume it. No exception may be set, and none is set afterwards: where
 * the module's functions fail, the collector goes on. Python code may run
 * unless jsd_collector_has_api(). */
JSD_INLINE bool
jsd_collector_pause(const jsd_collector *c)
{
    return jsd_collector_has_api() ? jsd_abi.symbols.gc_disable() != 0
                                   : jsd_collector_pause_by_module(c);
}

/* Resumes the collector, and keeps an exception that is set. Python code may
 * run unless jsd_collector_has_api(). */
JSD_INLINE void
jsd_collector_resume(const jsd_collector *c)
{
    if (jsd_collector_has_api())
        jsd_abi.symbols.gc_enable();
    else
        jsd_collector_resume_by_module(c);
}

#endif
