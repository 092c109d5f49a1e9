/* SPDX-License-Identifier: MIT
 *
 * OPT_SERIALIZE_COLLECTIONS: mappings as objects, other collections and
 * iterators as arrays. A mapping is copied into a dict first; items of an
 * iterator are written one by one. Both functions take over the caller's
 * reference to o, and may run Python code. NULL with an exception.
 */
#ifndef JSONDE_ENC_ENC_COLLECTION_H
#define JSONDE_ENC_ENC_COLLECTION_H

#include "enc/enc.h"

char *jsd_enc_mapping(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_iterable(jsd_enc *e, char *p, PyObject *o);

#endif
