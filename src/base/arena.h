/* SPDX-License-Identifier: MIT
 *
 * Memory that is given back in the reverse order of its taking, as that of a
 * stack: for what a recursion needs and the C stack should not hold.
 */
#ifndef JSONDE_BASE_ARENA_H
#define JSONDE_BASE_ARENA_H

#include "base/base.h"

typedef struct jsd_arena_chunk jsd_arena_chunk;

typedef struct jsd_arena {
    char *at;                /* the next free byte */
    char *end;               /* of the chunk, or of the first block */
    jsd_arena_chunk *chunks; /* the innermost first; NULL: none is needed */
    char *first, *first_end; /* the caller's own block */
} jsd_arena;

/* Begins with a block of the caller's, aligned to 16 bytes, which is used
 * before any other memory is asked for. */
JSD_INLINE void
jsd_arena_init(jsd_arena *arena, void *block, size_t size)
{
    *arena = (jsd_arena){block, (char *)block + size, NULL, block,
                         (char *)block + size};
}

/* Out of line: the next chunk is needed. */
JSD_COLD void *jsd_arena_grow(jsd_arena *arena, size_t size);

/* size bytes, at most PTRDIFF_MAX, aligned for any pointer and integer, or
 * NULL when there is no memory. They stay in their place until
 * jsd_arena_reset(). */
JSD_INLINE void *
jsd_arena_take(jsd_arena *arena, size_t size)
{
    char *taken = arena->at;

    size = (size + 15) & ~(size_t)15;
    if (JSD_UNLIKELY((size_t)(arena->end - taken) < size))
        return jsd_arena_grow(arena, size);
    arena->at = taken + size;
    return taken;
}

/* Where the arena stands, for jsd_arena_reset(). */
JSD_INLINE char *
jsd_arena_mark(const jsd_arena *arena)
{
    return arena->at;
}

/* Gives back all that was taken after the mark; with that of the beginning,
 * everything. */
void jsd_arena_reset(jsd_arena *arena, char *mark);

#endif
