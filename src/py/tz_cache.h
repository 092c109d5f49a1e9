/* SPDX-License-Identifier: MIT
 *
 * Caches the last answer of a time zone's utcoffset(), so that an offset that
 * has been checked once is not checked again. It stays empty on builds without
 * the GIL.
 */
#ifndef JSONDE_PY_TZ_CACHE_H
#define JSONDE_PY_TZ_CACHE_H

#include "abi/abi.h"
#include "py/gate.h"

typedef struct jsd_tz_cache {
    PyObject *answer;     /* the last result of utcoffset(), owned; or NULL */
    int64_t microseconds; /* of that result */
    PyTypeObject
        *common; /* a type of zones without normalize(), owned; or NULL */
} jsd_tz_cache;

/* Store a result of utcoffset(), and a type of zones, and own them, so that an
 * equal address is the same object. The caller owns the argument as well. A
 * result that can change is not stored. An object that is dropped may run
 * Python code: the gate is passed. */
void jsd_tz_cache_note(jsd_tz_cache *cache, jsd_gate *gate, PyObject *answer,
                       int64_t microseconds);
void jsd_tz_cache_note_type(jsd_tz_cache *cache, jsd_gate *gate,
                            PyTypeObject *type);

int jsd_tz_cache_traverse(const jsd_tz_cache *cache, visitproc visit,
                          void *arg);
void jsd_tz_cache_clear(jsd_tz_cache *cache);

#endif
