/* SPDX-License-Identifier: MIT
 *
 * num/array_parallel.h and num/array_text_length.h: several threads write the
 * text that one thread writes, also while another thread writes to the array.
 */
#include "num_suites.h"

#include <pthread.h>

#include "array_helpers.h"
#include "base/parallel.h"
#include "nomem.h"
#include "num/array_text_length.h"
#include "num/array_parallel.h"

enum { ITEMS = 204800, LONGEST = 128, TEXT = ITEMS * LONGEST };

static jsd_line_break breaks;

/* The writers under test; NULL ends the list. */
static jsd_array_putter *
putter(jsd_item item, int number)
{
    if (number == 0)
        return jsd_array_kernel_scalar.put[item][false];
    return number == 1 ? avx2_putter(item, false) : NULL;
}

/* Returns the text written by one thread, which the caller frees. */
static char *
put_alone(const jsd_array_writer *from, size_t cap, size_t *len)
{
    char *text = calloc(cap, 1);
    jsd_array_writer w = *from;

    *len = (size_t)(jsd_array_write(&w, text, text + cap) - text);
    ck_assert(w.is_done);
    return text;
}

/* Room that ends repeatedly in the middle of parts. */
static void
compare_parallel(const jsd_array_writer *from, unsigned threads,
                 uint64_t *state)
{
    size_t len;
    char *alone = put_alone(from, TEXT, &len), *text = calloc(TEXT, 1);
    char *p = text;
    jsd_array_writer w = *from;

    while (!w.is_done) {
        size_t room = jsd_array_parallel_room(&w) +
                      (size_t)(random_u64(state) % 3000000);

        p[room] = '#';
        ck_assert_int_eq(
            jsd_array_write_parallel(&w, threads, p, p + room, &p), JSD_OK);
    }
    ck_assert_uint_eq((size_t)(p - text), len);
    ck_assert(memcmp(text, alone, len) == 0);
    ck_assert(!w.data_changed);
    free(text);
    free(alone);
}

static const ptrdiff_t shapes[][3] = {
    {200000, 1, 1}, {1, 1, 200000}, {1, 200000, 1}, {100, 50, 40},
    {8192, 5, 5},   {3, 8191, 8},   {1, 1, 1},      {2, 8192, 1}};

/* Each shape with 1 to 5 threads, on one line and on several lines. */
static void
compare_all_parallel(jsd_item item, jsd_array_putter *put, const char *data,
                     uint64_t *state)
{
    const ptrdiff_t size = (ptrdiff_t)jsd_item_size(item);

    for (size_t i = 0; i < JSD_COUNTOF(shapes); i++) {
        const ptrdiff_t *s = shapes[i];
        const ptrdiff_t strides[] = {size * s[1] * s[2], size * s[2], size};
        const jsd_array a = {data, {item, false}, 3, s, strides, NULL};
        jsd_array_writer w;

        start_array(&w, &a, put);
        for (unsigned threads = 1; threads <= 5; threads += 2)
            compare_parallel(&w, threads, state);
        jsd_line_break_init(&breaks, "  ", 2);
        break_lines(&w, &breaks, 3);
        compare_parallel(&w, 2, state);
    }
}

START_TEST(parallel_run)
{
    static const jsd_item items[] = {JSD_ITEM_I64, JSD_ITEM_U64, JSD_ITEM_I32,
                                     JSD_ITEM_U32, JSD_ITEM_I16, JSD_ITEM_F64};
    uint64_t state = 9;
    char *data = malloc(8 * ITEMS);

    fill_array(data, ITEMS, 8, &state);
    for (size_t i = 0; i < JSD_COUNTOF(items); i++)
        for (int n = 0; putter(items[i], n) != NULL; n++)
            compare_all_parallel(items[i], putter(items[i], n), data, &state);
    free(data);
}
END_TEST

START_TEST(parallel_without_memory)
{
    const ptrdiff_t shape = 100000, stride = 8;
    char *data = calloc(100000, 8), text[64], *end = NULL;
    const jsd_array a = {data, {JSD_ITEM_I64, false}, 1, &shape, &stride,
                         NULL};
    jsd_array_writer w, before;
    bool reached;

    start_array(&w, &a, jsd_array_kernel_scalar.put[JSD_ITEM_I64][0]);
    before = w;
    nomem_begin(0);
    ck_assert_int_eq(
        jsd_array_write_parallel(&w, 2, text, text + sizeof text, &end),
        JSD_NO_MEMORY);
    reached = nomem_end();
    ck_assert(reached);
    ck_assert_ptr_eq(end, text);
    ck_assert_mem_eq(&w, &before, sizeof w);
    free(data);
}
END_TEST

