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
engine_for_plain(void)
{
    const engines *all = &engines_of[jsd_simd_now];

    if (JSD_UNLIKELY((jsd_abi.caps & JSD_CAPS_ALL) != JSD_CAPS_ALL))
        return &jsd_engine_plain;
    return jsd_abi.usual ? all->usual : all->found;
}

static const jsd_engine *
engine_for(const jsd_enc *e)
{
    if ((jsd_abi.caps & JSD_CAPS_ALL) == JSD_CAPS_ALL &&
        ((e->options & STYLES) || e->style.breaks != NULL || e->sink != NULL))
        return engines_of[jsd_simd_now].styled;
    return engine_for_plain();
}

/* All but the call's own wishes. */
JSD_INLINE void
begin(jsd_enc *e, jsd_state *state)
{
    e->state = state;
    e->fallback = NULL;
    e->options = 0;
    e->style.breaks = NULL;
    e->text_style = 0;
    e->sink = NULL;
    e->default_depth = 0;
    e->calls = 0;
    e->top = e->open;
    e->held = e->open;
    e->batch = NULL;
    e->path = NULL;
}

/* After a failure: nothing is left to be given back. NULL. */
static JSD_COLD char *
end(jsd_enc *e)
{
    e->top = e->open;
    jsd_enc_let_go(e);
    jsd_output_clear(&e->out);
    jsd_enc_fail(e);
    return NULL;
}

/* Returns where the text ends, or NULL with an exception. */
static char *
encode(jsd_enc *e, PyObject *o, const jsd_enc_call *call)
{
    char *p = jsd_output_init(&e->out, &e->state->written);

    e->fallback = call->fallback;
    e->options = call->options;
    if (jsd_enc_style_init(e, call) < 0)
        return NULL;
    e->engine = engine_for(e);
    p = e->engine->value(e, p, o);
    jsd_enc_style_clear(e);
    if (JSD_UNLIKELY(p == NULL))
        return end(e);
    if (e->options & JSD_OPT(APPEND_NEWLINE))
        *p++ = '\n';
    return p;
}

PyObject *
jsd_encode_plain(jsd_state *state, PyObject *o)
{
    jsd_enc e;
    char *p;

    begin(&e, state);
    p = jsd_output_init(&e.out, &state->written);
    e.engine = engine_for_plain();
    p = e.engine->value(&e, p, o);
    if (JSD_LIKELY(p != NULL))
        return jsd_output_finish(&e.out, p);
    end(&e);
    return NULL;
}

PyObject *
jsd_encode(jsd_state *state, PyObject *o, const jsd_enc_call *call)
{
    jsd_enc e;
    char *p;

    begin(&e, state);
    p = encode(&e, o, call);
    return JSD_LIKELY(p != NULL) ? jsd_output_finish(&e.out, p) : NULL;
}

PyObject *
jsd_encode_str(jsd_state *state, PyObject *o, const jsd_enc_call *call)
{
    jsd_enc e;
    char *p;

    begin(&e, state);
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

    begin(&e, state);
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

    begin(&e, state);
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
