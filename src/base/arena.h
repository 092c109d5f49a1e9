/* SPDX-License-Identifier: MIT
 *
 * A stack of memory blocks on the heap, for data of a recursion that is too
 * large for the C stack. Memory is released in reverse order of allocation.
 * The arena owns its chunks; the caller owns the first block.
 */
#ifndef JSONDE_BASE_ARENA_H
#define JSONDE_BASE_ARENA_H

#include "base/base.h"

typedef struct jsd_arena_chunk jsd_arena_chunk;

typedef struct jsd_arena {
    char *at;  /* the next free byte */
    char *end; /* of the chunk, or of the first block */
    jsd_arena_chunk
        *chunks; /* the newest first; NULL: only the first block is used */
    char *first, *first_end; /* the caller's own block */
} jsd_arena;

/* Initialises the arena with the `size` bytes at block, which the caller owns
 * and which must be aligned to 16 bytes. The arena allocates memory only when
 * this block is full. */
JSD_INLINE void
jsd_arena_init(jsd_arena *arena, void *block, size_t size)
{
    *arena = (jsd_arena){block, (char *)block + size, NULL, block,
                         (char *)block + size};
}

/* The slow path of jsd_arena_take(): allocates another chunk. */
JSD_COLD void *jsd_arena_grow(jsd_arena *arena, size_t size);

/* Returns `size` bytes, aligned for any pointer and integer, or NULL if there
 * is no memory. size is at most PTRDIFF_MAX. The bytes are valid until
 * jsd_arena_reset() releases them. */
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

/* Returns the current top of the arena, for jsd_arena_reset(). */
JSD_INLINE char *
jsd_arena_mark(const jsd_arena *arena)
{
    return arena->at;
}

/* Releases all memory that was taken after jsd_arena_mark() returned mark. A
 * mark from before the first allocation releases everything. */
void jsd_arena_reset(jsd_arena *arena, char *mark);

#endif
