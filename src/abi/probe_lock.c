/* SPDX-License-Identifier: MIT
 *
 * The proof of PyObject.ob_mutex: CPython's critical sections hold the lock,
 * and its PyMutex_Unlock opens one that was taken as abi/lock.h takes it.
 */
#include "abi/lock.h"
#include "abi/probe.h"

/* Proves that a critical section holds the lock of the specimen. */
static bool
section_locks(jsd_probe *p, const jsd_specimen *s)
{
    const jsd_symbols *symbols = &p->abi->symbols;
    jsd_critical_section section;
    uint64_t within = JSD_LOCK_OPEN;
    bool is_read;

    symbols->critical_section_begin(&section, s->o);
    is_read = jsd_probe_read(p, s, 0, JSD_OBJECT_OB_MUTEX, &within);
    symbols->critical_section_end(&section);
    return is_read &&
           (within == JSD_LOCK_HELD ||
            jsd_probe_fail(p, "a critical section does not set ob_mutex")) &&
           jsd_probe_is(p, s, 0, JSD_OBJECT_OB_MUTEX, JSD_LOCK_OPEN);
}

/* Proves that PyMutex_Unlock opens a lock that a store of JSD_LOCK_HELD has
 * closed. The field is proven to be the lock, so the store is safe. */
static bool
unlock_opens(jsd_probe *p, const jsd_specimen *s)
{
    uint8_t *mutex = (uint8_t *)s->o + jsd_probe_at(p, JSD_OBJECT_OB_MUTEX);

    __atomic_store_n(mutex, JSD_LOCK_HELD, __ATOMIC_RELAXED);
    p->abi->symbols.mutex_unlock(mutex);
    return jsd_probe_is(p, s, 0, JSD_OBJECT_OB_MUTEX, JSD_LOCK_OPEN);
}

static bool
is_lockable(jsd_probe *p, PyObject *created)
{
    jsd_specimen s;

    return jsd_probe_take(jsd_probe_keep(p, created), 0, &s) &&
           jsd_probe_is(p, &s, 0, JSD_OBJECT_OB_MUTEX, JSD_LOCK_OPEN) &&
           section_locks(p, &s) && section_locks(p, &s) && unlock_opens(p, &s);
}

/* With a GIL each thread that runs holds the lock of everything. */
bool
jsd_probe_lock(jsd_probe *p)
{
    const jsd_symbols *symbols = &p->abi->symbols;

    if (!p->abi->free_threaded)
        return true;
    if (symbols->critical_section_begin == NULL ||
        symbols->critical_section_end == NULL || symbols->mutex_unlock == NULL)
        return jsd_probe_fail(p, "the interpreter lacks a function of locks");
    return is_lockable(p, PyList_New(0)) && is_lockable(p, PyDict_New()) &&
           is_lockable(p, PyTuple_New(1));
}
