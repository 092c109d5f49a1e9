/* SPDX-License-Identifier: MIT
 *
 * Allocation failures on demand: fails each allocation of jsd_mem in turn, and
 * counts blocks, so that none is lost. Between nomem_begin and nomem_end this
 * header replaces jsd_mem. Older blocks may be resized and freed in between,
 * which changes the count.
 */
#ifndef JSONDE_TESTS_NOMEM_H
#define JSONDE_TESTS_NOMEM_H

#include <check.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/status.h"

static struct {
    jsd_mem_table real;
    size_t calls;   /* calls that requested memory */
    size_t fail_at; /* the call that fails, counted from 0 */
    long blocks;    /* allocated minus freed */
} nomem;

static void *
nomem_resize(void *block, size_t size)
{
    void *p;

    if (nomem.calls++ == nomem.fail_at)
        return NULL;
    p = nomem.real.resize(block, size);
    if (p != NULL && block == NULL)
        nomem.blocks++;
    return p;
}

static void
nomem_release(void *block)
{
    if (block != NULL)
        nomem.blocks--;
    nomem.real.release(block);
}

static inline void
nomem_begin(size_t fail_at)
{
    nomem.real = jsd_mem;
    nomem.calls = 0;
    nomem.fail_at = fail_at;
    nomem.blocks = 0;
    jsd_mem = (jsd_mem_table){nomem_resize, nomem_release};
}

/* Restores jsd_mem. Returns whether the call that had to fail was reached. */
static inline bool
nomem_end(void)
{
    jsd_mem = nomem.real;
    return nomem.calls > nomem.fail_at;
}

/* Calls run(arg) with its first allocation failing, then its second, and so
 * on, until none fails before max. run frees all that it allocates. It must
 * return JSD_NO_MEMORY if an allocation fails, and else JSD_OK. run itself
 * must check that a failure changes nothing. */
static inline void
nomem_each(jsd_status (*run)(void *arg), void *arg, size_t max)
{
    jsd_status status;
    bool failed;
    size_t n;

    for (n = 0; n < max; n++) {
        nomem_begin(n);
        status = run(arg);
        failed = nomem_end();
        ck_assert_msg(nomem.blocks == 0, "allocation %zu fails: %ld lost", n,
                      nomem.blocks);
        ck_assert_msg(n > 0 || failed, "the function allocates nothing");
        ck_assert_msg(status == (failed ? JSD_NO_MEMORY : JSD_OK),
                      "allocation %zu fails: status %d", n, (int)status);
        if (!failed)
            return;
    }
    ck_abort_msg("the function still fails after %zu allocations", max);
}

#endif
