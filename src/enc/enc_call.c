/* SPDX-License-Identifier: MIT */
#include "enc/enc_call.h"

#include "base/cstack.h"
#include "base/mem.h"
#include "enc/enc_hostile.h"
#include "enc/enc_open.h"
#include "enc/enc_parallel.h"
#include "enc/enc_part.h"
#include "enc/enc_trail.h"
#include "py/error.h"

/* Bytes of the C stack that a check demands. */
enum {
    LEVEL = 512,             /* one container; 256 by gcc -O2 for x86-64, and
                              * 455 by clang or with -O1 */
    LEAF = 8 * 1024,         /* any leaf, or an error */
    PYTHON_CODE = 16 * 1024, /* Python code, until CPython checks the stack
                              * itself */
    STEP = JSD_ENC_STEP * LEVEL
};

/* ----------------------------------------------------------- begin and end */

void
jsd_enc_reset(jsd_enc *e)
{
    e->fallback = NULL;
    e->options = 0;
    e->made = NULL;
    e->style.breaks = NULL;
    e->style.comma_space = false;
    e->style.colon_space = false;
    e->style.one_line = false;
    e->text_style = 0;
    e->is_none = false;
    e->sink_failed = false;
    e->sink = NULL;
    e->default_depth = 0;
    e->asked = NULL;
    e->top = e->open;
    e->owned = e->open;
    e->batch = NULL;
    e->path = NULL;
}

/* Returns whether the C stack has room for `needed` bytes and for the
 * containers until the next check. The reserve that CPython demands is left
 * alone. */
static bool
has_stack(size_t needed)
{
    return jsd_cstack_left() >= jsd_abi.fatal_stack + needed + STEP;
}

/* Counts a nested call as a recursive call of Python. Also checks the C stack,
 * as the counter of CPython knows no bytes. A call that finds no jsd_enc kept
 * is probably nested, and nested calls may recur without end. False with a
 * RecursionError. */
static bool
enter_nested(void)
{
    if (!has_stack(PYTHON_CODE)) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_recursion());
        return false;
    }
    return Py_EnterRecursiveCall(" while encoding a JSON object") == 0;
}

jsd_enc *
jsd_enc_new(jsd_state *state)
{
    jsd_enc *e;

    if (!enter_nested())
        return NULL;
    e = jsd_mem_new(sizeof *e);
    if (e == NULL) {
        Py_LeaveRecursiveCall();
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_no_memory());
        return NULL;
    }
    e->gate = JSD_ENC_GATE;
    e->engine = &jsd_engine_plain;
    e->releases = 0;
    e->state = state;
    e->nested = true;
    e->parts = 0;
    e->trail = NULL;
    e->mode = JSD_ENC_ALONE;
    jsd_output_init(&e->out, &state->written);
    jsd_enc_reset(e);
    return e;
}

void
jsd_enc_free(jsd_enc *e)
{
    jsd_mem_free(e);
}

void
jsd_enc_end(jsd_enc *e)
{
    const bool circular = e->trail != NULL && jsd_enc_is_circular(e);
    const bool sink_failed = e->sink_failed;
    PyObject *path = e->path;

    jsd_enc_end_trail(e);
    if (e->engine->locks)
        jsd_enc_own(&e->gate, false);
    e->parts = 0;
    e->batch = NULL;
    e->top = e->open;
    jsd_enc_let_go(e);
    jsd_output_clear(&e->out);
    jsd_enc_reset(e);
    if (!sink_failed)
        JSD_GATED(&e->gate,
                  jsd_raised_locate(e->state, path,
                                    circular ? ": circular reference" : ""));
    jsd_drop_inert(path);
}

/* ------------------------------------------------------------------- depth */

bool
jsd_enc_may_go_deeper(jsd_enc *e)
{
    PyObject **const deepest = e->open + JSD_ENC_MAX_DEPTH;

    if (e->top == deepest || !has_stack(LEAF))
        return false;
    e->checked =
        deepest - e->top < JSD_ENC_STEP ? deepest : e->top + JSD_ENC_STEP;
    return true;
}

bool
jsd_enc_begin_value(jsd_enc *e)
{
    if (e->default_depth == JSD_ENC_MAX_DEFAULT || !has_stack(PYTHON_CODE))
        return false;
    e->checked = e->top; /* the next container checks the stack again */
    e->default_depth++;
    return true;
}

/* ------------------------------------------------------------------ output */

/* Makes at least n bytes free at p. Ends a limit of jsd_enc_limit_look(). */
static char *
grow_output(jsd_enc *e, char *p, size_t n)
{
    e->out.limit = jsd_output_end(&e->out);
    if ((size_t)(e->out.limit - p) >= n)
        return p;
    p = JSD_GATED_ALLOCATION(&e->gate, jsd_output_grow(&e->out, p, n));
    if (p == NULL)
        jsd_enc_own(&e->gate, false);
    return p;
}

/* Does what jsd_enc_grow() does, and decides whether the call starts again
 * with several threads. */
static char *
grow_or_split(jsd_enc *e, char *p, size_t n)
{
    if (jsd_enc_splits(e, p + n))
        return NULL;
    p = grow_output(e, p, n);
    if (p != NULL && e->mode == JSD_ENC_MAY_SPLIT)
        jsd_enc_limit_look(e, p + n);
    return p;
}

char *
jsd_enc_grow(jsd_enc *e, char *p, size_t n)
{
    switch (e->mode) {
    case JSD_ENC_ALONE:
        return grow_output(e, p, n);
    case JSD_ENC_MAY_SPLIT:
        return grow_or_split(e, p, n);
    case JSD_ENC_PART:
        return jsd_enc_grow_part(e, p, n);
    case JSD_ENC_SPLIT:
        break;
    }
    return NULL;
}
