/* SPDX-License-Identifier: MIT
 *
 * The GIL, given up while many bytes are worked on that nobody can free or
 * resize: they are the caller's own, or of an object whose export is held.
 * Used by py/, enc/ and dec/. Between the two calls nothing of Python is
 * touched.
 */
#ifndef JSONDE_PY_UNLOCKED_H
#define JSONDE_PY_UNLOCKED_H

#include "abi/abi.h"

/* From so many bytes on the work takes long enough for others to run. */
enum { JSD_UNLOCKED_BYTES = 64 * 1024 };

/* Gives it up if so many bytes are worth it; NULL: it was not. */
JSD_INLINE PyThreadState *
jsd_unlock(size_t bytes)
{
    return bytes < JSD_UNLOCKED_BYTES ? NULL : PyEval_SaveThread();
}

/* Takes what jsd_unlock has returned. */
JSD_INLINE void
jsd_relock(PyThreadState *thread)
{
    if (thread != NULL)
        PyEval_RestoreThread(thread);
}

#endif
