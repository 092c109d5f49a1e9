/* SPDX-License-Identifier: MIT */
#include "py/state.h"

#include "base/mem.h"
#include "py/memblock.h"
#include "py/error.h"

void *
jsd_state_exchange(_Atomic(void *) *places, void *memory)
{
    return atomic_exchange_explicit(&places[jsd_state_place()], memory,
                                    memory_order_acq_rel);
}

static const char encode_error_doc[] =
    "An object cannot be written as JSON. A subclass of TypeError.\n"
    "\n"
    "path: str, a JSON Pointer (RFC 6901) to the value that failed; \"\" is "
    "the whole object.";

/* Imports JSONDecodeError, which is a class in Python: pickling needs a
 * method. */
static PyObject *
import_decode_error(void)
{
    PyObject *errors = PyImport_ImportModule("jsonde.errors");
    PyObject *error = NULL;

    if (errors != NULL)
        error = PyObject_GetAttrString(errors, "JSONDecodeError");
    Py_DecRef(errors);
    return error;
}

/* Imports the module gc where it is needed to pause the collector: on 3.9. */
static int
init_collector(jsd_collector *collector)
{
    PyObject *gc;
    int status;

    if (!jsd_abi.allocation_collects || jsd_collector_has_api())
        return 0;
    gc = PyImport_ImportModule("gc");
    if (gc == NULL)
        return -1;
    status = jsd_collector_init(collector, gc);
    Py_DecRef(gc);
    return status;
}

static PyObject *
new_encode_error(void)
{
    PyObject *members = Py_BuildValue("{s:s}", "path", "");
    PyObject *error = NULL;

    if (members != NULL)
        error = PyErr_NewExceptionWithDoc("jsonde.JSONEncodeError",
                                          encode_error_doc, PyExc_TypeError,
                                          members);
    Py_DecRef(members);
    return error;
}

int
jsd_state_init(jsd_state *state)
{
    state->encode_error = new_encode_error();
    if (state->encode_error == NULL)
        return -1;
    state->block_type = jsd_memblock_new_type();
    if (state->block_type == NULL)
        return -1;
    if (init_collector(&state->collector) < 0)
        return -1;
    if (jsd_files_init(&state->files) < 0)
        return -1;
    jsd_classes_init(&state->classes, &state->types);
    if (jsd_types_init(&state->types) < 0)
        return -1;
    return jsd_output_hints_init(&state->written);
}

PyObject *
jsd_state_decode_error(jsd_state *state)
{
    PyObject *error = atomic_load(&state->decode_error);
    PyObject *before = NULL;

    if (error != NULL)
        return error;
    error = import_decode_error();
    if (error == NULL ||
        atomic_compare_exchange_strong(&state->decode_error, &before, error))
        return error;
    Py_DecRef(error); /* another thread imported the class, too */
    return before;
}

int
jsd_state_traverse(jsd_state *state, visitproc visit, void *arg)
{
    PyObject *decode_error = atomic_load(&state->decode_error);
    int status;

    Py_VISIT(state->encode_error);
    Py_VISIT(decode_error);
    Py_VISIT(state->block_type);
    status = jsd_collector_traverse(&state->collector, visit, arg);
    if (status == 0)
        status = jsd_files_traverse(&state->files, visit, arg);
    if (status == 0)
        status = jsd_types_traverse(&state->types, visit, arg);
    if (status == 0)
        status = jsd_classes_traverse(&state->classes, visit, arg);
    return status != 0 ? status
                       : jsd_numpy_traverse(&state->numpy, visit, arg);
}

static void
drop_reference(PyObject **o)
{
    PyObject *old = *o;

    *o = NULL;
    Py_DecRef(old);
}

void
jsd_state_clear(jsd_state *state)
{
    drop_reference(&state->encode_error);
    Py_DecRef(atomic_exchange(&state->decode_error, NULL));
    drop_reference(&state->block_type);
    jsd_collector_clear(&state->collector);
    if (state->free_workspaces != NULL)
        state->free_workspaces(state);
    jsd_copy_cache_clear(&state->text_copy);
    for (size_t i = 0; i < JSD_STATE_PLACES; i++)
        jsd_mem_free(atomic_exchange(&state->encoders[i], NULL));
    jsd_output_hints_clear(&state->written);
    jsd_files_clear(&state->files);
    jsd_classes_clear(&state->classes);
    jsd_types_clear(&state->types);
    jsd_numpy_clear(&state->numpy);
}
