/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "base/mem.h"

enum { SMALLEST = 256 };

jsd_status
jsd_buf_reserve(jsd_buf *b, size_t need)
{
    size_t cap;
    void *data;

    if (need <= b->cap)
        return JSD_OK;
    if (jsd_add_over(b->cap, b->cap / 2, &cap) || cap < need)
        cap = need;
    if (cap < SMALLEST)
        cap = SMALLEST;
    data = jsd_mem_resize(b->data, cap);
    if (data == NULL)
        return JSD_NO_MEMORY;
    b->data = data;
    b->cap = cap;
    return JSD_OK;
}

void
jsd_buf_clear(jsd_buf *b)
{
    jsd_mem_free(b->data);
    b->data = NULL;
    b->cap = 0;
}
