/* SPDX-License-Identifier: MIT
 *
 * What is rare: subclasses, objects that have no JSON of their own (dumps()'s
 * default is asked, the one place where user code runs), and failures.
 * Used by the engines.
 */
#ifndef JSONDE_ENC_ENC_OTHER_H
#define JSONDE_ENC_ENC_OTHER_H

#include "enc/enc.h"

/* A value whose type none of the engine's own is. */
JSD_COLD char *jsd_enc_other(jsd_enc *e, char *p, PyObject *o);

/* Each raises and returns NULL. */
JSD_COLD char *jsd_enc_bad_key(const jsd_enc *e);
JSD_COLD char *jsd_enc_dict_changed(const jsd_enc *e);

#endif
