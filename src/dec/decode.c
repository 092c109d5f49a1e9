/* SPDX-License-Identifier: MIT */
#include "abi/sequence.h"
#include "dec/build.h"
#include "dec/dec_jsonc.h"
#include "dec/dec_number.h"
#include "dec/dec_partial.h"
#include "dec/engines.h"
#include "simd/fpenv.h"
#include "simd/kernel.h"
#include "text/line_walk.h"

/* The engines that an instruction set uses: for builds with the GIL, and for
 * free-threaded ones. */
typedef struct dec_engines {
    const jsd_dec_engine *direct, *free_threaded;
} dec_engines;

#define DEC_ENGINE_ROW(NAME, name, built, arrays, engines)          \
    JSD_ISA_IF(                                                     \
        built,                                                      \
        [JSD_SIMD_##NAME] = {&JSD_ISA_OF(jsd_dec_engine_, engines), \
                             &JSD_ISA_OF(jsd_dec_engine_free_, engines)}, )
static const dec_engines dec_engines_of[JSD_SIMD_COUNT] = {
    JSD_ISA_LIST(DEC_ENGINE_ROW)};

/* Chooses the engine that asks for capabilities: it uses no shapes and makes
 * no objects directly. */
JSD_INLINE const jsd_dec_engine *
choose_engine_any(jsd_dec *d)
{
    d->shape = NULL;
    d->caps &= ~(jsd_caps)JSD_CAPS_MAKE;
    return &jsd_dec_engine_any;
}

/* Chooses the engine of this call on a free-threaded build. */
static const jsd_dec_engine *
choose_engine_free(jsd_dec *d)
{
    if ((jsd_abi.engine_caps & JSD_DEC_FREE_THREADED) !=
            JSD_DEC_FREE_THREADED ||
        !jsd_make_heads_of_thread(&d->work->heads))
        return choose_engine_any(d);
    d->heads = &d->work->heads;
    d->shape = jsd_shapes_root(d->work->shapes);
    return dec_engines_of[jsd_simd_now].free_threaded;
}

/* Chooses the engine of this call. A spare workspace has no shapes. */
JSD_INLINE const jsd_dec_engine *
choose_engine(jsd_dec *d)
{
    if (d->work->shapes == NULL || jsd_make_is_traced())
        return choose_engine_any(d);
    if (jsd_abi.free_threaded)
        return choose_engine_free(d);
    if ((d->caps & JSD_DEC_DIRECT) != JSD_DEC_DIRECT)
        return choose_engine_any(d);
    d->shape = jsd_shapes_root(d->work->shapes);
    return dec_engines_of[jsd_simd_now].direct;
}

/* The results of a call besides the value. */
typedef struct decode_result {
    size_t pos; /* in units: where the document starts, later where it ends */
    bool complete; /* JSD_DEC_PARTIAL: the text is a whole document */
    jsd_fault fault;
} decode_result;

JSD_INLINE void
start_decoder(jsd_dec *d, const jsd_dec_job *job, jsd_workspace *work,
              const jsd_text *text)
{
    /* The address of an empty stack, because C defines no arithmetic on NULL.
     * Nothing is written there. */
    static PyObject *nothing[1];

    d->caps = jsd_abi.caps;
    d->text = text;
    d->end = (const char *)text->data + text->len * jsd_form_width(text->form);
    d->status = JSD_OK;
    d->at = 0;
    d->floats = 0;
    d->depth = 0;
    d->job = job;
    d->new_float = JSD_LIKELY((job->options & JSD_FLOAT_OPTIONS) == 0) &&
                           JSD_LIKELY(jsd_fpenv_is_default())
                       ? PyFloat_FromDouble
                       : jsd_dec_float_disabled;
    if (job->mode == JSD_DEC_PARTIAL)
        d->token = JSD_DEC_NOWHERE;
    d->work = work;
    d->base = work->values.data != NULL ? work->values.data : nothing;
    d->top = d->base;
    d->limit = d->base + work->values.cap / sizeof *d->base;
    d->open = work->open.data;
    d->room = work->open.cap / sizeof *d->open;
}

static JSD_COLD PyObject *decode_shorter(jsd_dec *d, size_t less,
                                         decode_result *a);

/* Handles a text that is not one document: another document follows, or it is
 * truncated, or wrong. Returns the value, or NULL with a->fault. */
