/* SPDX-License-Identifier: MIT */
#include "enc/enc_plan.h"

#include "enc/enc_estimate.h"
#include "enc/enc_parallel.h"

enum {
    MANY = 64,         /* entries, which are not looked at one by one */
    ENTRY_BUDGET = 64, /* objects that are read to estimate an entry */
    MANY_BUDGET = 64,  /* and for the mean of many entries */
    CUT_PARTS = 2,     /* a container of more parts is cut */
    /* A container that occurs in itself, or many times in others, would need a
     * plan without end. */
    STEPS_MAX = 100 * 1000
};

/* ----------------------------------------------------------------- building
 */

/* Returns a new last element of an array of `count` elements, or NULL if
 * memory is short. */
static void *
append_element(jsd_buf *array, size_t *count, size_t size)
{
    if (jsd_buf_reserve(array, (*count + 1) * size) != JSD_OK)
        return NULL;
    return (char *)array->data + (*count)++ * size;
}

/* Begins a part with the next step if the last part is full. */
static void
begin_part(jsd_plan *plan)
{
    size_t *first;

    if (plan->part_count > 0 && plan->filled < JSD_PARALLEL_PART)
        return;
    first = append_element(&plan->parts, &plan->part_count, sizeof *first);
    if (first == NULL)
        plan->status = JSD_NO_MEMORY;
    else
        *first = plan->step_count;
    plan->filled = 0;
}

static void
add_step(jsd_plan *plan, jsd_plan_step step)
{
    jsd_plan_step *place;

    if (step.action != JSD_PLAN_CLOSE)
        begin_part(plan);
    place = append_element(&plan->steps, &plan->step_count, sizeof *place);
    if (place == NULL)
        plan->status = JSD_NO_MEMORY;
    else
        *place = step;
}

/* Adds the entries from begin to end, if there are any, which have about
 * `bytes` bytes. */
static void
add_entries(jsd_plan *plan, size_t level, Py_ssize_t begin, Py_ssize_t end,
            size_t bytes)
{
    if (begin == end)
        return;
    add_step(plan, (jsd_plan_step){JSD_PLAN_WRITE, level, begin, end});
    plan->filled += bytes;
}

static bool
add_level(jsd_plan *plan, jsd_plan_level level)
{
    jsd_plan_level *place =
        append_element(&plan->levels, &plan->level_count, sizeof *place);

    if (place == NULL)
        plan->status = JSD_NO_MEMORY;
    else
        *place = level;
    return place != NULL;
}

/* ------------------------------------------------------------------ cutting
 */

/* Returns the number of entries up to the last one that is not deleted. */
static Py_ssize_t
live_end(const jsd_entries *entries, Py_ssize_t from)
{
    PyObject *key, *value;
    Py_ssize_t n = entries->n;

    while (n > from && !jsd_entries_get(entries, n - 1, &key, &value))
        n--;
    return n;
}

/* Adds the entries from `from` to `end`, which have `mean` bytes each, in
 * parts. */
static void
cut_evenly(jsd_plan *plan, size_t level, Py_ssize_t from, Py_ssize_t end,
           size_t mean)
{
    const size_t fit =
        mean == 0 ? JSD_PARALLEL_PART : JSD_PARALLEL_PART / mean;
    const Py_ssize_t step = fit == 0 ? 1 : (Py_ssize_t)fit;

    for (; from < end && plan->status == JSD_OK; from += step) {
        const Py_ssize_t n = end - from < step ? end - from : step;

        add_entries(plan, level, from, from + n, (size_t)n * mean);
    }
}

static void cut_container(jsd_plan *plan, size_t level, Py_ssize_t from);

/* Adds an entry that is a container of several parts. Returns false, and adds
 * nothing, if it cannot be cut. */
static bool
cut_entry(jsd_plan *plan, size_t parent, Py_ssize_t index, PyObject *key,
          PyObject *value)
{
    const size_t depth = jsd_plan_level_at(plan, parent)->depth + 1;
    const size_t level = plan->level_count;
    jsd_entries entries;

    if (depth > JSD_PLAN_DEPTH || plan->step_count > STEPS_MAX ||
        !jsd_entries_find(value, &entries) ||
        (plan->sorts && entries.is_dict) ||
        (key != NULL && jsd_type_of(JSD_CAPS_ALL, key) != &PyUnicode_Type) ||
        !add_level(plan, (jsd_plan_level){value, key, parent, index, depth,
                                          entries.is_dict, entries.used}))
        return false;
    add_step(plan, (jsd_plan_step){JSD_PLAN_OPEN, level, 0, 0});
    cut_container(plan, level, 0);
    add_step(plan, (jsd_plan_step){JSD_PLAN_CLOSE, level, 0, 0});
    return true;
}

/* Adds the entries from `from` to `end`, each of which is looked at. */
static void
cut_one_by_one(jsd_plan *plan, size_t level, const jsd_entries *entries,
               Py_ssize_t from, Py_ssize_t end)
{
    size_t bytes = 0;
    Py_ssize_t begin = from;

    for (Py_ssize_t i = from; i < end && plan->status == JSD_OK; i++) {
        PyObject *key, *value;
        size_t size;

        if (!jsd_entries_get(entries, i, &key, &value))
            continue;
        size = jsd_enc_estimate(value, ENTRY_BUDGET);
        if (size > CUT_PARTS * JSD_PARALLEL_PART) {
            add_entries(plan, level, begin, i, bytes);
            begin = i;
            bytes = 0;
            if (cut_entry(plan, level, i, key, value)) {
                begin = i + 1;
                continue;
            }
        }
        bytes += size;
        if (bytes >= JSD_PARALLEL_PART) {
            add_entries(plan, level, begin, i + 1, bytes);
            begin = i + 1;
            bytes = 0;
        }
    }
    add_entries(plan, level, begin, end, bytes);
}

/* Adds the entries of a level from `from` on. */
static void
cut_container(jsd_plan *plan, size_t level, Py_ssize_t from)
{
    jsd_entries entries;
    Py_ssize_t end;
    size_t mean, most;

    if (!jsd_entries_find(jsd_plan_level_at(plan, level)->container, &entries))
        return;
    end = live_end(&entries, from);
    if (end - from > MANY) {
        mean = jsd_enc_estimate_entry(&entries, from, MANY_BUDGET, &most);
        if (most <= CUT_PARTS * JSD_PARALLEL_PART) {
            cut_evenly(plan, level, from, end, mean);
            return;
        }
    }
    cut_one_by_one(plan, level, &entries, from, end);
}

jsd_status
jsd_plan_make(jsd_plan *plan, PyObject *root, Py_ssize_t from, bool sorts)
{
    jsd_entries entries;

    *plan = (jsd_plan){.sorts = sorts};
    if (!jsd_entries_find(root, &entries) || (sorts && entries.is_dict))
        return JSD_NOWHERE;
    if (add_level(plan, (jsd_plan_level){.container = root,
                                         .depth = 1,
                                         .is_dict = entries.is_dict,
                                         .used = entries.used}))
        cut_container(plan, 0, from);
    return plan->status;
}

void
jsd_plan_clear(jsd_plan *plan)
{
    jsd_buf_clear(&plan->levels);
    jsd_buf_clear(&plan->steps);
    jsd_buf_clear(&plan->parts);
}
