/* SPDX-License-Identifier: MIT
 *
 * The suites of src/abi, and what they share: Python in this process, a proven
 * interpreter, and functions for the Python code of the tests.
 * Used by every file of this folder but compiler_layout.c. Python code of a
 * suite calls back into C, so that shapes are written in Python and checks in
 * C.
 */
#ifndef JSONDE_TESTS_ABI_SUITES_H
#define JSONDE_TESTS_ABI_SUITES_H

/* Before check.h: Python.h wants to be the first. */
#include "abi/abi.h"
#include "py/state.h"

#include "../unit/suites.h"

#define ABI_SUITES(SUITE) \
    SUITE(abi_config)     \
    SUITE(accessor)       \
    SUITE(buffer)         \
    SUITE(datetime)       \
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

/* Seconds for one test: a child does all allocations of a proof in turn. */
enum { LIVE_TIMEOUT = 120 };

/* Runs Python statements, in one namespace for the whole process. What they
 * raise fails the test. */
void live_run(const char *source);

/* The value of a Python expression, new; what it raises fails the test. */
PyObject *live_eval(const char *expression);

/* The same, of an expression that is an int. */
long live_eval_long(const char *expression);

/* Fails the test with what is raised, if anything is. */
void live_expect_no_exception(const char *doing);

/* A function for the Python code. */
void live_define(PyMethodDef *def);

/* Of CPython's objects of tests: encode() and decode(). */
jsd_state *live_state(void);

/* The interpreter detected and probed, nothing masked. */
void live_prove(jsd_abi_state *abi);

/* Makes abi what everybody reads through, masked as jsd_abi_init does. */
void live_install(const jsd_abi_state *abi);

/* As if the probe had proven nothing: everything goes through the public API.
 */
void live_use_public(void);

/* The capabilities for accessors that shall read all that is proven, and for
 * accessors that shall ask the API. They agree on who owns an item. */
jsd_caps live_caps_direct(void);
jsd_caps live_caps_public(void);

/* What must be proven on this build: debug and free-threaded ones make no
 * objects directly. */
jsd_caps live_caps_provable(void);

/* "memoryview, list": the names of these capabilities, in a static place. */
const char *live_caps_text(jsd_caps caps);

/* A checked fixture: a proven interpreter, installed. */
void live_setup(void);

/* Encodes and decodes, with what is installed, one of everything (see
 * sample.h), and compares with the standard library. */
void live_run_sample(void);

/* Counts that the children share with their parent. */
typedef struct live_totals {
    int moved;    /* fields moved */
    int padded;   /* rows put in, taken out or changed */
    int harmless; /* of those: nothing moved */
    int tables;   /* tables of other versions */
    int refused;  /* of all that were not harmless */
    int kept;     /* mirrors that are equal elsewhere, and stayed proven */
} live_totals;

extern live_totals *live;

#endif
