/* SPDX-License-Identifier: MIT
 *
 * OPT_SERIALIZE_COLLECTIONS: mappings as objects, other collections and
 * iterators as arrays. Used by enc_dispatch.c. It keeps no copy of what an
 * iterator gives. Both take the caller's reference to o over.
 */
#ifndef JSONDE_ENC_ENC_COLLECTION_H
#define JSONDE_ENC_ENC_COLLECTION_H

#include "enc/enc.h"

char *jsd_enc_mapping(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_iterable(jsd_enc *e, char *p, PyObject *o);

#endif