/* Returns how many threads n items are worth, each of which is value. */
static unsigned
threads_for(jsd_item item, ptrdiff_t n, uint64_t value)
{
    const ptrdiff_t size = (ptrdiff_t)jsd_item_size(item);
    char *data = malloc((size_t)(n * size));
    const jsd_array a = {data, {item, false}, 1, &n, &size, NULL};
    jsd_array_writer w;
    unsigned threads;

    for (ptrdiff_t i = 0; i < n; i++)
        memcpy(data + i * size, &value, (size_t)size);
    start_array(&w, &a, jsd_array_kernel_scalar.put[item][false]);
    if (avx2_putter(item, false) != NULL)
        w.put = avx2_putter(item, false);
    threads = jsd_array_parallel_threads(&w);
    free(data);
    return threads;
}

START_TEST(threads_that_pay_off)
{
    const bool measures = avx2_putter(JSD_ITEM_I64, false) != NULL;

    jsd_parallel_limit(8);
    ck_assert_uint_eq(threads_for(JSD_ITEM_F64, 1000, 7), 1);
    ck_assert_uint_eq(threads_for(JSD_ITEM_F64, 220000, 7), 1);
    ck_assert_uint_eq(threads_for(JSD_ITEM_F64, 230000, 7), 2);
    ck_assert_uint_eq(threads_for(JSD_ITEM_F16, 4000000, 7), 8);
    ck_assert_uint_eq(threads_for(JSD_ITEM_I64, 510000, 12345678), 2);
    ck_assert_uint_eq(threads_for(JSD_ITEM_I64, 510000, 12), measures ? 1 : 2);
    ck_assert_uint_eq(threads_for(JSD_ITEM_U32, 2100000, 12),
                      measures ? 2 : 8);
    ck_assert_uint_eq(threads_for(JSD_ITEM_I16, 700000, 7), 2);
    ck_assert_uint_eq(threads_for(JSD_ITEM_U8, 20000000, 7), 1);
    ck_assert_uint_eq(threads_for(JSD_ITEM_BOOL, 20000000, 1), 1);
    jsd_parallel_limit(0);
}
END_TEST

/* ------------------------------------------------------------ the lengths */

/* Powers of ten and of two and their neighbours, with both signs. */
static uint64_t
edge(uint64_t *state)
{
    uint64_t value = UINT64_C(1) << random_u64(state) % 64;

    if (random_u64(state) % 2 == 0)
        for (value = 1; random_u64(state) % 20 != 0; value *= 10)
            continue;
    value += random_u64(state) % 3 - 1;
    return random_u64(state) % 2 == 0 ? value : 0 - value;
}

/* A block of numbers of one magnitude, so that lengths change at any power. */
static void
fill_block(char *p, size_t size, uint64_t *state)
{
    const unsigned shift = (unsigned)(random_u64(state) % 64);
    const uint64_t kind = random_u64(state);

    for (int i = 0; i < JSD_ARRAY_BLOCK; i++) {
        uint64_t value = kind % 4 == 0   ? edge(state)
                         : kind % 4 == 1 ? 0
                                         : random_u64(state) >> shift;

        if (kind % 4 == 3 && random_u64(state) % 2 == 0)
            value = 0 - value;
        memcpy(p + (size_t)i * size, &value, size);
    }
}

static void
compare_length(jsd_item item, jsd_array_putter *put, uint64_t *state)
{
    enum { BLOCKS = 3 };
    static char text[BLOCKS * JSD_ARRAY_BLOCK * LONGEST];
    static char data[BLOCKS * JSD_ARRAY_BLOCK * 8];
    const size_t size = jsd_item_size(item);
    const ptrdiff_t inner = 1 + (ptrdiff_t)(random_u64(state) % 5);
    const ptrdiff_t shape[] = {BLOCKS * JSD_ARRAY_BLOCK / inner, inner};
    const ptrdiff_t strides[] = {inner * (ptrdiff_t)size, (ptrdiff_t)size};
    const jsd_array a = {data, {item, false}, 2, shape, strides, NULL};
    const ptrdiff_t first = (ptrdiff_t)(1 + random_u64(state) % 100);
    const char *end;
    jsd_array_writer w;

    for (size_t i = 0; i < BLOCKS; i++)
        fill_block(data + i * JSD_ARRAY_BLOCK * size, size, state);
    start_array(&w, &a, put);
    if (random_u64(state) % 2 == 0) {
        jsd_line_break_init(&breaks, "   ", random_u64(state) % 4);
        break_lines(&w, &breaks, random_u64(state) % 4);
    }
    ck_assert(jsd_array_has_length(&w));
    jsd_array_write_seek(&w, first);
    w.left = JSD_ARRAY_BLOCK;
    end = jsd_array_write(&w, text, text + sizeof text);
    ck_assert(jsd_array_write_is_paused(&w));
    REQUIRE(jsd_array_text_length(&w, first, JSD_ARRAY_BLOCK) ==
                (size_t)(end - text),
            "item %d: not %zu", item, (size_t)(end - text));
}

