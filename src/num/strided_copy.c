/* SPDX-License-Identifier: MIT */
#include "num/strided_copy.h"

bool
jsd_strided_copy_size_over(const jsd_array *array, size_t *size)
{
    bool over = false;

    *size = jsd_item_size(array->format.item);
    for (int i = 0; i < array->ndim; i++)
        if (array->shape[i] == 0) {
            *size = 0;
            return false;
        }
    for (int i = 0; i < array->ndim; i++)
        over |= jsd_mul_over(*size, (size_t)array->shape[i], size);
    return over;
}

bool
jsd_array_is_c_contiguous(const jsd_array *array)
{
    ptrdiff_t step = (ptrdiff_t)jsd_item_size(array->format.item);

    for (int i = array->ndim; i-- > 0;) {
        if (array->suboffsets != NULL && array->suboffsets[i] >= 0)
            return false;
        if (array->shape[i] == 1)
            continue;
        if (array->strides[i] != step)
            return false;
        step *= array->shape[i];
    }
    return true;
}

/* Moves from the next item of a dimension to the first item of the inner
 * dimensions. */
static void
descend_dimension(jsd_strided_copy *g, int dimension)
{
    for (; dimension + 1 < g->array->ndim; dimension++)
        g->base[dimension + 1] = jsd_array_item_at(
            g->array, g->base[dimension], dimension, g->index[dimension]);
}

void
jsd_strided_copy_start(jsd_strided_copy *g, const jsd_array *array)
{
    g->array = array;
    memset(g->index, 0, sizeof g->index);
    g->base[0] = array->data;
    descend_dimension(g, 0);
}

/* Moves on after the end of the innermost dimension. */
static void
advance_outer(jsd_strided_copy *g)
{
    int i = g->array->ndim - 1;

    while (i > 0 && g->index[i] == g->array->shape[i]) {
        g->index[i--] = 0;
        g->index[i]++;
    }
    if (g->index[i] < g->array->shape[i])
        descend_dimension(g, i);
}

/* Copies n items; size is a constant, so that each copy needs no call. */
JSD_INLINE void
copy_sized(char *out, const char *from, ptrdiff_t stride, size_t n,
           size_t size)
{
    for (; n > 0; n--, from += stride, out += size)
        memcpy(out, from, size);
}

static void
copy_strided(char *out, const char *from, ptrdiff_t stride, size_t n,
             size_t size)
{
    if (size == 1)
        copy_sized(out, from, stride, n, 1);
    else if (size == 2)
        copy_sized(out, from, stride, n, 2);
    else if (size == 4)
        copy_sized(out, from, stride, n, 4);
    else
        copy_sized(out, from, stride, n, 8);
}

/* Copies n items of the innermost dimension. */
static void
copy_items(const jsd_strided_copy *g, char *out, size_t n)
{
    const jsd_array *a = g->array;
    const size_t size = jsd_item_size(a->format.item);
    const int last = a->ndim - 1;
    ptrdiff_t i = g->index[last];

    if (a->suboffsets == NULL || a->suboffsets[last] < 0) {
        copy_strided(out, g->base[last] + i * a->strides[last],
                     a->strides[last], n, size);
        return;
    }
    for (; n > 0; n--, i++, out += size)
        memcpy(out, jsd_array_item_at(a, g->base[last], last, i), size);
}

void
jsd_strided_copy_read(jsd_strided_copy *g, char *out, size_t n)
{
    const jsd_array *a = g->array;
    const size_t size = jsd_item_size(a->format.item);
    const int last = a->ndim - 1;

    while (n > 0) {
        size_t count = (size_t)(a->shape[last] - g->index[last]);

        if (count > n / size)
            count = n / size;
        copy_items(g, out, count);
        out += count * size;
        n -= count * size;
        g->index[last] += (ptrdiff_t)count;
        if (g->index[last] == a->shape[last])
            advance_outer(g);
    }
}
