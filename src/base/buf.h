/* SPDX-License-Identifier: MIT
 *
 * A growable block of memory, for scratch text and stacks. Only
 * jsd_buf_reserve() and jsd_buf_clear() change or move it. The struct owns the
 * block.
 */
#ifndef JSONDE_BASE_BUF_H
#define JSONDE_BASE_BUF_H

#include "base/base.h"
#include "base/status.h"

typedef struct jsd_buf {
    void *data; /* aligned as malloc's; NULL while cap is 0 */
    size_t cap; /* bytes */
} jsd_buf;

#define JSD_BUF_EMPTY \
    {                 \
        NULL, 0       \
    }

/* Makes b->cap at least need and keeps the contents. The block grows by at
 * least half of its size, so that many small steps take linear time. Returns
 * JSD_OK or a failure that leaves b unchanged. */
JSD_MUST_CHECK jsd_status jsd_buf_reserve(jsd_buf *b, size_t need);

/* Frees the memory. b is empty afterwards and may be used again. */
void jsd_buf_clear(jsd_buf *b);

#endif
