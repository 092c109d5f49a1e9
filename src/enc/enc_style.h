/* SPDX-License-Identifier: MIT
 *
 * How a call wants its output to look: read from its arguments.
 * Used by encode.c.
 */
#ifndef JSONDE_ENC_ENC_STYLE_H
#define JSONDE_ENC_ENC_STYLE_H

#include "enc/enc.h"

/* Fills e->style and e->text_style. -1 with a JSONEncodeError about indent. */
JSD_MUST_CHECK int jsd_enc_style_init(jsd_enc *e, const jsd_enc_call *call);

#endif
