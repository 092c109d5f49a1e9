/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdlib.h>

jsd_mem_table jsd_mem = {realloc, free};

void *
jsd_mem_new(size_t size)
{
    return jsd_mem.resize(NULL, size);
}

void *
jsd_mem_resize(void *block, size_t size)
{
    return jsd_mem.resize(block, size);
}

void
jsd_mem_free(void *block)
{
    jsd_mem.release(block);
}
