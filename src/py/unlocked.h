/* SPDX-License-Identifier: MIT
 *
 * Releases the GIL while the caller works on many bytes that nobody can free
 * or resize: its own, or those of an object whose export it holds. Between
 * jsd_unlock() and jsd_relock() no object of Python may be touched.
 */
#ifndef JSONDE_PY_UNLOCKED_H
#define JSONDE_PY_UNLOCKED_H

#include "abi/abi.h"

/* From this number of bytes on, the work takes long enough to let other
 * threads run. */
enum { JSD_UNLOCKED_BYTES = 64 * 1024 };

/* Releases the GIL if the number of bytes is worth it. Returns NULL if it is
 * not. */
JSD_INLINE PyThreadState *
jsd_unlock(size_t bytes)
{
    return bytes < JSD_UNLOCKED_BYTES ? NULL : PyEval_SaveThread();
}

/* Acquires the GIL again, if jsd_unlock() has released it. */
JSD_INLINE void
jsd_relock(PyThreadState *thread)
{
    if (thread != NULL)
        PyEval_RestoreThread(thread);
}

#endif
