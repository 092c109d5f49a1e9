/* SPDX-License-Identifier: MIT
 *
 * The search for a cycle after a "too deep" error. The open containers are
 * still known on the error path. The other values (results of default, enums,
 * copies) note themselves in a trail while the error path passes them.
 * Objects are compared by address and never read, since they may be freed.
 */
#ifndef JSONDE_ENC_ENC_TRAIL_H
#define JSONDE_ENC_ENC_TRAIL_H

#include "enc/enc.h"

typedef struct jsd_enc_trail {
    size_t n;
    struct {
        const PyObject *object;
        size_t parts; /* of the path, from the object to the failure */
    } of[2 * (JSD_ENC_MAX_DEPTH + JSD_ENC_MAX_DEFAULT)];
} jsd_enc_trail;

/* Begins a trail. Without memory for it there is none, and no error. */
JSD_COLD void jsd_enc_begin_trail(jsd_enc *e);
JSD_COLD void jsd_enc_end_trail(jsd_enc *e);

/* Adds o to the trail. */
JSD_COLD void jsd_enc_note_object(jsd_enc *e, const PyObject *o);

/* Adds o to the trail if its writer failed (p is NULL) and there is a trail.
 * Returns p. */
JSD_INLINE char *
jsd_enc_noted(jsd_enc *e, const PyObject *o, char *p)
{
    if (JSD_UNLIKELY(p == NULL && e->trail != NULL))
        jsd_enc_note_object(e, o);
    return p;
}

/* Returns whether an object contains itself, as far as the trail and the open
 * containers show. If so, it cuts the path where the object occurs again. */
JSD_COLD bool jsd_enc_is_circular(jsd_enc *e);

#endif
