/* SPDX-License-Identifier: MIT
 *
 * The parts of a block of items that loads_array() reads: one part for each
 * value that a pointer names. The parts follow each other in the block.
 *
 * As long as all parts have one shape, it is stored once. Only the parts from
 * the first other shape on are stored one by one.
 */
#ifndef JSONDE_DEC_DEC_PARTS_H
#define JSONDE_DEC_DEC_PARTS_H

#include "base/buf.h"
#include "num/array.h"

/* The shape of one part, and where it is in the block. */
typedef struct jsd_dec_part {
    size_t start; /* items before the part */
    size_t items;
    int ndim;
    const ptrdiff_t *shape; /* valid until parts are added or cut */
} jsd_dec_part;

typedef struct jsd_dec_parts {
    size_t count; /* of parts */
    size_t items; /* of all parts */
    size_t equal; /* leading parts with the shape of the first one */
    /* The first part; no dimensions if there is none. */
    size_t each; /* items */
    int ndim;
    ptrdiff_t shape[JSD_ARRAY_DIMENSIONS];
    /* The parts behind the `equal` ones. */
    jsd_buf ends;  /* of each part, in `sizes` and in items */
    jsd_buf sizes; /* of the dimensions of all parts */
} jsd_dec_parts;

void jsd_dec_parts_start(jsd_dec_parts *parts);
void jsd_dec_parts_clear(jsd_dec_parts *parts);

/* Removes all parts but the first n. Does nothing if there are no more. */
void jsd_dec_parts_cut(jsd_dec_parts *parts, size_t n);

/* Adds a part of `items` items. Returns JSD_OK, JSD_NO_MEMORY or JSD_TOO_BIG.
 */
JSD_MUST_CHECK jsd_status jsd_dec_parts_add(jsd_dec_parts *parts, size_t items,
                                            int ndim, const ptrdiff_t *shape);

/* Returns part i, which exists. */
jsd_dec_part jsd_dec_parts_at(const jsd_dec_parts *parts, size_t i);

#endif
