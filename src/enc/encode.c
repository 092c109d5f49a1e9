/* SPDX-License-Identifier: MIT */
#include "enc/encode.h"

#include "enc/enc.h"
#include "enc/enc_call.h"
#include "enc/enc_open.h"
#include "enc/enc_parallel.h"
#include "enc/enc_raise.h"
#include "enc/enc_style.h"

#include <stdatomic.h>

#define DECLARE_ENGINES(NAME, name, built, arrays, engines)             \
    extern const jsd_engine jsd_engine_##name, jsd_engine_fixed_##name, \
        jsd_engine_locked_##name, jsd_engine_styled_##name;
JSD_ISA_LIST(DECLARE_ENGINES)

/* The engines that an instruction set uses: the compact ones for the offsets
 * that the probe found, for those of abi/fixed_layout.h and for free-threaded
 * builds, and the styled one. */
typedef struct enc_engines {
    const jsd_engine *runtime_layout, *fixed_layout, *locked, *styled;
} enc_engines;

#define ENGINES_ROW(NAME, name, built, arrays, engines)                \
    JSD_ISA_IF(                                                        \
        built,                                                         \
        [JSD_SIMD_##NAME] = {&JSD_ISA_OF(jsd_engine_, engines),        \
                             &JSD_ISA_OF(jsd_engine_fixed_, engines),  \
                             &JSD_ISA_OF(jsd_engine_locked_, engines), \
                             &JSD_ISA_OF(jsd_engine_styled_, engines)}, )
static const enc_engines engines_of[JSD_SIMD_COUNT] = {
    JSD_ISA_LIST(ENGINES_ROW)};

/* The engines of this process. jsd_encode_init() sets them at each import,
 * always to the same values. */
static const jsd_engine *_Atomic plain_engine = &jsd_engine_plain;
static const jsd_engine *_Atomic styled_engine = &jsd_engine_plain;

/* Returns whether the structs are proven that the engines of `enc_engines`
 * read. */
static bool
has_engine_caps(void)
{
    const jsd_caps needed =
        jsd_abi.free_threaded ? JSD_CAPS_FREE_THREADED : JSD_CAPS_ALL;

    return (jsd_abi.engine_caps & needed) == needed &&
           (!jsd_abi.free_threaded || jsd_abi.has_fixed_layout);
}

/* Returns the engine for compact output. */
static const jsd_engine *
choose_plain(const enc_engines *all)
{
    if (!has_engine_caps())
        return &jsd_engine_plain;
    if (jsd_abi.free_threaded)
        return all->locked;
    return jsd_abi.has_fixed_layout ? all->fixed_layout : all->runtime_layout;
}

/* Returns the engine for all other output. */
static const jsd_engine *
choose_styled(const enc_engines *all)
{
    if ((jsd_abi.caps & JSD_CAPS_ALL) == JSD_CAPS_ALL)
        return all->styled;
    return jsd_abi.free_threaded && has_engine_caps()
               ? &jsd_engine_styled_locked
               : &jsd_engine_plain;
}

void
jsd_encode_init(void)
{
    const enc_engines *all = &engines_of[jsd_simd_now];

    atomic_store_explicit(&plain_engine, choose_plain(all),
                          memory_order_relaxed);
    atomic_store_explicit(&styled_engine, choose_styled(all),
                          memory_order_relaxed);
}

const jsd_engine *
jsd_enc_plain_engine(void)
{
    return atomic_load_explicit(&plain_engine, memory_order_relaxed);
}

static const jsd_engine *
engine_for(const jsd_enc *e)
{
    if ((e->options & (JSD_STYLE_OPTIONS | JSD_STANDARD)) ||
        e->style.breaks != NULL || e->sink != NULL)
        return atomic_load_explicit(&styled_engine, memory_order_relaxed);
    return jsd_enc_plain_engine();
}

/* Prepares e for a call. Returns where to write, or NULL with an exception. */
static char *
start_call(jsd_enc *e, const jsd_enc_call *call)
{
    char *p = jsd_output_start(&e->out);

    e->fallback = call->fallback;
    e->made = call->made;
    e->options = call->options;
    if (jsd_enc_style_init(e, call) < 0)
        return NULL;
    e->engine = engine_for(e);
    return p;
}

/* Writes o, the whole document. */
JSD_INLINE char *
put_document(jsd_enc *e, char *p, PyObject *o)
{
    e->mode = JSD_ENC_MAY_SPLIT;
    p = e->engine->value(e, p, o);
    if (JSD_UNLIKELY(p == NULL && e->mode == JSD_ENC_SPLIT))
        p = jsd_enc_put_parts(e, o);
    return p;
}

/* Encodes o with the options of call. Returns the end of the text, or NULL
 * with an exception. */
static char *
encode_call(jsd_enc *e, PyObject *o, const jsd_enc_call *call)
{
    char *p = start_call(e, call);

    if (p == NULL)
        return NULL;
    p = put_document(e, p, o);
    if (JSD_UNLIKELY(p == NULL)) {
        jsd_enc_end(e);
        return NULL;
    }
    if (e->options & JSD_OPT(APPEND_NEWLINE))
        *p++ = '\n';
    return p;
}

