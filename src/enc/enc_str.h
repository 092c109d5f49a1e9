/* SPDX-License-Identifier: MIT
 *
 * str to a JSON string, from where its characters lie.
 * Used by encode.c alone. It never leaves a UTF-8 copy inside the str.
 */
#ifndef JSONDE_ENC_ENC_STR_H
#define JSONDE_ENC_ENC_STR_H

#include "abi/str.h"
#include "enc/enc.h"

/* The text between quotes, whatever its form. */
char *jsd_enc_text(jsd_enc *e, char *p, const jsd_text *text);

/* Through UTF-8 that the public API makes. */
JSD_COLD char *jsd_enc_str_public(jsd_enc *e, char *p, PyObject *str);

JSD_INLINE char *
jsd_enc_str(jsd_enc *e, char *p, PyObject *str, jsd_caps caps)
{
    jsd_text text;

    if (!jsd_str_text(caps, str, &text))
        return jsd_enc_str_public(e, p, str);
    return jsd_enc_text(e, p, &text);
}

#endif
