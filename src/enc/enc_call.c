/* SPDX-License-Identifier: MIT
 *
 * What one call of dumps() works with. An interpreter keeps one: the outermost
 * call has it. Another thread, or a call inside that one, gets one from the
 * heap.
 */
#include "enc/enc.h"

#include "base/cstack.h"
#include "base/mem.h"
#include "enc/enc_hostile.h"
#include "py/error.h"

enum {
    LEVEL = 256,         /* bytes of C stack that a container takes at most */
    RESERVE = 16 * 1024, /* for what no container is inside of */
};

/* ------------------------------------------------------------- begin and end
 */

void
jsd_enc_rest(jsd_enc *e)
{
    e->fallback = NULL;
    e->options = 0;
    e->style.breaks = NULL;
    e->text_style = 0;
    e->sink = NULL;
    e->default_depth = 0;
    e->top = e->open;
    e->owned = e->open;
    e->batch = NULL;
    e->path = NULL;
}

/* Has the C stack room for the containers until the next look, and for what is
 * called inside of them? CPython must not find too little either. */
static bool
has_stack(void)
{
    return jsd_cstack_left() >=
           jsd_abi.fatal_stack + RESERVE + JSD_ENC_STEP * LEVEL;
}

/* A call that finds none kept is likely inside of another one. What can go on
 * so without end is counted as calls of Python are; and as those count no
 * bytes, the stack itself is looked at. */
static bool
enter_nested(void)
{
    if (!has_stack()) {
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
    e->state = state;
    e->nested = true;
    jsd_enc_rest(e);
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
    PyObject *path = e->path;

    e->batch = NULL;
    e->top = e->open;
    jsd_enc_let_go(e);
    jsd_output_clear(&e->out);
    jsd_enc_rest(e);
    JSD_GATED(&e->gate, jsd_raised_locate(e->state, path));
    jsd_drop_inert(path);
}

/* ------------------------------------------------------------------- depth */

bool
jsd_enc_may_go_deeper(jsd_enc *e)
{
    size_t more = JSD_ENC_MAX_DEPTH - jsd_enc_depth(e);

    if (more > JSD_ENC_STEP)
        more = JSD_ENC_STEP;
    if (more == 0 || !has_stack())
        return false;
    e->checked = e->top + more;
    return true;
}

bool
jsd_enc_begin_value(jsd_enc *e)
{
    if (e->default_depth == JSD_ENC_MAX_DEFAULT || !has_stack())
        return false;
    e->checked = e->top; /* the next container looks again */
    e->default_depth++;
    return true;
}
