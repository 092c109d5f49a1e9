/* SPDX-License-Identifier: MIT
 *
 * Cuts a large document into parts of about the same length: at items of lists
 * and tuples, and at members of dicts. A plan borrows all objects. It is valid
 * until Python code runs.
 *
 * A part is a sequence of steps. A step writes some entries of a container,
 * opens a container, or closes one. Each entry that is not the root ends with
 * a separator, and a closing bracket replaces the separator before it. The
 * plan closes a container in the part that has its last entry.
 */
#ifndef JSONDE_ENC_ENC_PLAN_H
#define JSONDE_ENC_ENC_PLAN_H

#include "base/buf.h"
#include "base/status.h"
#include "enc/enc_entry.h"

enum { JSD_PLAN_DEPTH = 16 }; /* containers inside of each other */

/* A container that is cut. */
typedef struct jsd_plan_level {
    PyObject *container;
    PyObject *key;    /* in a dict: its key there, a str; otherwise NULL */
    size_t parent;    /* the level around it; of the root: the root */
    Py_ssize_t index; /* its position there */
    size_t depth;     /* open containers, this one included */
    bool is_dict;
    Py_ssize_t used; /* of a dict: its size */
} jsd_plan_level;

typedef enum jsd_plan_action {
    JSD_PLAN_OPEN,  /* writes its key and its bracket */
    JSD_PLAN_WRITE, /* writes the entries from begin to end */
    JSD_PLAN_CLOSE  /* writes its bracket and the separator behind it */
} jsd_plan_action;

typedef struct jsd_plan_step {
    jsd_plan_action action;
    size_t level;
    Py_ssize_t begin, end;
} jsd_plan_step;

typedef struct jsd_plan {
    jsd_buf levels, steps, parts; /* parts: the number of their first steps */
    size_t level_count, step_count, part_count;
    size_t filled; /* bytes of the last part */
    bool sorts;    /* dicts are written in another order, and not cut */
    jsd_status status;
} jsd_plan;

/* Plans the entries of root from position `from` on, without the brackets of
 * the root. Fails if memory is short or if root is no container that can be
 * cut. jsd_plan_clear() is needed in any case. */
JSD_MUST_CHECK jsd_status jsd_plan_make(jsd_plan *plan, PyObject *root,
                                        Py_ssize_t from, bool sorts);
void jsd_plan_clear(jsd_plan *plan);

JSD_INLINE const jsd_plan_level *
jsd_plan_level_at(const jsd_plan *plan, size_t i)
{
    return (const jsd_plan_level *)plan->levels.data + i;
}

JSD_INLINE const jsd_plan_step *
jsd_plan_step_at(const jsd_plan *plan, size_t i)
{
    return (const jsd_plan_step *)plan->steps.data + i;
}

/* Returns the number of the first step of a part; of the part behind the last
 * one, the number of steps. */
JSD_INLINE size_t
jsd_plan_first_step(const jsd_plan *plan, size_t part)
{
    return part == plan->part_count ? plan->step_count
                                    : ((const size_t *)plan->parts.data)[part];
}

#endif
