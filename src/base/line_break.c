/* SPDX-License-Identifier: MIT */
#include "base/line_break.h"

#include <string.h>

void
jsd_line_break_init(jsd_line_break *b, const char *unit, size_t n)
{
    size_t levels = n == 0 ? 0 : JSD_LINE_BREAK_FAST / n + 1;

    memset(b->ready, ' ', sizeof b->ready);
    b->ready[0] = '\n';
    for (size_t i = 0; i < levels; i++)
        memcpy(b->ready + 1 + i * n, unit, n);
    b->ready_size = 1 + levels * n;
    b->indent = n;
}

char *
jsd_line_break_put(const jsd_line_break *b, char *out, size_t size)
{
    size_t done = size < b->ready_size ? size : b->ready_size;

    memcpy(out, b->ready, done);
    while (done < size) { /* behind the first byte there are whole levels */
        size_t more = done - 1 < size - done ? done - 1 : size - done;

        memcpy(out + done, out + 1, more);
        done += more;
    }
    return out + size;
}