static JSD_COLD PyObject *
explain_failure(jsd_dec *d, decode_result *a)
{
    bool may_go_on =
        d->status == JSD_NUMBER_RANGE || d->status == JSD_LONG_INTEGER;
    bool incomplete = d->status == JSD_END || d->status == JSD_EMPTY ||
                      (may_go_on && d->incomplete);
    PyObject *value = NULL;
    size_t last;

    a->complete = false;
    if (d->job->mode == JSD_DEC_NEXT && d->status == JSD_TRAILING) {
        a->pos += d->at;
        return d->base[0];
    }
    if (d->job->mode == JSD_DEC_PARTIAL && incomplete) {
        last = d->job->closed ? jsd_dec_last_number(d) : 0;
        if (last > 0)
            return decode_shorter(d, last, a);
        value = jsd_dec_partial(d);
    }
    if (value == NULL)
        jsd_dec_drop(d);
    a->fault =
        (jsd_fault){d->status, d->at, incomplete,
                    d->status == JSD_LONG_INTEGER ? d->message : NULL, NULL};
    return value;
}

/* Returns the value of the text, or NULL with a->fault. cut: the text ends
 * inside a comment. */
JSD_INLINE PyObject *
decode_text(jsd_dec *d, bool cut, decode_result *a)
{
    const jsd_text *text = d->text;
    const jsd_dec_engine *engine = choose_engine(d);

    if (JSD_UNLIKELY((d->job->options & JSD_USER_CODE_OPTIONS) != 0)) {
        if (d->job->options & JSD_OPT(BUFFER_BASE64))
            engine = choose_engine_any(d);
        /* Other code must not see an unfinished list. */
        d->caps &= ~(jsd_caps)JSD_CAP_GROW_LIST;
    }
    if (JSD_UNLIKELY(engine->read[text->form](d) == NULL))
        return explain_failure(d, a);
    if (JSD_UNLIKELY(cut) && d->job->mode != JSD_DEC_PARTIAL) {
        d->status = jsd_dec_fail_at(d, JSD_END, text->len);
        return explain_failure(d, a);
    }
    if (d->job->mode == JSD_DEC_NEXT)
        a->pos += text->len;
    else if (d->job->mode == JSD_DEC_PARTIAL)
        a->complete = !cut;
    return d->base[0];
}

/* Decodes again without the last units of the text. A member cannot be taken
 * out of its dict instead, because it may have replaced an older one. */
static JSD_COLD PyObject *
decode_shorter(jsd_dec *d, size_t less, decode_result *a)
{
    jsd_text text = *d->text;

    jsd_dec_drop(d);
    text.len -= less;
    start_decoder(d, d->job, d->work, &text);
    return decode_text(d, false, a);
}

static JSD_COLD PyObject *
decode_jsonc(jsd_dec *d, const jsd_dec_job *job, jsd_workspace *work,
             const jsd_text *text, decode_result *a)
{
    jsd_buf copy = JSD_BUF_EMPTY;
    PyObject *value = NULL;
    jsd_text plain;
    bool cut, surrogates = (job->options & JSD_OPT(LONE_SURROGATES)) != 0 &&
                           jsd_dec_is_of_str(job);
    jsd_status status = jsd_dec_jsonc(text, job->mode == JSD_DEC_NEXT,
                                      surrogates, &copy, &plain, &cut);

    if (status == JSD_OK) {
        start_decoder(d, job, work, &plain);
        value = decode_text(d, cut, a);
    } else {
        a->fault = (jsd_fault){status, 0, false, NULL, NULL};
    }
    jsd_buf_clear(&copy);
    return value;
}

/* Decodes one text in a workspace. Returns the value, or NULL with a->fault.
 */
JSD_INLINE PyObject *
decode_in(jsd_workspace *work, const jsd_dec_job *job, const jsd_text *text,
          decode_result *a)
{
    jsd_dec d;

    if (JSD_UNLIKELY((job->options & JSD_OPT(JSONC)) != 0))
        return decode_jsonc(&d, job, work, text, a);
    start_decoder(&d, job, work, text);
    return decode_text(&d, false, a);
}

