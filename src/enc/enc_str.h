/* SPDX-License-Identifier: MIT
 *
 * str as a JSON string. The characters are read in place in the width that
 * CPython stores, or from a UTF-8 copy if the str has one already. jsonde
 * never leaves such a copy inside a str.
 */
#ifndef JSONDE_ENC_ENC_STR_H
#define JSONDE_ENC_ENC_STR_H

#include "abi/str.h"
#include "enc/enc.h"

/* Writes str, an instance of str or of a subclass. NULL with an exception.
 * Runs no Python code unless it fails. */
char *jsd_enc_str(jsd_enc *e, char *p, PyObject *str);

/* Writes text as the options say, and the closing quote. The caller has
 * written the opening quote. NULL with an exception. */
char *jsd_enc_text(jsd_enc *e, char *p, const jsd_text *text);

/* Raises the error for a lone surrogate. Returns NULL. */
JSD_COLD char *jsd_enc_fail_surrogate(jsd_enc *e);

#endif
