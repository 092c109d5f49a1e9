/* SPDX-License-Identifier: MIT
 *
 * What time zones have answered lately, so that the same need not be taken
 * apart again. Used by enc/enc_datetime.c. Without a GIL it stays empty.
 */
#ifndef JSONDE_PY_ZONE_PAST_H
#define JSONDE_PY_ZONE_PAST_H

#include "abi/abi.h"
#include "py/gate.h"

typedef struct jsd_zone_past {
    PyObject *answer;     /* what utcoffset() gave last, owned; or NULL */
    int64_t microseconds; /* what it means */
    PyTypeObject *common; /* a type of zones without normalize(), owned */
} jsd_zone_past;

/* Both own what they note, so that an address that is found again is the same
 * object. The caller owns it, too. They may free an object of the user's: a
 * gate is passed. An answer that can change is not noted. */
void jsd_zone_past_note(jsd_zone_past *past, jsd_gate *gate, PyObject *answer,
                        int64_t microseconds);
void jsd_zone_past_note_type(jsd_zone_past *past, jsd_gate *gate,
                             PyTypeObject *type);

int jsd_zone_past_traverse(const jsd_zone_past *past, visitproc visit,
                           void *arg);
void jsd_zone_past_clear(jsd_zone_past *past);

#endif