PyObject *
jsd_encode_plain(jsd_state *state, PyObject *o)
{
    jsd_enc *e = jsd_enc_acquire(state);
    PyObject *result = NULL;
    char *p;

    if (JSD_UNLIKELY(e == NULL))
        return NULL;
    p = jsd_output_start(&e->out);
    e->engine = jsd_enc_plain_engine();
    p = put_document(e, p, o);
    if (JSD_LIKELY(p != NULL))
        result = jsd_output_finish(&e->out, p);
    else
        jsd_enc_end(e);
    jsd_enc_release(e);
    return result;
}

/* Makes the result object from the text that ends at p. Returns a new
 * reference, or NULL with an exception. */
typedef PyObject *finisher(jsd_enc *e, char *p);

static PyObject *
encode_to(jsd_state *state, PyObject *o, const jsd_enc_call *call,
          finisher *finish)
{
    jsd_enc *e = jsd_enc_acquire(state);
    PyObject *result = NULL;
    char *p;

    if (e == NULL)
        return NULL;
    p = encode_call(e, o, call);
    if (JSD_LIKELY(p != NULL))
        result = finish(e, p);
    jsd_enc_reset(e);
    jsd_enc_release(e);
    return result;
}

static PyObject *
finish_bytes(jsd_enc *e, char *p)
{
    return jsd_output_finish(&e->out, p);
}

static PyObject *
finish_str(jsd_enc *e, char *p)
{
    return jsd_output_finish_str(&e->out, p, e->state->encode_error);
}

PyObject *
jsd_encode(jsd_state *state, PyObject *o, const jsd_enc_call *call)
{
    return encode_to(state, o, call, finish_bytes);
}

PyObject *
jsd_encode_str(jsd_state *state, PyObject *o, const jsd_enc_call *call)
{
    return encode_to(state, o, call, finish_str);
}

/* Writes the objects of an iterator, each with a line feed after it. */
static char *
put_lines(jsd_enc *e, char *p, PyObject *iterator)
{
    e->mode = JSD_ENC_ALONE;
    e->style.one_line = true;
    for (Py_ssize_t i = 0;; i++) {
        PyObject *item = JSD_GATED(&e->gate, PyIter_Next(iterator));

        if (item == NULL)
            return PyErr_Occurred() != NULL ? NULL : p;
        p = e->engine->value(e, p, item);
        if (p != NULL) {
            *p++ = '\n';
            p = jsd_enc_reserve(e, p, 0);
        }
        jsd_gate_drop(&e->gate, item);
        if (p == NULL)
            return jsd_enc_failed_at_index(e, i);
    }
}

PyObject *
jsd_encode_lines(jsd_state *state, PyObject *iterable,
                 const jsd_enc_call *call)
{
    PyObject *iterator =
        JSD_GATED(JSD_NOTHING_BORROWED, PyObject_GetIter(iterable));
    PyObject *result = NULL;
    jsd_enc *e = iterator == NULL ? NULL : jsd_enc_acquire(state);
    char *p;

    if (e != NULL) {
        p = start_call(e, call);
        p = p == NULL ? NULL : put_lines(e, p, iterator);
        if (p != NULL)
            result = jsd_output_finish(&e->out, p);
        else
            jsd_enc_end(e);
        jsd_enc_reset(e);
        jsd_enc_release(e);
    }
    jsd_gate_drop(JSD_NOTHING_BORROWED, iterator);
    return result;
}

static PyObject *
finish_standard(jsd_enc *e, char *p)
{
    const size_t n = (size_t)(p - e->out.start);

    /* The standard library escapes DEL, and no writer here does. */
    if ((e->options & JSD_OPT(ENSURE_ASCII)) &&
        memchr(e->out.start, 0x7f, n) != NULL) {
        jsd_output_clear(&e->out);
        jsd_enc_raise(e, "the text has a DEL character");
        return NULL;
    }
    return finish_str(e, p);
}

PyObject *
jsd_encode_standard(jsd_state *state, PyObject *o, const jsd_enc_call *call)
{
    return encode_to(state, o, call, finish_standard);
}

int
jsd_encode_into(jsd_state *state, PyObject *o, const jsd_enc_call *call,
                jsd_enc_copier *copy, void *target)
{
    jsd_enc *e = jsd_enc_acquire(state);
    int status = -1;
    char *p;

    if (e == NULL)
        return -1;
    p = encode_call(e, o, call);
    if (p != NULL) {
        status = copy(target, e->out.start, (size_t)(p - e->out.start));
        jsd_output_clear(&e->out);
    }
    jsd_enc_reset(e);
    jsd_enc_release(e);
    return status;
}

/* Passes the rest of the text to the sink. */
static int
finish_chunks(jsd_enc *e, char *p)
{
    PyObject *rest = e->sink->is_text ? finish_str(e, p) : finish_bytes(e, p);
    int status = rest == NULL ? -1 : jsd_enc_put_chunk(e, rest);

    jsd_drop_inert(rest);
    return status;
}

int
jsd_encode_chunks(jsd_state *state, PyObject *o, const jsd_enc_call *call,
                  const jsd_enc_sink *sink)
{
    jsd_enc *e = jsd_enc_acquire(state);
    int status = -1;
    char *p;

    if (e == NULL)
        return -1;
    e->sink = sink;
    p = encode_call(e, o, call);
    if (p != NULL)
        status = finish_chunks(e, p);
    jsd_enc_reset(e);
    jsd_enc_release(e);
    return status;
}
