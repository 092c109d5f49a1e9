/* SPDX-License-Identifier: MIT */
#include "num/array_text_length.h"

#include "num/array_kernel.h"
#include "num/strided_copy.h"

/* Returns the length function that matches w->put, or NULL if that putter has
 * none. */
static jsd_array_measure *
measure_of(const jsd_array_writer *w)
{
    return jsd_array_kernel_measure(w->put, w->array->format.item);
}

bool
jsd_array_has_length(const jsd_array_writer *w)
{
    return measure_of(w) != NULL && !w->strict && !w->array->format.swapped &&
           w->array->ndim > 0 && jsd_array_is_c_contiguous(w->array);
}

/* Where a nested dimension ends, one bracket closes and one opens, each on its
 * own line. */
size_t
jsd_array_text_length(const jsd_array_writer *w, ptrdiff_t first, ptrdiff_t n)
{
    const jsd_array *a = w->array;
    const ptrdiff_t size = (ptrdiff_t)jsd_item_size(a->format.item);
    ptrdiff_t step = 1;
    size_t sum =
        measure_of(w)(a->data + first * size, (size_t)n / JSD_ARRAY_BLOCK) +
        (size_t)n * jsd_array_break_size(w, a->ndim);

    for (int i = a->ndim; --i > 0;) {
        step *= a->shape[i];
        sum += (size_t)((first + n) / step - first / step) *
               (2 + 2 * jsd_array_break_size(w, i));
    }
    return sum;
}
