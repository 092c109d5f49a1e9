/* SPDX-License-Identifier: MIT */
#include "num/array_write.h"

#include "num/array_kernel.h"

/* Returns whether each item is written alone: canonical floats, and items that
 * are found by a pointer. */
static bool
writes_singly(const jsd_array_writer *w)
{
    return w->array->suboffsets != NULL ||
           (w->canonical && w->array->format.item >= JSD_ITEM_F16);
}

jsd_array_putter *
jsd_array_putter_of(const jsd_array_writer *w)
{
    const jsd_array_kernel *kernel = jsd_array_kernel_now();
    const jsd_item_format format = w->array->format;

    return writes_singly(w) ? kernel->put_singly
                            : kernel->put[format.item][format.swapped];
}

void
jsd_array_write_start(jsd_array_writer *w, const jsd_array *array)
{
    w->array = array;
    w->put = jsd_array_putter_of(w);
    w->by_rows = array->ndim > 1 && w->breaks == NULL && !writes_singly(w);
    w->is_done = false;
    w->is_refused = false;
    w->data_changed = false;
    w->left = PTRDIFF_MAX;
    w->depth = 0;
    w->base[0] = array->data;
    w->room = JSD_ARRAY_ROOM + 1 + jsd_array_break_size(w, array->ndim);
}

void
jsd_array_write_seek(jsd_array_writer *w, ptrdiff_t index)
{
    const jsd_array *a = w->array;

    for (int i = a->ndim; i-- > 0;) {
        w->index[i] = index % a->shape[i];
        index /= a->shape[i];
    }
    w->depth = a->ndim;
    w->base[0] = a->data;
    for (int i = 1; i < a->ndim; i++)
        w->base[i] =
            jsd_array_item_at(a, w->base[i - 1], i - 1, w->index[i - 1]);
}

ptrdiff_t
jsd_array_write_tell(const jsd_array_writer *w)
{
    ptrdiff_t index = 0;

    for (int i = 0; i < w->array->ndim; i++)
        index = index * w->array->shape[i] + (i < w->depth ? w->index[i] : 0);
    return index;
}

/* The most rows of a run. Arrays whose strides are 0 may have more items than
 * a ptrdiff_t can count. */
enum { RUN_ROWS = 4096 };

/* Returns how many rows after the open one, whose last `rest` items are not
 * written, the putter writes as well. */
static ptrdiff_t
rows_behind(const jsd_array_writer *w, ptrdiff_t rest)
{
    const ptrdiff_t *shape = w->array->shape;
    const int outer = w->array->ndim - 2;
    ptrdiff_t rows, most;

    if (!w->by_rows || w->left <= rest ||
        shape[outer + 1] > PTRDIFF_MAX / RUN_ROWS / 2)
        return 0;
    rows = shape[outer] - 1 - w->index[outer];
    rows = rows < RUN_ROWS ? rows : RUN_ROWS;
    most = w->left - rest;
    return rows * shape[outer + 1] <= most ? rows : most / shape[outer + 1];
}

/* Moves w by `rows` rows, to item `index` of the innermost dimension. */
static void
move_rows(jsd_array_writer *w, ptrdiff_t rows, ptrdiff_t index)
{
    const int last = w->array->ndim - 1;

    w->index[last] = index;
    if (rows > 0) {
        w->index[last - 1] += rows;
        w->base[last] += rows * w->array->strides[last - 1];
    }
}

/* Writes the rest of the innermost dimension, and rows behind it, as far as
 * w->left and the output permit. Returns true at the end of a row. Then no
 * byte may be free, not even for a bracket. */
static bool
put_innermost(jsd_array_writer *w, char **out, const char *limit)
{
    const jsd_array *a = w->array;
    const int last = a->ndim - 1;
    const ptrdiff_t i = w->index[last], row = a->shape[last];
    const ptrdiff_t stride = a->strides[last], rest = row - i;
    const ptrdiff_t rows = rows_behind(w, rest);
    const ptrdiff_t n = (rest < w->left ? rest : w->left) + rows * row;
    jsd_array_run r = {
        w,      w->base[last] + i * stride,
        stride, a->suboffsets == NULL ? -1 : a->suboffsets[last],
        n,      rest,
        row,    rows == 0 ? 0 : a->strides[last - 1] - row * stride};

    *out = w->put(&r, *out, limit);
    w->left -= n - r.n;
    if (rows == 0)
        move_rows(w, 0, i + n - r.n);
    else if (r.n == 0)
        move_rows(w, rows, row);
    else /* in any row, but not at its end */
        move_rows(w, (i + n - r.n) / row, row - r.left);
    return w->index[last] == row;
}

/* Writes the brackets between two rows of which the next is in another plane,
 * if there is room for them and another row. Does in one step what
 * close_dimension() and the opening of dimensions do. */
static char *
turn_to_row(jsd_array_writer *w, char *out, const char *limit)
{
    const jsd_array *a = w->array;
    int first = a->ndim - 1;

    while (first > 0 && w->index[first - 1] + 1 == a->shape[first - 1])
        first--;
    if (first == 0 || limit - out < 2 * JSD_ARRAY_DIMENSIONS)
        return out;
    out--; /* the comma */
    for (int i = first; i < a->ndim; i++)
        *out++ = ']';
    *out++ = ',';
    w->index[first - 1]++;
    for (int i = first; i < a->ndim; i++) {
        *out++ = '[';
        w->base[i] =
            jsd_array_item_at(a, w->base[i - 1], i - 1, w->index[i - 1]);
        w->index[i] = 0;
    }
    return out;
}

/* Writes the item of an array without dimensions. */
static char *
put_only(jsd_array_writer *w, char *out)
{
    const jsd_array *a = w->array;
    jsd_array_run r = {w, a->data, 0, -1, 1, 1, 1, 0};

    w->breaks = NULL;
    out = w->put(&r, out, out + w->room);
    w->is_done = r.n == 0;
    return out - w->is_done; /* without the comma */
}

/* Closes the innermost open dimension. Returns whether it was the outermost.
 */
static bool
close_dimension(jsd_array_writer *w, char **out)
{
    bool has_items = (*out)[-1] == ',';
    char *p = *out - has_items;

    w->depth--;
    if (has_items)
        p = jsd_array_break(w, p);
    *p++ = ']';
    *out = p;
    if (w->depth == 0)
        return true;
    *p = ',';
    *out = p + 1;
    w->index[w->depth - 1]++;
    return false;
}

char *
jsd_array_write(jsd_array_writer *w, char *out, const char *limit)
{
    const jsd_array *a = w->array;

    if (a->ndim == 0)
        return put_only(w, out);
    while (limit - out >= (ptrdiff_t)w->room) {
        int open = w->depth;

        if (open > 0 && w->index[open - 1] == a->shape[open - 1]) {
            w->is_done = close_dimension(w, &out);
        } else if (open == a->ndim) {
            if (w->left == 0 || !put_innermost(w, &out, limit))
                return out;
            if (w->breaks == NULL)
                out = turn_to_row(w, out, limit);
        } else {
            if (open > 0) {
                w->base[open] = jsd_array_item_at(
                    a, w->base[open - 1], open - 1, w->index[open - 1]);
                out = jsd_array_break(w, out);
            }
            w->index[open] = 0;
            w->depth++;
            *out++ = '[';
        }
        if (w->is_done)
            return out;
    }
    return out;
}
