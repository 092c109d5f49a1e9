/* SPDX-License-Identifier: MIT */
#include "dec/build.h"
#include "dec/engines.h"
#include "py/input.h"
#include "simd/kernel.h"

static const jsd_dec_engine *const engines[JSD_SIMD_COUNT] = {
    [JSD_SIMD_SCALAR] = &jsd_dec_engine_scalar,
#ifdef JSD_HAVE_SSE2
    [JSD_SIMD_SSE2] = &jsd_dec_engine_sse2,
#endif
#ifdef JSD_HAVE_AVX2
    [JSD_SIMD_AVX2] = &jsd_dec_engine_avx2,
#endif
#ifdef JSD_HAVE_AVX512
    [JSD_SIMD_AVX512] = &jsd_dec_engine_avx512,
#endif
#ifdef JSD_HAVE_NEON
    [JSD_SIMD_NEON] = &jsd_dec_engine_neon,
#endif
};

/* A workspace that somebody else has may be without shapes. */
static const jsd_dec_engine *
choose(jsd_dec *d)
{
    const jsd_caps direct = JSD_CAPS_ALL | JSD_CAPS_MAKE;

    if ((d->caps & direct) != direct || d->work->shapes == NULL ||
        jsd_make_is_traced()) {
        d->shape = NULL;
        d->caps &= ~(jsd_caps)JSD_CAPS_MAKE;
        return &jsd_dec_engine_any;
    }
    d->shape = jsd_shapes_root(d->work->shapes);
    return engines[jsd_simd_now];
}

/* The value of the text, which is held; its status and place are left in d. */
static PyObject *
decode_text(jsd_dec *d, jsd_workspace *work, const jsd_text *text)
{
    const jsd_dec_engine *engine;

    d->caps = jsd_abi.caps;
    d->text = text;
    d->end = (const char *)text->data + text->len * jsd_dec_width(text->form);
    d->status = JSD_OK;
    d->at = 0;
    d->floats = 0;
    d->depth = 0;
    d->work = work;
    d->base = d->top = work->values.data;
    d->limit = d->base + work->values.cap / sizeof *d->base;
    engine = choose(d);
    if (engine->read[text->form](d) != NULL)
        return d->base[0];
    jsd_dec_drop(d);
    return NULL;
}

PyObject *
jsd_decode(jsd_state *state, PyObject *source)
{
    jsd_workspace spare, *work;
    jsd_input input;
    PyObject *value;
    jsd_dec d;

    if (jsd_input_acquire(state, source, &input) < 0)
        return NULL;
    work = jsd_workspace_acquire(&state->workspace, &spare);
    value = decode_text(&d, work, &input.text);
    jsd_workspace_release(&state->workspace, work);
    if (value != NULL)
        jsd_input_release(&input);
    else
        jsd_input_fail(state, &input, d.status, d.at);
    return value;
}
