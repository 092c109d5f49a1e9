/* SPDX-License-Identifier: MIT
 *
 * str to a JSON string, from where its characters lie.
 * Used by the engines. It never leaves a UTF-8 copy inside the str.
 */
#ifndef JSONDE_ENC_ENC_STR_H
#define JSONDE_ENC_ENC_STR_H

#include "abi/str.h"
#include "enc/enc.h"

/* Any str: in place, or through UTF-8 that the public API makes. */
char *jsd_enc_str(jsd_enc *e, char *p, PyObject *str);

/* Text, as the options have it, and the quote behind it: the one before it is
 * written. */
char *jsd_enc_text(jsd_enc *e, char *p, const jsd_text *text);

/* Raises; NULL. */
JSD_COLD char *jsd_enc_fail_surrogate(jsd_enc *e);

#endif
