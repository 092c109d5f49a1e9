/* SPDX-License-Identifier: MIT
 *
 * Writes a text by several threads. The text is cut into parts, and the
 * threads write them into one buffer, without gaps. They start with the call
 * and have ended when it returns.
 *
 * A part has a place in the buffer once the lengths of all parts before it are
 * known. A thread whose part has no place yet writes into a slot of its own
 * memory, and copies it later. One thread is the leader: it claims several
 * parts at once, and the others write the parts behind them. So most
 * parts of the leader have a place when their turn comes, and it is the others
 * that copy.
 */
#ifndef JSONDE_BASE_PARTS_H
#define JSONDE_BASE_PARTS_H

#include "base/base.h"
#include "base/buf.h"
#include "base/status.h"

/* Where a part is written: the bytes from start to limit. They are those of
 * slot, which may grow and then move; or slot is NULL, and they are fixed. */
typedef struct jsd_part_place {
    char *start, *limit;
    jsd_buf *slot;
} jsd_part_place;

enum { JSD_PARTS_STOP = -1 };

/* Writes a part, and changes *place if the slot moves. Bytes behind the part,
 * up to the limit, may be overwritten. Returns its length, or JSD_PARTS_STOP:
 * the text then ends before this part, and all parts behind it are dropped.
 * state is that of the thread. */
typedef ptrdiff_t jsd_part_writer(void *state, size_t part,
                                  jsd_part_place *place);

/* Cuts the text, and returns the number of parts. One of the threads calls it
 * while the others start. */
typedef size_t jsd_part_cutter(void *shared);

typedef struct jsd_parts {
    jsd_part_cutter *cut;
    void *shared; /* the argument of cut */
    jsd_part_writer *write;
    unsigned threads;    /* the calling thread included; at least 1 */
    void *const *states; /* one for each thread */
    char *out;
    size_t room; /* bytes at out */
} jsd_parts;

/* Writes the parts. Returns the number of those that were written, from the
 * first one on, and sets *length to the length of their text. It is 0 if
 * memory is short. */
size_t jsd_parts_write(const jsd_parts *parts, size_t *length);

#endif