START_TEST(lengths)
{
    uint64_t state = 10;

    if (avx2_putter(JSD_ITEM_I32, false) == NULL)
        return;
    for (int i = 0; i < 20000; i++)
        for (jsd_item item = JSD_ITEM_I32; item <= JSD_ITEM_U64; item++)
            compare_length(item, avx2_putter(item, false), &state);
}
END_TEST

START_TEST(without_a_length)
{
    const ptrdiff_t shape[] = {100, 2}, strides[] = {16, 8}, gaps[] = {16, 9};
    const ptrdiff_t pointers[] = {-1, 0};
    jsd_array a = {"", {JSD_ITEM_I64, false}, 2, shape, strides, NULL};
    jsd_array_writer w;

    start_array(&w, &a, jsd_array_kernel_scalar.put[JSD_ITEM_I64][0]);
    ck_assert(!jsd_array_has_length(&w));
    w.put = avx2_putter(JSD_ITEM_I64, false);
    if (w.put == NULL)
        return;
    ck_assert(jsd_array_has_length(&w));
    w.strict = true;
    ck_assert(!jsd_array_has_length(&w));
    w.strict = false;
    a.strides = gaps;
    ck_assert(!jsd_array_has_length(&w));
    a.strides = strides;
    a.suboffsets = pointers;
    ck_assert(!jsd_array_has_length(&w));
    a.suboffsets = NULL;
    a.format.swapped = true;
    w.put = avx2_putter(JSD_ITEM_I64, true);
    ck_assert(!jsd_array_has_length(&w));
    a.format = (jsd_item_format){JSD_ITEM_F64, false};
    w.put = avx2_putter(JSD_ITEM_F64, false);
    ck_assert(!jsd_array_has_length(&w));
    a = (jsd_array){"", {JSD_ITEM_I64, false}, 0, NULL, NULL, NULL};
    w.put = avx2_putter(JSD_ITEM_I64, false);
    ck_assert(!jsd_array_has_length(&w));
}
END_TEST

/* ----------------------------------------------------- who writes into it */

typedef struct vandal {
    int64_t *items;
    bool stop;
} vandal;

/* A thread turns short numbers into long ones and back. */
static void *
spoil(void *shared)
{
    vandal *v = shared;

    while (!__atomic_load_n(&v->stop, __ATOMIC_RELAXED))
        for (size_t i = 0; i < ITEMS; i++)
            __atomic_store_n(&v->items[i],
                             __atomic_load_n(&v->items[i], __ATOMIC_RELAXED) ==
                                     7
                                 ? INT64_MIN
                                 : 7,
                             __ATOMIC_RELAXED);
    return NULL;
}

/* Each number is one of these two. */
static void
demand_items(const char *text, const char *end)
{
    static const char *const words[] = {"7", "-9223372036854775808"};
    const char *p = text;
    size_t items = 0;

    for (char before = '['; p < end; p++, items++) {
        const char *word = words[p[1] == '-'];
        const size_t n = strlen(word);

        REQUIRE(*p == before && memcmp(p + 1, word, n) == 0, "at %zu: %.30s",
                (size_t)(p - text), p);
        p += n;
        before = ',';
        if (p + 2 == end)
            break;
    }
    ck_assert_uint_eq(items + 1, ITEMS);
    ck_assert_int_eq(end[-1], ']');
}

START_TEST(an_unsteady_array)
{
    const ptrdiff_t shape = ITEMS, stride = 8;
    vandal v = {calloc(ITEMS, 8), false};
    const jsd_array a = {
        (char *)v.items, {JSD_ITEM_I64, false}, 1, &shape, &stride, NULL};
    char *text = malloc(TEXT);
    jsd_array_writer w;
    pthread_t other;
    int seen = 0;

    if (avx2_putter(JSD_ITEM_I64, false) == NULL)
        return;
    for (ptrdiff_t i = 0; i < ITEMS; i++) /* the thread may start late */
        v.items[i] = 7;
    ck_assert_int_eq(pthread_create(&other, NULL, spoil, &v), 0);
    for (int i = 0; i < 10000 && seen < 20; i++) {
        char *p = text;

        memset(text, '#', TEXT);
        start_array(&w, &a, avx2_putter(JSD_ITEM_I64, false));
        while (!w.is_done)
            ck_assert_int_eq(jsd_array_write_parallel(&w, 2 + (unsigned)i % 4,
                                                      p, text + TEXT, &p),
                             JSD_OK);
        demand_items(text, p);
        seen += w.data_changed;
    }
    ck_assert_int_eq(seen, 20);
    __atomic_store_n(&v.stop, true, __ATOMIC_RELAXED);
    pthread_join(other, NULL);
    free(text);
    free(v.items);
}
END_TEST

Suite *
array_parallel_suite(void)
{
    const TTest *const tests[] = {
        parallel_run, parallel_without_memory, threads_that_pay_off,
        lengths,      without_a_length,        an_unsteady_array};

    return suite_of("array_parallel", tests, JSD_COUNTOF(tests));
}