/* Decodes the input from a->pos on. */
JSD_INLINE PyObject *
decode_input(jsd_state *state, const jsd_input *input, const jsd_dec_job *job,
             decode_result *a)
{
    jsd_workspace spare, *work;
    jsd_text text = input->text;
    PyObject *value;

    if (job->mode == JSD_DEC_NEXT) {
        text.data =
            (const char *)text.data + a->pos * jsd_form_width(text.form);
        text.len -= a->pos;
    }
    work = jsd_workspace_acquire(state, &spare);
    if (JSD_UNLIKELY(work == NULL)) {
        a->fault = (jsd_fault){JSD_RAISED, 0, false, NULL, NULL};
        return NULL;
    }
    value = decode_in(work, job, &text, a);
    jsd_workspace_release(&spare, work);
    return value;
}

/* ------------------------------------------------- part of a text */

/* Units that are copied first, and the factor for more if the document does
 * not end in them. At most a seventh of the reading is repeated. */
enum { FIRST_PART = 1024, MORE_OF_PART = 8 };

/* Returns whether the document in a copied part ends there, whatever follows.
 * Returns false if the part was read to its end, or to the start of a comment.
 */
static bool
ends_inside(const jsd_input *input, const jsd_dec_job *job, size_t end)
{
    const jsd_text *text = &input->text;

    if (end == text->len)
        return false;
    return (job->options & JSD_OPT(JSONC)) == 0 ||
           ((const char *)text->data)[end] != '/';
}

/* Reads the document at part->pos from a copied part, and sets a->pos to its
 * end. Returns NULL without an exception if a larger part, or the whole text,
 * must be read. */
static PyObject *
decode_part(jsd_state *state, jsd_input *input, const jsd_dec_job *job,
            jsd_input_part *part, decode_result *a)
{
    PyObject *value;

    a->pos = 0;
    value = decode_input(state, input, job, a);
    if (value == NULL) {
        part->more = part->more && a->fault.incomplete;
        jsd_gate_drop(JSD_NOTHING_BORROWED, a->fault.message);
    } else if (part->more && !ends_inside(input, job, a->pos)) {
        jsd_gate_drop(JSD_NOTHING_BORROWED, value);
        value = NULL;
    }
    a->pos = part->pos + (value == NULL ? 0 : jsd_input_tell(input, a->pos));
    jsd_input_release(input);
    return value;
}

/* ------------------------------------------------------------------- lines */

/* The lines of a text, and their values so far, which are owned. */
typedef struct decode_lines {
    jsd_line_walk walk;
    jsd_buf values;
    size_t count; /* of values */
} decode_lines;

/* Appends value and takes it over. Returns false without memory. */
static bool
keep_value(decode_lines *lines, PyObject *value)
{
    if (jsd_buf_reserve(&lines->values, (lines->count + 1) * sizeof value) !=
        JSD_OK) {
        jsd_gate_drop(JSD_NOTHING_BORROWED, value);
        return false;
    }
    ((PyObject **)lines->values.data)[lines->count++] = value;
    return true;
}

/* Decodes all lines. Returns false with *fault, whose position counts from the
 * start of the text, and with the start of the line in *start. */
static bool
decode_each(decode_lines *lines, jsd_workspace *work, const jsd_dec_job *job,
            jsd_fault *fault, size_t *start)
{
    jsd_text line;

    while (jsd_line_next(&lines->walk, &line, start)) {
        decode_result a = {.pos = 0};
        PyObject *value = decode_in(work, job, &line, &a);

        if (value == NULL) {
            *fault = a.fault;
            fault->at += *start;
            fault->incomplete &= !jsd_line_was_ended(&lines->walk);
            return false;
        }
        if (!keep_value(lines, value)) {
            *fault = (jsd_fault){JSD_NO_MEMORY, *start, false, NULL, NULL};
            return false;
        }
    }
    return true;
}

/* Makes the list of the values, or drops them if !is_complete. */
static PyObject *
finish_lines(decode_lines *lines, bool is_complete)
{
    PyObject **values = lines->values.data, *list = NULL;

    if (is_complete)
        list = jsd_list_from(jsd_abi.caps, values, lines->count);
    for (size_t i = 0; list == NULL && i < lines->count; i++)
        jsd_gate_drop(JSD_NOTHING_BORROWED, values[i]);
    jsd_buf_clear(&lines->values);
    return list;
}

