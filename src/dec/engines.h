/* SPDX-License-Identifier: MIT
 *
 * The engines: one for each instruction set that reads and makes objects
 * directly, and one that asks jsd_abi.caps at every step.
 * Used by decode.c, which chooses.
 */
#ifndef JSONDE_DEC_ENGINES_H
#define JSONDE_DEC_ENGINES_H

#include "dec/dec.h"

/* Each reads one document, which on success is all that is on the stack. */
typedef struct jsd_dec_engine {
    const char *(*read[4])(jsd_dec *d); /* by jsd_form */
} jsd_dec_engine;

extern const jsd_dec_engine jsd_dec_engine_any;
extern const jsd_dec_engine jsd_dec_engine_scalar;
extern const jsd_dec_engine jsd_dec_engine_sse2;
extern const jsd_dec_engine jsd_dec_engine_avx2;
extern const jsd_dec_engine jsd_dec_engine_avx512;
extern const jsd_dec_engine jsd_dec_engine_neon;

#endif
