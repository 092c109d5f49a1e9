/* SPDX-License-Identifier: MIT */
#include "num/array_write.h"

#include "num/array_kernel.h"

jsd_array_putter *
jsd_array_putter_of(const jsd_array *a)
{
    return jsd_array_kernel_now()->put[a->format.item][a->format.swapped];
}

void
jsd_array_write_start(jsd_array_writer *w, const jsd_array *array)
{
    w->array = array;
    w->put = jsd_array_putter_of(array);
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

/* Writes the rest of the innermost dimension, as far as w->left and the output
 * permit. Returns true at its end. Then no byte may be free, not even for a
 * bracket. */
static bool
put_innermost(jsd_array_writer *w, char **out, const char *limit)
{
    const jsd_array *a = w->array;
    int last = a->ndim - 1;
    ptrdiff_t i = w->index[last];
    const ptrdiff_t rest = a->shape[last] - i;
    const ptrdiff_t n = rest < w->left ? rest : w->left;
    jsd_array_run r = {w, w->base[last] + i * a->strides[last],
                       a->strides[last],
                       a->suboffsets == NULL ? -1 : a->suboffsets[last], n};

    *out = w->put(&r, *out, limit);
    w->index[last] += n - r.n;
    w->left -= n - r.n;
    return w->index[last] == a->shape[last];
}

/* Writes the item of an array without dimensions. */
static char *
put_only(jsd_array_writer *w, char *out)
{
    const jsd_array *a = w->array;
    jsd_array_run r = {w, a->data, 0, -1, 1};

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
