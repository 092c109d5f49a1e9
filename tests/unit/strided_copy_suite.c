/* SPDX-License-Identifier: MIT
 *
 * jsd_strided_copy against a reference that computes the address of each item
 * from its index, with strides of both signs, suboffsets and pieces of each
 * size.
 */
#include "num_suites.h"

#include "num/strided_copy.h"
#include "num_helpers.h"

enum { MAX_DIMENSIONS = 4, MAX_LENGTH = 5, MAX_ITEMS = 625, MEMORY = 1 << 16 };

/* One item type of each size, from 1 to 8 bytes. */
static const jsd_item items[] = {JSD_ITEM_U8, JSD_ITEM_I16, JSD_ITEM_F32,
                                 JSD_ITEM_U64};

typedef struct sample {
    jsd_array array;
    ptrdiff_t shape[MAX_DIMENSIONS];
    ptrdiff_t strides[MAX_DIMENSIONS];
    ptrdiff_t suboffsets[MAX_DIMENSIONS];
    char memory[MEMORY];
    const char *pointers[MAX_LENGTH];
} sample;

static size_t
item_size(const jsd_array *a)
{
    return jsd_item_size(a->format.item);
}

/* Fills s with an array of ndim dimensions and random strides. All items are
 * inside the memory. */
static void
make_strided(sample *s, jsd_item item, int ndim, uint64_t *state)
{
    const ptrdiff_t size = (ptrdiff_t)jsd_item_size(item);
    ptrdiff_t first = 0, last = 0;

    for (int i = 0; i < ndim; i++) {
        s->shape[i] = 1 + (ptrdiff_t)random_below(state, MAX_LENGTH);
        s->strides[i] = size * ((ptrdiff_t)random_below(state, 200) - 100);
        if (s->strides[i] < 0)
            first += s->strides[i] * (s->shape[i] - 1);
        else
            last += s->strides[i] * (s->shape[i] - 1);
    }
    ck_assert_int_le(last - first + size, MEMORY);
    for (size_t i = 0; i < MEMORY; i++)
        s->memory[i] = (char)random_u64(state);
    s->array = (jsd_array){s->memory - first, {item, false}, ndim,
                           s->shape,          s->strides,    NULL};
}

/* Makes the first dimension one of pointers, each to a row of the memory. */
static void
make_indirect(sample *s, jsd_item item, int ndim, uint64_t *state)
{
    make_strided(s, item, ndim, state);
    for (ptrdiff_t i = 0; i < s->shape[0]; i++)
        s->pointers[i] = s->array.data + i * s->strides[0] - 16;
    for (int i = 0; i < ndim; i++)
        s->suboffsets[i] = i == 0 ? 16 : -1;
    s->array.data = (const char *)s->pointers;
    s->strides[0] = (ptrdiff_t)sizeof s->pointers[0];
    s->array.suboffsets = s->suboffsets;
}

/* Returns the address of item number n in C's order. */
static const char *
naive_address(const jsd_array *a, ptrdiff_t n)
{
    ptrdiff_t index[MAX_DIMENSIONS];
    const char *p = a->data;

    for (int i = a->ndim; i-- > 0; n /= a->shape[i])
        index[i] = n % a->shape[i];
    for (int i = 0; i < a->ndim; i++) {
        p += index[i] * a->strides[i];
        if (a->suboffsets != NULL && a->suboffsets[i] >= 0) {
            const void *const pointer = p;

            memcpy(&p, pointer, sizeof p);
            p += a->suboffsets[i];
        }
    }
    return p;
}

/* Copies the array in pieces of random size and compares it with the
 * reference. */
static void
compare(const jsd_array *a, uint64_t *state)
{
    char want[MAX_ITEMS * 8], got[MAX_ITEMS * 8];
    const size_t size = item_size(a), n = (size_t)jsd_array_items(a);
    jsd_strided_copy copy;
    size_t total, done = 0;

    ck_assert(!jsd_strided_copy_size_over(a, &total));
    ck_assert_uint_eq(total, n * size);
    for (size_t i = 0; i < n; i++)
        memcpy(want + i * size, naive_address(a, (ptrdiff_t)i), size);
    jsd_strided_copy_start(&copy, a);
    while (done < n) {
        size_t piece = random_below(state, 12);

        piece = piece > n - done ? n - done : piece;
        jsd_strided_copy_read(&copy, got + done * size, piece * size);
        done += piece;
    }
    ck_assert_mem_eq(got, want, total);
}

START_TEST(any_strides)
{
    uint64_t state = 1;
    sample s;

    for (int round = 0; round < 2000; round++) {
        make_strided(&s, items[round % 4], 1 + round / 4 % MAX_DIMENSIONS,
                     &state);
        compare(&s.array, &state);
    }
}
END_TEST

START_TEST(suboffsets)
{
    uint64_t state = 2;
    sample s;

    for (int round = 0; round < 2000; round++) {
        make_indirect(&s, items[round % 4], 1 + round / 4 % MAX_DIMENSIONS,
                      &state);
        ck_assert(!jsd_array_is_c_contiguous(&s.array));
        compare(&s.array, &state);
    }
}
END_TEST

/* Returns whether the items are adjacent and in C's order. */
static bool
naive_is_contiguous(const jsd_array *a)
{
    for (ptrdiff_t i = 0; i < jsd_array_items(a); i++)
        if (naive_address(a, i) != a->data + i * (ptrdiff_t)item_size(a))
            return false;
    return true;
}

/* Strides of a dimension of length 1 do not count. */
START_TEST(contiguity)
{
    long contiguous = 0;

    for (int a = -2; a <= 6; a++)
        for (int b = -2; b <= 2; b++)
            for (int n = 1; n <= 3; n++)
                for (int m = 1; m <= 3; m++) {
                    const ptrdiff_t shape[] = {n, m},
                                    strides[] = {2 * a, 2 * b};
                    const jsd_array array = {
                        "", {JSD_ITEM_I16, false}, 2, shape, strides, NULL};
                    bool is = jsd_array_is_c_contiguous(&array);

                    ck_assert_int_eq(is, naive_is_contiguous(&array));
                    contiguous += is;
                }
    ck_assert_int_gt(contiguous, 50);
}
END_TEST

START_TEST(total_size)
{
    const ptrdiff_t strides[] = {0, 0, 0};
    static const struct {
        ptrdiff_t shape[3];
        size_t size;
        bool over;
    } rows[] = {
        {{2, 3, 4}, 8 * 24, false},
        {{PTRDIFF_MAX, PTRDIFF_MAX, 0}, 0, false},
        {{PTRDIFF_MAX / 8, 1, 1}, (size_t)(PTRDIFF_MAX / 8) * 8, false},
        {{PTRDIFF_MAX, 4, 1}, 0, true},
        {{(ptrdiff_t)1 << 31, (ptrdiff_t)1 << 31, 4}, 0, true},
    };

    for (size_t i = 0; i < JSD_COUNTOF(rows); i++) {
        const jsd_array array = {
            "", {JSD_ITEM_F64, false}, 3, rows[i].shape, strides, NULL};
        size_t size;
        bool over = jsd_strided_copy_size_over(&array, &size);

        ck_assert_int_eq(over, rows[i].over);
        ck_assert(over || size == rows[i].size);
    }
}
END_TEST

Suite *
strided_copy_suite(void)
{
    const TTest *const tests[] = {any_strides, suboffsets, contiguity,
                                  total_size};

    return suite_of("strided_copy", tests, JSD_COUNTOF(tests));
}
