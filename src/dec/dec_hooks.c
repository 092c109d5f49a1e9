/* SPDX-License-Identifier: MIT */
#include "dec/dec_hooks.h"

#include "abi/dict.h"
#include "abi/sequence.h"
#include "base/buf.h"
#include "dec/dec.h"
#include "py/error.h"
#include "py/gate.h"

/* A dict or list whose values are visited. All references are owned, because
 * the hooks are Python code. */
typedef struct hook_frame {
    PyObject *container;
    PyObject *key; /* of the value that is visited, in a dict; or NULL */
    bool is_dict;
    Py_ssize_t pos; /* of the next value; in a list, of the one after it */
    jsd_dict_iter iter;
} hook_frame;

typedef struct hook_walk {
    const jsd_dec_hooks *hooks;
    jsd_buf frames;
    size_t depth;
} hook_walk;

static hook_frame *
innermost_frame(const hook_walk *walk)
{
    return (hook_frame *)walk->frames.data + walk->depth - 1;
}

/* Opens container, a list or dict, and takes over the reference. Returns 0, or
 * -1 with an exception: a hook may have put containers into each other. */
static int
open_container(hook_walk *walk, PyObject *container, bool is_dict)
{
    hook_frame *frame;

    if (walk->depth == JSD_DEC_MAX_DEPTH) {
        jsd_gate_drop(JSD_NOTHING_BORROWED, container);
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_recursion());
        return -1;
    }
    if (jsd_buf_reserve(&walk->frames,
                        (walk->depth + 1) * sizeof(hook_frame)) != JSD_OK) {
        jsd_gate_drop(JSD_NOTHING_BORROWED, container);
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_no_memory());
        return -1;
    }
    walk->depth++;
    frame = innermost_frame(walk);
    frame->container = container;
    frame->key = NULL;
    frame->is_dict = is_dict;
    frame->pos = 0;
    if (is_dict)
        jsd_dict_iter_start(jsd_abi.caps, &frame->iter, container);
    return 0;
}

/* Drops the innermost container. */
static void
drop_container(hook_walk *walk)
{
    hook_frame frame = *innermost_frame(walk);

    walk->depth--;
    jsd_gate_drop(JSD_NOTHING_BORROWED, frame.key);
    jsd_gate_drop(JSD_NOTHING_BORROWED, frame.container);
}

/* Sets *key and *value to owned references to the next member. Returns 1; 0 at
 * the end; -1 with an exception if a hook has changed the size of the dict. */
static int
hooked_member(hook_frame *frame, PyObject **key, PyObject **value)
{
    int got;

    if (!jsd_dict_iter_resume(jsd_abi.caps, &frame->iter))
        got = -1;
    else
        got = jsd_dict_next(jsd_abi.caps, &frame->iter, key, value);
    if (got < 0)
        JSD_GATED(JSD_NOTHING_BORROWED,
                  jsd_raise_value("a hook has changed the size of a dict"));
    if (got > 0 && (jsd_abi.caps & JSD_CAP_BORROW)) {
        Py_IncRef(*key);
        Py_IncRef(*value);
    }
    return got;
}

/* Sets *value to an owned reference to the next value of the innermost
 * container. Returns 1; 0 at the end; -1 with an exception. */
static int
hooked_value(hook_walk *walk, PyObject **value)
{
    hook_frame *frame = innermost_frame(walk);
    PyObject *last = frame->key;
    int got;

    if (!frame->is_dict) {
        *value = jsd_list_item(jsd_abi.caps, frame->container, frame->pos++);
        if (*value != NULL && (jsd_abi.caps & JSD_CAP_BORROW))
            Py_IncRef(*value);
        return *value != NULL;
    }
    frame->key = NULL;
    jsd_gate_drop(JSD_NOTHING_BORROWED, last);
    got = hooked_member(frame, &frame->key, value);
    if (got <= 0)
        frame->key = NULL;
    return got;
}

/* Puts value in the place of the value that is visited, and takes over the
 * reference. Returns 0, or -1 with an exception. */
