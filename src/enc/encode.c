/* SPDX-License-Identifier: MIT */
#include "enc/enc.h"

#include "py/options.h"
#include "simd/kernel.h"

#define DECLARE(name) \
    extern const jsd_engine jsd_engine_##name, jsd_engine_usual_##name

DECLARE(scalar);
DECLARE(sse2);
DECLARE(avx2);
DECLARE(avx512);
DECLARE(neon);

#define BOTH(name)                                   \
    {                                                \
        &jsd_engine_##name, &jsd_engine_usual_##name \
    }

/* By instruction set, and by whether the layout is the usual one. Those that
 * simd/ can choose are there. */
static const jsd_engine *const engines[JSD_SIMD_COUNT][2] = {
    [JSD_SIMD_SCALAR] = BOTH(scalar),
#if JSD_HAVE_SSE2
    [JSD_SIMD_SSE2] = BOTH(sse2),
#endif
#if JSD_HAVE_AVX2
    [JSD_SIMD_AVX2] = BOTH(avx2),
#endif
#if JSD_HAVE_AVX512
    [JSD_SIMD_AVX512] = BOTH(avx512),
#endif
#if JSD_HAVE_NEON
    [JSD_SIMD_NEON] = BOTH(neon),
#endif
};

static const jsd_engine *
engine_now(void)
{
    return (jsd_abi.caps & JSD_CAPS_ALL) == JSD_CAPS_ALL
               ? engines[jsd_simd_now][jsd_abi.usual]
               : &jsd_engine_plain;
}

PyObject *
jsd_encode(jsd_state *state, PyObject *o, PyObject *fallback, unsigned options)
{
    jsd_enc e;
    char *p;

    e.engine = engine_now();
    e.state = state;
    e.fallback = fallback;
    e.options = options;
    e.default_depth = 0;
    e.calls = 0;
    e.depth = 0;
    e.held = 0;
    p = jsd_output_init(&e.out, &state->written);
    p = e.engine->value(&e, p, o);
    if (JSD_UNLIKELY(p == NULL)) {
        e.depth = 0;
        jsd_enc_let_go(&e);
        jsd_output_clear(&e.out);
        return NULL;
    }
    if (options & JSD_OPT_APPEND_NEWLINE)
        *p++ = '\n';
    return jsd_output_finish(&e.out, p);
}
