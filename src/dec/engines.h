/* SPDX-License-Identifier: MIT
 *
 * The decoder's engines. Each instruction set has one that reads and makes
 * objects directly. jsd_dec_engine_any checks d->caps at every step and works
 * on every interpreter. dec/decode.c chooses among them.
 */
#ifndef JSONDE_DEC_ENGINES_H
#define JSONDE_DEC_ENGINES_H

#include "dec/dec.h"
#include "simd/isa_list.h"

/* Each function reads one document. On success it returns the end of the text,
 * and the document's value is the only one on the stack. */
typedef struct jsd_dec_engine {
    const char *(*read[4])(jsd_dec *d); /* by jsd_form */
} jsd_dec_engine;

extern const jsd_dec_engine jsd_dec_engine_any;
#define JSD_DEC_ENGINE_OF(NAME, name, built, arrays) \
    extern const jsd_dec_engine jsd_dec_engine_##name;
JSD_ISA_LIST(JSD_DEC_ENGINE_OF)
#undef JSD_DEC_ENGINE_OF

#endif
