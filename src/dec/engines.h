/* SPDX-License-Identifier: MIT
 *
 * The decoder's engines. Those of an instruction set read and make objects
 * directly. jsd_dec_engine_any checks d->caps at every step and works on every
 * interpreter; it is compiled for the instruction set that each processor has
 * (dec/engine_any.h). dec/decode.c chooses among them.
 */
#ifndef JSONDE_DEC_ENGINES_H
#define JSONDE_DEC_ENGINES_H

#include "dec/dec.h"
#include "simd/isa_list.h"

/* The capabilities that the engines of an instruction set need: those for
 * builds with the GIL, and those for free-threaded builds. */
enum {
    JSD_DEC_DIRECT = JSD_CAPS_ALL | JSD_CAPS_MAKE,
    JSD_DEC_FREE_THREADED =
        JSD_CAPS_FREE_THREADED | (JSD_CAPS_MAKE & ~JSD_CAP_GROW_LIST)
};

/* Each function reads one document. On success it returns the end of the text,
 * and the document's value is the only one on the stack. */
typedef struct jsd_dec_engine {
    const char *(*read[4])(jsd_dec *d); /* by jsd_form */
} jsd_dec_engine;

extern const jsd_dec_engine jsd_dec_engine_any;
/* Only those that JSD_ISA_LIST names as `engines` are defined. */
#define JSD_DEC_ENGINE_OF(NAME, name, built, arrays, engines) \
    extern const jsd_dec_engine jsd_dec_engine_##name,        \
        jsd_dec_engine_free_##name;
JSD_ISA_LIST(JSD_DEC_ENGINE_OF)
#undef JSD_DEC_ENGINE_OF

#endif
