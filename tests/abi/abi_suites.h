/* SPDX-License-Identifier: MIT
 *
 * The suites of check_abi: the sources of src/abi. They share Python in this
 * process, a proven interpreter, and C functions for Python code. A suite
 * makes objects in Python code, which calls back into C to check them.
 */
#ifndef JSONDE_TESTS_ABI_SUITES_H
#define JSONDE_TESTS_ABI_SUITES_H

/* Before check.h, because Python.h must come first. */
#include "abi/abi.h"
#include "py/state.h"

#include "../unit/suites.h"

#define ABI_SUITES(SUITE) \
    SUITE(abi_config)     \
    SUITE(accessor)       \
    SUITE(buffer)         \
    SUITE(datetime)       \
    SUITE(lock)           \
    SUITE(make)           \
    SUITE(mirror)         \
    SUITE(ndarray)        \
    SUITE(nomem)          \
    SUITE(number)         \
    SUITE(objects)        \
    SUITE(probe)          \
    SUITE(probe_datetime) \
    SUITE(safe_read)      \
    SUITE(slot)           \
    SUITE(versions)

DECLARE_SUITES(ABI_SUITES)

/* The timeout of a test in seconds. A child process fails each allocation of a
 * proof in turn. */
enum { LIVE_TIMEOUT = 120 };

/* Runs Python statements in one namespace for the whole process. An exception
 * fails the test. */
void live_run(const char *source);

/* Returns the new value of a Python expression. An exception fails the test.
 */
PyObject *live_eval(const char *expression);

/* Returns the value of an expression that is an int, like live_eval(). */
long live_eval_long(const char *expression);

/* Fails the test with the current exception, if there is one. */
void live_expect_no_exception(const char *doing);

/* Adds a C function to the namespace of the Python code. */
void live_define(PyMethodDef *def);

/* The state that encode() and decode() of the Python code use. */
jsd_state *live_state(void);

/* Detects and probes the interpreter into *abi, with all capabilities. */
void live_prove(jsd_abi_state *abi);

/* Makes abi the current state, with the capabilities that jsd_abi_init() would
 * use. */
void live_install(const jsd_abi_state *abi);

/* Makes the accessors use the public API, as if the probe had proven nothing.
 */
void live_use_public(void);

/* Capabilities for accessors that read everything that is proven, and for
 * accessors that call the API. Both use equal rules for the owner of an item.
 */
jsd_caps live_caps_direct(void);
jsd_caps live_caps_public(void);

/* Returns the capabilities that must be proven on this build. Debug and
 * free-threaded builds make no objects directly. */
jsd_caps live_caps_provable(void);

/* Returns the names of capabilities, such as "memoryview, list", in static
 * memory. */
const char *live_caps_text(jsd_caps caps);

/* A checked fixture: proves the interpreter and installs the result. */
void live_setup(void);

/* Encodes and decodes an object of each type (see sample.h) with the current
 * state, and compares with the standard library. */
void live_run_sample(void);

/* Counters in memory that the child processes share with their parent. */
typedef struct live_totals {
    int moved;    /* fields that were moved */
    int padded;   /* rows that were inserted, removed or changed */
    int harmless; /* of these: nothing moved */
    int tables;   /* tables of other versions */
    int refused;  /* refused tables, of all that were not harmless */
    int kept;     /* equal mirrors of other versions, which stayed proven */
} live_totals;

extern live_totals *live;

#endif
