/* SPDX-License-Identifier: MIT */
#include "dec/dec_parts.h"

/* Where a part ends. */
typedef struct part_end {
    size_t sizes; /* in jsd_dec_parts.sizes */
    size_t items;
} part_end;

void
jsd_dec_parts_start(jsd_dec_parts *parts)
{
    parts->count = parts->items = parts->equal = parts->each = 0;
    parts->ndim = 0;
    parts->ends = parts->sizes = (jsd_buf)JSD_BUF_EMPTY;
}

void
jsd_dec_parts_clear(jsd_dec_parts *parts)
{
    jsd_buf_clear(&parts->ends);
    jsd_buf_clear(&parts->sizes);
}

/* Returns where the first n parts end. */
static part_end
end_of_parts(const jsd_dec_parts *parts, size_t n)
{
    const part_end *ends = parts->ends.data;

    return n > parts->equal ? ends[n - parts->equal - 1]
                            : (part_end){0, n * parts->each};
}

void
jsd_dec_parts_cut(jsd_dec_parts *parts, size_t n)
{
    if (n >= parts->count)
        return;
    parts->items = end_of_parts(parts, n).items;
    parts->count = n;
    if (parts->equal > n)
        parts->equal = n;
    if (n == 0)
        parts->ndim = 0;
}

static bool
has_first_shape(const jsd_dec_parts *parts, int ndim, const ptrdiff_t *shape)
{
    return parts->ndim == ndim &&
           memcmp(parts->shape, shape, (size_t)ndim * sizeof *shape) == 0;
}

/* Stores a part behind the equal ones. */
static jsd_status
add_other(jsd_dec_parts *parts, size_t items, int ndim, const ptrdiff_t *shape)
{
    const size_t n = parts->count - parts->equal;
    const size_t used = end_of_parts(parts, parts->count).sizes;
    const size_t more = used + (size_t)ndim;
    size_t ends_size, sizes_size;
    ptrdiff_t *sizes;
    part_end *ends;

    if (jsd_mul_over(n + 1, sizeof *ends, &ends_size) ||
        jsd_mul_over(more, sizeof *sizes, &sizes_size))
        return JSD_TOO_BIG;
    if (jsd_buf_reserve(&parts->ends, ends_size) != JSD_OK ||
        jsd_buf_reserve(&parts->sizes, sizes_size) != JSD_OK)
        return JSD_NO_MEMORY;
    ends = parts->ends.data;
    sizes = parts->sizes.data;
    ends[n] = (part_end){more, parts->items + items};
    if (ndim > 0)
        memcpy(sizes + used, shape, (size_t)ndim * sizeof *shape);
    return JSD_OK;
}

jsd_status
jsd_dec_parts_add(jsd_dec_parts *parts, size_t items, int ndim,
                  const ptrdiff_t *shape)
{
    jsd_status status = JSD_OK;

    if (parts->count == 0) {
        parts->each = items;
        parts->ndim = ndim;
        memcpy(parts->shape, shape, (size_t)ndim * sizeof *shape);
    }
    if (parts->equal < parts->count || !has_first_shape(parts, ndim, shape))
        status = add_other(parts, items, ndim, shape);
    else
        parts->equal++;
    if (status != JSD_OK)
        return status;
    parts->items += items;
    parts->count++;
    return JSD_OK;
}

jsd_dec_part
jsd_dec_parts_at(const jsd_dec_parts *parts, size_t i)
{
    const part_end start = end_of_parts(parts, i);
    const part_end end = end_of_parts(parts, i + 1);
    const int ndim = (int)(end.sizes - start.sizes);
    const ptrdiff_t *shape = parts->shape;

    if (i < parts->equal)
        return (jsd_dec_part){start.items, parts->each, parts->ndim, shape};
    if (ndim > 0) /* otherwise there may be no sizes at all */
        shape = (const ptrdiff_t *)parts->sizes.data + start.sizes;
    return (jsd_dec_part){start.items, end.items - start.items, ndim, shape};
}
