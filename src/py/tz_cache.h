/* SPDX-License-Identifier: MIT
 *
 * What time zones have answered lately, so that the same need not be taken
 * apart again. Used by enc/enc_datetime.c. Without a GIL it stays empty.
 */
#ifndef JSONDE_PY_TZ_CACHE_H
#define JSONDE_PY_TZ_CACHE_H

#include "abi/abi.h"
#include "py/gate.h"

typedef struct jsd_tz_cache {
    PyObject *answer;     /* what utcoffset() gave last, owned; or NULL */
    int64_t microseconds; /* what it means */
    PyTypeObject *common; /* a type of zones without normalize(), owned */
} jsd_tz_cache;

/* Both own what they note, so that an address that is found again is the same
 * object. The caller owns it, too. They may free an object of the user's: a
 * gate is passed. An answer that can change is not noted. */
void jsd_tz_cache_note(jsd_tz_cache *past, jsd_gate *gate, PyObject *answer,
                       int64_t microseconds);
void jsd_tz_cache_note_type(jsd_tz_cache *past, jsd_gate *gate,
                            PyTypeObject *type);

int jsd_tz_cache_traverse(const jsd_tz_cache *past, visitproc visit,
                          void *arg);
void jsd_tz_cache_clear(jsd_tz_cache *past);

#endif
