/* SPDX-License-Identifier: MIT
 *
 * Writes a text by several threads. The text is cut into parts, and the
 * threads write them into one buffer, without gaps. They start with the call
 * and have ended when it returns. parts.c explains their protocol.
 */
#ifndef JSONDE_BASE_PARTS_H
#define JSONDE_BASE_PARTS_H

#include "base/base.h"
#include "base/buf.h"

/* Where a part is written: the bytes from start to limit. They are those of
 * slot, which may grow and then move; or slot is NULL, and they are fixed. */
typedef struct jsd_part_place {
    char *start, *limit;
    jsd_buf *slot;
} jsd_part_place;

enum { JSD_PARTS_STOP = -1 };

/* Cuts the text, and returns the number of parts. One of the threads calls it
 * while the others start. */
typedef size_t jsd_part_cutter(void *shared);

/* Writes a part, and changes *place if the slot moves. Returns its length, or
 * JSD_PARTS_STOP: the text then ends before this part, and all parts behind it
 * are dropped. state is that of the thread. Without a `measure` function bytes
 * behind the part, up to the limit, may be overwritten. */
typedef ptrdiff_t jsd_part_writer(void *state, size_t part,
                                  jsd_part_place *place);

/* Returns the length of a part that nobody has written yet. That is worth it
 * where it takes much less time than to write the part. */
typedef size_t jsd_part_meter(void *shared, size_t part);

typedef struct jsd_parts {
    jsd_part_cutter *cut;
    jsd_part_writer *write;
    jsd_part_meter *measure; /* or NULL */
    void *shared;            /* the argument of cut and measure */
    unsigned threads;        /* the calling thread included; at least 1 */
    void *const *states;     /* one for each thread */
    size_t slot;             /* bytes of a slot at first */
    char *out;
    size_t room; /* bytes at out */
} jsd_parts;

typedef struct jsd_parts_result {
    size_t written; /* parts, from the first one on; 0 if memory is short */
    size_t length;  /* of their text */
    bool changed;   /* the text ends before a part that differs from its
                     * measured length */
} jsd_parts_result;

jsd_parts_result jsd_parts_write(const jsd_parts *parts);

#endif