PyObject *
jsd_decode_lines(jsd_state *state, PyObject *source, jsd_options options)
{
    const jsd_dec_job job = {options, JSD_DEC_WHOLE, state, source, false};
    jsd_fault fault = {JSD_RAISED, 0, false, NULL, NULL};
    jsd_workspace spare, *work;
    bool is_complete = false;
    decode_lines lines = {.values = JSD_BUF_EMPTY};
    jsd_input input;
    PyObject *list;
    size_t start = 0;

    if (jsd_input_acquire_part(state, source,
                               (options & JSD_USER_CODE_OPTIONS) != 0, NULL,
                               &input) < 0) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_not_text(state, source));
        jsd_input_release(&input);
        return NULL;
    }
    jsd_line_walk_start(&lines.walk, &input.text);
    work = jsd_workspace_acquire(state, &spare);
    if (work != NULL) {
        is_complete = decode_each(&lines, work, &job, &fault, &start);
        jsd_workspace_release(&spare, work);
    }
    list = finish_lines(&lines, is_complete);
    if (is_complete)
        jsd_input_release(&input);
    else
        jsd_input_release_and_raise(state, &input, &fault, start);
    return list;
}

/* ------------------------------------------------------------------- calls */

int
jsd_decode_init(jsd_state *state)
{
    state->workspaces[0] = jsd_workspace_new();
    state->free_workspaces = jsd_workspaces_free;
    if (state->workspaces[0] != NULL)
        return 0;
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_no_memory());
    return -1;
}

/* Decodes source. part: the part that may be read, for JSD_DEC_NEXT; NULL for
 * all of source. */
JSD_INLINE PyObject *
decode_source(jsd_state *state, PyObject *source, const jsd_dec_job *job,
              jsd_input_part *part, decode_result *a)
{
    const bool calls = (job->options & JSD_USER_CODE_OPTIONS) != 0;
    const bool is_next = job->mode == JSD_DEC_NEXT;
    jsd_input input;
    PyObject *value;
    size_t pos = 0;

    if (part != NULL)
        part->copied = part->more = false;
    if (jsd_input_acquire_part(state, source, calls, part, &input) < 0) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_not_text(state, source));
        jsd_input_release(&input);
        return NULL;
    }
    if (part != NULL && part->copied)
        return decode_part(state, &input, job, part, a);
    if (is_next) {
        if (!jsd_input_seek(&input, &a->pos)) {
            jsd_input_release(&input);
            return NULL;
        }
        pos = a->pos;
    }
    value = decode_input(state, &input, job, a);
    if (JSD_UNLIKELY(value == NULL)) {
        a->fault.at += pos;
        jsd_input_release_and_raise(state, &input, &a->fault, pos);
        return NULL;
    }
    if (is_next)
        a->pos = jsd_input_tell(&input, a->pos);
    jsd_input_release(&input);
    return value;
}

PyObject *
jsd_decode_plain(jsd_state *state, PyObject *source)
{
    static const jsd_dec_job job = {0, JSD_DEC_WHOLE, NULL, NULL, false};
    decode_result a;

    return decode_source(state, source, &job, NULL, &a);
}

PyObject *
jsd_decode(jsd_state *state, PyObject *source, jsd_options options)
{
    const jsd_dec_job job = {options, JSD_DEC_WHOLE, state, source, false};
    decode_result a;

    return decode_source(state, source, &job, NULL, &a);
}

PyObject *
jsd_decode_next(jsd_state *state, PyObject *source, jsd_options options,
                size_t *pos)
{
    const jsd_dec_job job = {options, JSD_DEC_NEXT, state, source, false};
    jsd_input_part part = {.pos = *pos, .most = FIRST_PART};
    decode_result a = {.pos = *pos};
    PyObject *value = decode_source(state, source, &job, &part, &a);

    while (value == NULL && part.more && PyErr_Occurred() == NULL) {
        part.most *= MORE_OF_PART;
        value = decode_source(state, source, &job, &part, &a);
    }
    /* Only the whole text gives the position of an error. */
    if (value == NULL && PyErr_Occurred() == NULL)
        value = decode_source(state, source, &job, NULL, &a);
    *pos = a.pos;
    return value;
}

PyObject *
jsd_decode_partial(jsd_state *state, PyObject *source, jsd_options options,
                   bool closed, bool *complete)
{
    const jsd_dec_job job = {options, JSD_DEC_PARTIAL, state, source, closed};
    decode_result a = {.complete = false};
    PyObject *value = decode_source(state, source, &job, NULL, &a);

    *complete = a.complete;
    return value;
}
