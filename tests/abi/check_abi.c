/* SPDX-License-Identifier: MIT
 *
 * Runs the suites of src/abi in a program that embeds Python. Python starts
 * once. With CK_FORK each test runs in a child process with a copy of it.
 */
#include "abi_suites.h"

#include <stdio.h>
#include <stdlib.h>

#include "../unit/system.h"
#include "abi/probe.h"
#include "dec/dec.h"
#include "enc/encode.h"
#include "sample.h"

live_totals *live;

static PyObject *names; /* the namespace of the Python code */
static jsd_state state;

/* ----------------------------------------------------------- Python's code */

static bool running; /* Check can report a failure now */

static void
give_up(const char *doing, const char *why)
{
    if (running)
        ck_abort_msg("%s: %s", doing, why);
    fprintf(stderr, "check_abi: %s: %s\n", doing, why);
    exit(EXIT_FAILURE);
}

void
live_expect_no_exception(const char *doing)
{
    PyObject *type, *value, *traceback, *text, *utf8;

    if (PyErr_Occurred() == NULL)
        return;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    text = PyObject_Repr(value == NULL ? type : value);
    utf8 = text == NULL
               ? NULL
               : PyUnicode_AsEncodedString(text, "ascii", "backslashreplace");
    PyErr_Clear();
    give_up(doing, utf8 == NULL ? "an exception" : PyBytes_AsString(utf8));
}

static PyObject *
evaluate(const char *source, int start)
{
    PyObject *code = Py_CompileString(source, "test", start);
    PyObject *value = NULL;

    if (code != NULL)
        value = PyEval_EvalCode(code, names, names);
    Py_DecRef(code);
    live_expect_no_exception(source);
    return value;
}

void
live_run(const char *source)
{
    Py_DecRef(evaluate(source, Py_file_input));
}

PyObject *
live_eval(const char *expression)
{
    return evaluate(expression, Py_eval_input);
}

long
live_eval_long(const char *expression)
{
    PyObject *value = live_eval(expression);
    long number = PyLong_AsLong(value);

    live_expect_no_exception(expression);
    Py_DecRef(value);
    return number;
}

void
live_define(PyMethodDef *def)
{
    PyObject *function = PyCFunction_NewEx(def, NULL, NULL);

    if (function != NULL)
        PyDict_SetItemString(names, def->ml_name, function);
    Py_DecRef(function);
    live_expect_no_exception(def->ml_name);
}

static PyObject *
encode(PyObject *self, PyObject *o)
{
    (void)self;
    return jsd_encode_plain(&state, o);
}

static PyObject *
decode(PyObject *self, PyObject *source)
{
    (void)self;
    return jsd_decode_plain(&state, source);
}

static PyMethodDef encode_def = {"encode", encode, METH_O, NULL};
static PyMethodDef decode_def = {"decode", decode, METH_O, NULL};

jsd_state *
live_state(void)
{
    return &state;
}

/* ------------------------------------------------------------- the mirrors */

void
live_prove(jsd_abi_state *abi)
{
    ck_assert(jsd_abi_detect(abi));
    jsd_probe_all(abi);
    live_expect_no_exception("jsd_probe_all");
}

void
live_install(const jsd_abi_state *abi)
{
    jsd_abi = *abi;
    jsd_abi.caps = abi->proven;
    jsd_abi_choose_caps(&jsd_abi);
    jsd_encode_init();
}

void
live_use_public(void)
{
    jsd_abi.caps = jsd_abi.engine_caps = live_caps_public();
    jsd_encode_init();
}

/* A proven list lends its items on every build. */
jsd_caps
live_caps_direct(void)
{
    return jsd_abi.proven | JSD_CAP_BORROW;
}

jsd_caps
live_caps_public(void)
{
    return jsd_abi.free_threaded ? 0 : JSD_CAP_BORROW;
}

jsd_caps
live_caps_provable(void)
{
    const jsd_caps all = (1u << JSD_CAPABILITY_COUNT) - 1;

    if (jsd_abi.debug || sizeof(void *) < 8)
        return all & ~(jsd_caps)JSD_CAPS_MAKE;
    return jsd_abi.free_threaded ? all & ~(jsd_caps)JSD_CAP_GROW_LIST : all;
}

const char *
live_caps_text(jsd_caps caps)
{
    static char text[512];
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        if (caps & 1u << i)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s",
                                     used == 0 ? "" : ", ",
                                     jsd_capability_names[i]);
    return text;
}

void
live_setup(void)
{
    jsd_abi_state abi;

    live_prove(&abi);
    live_install(&abi);
}

void
live_run_sample(void)
{
    live_run("run_sample()");
}

/* ------------------------------------------------------------------ runner */

/* Starts Python. All imports happen here once, not in each child process. */
static void
start_python(void)
{
    Py_InitializeEx(0);
    names = PyDict_New();
    if (names == NULL ||
        PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins()) <
            0 ||
        jsd_state_init(&state) < 0 || jsd_decode_init(&state) < 0)
        live_expect_no_exception("start");
    live_define(&encode_def);
    live_define(&decode_def);
    live_run(sample_source);
}

static void
print_totals(void)
{
    printf("# %s\n", Py_GetVersion());
    printf("# fields moved: %d; rows put in, taken out or changed: %d "
           "(%d move nothing); tables of other versions: %d\n",
           live->moved, live->padded, live->harmless, live->tables);
    printf("# refused: %d of %d; equal mirrors that stayed proven: %d\n",
           live->refused,
           live->moved + live->padded - live->harmless + live->tables,
           live->kept);
}

int
main(void)
{
    int failed;

    live = (void *)system_pages_new(sizeof *live);
    if (live == NULL)
        return EXIT_FAILURE;
    start_python();
    running = true;
    failed = RUN_SUITES(ABI_SUITES);
    print_totals();
    jsd_state_clear(&state);
    Py_DecRef(names);
    return Py_FinalizeEx() == 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
