/* SPDX-License-Identifier: MIT
 *
 * The engines: one for each instruction set that reads and makes objects
 * directly, and one that asks jsd_abi.caps at every step.
 * Used by decode.c, which chooses.
 */
#ifndef JSONDE_DEC_ENGINES_H
#define JSONDE_DEC_ENGINES_H

#include "dec/dec.h"
#include "simd/isa_list.h"

/* Each reads one document, which on success is all that is on the stack. */
typedef struct jsd_dec_engine {
    const char *(*read[4])(jsd_dec *d); /* by jsd_form */
} jsd_dec_engine;

extern const jsd_dec_engine jsd_dec_engine_any;
#define JSD_DEC_ENGINE_OF(NAME, name, built, arrays) \
    extern const jsd_dec_engine jsd_dec_engine_##name;
JSD_ISA_LIST(JSD_DEC_ENGINE_OF)
#undef JSD_DEC_ENGINE_OF

#endif
