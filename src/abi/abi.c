/* SPDX-License-Identifier: MIT */
#include "abi/abi.h"

#include "abi/abi_config.h"
#include "abi/probe.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

jsd_abi_state jsd_abi;

const char *const jsd_capability_names[JSD_CAPABILITY_COUNT] = {
    [JSD_CAPABILITY_BUFFER] = "buffer",
    [JSD_CAPABILITY_MANAGEDBUFFER] = "managedbuffer",
    [JSD_CAPABILITY_MEMORYVIEW] = "memoryview",
    [JSD_CAPABILITY_OBJECT] = "object",
    [JSD_CAPABILITY_STR] = "str",
    [JSD_CAPABILITY_INT] = "int",
    [JSD_CAPABILITY_FLOAT] = "float",
    [JSD_CAPABILITY_LIST] = "list",
    [JSD_CAPABILITY_TUPLE] = "tuple",
    [JSD_CAPABILITY_BYTES] = "bytes",
    [JSD_CAPABILITY_BYTEARRAY] = "bytearray",
    [JSD_CAPABILITY_DICT] = "dict",
    [JSD_CAPABILITY_LOCK] = "lock",
    [JSD_CAPABILITY_MAKE_STR] = "make-str",
    [JSD_CAPABILITY_MAKE_INT] = "make-int",
    [JSD_CAPABILITY_MAKE_FLOAT] = "make-float",
    [JSD_CAPABILITY_COPY_DICT] = "copy-dict",
    [JSD_CAPABILITY_GROW_LIST] = "grow-list",
    [JSD_CAPABILITY_DATETIME] = "datetime",
};

/* The first version in which no allocation starts the garbage collector: the
 * evaluation loop does. */
enum { FIRST_WITH_QUIET_ALLOCATION = 12 };

/* The first version that checks the C stack itself: below _PyOS_STACK_MARGIN
 * it ends the process instead of raising an exception. */
enum { FIRST_WITH_FATAL_STACK = 14 };

static double
microseconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

bool
jsd_abi_detect(jsd_abi_state *abi)
{
    const char *version = Py_GetVersion(); /* "3.14.7 free-threading ..." */

    memset(abi, 0, sizeof *abi);
    abi->minor = (int)strtol(version + 2, NULL, 10);
    abi->free_threaded = strstr(version, "free-threading") != NULL;
    abi->debug = PySys_GetObject("gettotalrefcount") != NULL;
    abi->allocation_collects = abi->minor < FIRST_WITH_QUIET_ALLOCATION;
    if (abi->minor >= FIRST_WITH_FATAL_STACK)
        abi->fatal_stack = (abi->debug ? 4096 : 2048) * sizeof(void *);
    jsd_symbols_find(&abi->symbols);
    return jsd_offsets_compute(jsd_rows, jsd_row_count, abi->minor,
                               abi->free_threaded, &abi->offsets);
}

/* Switches off the capabilities that read mutable objects in place. On a
 * free-threaded build another thread may change such an object at any
 * instruction, unless it is locked. */
static void
leave_shared_objects(jsd_abi_state *abi)
{
    const jsd_caps lockable = JSD_CAP_LIST | JSD_CAP_DICT;
    jsd_caps changing =
        JSD_CAP_MANAGEDBUFFER | JSD_CAP_MEMORYVIEW | JSD_CAP_BYTEARRAY;

    if (!(abi->caps & JSD_CAP_LOCK))
        changing |= lockable;
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        if (abi->caps & changing & 1u << i)
            snprintf(abi->reason[i], JSD_REASON_SIZE,
                     "proven, but other threads may change it "
                     "(free-threaded build)");
    abi->engine_caps = (abi->caps & ~changing) | JSD_CAP_BORROW;
    /* Only engines lock, and only they know the heads of their thread. */
    abi->caps &= ~(changing | lockable | JSD_CAPS_MAKE);
}

void
jsd_abi_choose_caps(jsd_abi_state *abi)
{
    if ((abi->caps & JSD_CAP_STR) && abi->symbols.unicode_new != NULL)
        abi->caps |= JSD_CAP_NEW_STR;
    if (abi->free_threaded) {
        leave_shared_objects(abi);
    } else {
        abi->caps |= JSD_CAP_BORROW;
        abi->engine_caps = abi->caps;
    }
}

static int
run_probe(jsd_abi_state *abi, const char *setting)
{
    double start = microseconds_now();

    if (jsd_abi_detect(abi))
        jsd_probe_at_import(abi);
    else
        for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
            snprintf(abi->reason[i], JSD_REASON_SIZE,
                     "libffi lays out no structs here");
    if (jsd_abi_config_apply(abi, setting) < 0)
        return -1;
    jsd_abi_choose_caps(abi);
    abi->probe_microseconds = microseconds_now() - start;
    return 0;
}

int
jsd_abi_init(const char *setting)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static bool ready;
    jsd_abi_state found;
    bool first;

    pthread_mutex_lock(&lock);
    first = !ready;
    pthread_mutex_unlock(&lock);
    if (!first)
        return 0;
    /* The lock is not held here: the proofs run Python code, which may wait
     * for an interpreter that waits for this lock. Two threads may run the
     * probe at once. */
    if (run_probe(&found, setting) < 0)
        return -1;
    pthread_mutex_lock(&lock);
    if (!ready)
        jsd_abi = found;
    ready = true;
    pthread_mutex_unlock(&lock);
    return 0;
}
