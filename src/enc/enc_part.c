/* SPDX-License-Identifier: MIT */
#include "enc/enc_part.h"

#include "base/mem.h"
#include "enc/enc_call.h"
#include "enc/enc_key.h"
#include "enc/enc_sort.h"
#include "enc/enc_style.h"

#include <stdlib.h>

/* ----------------------------------------------------------------- writing */

/* Writes the separator behind an item or member. */
static char *
put_item_separator(jsd_enc *e, char *p)
{
    *p++ = ',';
    if (e->style.comma_space)
        *p++ = ' ';
    return jsd_enc_reserve(e, p, 0);
}

/* Opens a level: writes its key and its bracket. */
static char *
put_opening(jsd_enc *e, char *p, const jsd_plan_level *level)
{
    if (e->style.breaks != NULL) {
        p = jsd_enc_break(e, p);
        p = p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
    }
    if (p != NULL && level->key != NULL) {
        p = e->engine->str(e, p, level->key);
        p = p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
        if (p == NULL)
            return NULL;
        *p++ = ':';
        if (e->style.colon_space)
            *p++ = ' ';
    }
    if (p == NULL)
        return NULL;
    *p++ = level->is_dict ? '{' : '[';
    return jsd_enc_reserve(e, p, 0);
}

char *
jsd_enc_put_closing(jsd_enc *e, char *p, const jsd_plan_level *level)
{
    p = jsd_enc_close_styled(e, p, level->is_dict ? '}' : ']');
    p = p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
    return p == NULL ? NULL : put_item_separator(e, p);
}

char *
jsd_enc_put_entry(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    if (key == NULL)
        return e->engine->item(e, p, value);
    return jsd_type_of(JSD_CAPS_ALL, key) == &PyUnicode_Type
               ? e->engine->member(e, p, key, value)
               : jsd_enc_nonstr_key_member(e, p, key, value);
}

/* ------------------------------------------------------------------- parts */

/* Bytes of a slot. A larger text is written by the calling thread, at its
 * place, so that the memory of a call grows little with its threads. */
enum { SLOT_MAX = 4 * 1024 * 1024 };

/* The gate of a thread. Each function that passes a gate asks
 * jsd_enc_gives_up() before, so that none comes here. */
static void
forbid_gate(jsd_gate *gate, bool keeps)
{
    (void)gate;
    (void)keeps;
    abort();
}

static void
init_part(jsd_enc *e, const jsd_enc *caller)
{
    e->gate = caller->gate;
    e->gate.own = forbid_gate;
    e->engine = caller->engine;
    e->state = caller->state;
    e->options = caller->options;
    e->nested = false;
    e->parts = 0;
    e->trail = NULL;
    e->releases = 0;
    jsd_enc_reset(e);
    e->options = caller->options;
    e->style = caller->style;
    e->text_style = caller->text_style;
    e->mode = JSD_ENC_PART;
    jsd_enc_init_sorting(e);
}

char *
jsd_enc_grow_part(jsd_enc *e, char *p, size_t n)
{
    const size_t used = (size_t)(p - e->out.start);

    if (e->slot == NULL || used + n > SLOT_MAX ||
        jsd_buf_reserve(e->slot, used + n) != JSD_OK)
        return NULL;
    e->out.start = e->slot->data;
    e->out.limit = e->out.start + e->slot->cap;
    return e->out.start + used;
}

static char *
put_entries_of_part(jsd_enc *e, char *p, const jsd_plan_level *level,
                    Py_ssize_t from, Py_ssize_t end)
{
    PyObject *key, *value;
    jsd_entries entries;

    if (!jsd_entries_find(level->container, &entries))
        return NULL;
    if (e->engine->entries != NULL)
        return e->engine->entries(e, p, &entries, from, end);
    for (Py_ssize_t i = from; i < end && p != NULL; i++)
        if (jsd_entries_get(&entries, i, &key, &value))
            p = jsd_enc_put_entry(e, p, key, value);
    return p;
}

static char *
put_step(jsd_enc *e, char *p, const jsd_plan *plan, const jsd_plan_step *step)
{
    const jsd_plan_level *level = jsd_plan_level_at(plan, step->level);

    e->top = e->open + level->depth - (step->action != JSD_PLAN_WRITE);
    e->checked = e->top;
    switch (step->action) {
    case JSD_PLAN_OPEN:
        return put_opening(e, p, level);
    case JSD_PLAN_WRITE:
        return put_entries_of_part(e, p, level, step->begin, step->end);
    case JSD_PLAN_CLOSE:
        return jsd_enc_put_closing(e, p, level);
    }
    return NULL;
}

ptrdiff_t
jsd_enc_write_part(void *state, size_t part, jsd_part_place *place)
{
    const jsd_plan *plan = ((jsd_enc_part *)state)->plan;
    const size_t end = jsd_plan_first_step(plan, part + 1);
    jsd_enc *e = &((jsd_enc_part *)state)->e;
    char *p;

    e->out.start = place->start;
    e->out.limit = place->limit;
    e->slot = place->slot;
    p = jsd_enc_reserve(e, place->start, 0);
    for (size_t i = jsd_plan_first_step(plan, part); i < end && p != NULL; i++)
        p = put_step(e, p, plan, jsd_plan_step_at(plan, i));
    return p == NULL ? JSD_PARTS_STOP : p - e->out.start;
}

jsd_enc_part *
jsd_enc_parts_new(const jsd_enc *e, const jsd_plan *plan, void **states,
                  unsigned n)
{
    jsd_enc_part *first = jsd_mem_new(n * sizeof *first);

    for (unsigned i = 0; first != NULL && i < n; i++) {
        states[i] = &first[i];
        first[i].plan = plan;
        init_part(&first[i].e, e);
    }
    return first;
}