static int
replace_value(hook_walk *walk, PyObject *value)
{
    const hook_frame *frame = innermost_frame(walk);
    int status;

    if (!frame->is_dict)
        return JSD_GATED(
            JSD_NOTHING_BORROWED,
            PyList_SetItem(frame->container, frame->pos - 1, value));
    status = JSD_GATED(JSD_NOTHING_BORROWED,
                       PyDict_SetItem(frame->container, frame->key, value));
    jsd_gate_drop(JSD_NOTHING_BORROWED, value);
    return status;
}

static PyObject *
call_hook(PyObject *hook, PyObject *argument)
{
    return JSD_GATED(JSD_NOTHING_BORROWED,
                     PyObject_CallFunctionObjArgs(hook, argument, NULL));
}

/* Returns what the hook for the innermost container makes of it, a new
 * reference. NULL with an exception. */
static PyObject *
convert_container(const hook_walk *walk)
{
    const hook_frame *frame = innermost_frame(walk);
    const jsd_dec_hooks *hooks = walk->hooks;
    PyObject *pairs, *made;

    if (!frame->is_dict && hooks->array != NULL)
        return call_hook(hooks->array, frame->container);
    if (frame->is_dict && hooks->object_pairs != NULL) {
        pairs =
            JSD_GATED(JSD_NOTHING_BORROWED, PyDict_Items(frame->container));
        made = pairs == NULL ? NULL : call_hook(hooks->object_pairs, pairs);
        jsd_gate_drop(JSD_NOTHING_BORROWED, pairs);
        return made;
    }
    if (frame->is_dict && hooks->object != NULL)
        return call_hook(hooks->object, frame->container);
    Py_IncRef(frame->container);
    return frame->container;
}

/* Calls the hook for floats with the text of one. Takes over text. */
static PyObject *
convert_number(const hook_walk *walk, PyObject *text)
{
    PyObject *str = PyUnicode_FromStringAndSize(PyBytes_AsString(text),
                                                PyBytes_Size(text));
    PyObject *made = str == NULL ? NULL : call_hook(walk->hooks->number, str);

    jsd_gate_drop(JSD_NOTHING_BORROWED, str);
    jsd_gate_drop(JSD_NOTHING_BORROWED, text);
    return made;
}

/* Replaces value by the result of the hook for floats, opens it if it is a
 * container, or leaves it. Takes over the reference. Returns 0, or -1 with an
 * exception. */
static int
visit_value(hook_walk *walk, PyObject *value)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, value);

    if (type == &PyDict_Type || type == &PyList_Type)
        return open_container(walk, value, type == &PyDict_Type);
    if (type == &PyBytes_Type && walk->hooks->number != NULL) {
        value = convert_number(walk, value);
        return value == NULL ? -1 : replace_value(walk, value);
    }
    jsd_gate_drop(JSD_NOTHING_BORROWED, value);
    return 0;
}

/* Visits the values of the innermost container up to one that is a container.
 * When all were visited, closes it: passes what its hook makes of it to the
 * outer container, or sets *result if there is none. Returns 0, or -1 with an
 * exception. */
static int
walk_on(hook_walk *walk, PyObject **result)
{
    PyObject *value, *made;
    int got = hooked_value(walk, &value);

    if (got != 0)
        return got < 0 ? -1 : visit_value(walk, value);
    made = convert_container(walk);
    if (made == NULL)
        return -1;
    value = innermost_frame(walk)->container; /* only compared */
    drop_container(walk);
    if (walk->depth == 0) {
        *result = made;
        return 0;
    }
    if (made != value)
        return replace_value(walk, made);
    jsd_gate_drop(JSD_NOTHING_BORROWED, made);
    return 0;
}

PyObject *
jsd_dec_call_hooks(const jsd_dec_hooks *hooks, PyObject *value)
{
    hook_walk walk = {hooks, JSD_BUF_EMPTY, 0};
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, value);
    PyObject *result = NULL;
    int status;

    if (type == &PyBytes_Type && hooks->number != NULL)
        return convert_number(&walk, value);
    if (type != &PyDict_Type && type != &PyList_Type)
        return value;
    status = open_container(&walk, value, type == &PyDict_Type);
    while (status == 0 && result == NULL)
        status = walk_on(&walk, &result);
    while (walk.depth > 0)
        drop_container(&walk);
    jsd_buf_clear(&walk.frames);
    return result;
}
