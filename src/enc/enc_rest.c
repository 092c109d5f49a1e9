/* SPDX-License-Identifier: MIT */
#include "enc/enc_rest.h"

#include "enc/enc_open.h"
#include "enc/enc_part.h"
#include "enc/enc_raise.h"

static char *
put_rest_of_items(jsd_enc *e, char *p, jsd_enc_rest *rest, Py_ssize_t end)
{
    const bool is_list =
        jsd_type_of(JSD_CAPS_ALL, rest->container) == &PyList_Type;

    for (; rest->at < end; rest->at++) {
        PyObject *o = rest->container;
        PyObject *item = is_list ? jsd_list_item(JSD_CAPS_ALL, o, rest->at)
                                 : jsd_tuple_item(JSD_CAPS_ALL, o, rest->at);

        if (item == NULL)
            break;
        p = e->engine->item(e, p, item);
        if (p == NULL)
            return jsd_enc_failed_at_index(e, rest->at);
    }
    return p;
}

static char *
put_rest_of_members(jsd_enc *e, char *p, jsd_enc_rest *rest, Py_ssize_t end)
{
    const jsd_caps caps = JSD_CAPS_ALL;
    PyObject *key, *value;
    jsd_dict_iter it;

    if (!jsd_dict_iter_restart(caps, &it, rest->container, rest->used,
                               rest->at))
        return jsd_enc_dict_changed(e);
    while (it.pos < end && jsd_dict_next(caps, &it, &key, &value) > 0) {
        const size_t passes = e->gate.passes;
        const bool is_str = jsd_type_of(caps, key) == &PyUnicode_Type;

        p = jsd_enc_put_entry(e, p, key, value);
        if (p == NULL)
            return is_str ? jsd_enc_failed_at_entry(e, &it) : NULL;
        if (e->gate.passes != passes && !jsd_dict_iter_resume(caps, &it))
            return jsd_enc_dict_changed(e);
    }
    rest->at = it.pos;
    return p;
}

char *
jsd_enc_put_rest(jsd_enc *e, char *p, jsd_enc_rest *rest, Py_ssize_t end)
{
    return rest->is_dict ? put_rest_of_members(e, p, rest, end)
                         : put_rest_of_items(e, p, rest, end);
}

/* Puts the place of a level in the one around it before the path of an error.
 * Returns NULL. */
static char *
fail_in_level(jsd_enc *e, const jsd_plan *plan, const jsd_plan_level *level)
{
    const jsd_plan_level *parent = jsd_plan_level_at(plan, level->parent);
    jsd_dict_iter it = {.dict = parent->container,
                        .used = parent->used,
                        .pos = level->index + 1};

    return parent->is_dict ? jsd_enc_failed_at_entry(e, &it)
                           : jsd_enc_failed_at_index(e, level->index);
}

/* Opens the levels from the one inside of the root down to this one. Returns
 * false if the C stack has no room. */
static bool
enter_levels(jsd_enc *e, const jsd_plan *plan, size_t level)
{
    size_t chain[JSD_PLAN_DEPTH], n = 0;

    for (; level != 0; level = jsd_plan_level_at(plan, level)->parent)
        chain[n++] = level;
    while (n > 0)
        if (!jsd_enc_enter(e, jsd_plan_level_at(plan, chain[--n])->container))
            return false;
    return true;
}

/* Writes the rest of the levels inside of the root, from entry `at` of the
 * innermost one on. Sets *at to where the root continues. */
static char *
put_rest_of_levels(jsd_enc *e, char *p, const jsd_plan *plan, size_t level,
                   Py_ssize_t *at)
{
    if (!enter_levels(e, plan, level))
        return jsd_enc_too_deep(e);
    while (level != 0) {
        const jsd_plan_level *l = jsd_plan_level_at(plan, level);
        jsd_enc_rest rest = {l->container, l->is_dict, l->used, *at};

        p = jsd_enc_put_rest(e, p, &rest, PY_SSIZE_T_MAX);
        if (p != NULL) {
            jsd_enc_leave(e);
            p = jsd_enc_put_closing(e, p, l);
        }
        if (p == NULL) {
            for (; level != 0; level = l->parent) {
                l = jsd_plan_level_at(plan, level);
                fail_in_level(e, plan, l);
            }
            return NULL;
        }
        *at = l->index + 1;
        level = l->parent;
    }
    return p;
}

char *
jsd_enc_put_refused_part(jsd_enc *e, char *p, const jsd_plan *plan,
                         size_t part, jsd_enc_rest *root)
{
    const jsd_plan_step *step =
        jsd_plan_step_at(plan, jsd_plan_first_step(plan, part));
    const jsd_plan_level *opened = jsd_plan_level_at(plan, step->level);
    const bool opens = step->action == JSD_PLAN_OPEN;
    const size_t level = opens ? opened->parent : step->level;
    Py_ssize_t at = opens ? opened->index : step->begin;
    const Py_ssize_t end = opens ? at + 1 : step->end;

    if (level == 0) {
        root->at = at;
        return jsd_enc_put_rest(e, p, root, end);
    }
    p = put_rest_of_levels(e, p, plan, level, &at);
    root->at = at;
    return p;
}
