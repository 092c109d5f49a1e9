/* SPDX-License-Identifier: MIT
 *
 * A block of memory that grows: scratch text, stacks.
 * All rooms may use it. It never shrinks by itself and never moves what it
 * holds without its owner asking for more room.
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

/* Makes cap at least need (and at least half as large again as it was, so
 * that many small steps stay linear). The bytes held are kept. On failure
 * nothing has changed. */
JSD_MUST_CHECK jsd_status jsd_buf_reserve(jsd_buf *b, size_t need);

/* Gives the memory back; b is empty and may be used again. */
void jsd_buf_clear(jsd_buf *b);

#endif
