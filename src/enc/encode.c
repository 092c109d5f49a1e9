/* SPDX-License-Identifier: MIT */
#include "enc/enc.h"

#include "enc/enc_style.h"

#define DECLARE(name)                                                   \
    extern const jsd_engine jsd_engine_##name, jsd_engine_usual_##name, \
        jsd_engine_styled_##name

DECLARE(scalar);
DECLARE(sse2);
DECLARE(avx2);
DECLARE(avx512);
DECLARE(neon);

/* Of one instruction set: for the layout that was found, for the usual one,
 * and for every style. */
typedef struct engines {
    const jsd_engine *found, *usual, *styled;
} engines;

#define ALL(name)                                     \
    {                                                 \
        &jsd_engine_##name, &jsd_engine_usual_##name, \
            &jsd_engine_styled_##name                 \
    }

/* Those that simd/ can choose are there. */
static const engines engines_of[JSD_SIMD_COUNT] = {
    [JSD_SIMD_SCALAR] = ALL(scalar),
#if JSD_HAVE_SSE2
    [JSD_SIMD_SSE2] = ALL(sse2),
#endif
#if JSD_HAVE_AVX2
    [JSD_SIMD_AVX2] = ALL(avx2),
#endif
#if JSD_HAVE_AVX512
    [JSD_SIMD_AVX512] = ALL(avx512),
#endif
#if JSD_HAVE_NEON
    [JSD_SIMD_NEON] = ALL(neon),
#endif
};

/* Options that change how plain JSON looks. */
#define STYLES                                                        \
    (JSD_OPT(INDENT_2) | JSD_OPT(SORT_KEYS) | JSD_OPT(ENSURE_ASCII) | \
     JSD_OPT(HTML_SAFE) | JSD_OPT(SKIP_NONE) | JSD_OPT(CANONICAL))

static const jsd_engine *
engine_for(const jsd_enc *e)
{
    const engines *all = &engines_of[jsd_simd_now];

    if ((jsd_abi.caps & JSD_CAPS_ALL) != JSD_CAPS_ALL)
        return &jsd_engine_plain;
    if ((e->options & STYLES) || e->style.breaks != NULL || e->sink != NULL)
        return all->styled;
    return jsd_abi.usual ? all->usual : all->found;
}

static void
begin(jsd_enc *e, jsd_state *state, const jsd_enc_call *call)
{
    e->state = state;
    e->fallback = call == NULL ? NULL : call->fallback;
    e->options = call == NULL ? 0 : call->options;
    e->style.breaks = NULL;
    e->text_style = 0;
    e->sink = NULL;
    e->default_depth = 0;
    e->calls = 0;
    e->depth = 0;
    e->held = 0;
    e->path = NULL;
}

/* Returns where the text ends, or NULL with an exception, and then nothing is
 * left to be given back. */
static char *
encode(jsd_enc *e, PyObject *o, const jsd_enc_call *call)
{
    char *p = jsd_output_init(&e->out, &e->state->written);

    if (JSD_UNLIKELY(call != NULL) && jsd_enc_style_init(e, call) < 0)
        return NULL;
    e->engine = engine_for(e);
    p = e->engine->value(e, p, o);
    if (JSD_UNLIKELY(call != NULL))
        jsd_enc_style_clear(e);
    if (JSD_LIKELY(p != NULL)) {
        if (e->options & JSD_OPT(APPEND_NEWLINE))
            *p++ = '\n';
        return p;
    }
    e->depth = 0;
    jsd_enc_let_go(e);
    jsd_output_clear(&e->out);
    jsd_enc_fail(e);
    return NULL;
}

PyObject *
jsd_encode(jsd_state *state, PyObject *o, const jsd_enc_call *call)
{
    jsd_enc e;
    char *p;

    begin(&e, state, call);
    p = encode(&e, o, call);
    return JSD_LIKELY(p != NULL) ? jsd_output_finish(&e.out, p) : NULL;
}

PyObject *
jsd_encode_str(jsd_state *state, PyObject *o, const jsd_enc_call *call)
{
    jsd_enc e;
    char *p;

    begin(&e, state, call);
    p = encode(&e, o, call);
    return JSD_LIKELY(p != NULL)
               ? jsd_output_finish_str(&e.out, p, state->encode_error)
               : NULL;
}

int
jsd_encode_into(jsd_state *state, PyObject *o, const jsd_enc_call *call,
                jsd_enc_copier *copy, void *target)
{
    jsd_enc e;
    char *p;
    int status;

    begin(&e, state, call);
    p = encode(&e, o, call);
    if (p == NULL)
        return -1;
    status = copy(target, e.out.start, (size_t)(p - e.out.start));
    jsd_output_clear(&e.out);
    return status;
}

int
jsd_encode_chunks(jsd_state *state, PyObject *o, const jsd_enc_call *call,
                  PyObject *sink)
{
    jsd_enc e;
    char *p;
    PyObject *rest, *done = NULL;

    begin(&e, state, call);
    e.sink = sink;
    p = encode(&e, o, call);
    if (p == NULL)
        return -1;
    rest = jsd_output_finish(&e.out, p);
    if (rest != NULL)
        done = PyObject_CallFunctionObjArgs(sink, rest, NULL);
    Py_DecRef(rest);
    Py_DecRef(done);
    return done == NULL ? -1 : 0;
}
