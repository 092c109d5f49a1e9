/* SPDX-License-Identifier: MIT
 *
 * Dataclasses and named tuples as objects. The members of a dataclass are the
 * items of its __dict__ whose keys do not begin with "_", in their order. If
 * it has no __dict__, or a field has metadata for jsonde, they are its fields.
 */
#ifndef JSONDE_ENC_ENC_DATACLASS_H
#define JSONDE_ENC_ENC_DATACLASS_H

#include "enc/enc.h"

char *jsd_enc_dataclass(jsd_enc *e, char *p, PyObject *o);

/* Writes a named tuple as an object with OPT_SERIALIZE_NAMEDTUPLE, otherwise
 * as a tuple. Takes over the caller's reference to o. NULL with an exception.
 */
char *jsd_enc_namedtuple(jsd_enc *e, char *p, PyObject *o);

#endif
