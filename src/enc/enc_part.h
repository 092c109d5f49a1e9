/* SPDX-License-Identifier: MIT
 *
 * Writes a part of a plan in a thread that may not call CPython. It has a
 * jsd_enc of its own, whose mode is JSD_ENC_PART.
 */
#ifndef JSONDE_ENC_ENC_PART_H
#define JSONDE_ENC_ENC_PART_H

#include "base/parts.h"
#include "enc/enc.h"
#include "enc/enc_plan.h"

/* The state of one thread. */
typedef struct jsd_enc_part {
    jsd_enc e;
    const jsd_plan *plan;
} jsd_enc_part;

/* Allocates the states of n threads, in one block, for what the call of e
 * writes, and sets *states to each. The caller frees the block by
 * jsd_mem_free(). NULL without an exception if memory is short. */
JSD_MUST_CHECK jsd_enc_part *jsd_enc_parts_new(const jsd_enc *e,
                                               const jsd_plan *plan,
                                               void **states, unsigned n);

/* Writes a part of the plan; state is a jsd_enc_part: base/parts.h. */
ptrdiff_t jsd_enc_write_part(void *state, size_t part, jsd_part_place *place);

/* Does what jsd_enc_grow() does, for a part. NULL without an exception. */
char *jsd_enc_grow_part(jsd_enc *e, char *p, size_t n);

/* Closes a level, which was left, and writes the separator behind it. */
char *jsd_enc_put_closing(jsd_enc *e, char *p, const jsd_plan_level *level);

/* Writes an entry of a container, and its separator. */
char *jsd_enc_put_entry(jsd_enc *e, char *p, PyObject *key, PyObject *value);

#endif
