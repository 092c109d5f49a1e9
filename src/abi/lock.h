/* SPDX-License-Identifier: MIT
 *
 * Locks an object of a free-threaded build: the lock that CPython's own
 * critical sections take before they change or read a list or dict. While a
 * thread holds it, the size, the items and the table of the object stay as
 * they are, and so does each item alive. Items of it can be read without
 * reference counts.
 *
 * The lock is no critical section: CPython does not open it when the thread
 * detaches or waits. So a thread that holds one calls no function of CPython
 * that may run Python code, wait for another lock or detach the thread, and
 * none that takes the lock of the same object. py/gate.h opens all locks
 * before such a call. No function here waits for a lock: enc/enc_lock.h does.
 */
#ifndef JSONDE_ABI_LOCK_H
#define JSONDE_ABI_LOCK_H

#include "abi/abi.h"

/* Values of PyObject.ob_mutex, a PyMutex. A third value, which only CPython
 * sets, says that other threads wait for the lock. */
enum { JSD_LOCK_OPEN = 0, JSD_LOCK_HELD = 1 };

/* Locks o and returns true, or returns false if it is locked already, also by
 * this thread. Needs JSD_CAP_LOCK and JSD_CAP_FREE_THREADED. */
JSD_MUST_CHECK JSD_INLINE bool
jsd_lock_try(PyObject *o)
{
    uint8_t *mutex = jsd_field_at(o, JSD_OBJECT_OB_MUTEX);
    uint8_t open = JSD_LOCK_OPEN;

    return __atomic_compare_exchange_n(mutex, &open, JSD_LOCK_HELD, false,
                                       __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

/* Returns whether no thread holds the lock of o now. */
JSD_INLINE bool
jsd_lock_is_open(PyObject *o)
{
    const uint8_t *mutex = jsd_field_at(o, JSD_OBJECT_OB_MUTEX);

    return (__atomic_load_n(mutex, __ATOMIC_RELAXED) & JSD_LOCK_HELD) == 0;
}

/* Opens the lock of o, which this thread holds. CPython wakes threads that
 * wait for it. */
JSD_INLINE void
jsd_lock_open(PyObject *o)
{
    uint8_t *mutex = jsd_field_at(o, JSD_OBJECT_OB_MUTEX);
    uint8_t held = JSD_LOCK_HELD;

    if (JSD_UNLIKELY(!__atomic_compare_exchange_n(mutex, &held, JSD_LOCK_OPEN,
                                                  false, __ATOMIC_RELEASE,
                                                  __ATOMIC_RELAXED)))
        jsd_abi.symbols.mutex_unlock(mutex);
}

#endif
