/* SPDX-License-Identifier: MIT
 *
 * Dataclasses and named tuples as objects. Used by enc_dispatch.c.
 * Of a dataclass all attributes in its __dict__ are written whose names do not
 * begin with "_", in their order there; or, where it has no __dict__ or a
 * field has metadata for jsonde, its fields.
 */
#ifndef JSONDE_ENC_ENC_DATACLASS_H
#define JSONDE_ENC_ENC_DATACLASS_H

#include "enc/enc.h"

char *jsd_enc_dataclass(jsd_enc *e, char *p, PyObject *o);

/* Takes the caller's reference to o over. */
char *jsd_enc_namedtuple(jsd_enc *e, char *p, PyObject *o);

#endif
