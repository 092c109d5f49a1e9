/* SPDX-License-Identifier: MIT
 *
 * base/parts.h: the text is the same with any number of threads, and ends
 * before the first part that is refused, that does not fit, or that has no
 * memory.
 */
#include "base_suites.h"

#include "base/mem.h"
#include "base/parts.h"
#include "nomem.h"
#include "random.h"
#include "unit_helpers.h"

enum { PARTS = 200, LONGEST = 5000, THREADS_MAX = 8, SPARE = 64 };

/* The text of part i is lengths[i] times the character 'a' + i % 26. */
typedef struct part_texts {
    size_t count;
    size_t lengths[PARTS];
    size_t refused; /* a part, or PARTS */
    size_t shrinks; /* a part that is shorter than it is measured, or PARTS */
    bool measures;
    unsigned cuts;
} part_texts;

static size_t
cut_texts(void *shared)
{
    part_texts *texts = shared;

    texts->cuts++;
    return texts->count;
}

static size_t
measure_text(void *shared, size_t part)
{
    const part_texts *texts = shared;

    return texts->lengths[part] + (part == texts->shrinks);
}

/* Without measuring, overwrites SPARE bytes behind the part where the place
 * has room, as block stores do. */
static ptrdiff_t
write_text(void *state, size_t part, jsd_part_place *place)
{
    const part_texts *texts = state;
    const size_t n = texts->lengths[part];
    size_t room;

    if (part == texts->refused)
        return JSD_PARTS_STOP;
    if (place->slot != NULL) {
        if (jsd_buf_reserve(place->slot, n + SPARE) != JSD_OK)
            return JSD_PARTS_STOP;
        place->start = place->slot->data;
        place->limit = place->start + place->slot->cap;
    }
    room = (size_t)(place->limit - place->start);
    if (room < n)
        return JSD_PARTS_STOP;
    memset(place->start, 'a' + (int)(part % 26), n);
    if (!texts->measures)
        memset(place->start + n, '#', room - n < SPARE ? room - n : SPARE);
    return (ptrdiff_t)n;
}

static void
init_texts(part_texts *texts, size_t count, uint64_t *state)
{
    *texts = (part_texts){.count = count, .refused = PARTS, .shrinks = PARTS};
    for (size_t i = 0; i < count; i++)
        texts->lengths[i] =
            random_u64(state) % 5 == 0 ? 0 : random_u64(state) % LONGEST;
}

/* Returns whether the text is that of the first `written` parts. */
static bool
is_text(const part_texts *texts, size_t written, const char *text,
        size_t length)
{
    size_t at = 0;

    for (size_t i = 0; i < written; i++)
        for (size_t k = 0; k < texts->lengths[i]; k++)
            if (text[at++] != 'a' + (int)(i % 26))
                return false;
    return at == length;
}

/* Writes the texts by some threads into `room` bytes. Returns the number of
 * parts that were written. */
static size_t
write_with(part_texts *texts, unsigned threads, size_t room)
{
    void *states[THREADS_MAX];
    char *out = malloc(room + 1);
    const jsd_parts parts = {.cut = cut_texts,
                             .shared = texts,
                             .write = write_text,
                             .measure = texts->measures ? measure_text : NULL,
                             .threads = threads,
                             .states = states,
                             .slot = 1,
                             .out = out,
                             .room = room};
    jsd_parts_result result;

    for (unsigned i = 0; i < threads; i++)
        states[i] = texts;
    out[room] = '!';
    texts->cuts = 0;
    result = jsd_parts_write(&parts);
    ck_assert_uint_eq(texts->cuts, 1);
    ck_assert_uint_le(result.length, room);
    ck_assert(!result.changed || result.written <= texts->shrinks);
    ck_assert(is_text(texts, result.written, out, result.length));
    ck_assert_int_eq(out[room], '!');
    free(out);
    return result.written;
}

START_TEST(all_parts)
{
    uint64_t state = 1;
    part_texts texts;

    for (int round = 0; round < 40; round++)
        for (unsigned threads = 1; threads <= THREADS_MAX; threads++) {
            init_texts(&texts, random_u64(&state) % (PARTS + 1), &state);
            ck_assert_uint_eq(
                write_with(&texts, threads, (size_t)PARTS * LONGEST),
                texts.count);
        }
}
END_TEST

START_TEST(a_refused_part)
{
    uint64_t state = 2;
    part_texts texts;

    for (size_t refused = 0; refused < PARTS; refused += 7) {
        init_texts(&texts, PARTS, &state);
        texts.refused = refused;
        ck_assert_uint_eq(write_with(&texts,
                                     1 + (unsigned)(refused % THREADS_MAX),
                                     (size_t)PARTS * LONGEST),
                          refused);
    }
}
END_TEST

START_TEST(too_little_room)
{
    uint64_t state = 3;
    part_texts texts;

    init_texts(&texts, PARTS, &state);
    for (size_t end = 0; end < PARTS; end += 9) {
        size_t room = 0;

        for (size_t i = 0; i < end; i++)
            room += texts.lengths[i];
        texts.lengths[end]++; /* the part does not fit */
        ck_assert_uint_eq(
            write_with(&texts, 1 + (unsigned)(end % THREADS_MAX), room), end);
    }
}
END_TEST

START_TEST(measured_parts)
{
    uint64_t state = 5;
    part_texts texts;

    for (size_t i = 0; i < 200; i++) {
        size_t written;

        init_texts(&texts, PARTS, &state);
        texts.measures = true;
        texts.shrinks = i % 2 == 0 ? i : PARTS;
        texts.refused = i % 3 == 0 ? (i * 7) % PARTS : PARTS;
        written = write_with(&texts, 1 + (unsigned)(i % THREADS_MAX),
                             (size_t)PARTS * LONGEST);
        /* A thread measures a part, or writes it first. */
        ck_assert(written == texts.shrinks || written == texts.refused ||
                  written == PARTS);
        ck_assert_uint_le(written, texts.refused);
    }
}
END_TEST

START_TEST(no_memory)
{
    uint64_t state = 4;
    part_texts texts;

    init_texts(&texts, PARTS, &state);
    nomem_begin(0);
    ck_assert_uint_eq(write_with(&texts, 1, (size_t)PARTS * LONGEST), 0);
    ck_assert(nomem_end());
    ck_assert_int_eq(nomem.blocks, 0);
}
END_TEST

Suite *
parts_suite(void)
{
    const TTest *const tests[] = {all_parts, a_refused_part, too_little_room,
                                  measured_parts, no_memory};

    return suite_of("parts", tests, JSD_COUNTOF(tests));
}
