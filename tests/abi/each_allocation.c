/* SPDX-License-Identifier: MIT */
#include "each_allocation.h"

#include "../unit/nomem.h"
#include "abi_suites.h"
#include "compiler_layout.h"

enum { MAX_ALLOCATIONS = 100000 };

static void
expect_memory_error(size_t n)
{
    if (!PyErr_ExceptionMatches(PyExc_MemoryError))
        live_expect_no_exception("no memory");
    ck_assert_msg(PyErr_ExceptionMatches(PyExc_MemoryError), "at %zu", n);
    PyErr_Clear();
}

static void
fail_each_of_ours(nomem_job *run)
{
    for (size_t n = 0; n < MAX_ALLOCATIONS; n++) {
        bool done, reached;

        nomem_begin(n);
        done = run();
        reached = nomem_end();
        if (!done)
            expect_memory_error(n);
        ck_assert_msg(done || reached,
                      "the job fails without a failed allocation");
        if (!reached)
            return;
    }
    ck_abort_msg("the job still fails after %d allocations", MAX_ALLOCATIONS);
}

/* Python may hide a failed allocation, for example in a lookup that finds
 * nothing. The next run without a failure shows that nothing is broken. */
static size_t
fail_each_of_pythons(nomem_job *run, bool on)
{
    size_t calls;

    for (size_t n = 0; n < MAX_ALLOCATIONS; n++) {
        bool done, reached;

        python_nomem_begin(n, on);
        done = run();
        reached = python_nomem_end(&calls);
        if (!done)
            expect_memory_error(n);
        ck_assert_msg(done || reached,
                      "the job fails without a failed allocation");
        if (!reached)
            return n;
    }
    ck_abort_msg("the job still fails after %d allocations", MAX_ALLOCATIONS);
}

/* Returns the number of references. A type's attribute cache holds names, so
 * it is cleared first. */
static long
total_references(void)
{
    live_run("gc.collect()");
    PyType_ClearCache();
    return jsd_abi.debug ? live_eval_long("sys.gettotalrefcount()") : 0;
}

static void
fail_each(nomem_job *run)
{
    fail_each_of_ours(run);
    fail_each_of_pythons(run, false);
    fail_each_of_pythons(run, true);
    ck_assert(run());
    live_expect_no_exception("afterwards");
}

/* Debug builds count all references. The first rounds fill Python's free lists
 * and caches. A reference that a failure loses is lost in each round. */
void
fail_each_allocation(nomem_job *run)
{
    enum { ROUNDS = 8, NOISE = 10 };
    long lost = 0;

    for (int i = 0; i < (jsd_abi.debug ? ROUNDS : 1); i++) {
        long before = total_references();

        fail_each(run);
        lost = total_references() - before;
        if (lost <= NOISE)
            return;
    }
    ck_abort_msg("each round loses %ld references", lost);
}
