/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include "base/mem.h"

enum { CHUNK = 8 * 1024 };

struct jsd_arena_chunk {
    jsd_arena_chunk *outer; /* the one before, or NULL */
    char *end;
    _Alignas(16) char data[];
};

void *
jsd_arena_grow(jsd_arena *arena, size_t size)
{
    size_t room = size > CHUNK ? size : CHUNK;
    jsd_arena_chunk *chunk = NULL;
    size_t whole;

    if (!jsd_add_over(room, sizeof *chunk, &whole))
        chunk = jsd_mem_new(whole);
    if (chunk == NULL)
        return NULL;
    chunk->outer = arena->chunks;
    chunk->end = chunk->data + room;
    arena->chunks = chunk;
    arena->at = chunk->data + size;
    arena->end = chunk->end;
    return chunk->data;
}

static bool
chunk_has(const jsd_arena_chunk *chunk, const char *mark)
{
    return mark >= chunk->data && mark <= chunk->end;
}

void
jsd_arena_reset(jsd_arena *arena, char *mark)
{
    while (arena->chunks != NULL && !chunk_has(arena->chunks, mark)) {
        jsd_arena_chunk *chunk = arena->chunks;

        arena->chunks = chunk->outer;
        jsd_mem_free(chunk);
    }
    arena->at = mark;
    arena->end = arena->chunks != NULL ? arena->chunks->end : arena->first_end;
}
