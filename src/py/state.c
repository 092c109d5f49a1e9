/* SPDX-License-Identifier: MIT */
#include "py/state.h"

#include "base/mem.h"
#include "py/memblock.h"
#include "py/error.h"

static const char encode_error_doc[] =
    "An object cannot be written as JSON. A TypeError, with\n"
    "path (str): a JSON Pointer (RFC 6901) to the value that failed, \"\" "
    "for\n"
    "the whole.";

/* Of Python, as pickling needs a method. */
static PyObject *
find_decode_error(void)
{
    PyObject *errors = PyImport_ImportModule("jsonde.errors");
    PyObject *error = NULL;

    if (errors != NULL)
        error = PyObject_GetAttrString(errors, "JSONDecodeError");
    Py_DecRef(errors);
    return error;
}

static int
find_collector(jsd_state *state)
{
    PyObject *gc = PyImport_ImportModule("gc");

    if (gc == NULL)
        return -1;
    state->gc_disable = PyObject_GetAttrString(gc, "disable");
    if (state->gc_disable != NULL) /* no call with an exception set */
        state->gc_enable = PyObject_GetAttrString(gc, "enable");
    if (state->gc_enable != NULL)
        state->gc_is_enabled = PyObject_GetAttrString(gc, "isenabled");
    Py_DecRef(gc);
    return state->gc_is_enabled == NULL ? -1 : 0;
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
    state->decode_error = find_decode_error();
    if (state->decode_error == NULL)
        return -1;
    state->block_type = jsd_memblock_new_type();
    if (state->block_type == NULL)
        return -1;
    if (jsd_abi.allocation_collects && jsd_abi.symbols.gc_disable == NULL &&
        find_collector(state) < 0)
        return -1;
    if (jsd_files_init(&state->files) < 0)
        return -1;
    if (jsd_types_init(&state->types) < 0)
        return -1;
    return jsd_output_hints_init(&state->written);
}

int
jsd_state_traverse(jsd_state *state, visitproc visit, void *arg)
{
    int status;

    Py_VISIT(state->encode_error);
    Py_VISIT(state->decode_error);
    Py_VISIT(state->block_type);
    Py_VISIT(state->gc_disable);
    Py_VISIT(state->gc_enable);
    Py_VISIT(state->gc_is_enabled);
    status = jsd_files_traverse(&state->files, visit, arg);
    if (status == 0)
        status = jsd_types_traverse(&state->types, visit, arg);
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
    drop_reference(&state->decode_error);
    drop_reference(&state->block_type);
    drop_reference(&state->gc_disable);
    drop_reference(&state->gc_enable);
    drop_reference(&state->gc_is_enabled);
    if (state->workspace != NULL)
        state->free_workspace(state->workspace);
    state->workspace = NULL;
    jsd_copy_cache_clear(&state->text_copy);
    jsd_mem_free(atomic_exchange(&state->encoder, NULL));
    jsd_output_hints_clear(&state->written);
    jsd_files_clear(&state->files);
    jsd_types_clear(&state->types);
    jsd_numpy_clear(&state->numpy);
}
