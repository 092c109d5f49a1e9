/* SPDX-License-Identifier: MIT */
#include "module/methods.h"

#include "abi/abi.h"
#include "dec/dec.h"
#include "enc/enc.h"
#include "module/arguments.h"
#include "py/options.h"

#define SIGNATURE(function, names, required, nameless, positional)            \
    {function, names, JSD_ARRAY_LEN(names), required, nameless, positional}

/* The calling convention that JSD_METH_FASTCALL_KEYWORDS announces; through
 * void (*)(void), which any function's address may pass. */
#define FASTCALL(function) (PyCFunction)(void (*)(void))(function)

PyDoc_STRVAR(dumps_doc,
             "dumps($module, /, obj, default=None, option=None)\n"
             "--\n"
             "\n"
             "Write obj as JSON (RFC 8259) and return bytes of UTF-8.\n"
             "\n"
             "obj: dict (of str keys), list, tuple, str, int (64 bits),\n"
             "float (the shortest digits that read back; NaN and infinities\n"
             "are null), bool, None, and subclasses of str, int, list and\n"
             "dict.\n"
             "default: called with any other object; what it returns is\n"
             "written instead, up to 255 deep.\n"
             "option: OPT_* constants, or'ed together.\n"
             "\n"
             "Raises JSONEncodeError (a TypeError).");

static PyObject *
dumps(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    static const char *const parameters[] = {"obj", "default", "option"};
    static const jsd_signature signature =
        SIGNATURE("dumps", parameters, 1, 0, 3);
    jsd_state *state = PyModule_GetState(module);
    PyObject *values[JSD_ARRAY_LEN(parameters)];
    unsigned options;

    if (JSD_LIKELY(n == 1 && names == NULL))
        return jsd_encode(state, args[0], NULL, 0);
    if (jsd_arguments_bind(&signature, args, n, names, values) < 0 ||
        jsd_options_read(values[2], JSD_DUMPS, state->encode_error,
                         &options) < 0)
        return NULL;
    return jsd_encode(state, values[0],
                      values[1] == Py_None ? NULL : values[1], options);
}

PyDoc_STRVAR(loads_doc,
             "loads($module, data, /, *, option=None)\n"
             "--\n"
             "\n"
             "Read one JSON document (RFC 8259) and return what it means.\n"
             "\n"
             "data: str, or UTF-8 in bytes, bytearray, memoryview or any\n"
             "object with a contiguous buffer; read in place.\n"
             "option: None; there are no options yet.\n"
             "\n"
             "Objects become dict (of equal keys the last counts), arrays\n"
             "list, numbers int (within 64 bits) or float, strings str.\n"
             "\n"
             "Raises JSONDecodeError (a json.JSONDecodeError) with msg, doc,\n"
             "pos, lineno and colno, in characters; ValueError for a\n"
             "released memoryview; BufferError for a buffer that is not\n"
             "contiguous.");

static PyObject *
loads(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    static const char *const parameters[] = {"data", "option"};
    static const jsd_signature signature =
        SIGNATURE("loads", parameters, 1, 1, 1);
    jsd_state *state = PyModule_GetState(module);
    PyObject *values[JSD_ARRAY_LEN(parameters)];
    unsigned options;

    if (JSD_LIKELY(n == 1 && names == NULL))
        return jsd_decode(state, args[0]);
    if (jsd_arguments_bind(&signature, args, n, names, values) < 0 ||
        jsd_options_read(values[1], JSD_LOADS, PyExc_ValueError, &options) <
            0)
        return NULL;
    return jsd_decode(state, values[0]);
}

PyDoc_STRVAR(layout_doc,
             "layout($module, /)\n"
             "--\n"
             "\n"
             "What the probe found in this interpreter, as a new dict:\n"
             "\n"
             "interpreter: version, head_size (bytes), free_threaded, debug,\n"
             "pointer_size (bytes).\n"
             "simd: the instruction set that text is worked on with.\n"
             "capabilities: name to \"direct\" or \"public: \" and why.\n"
             "structs: name to field to offset (bytes).\n"
             "symbols: name of an optional function to whether it is used.\n"
             "probe_microseconds: the time all of it took, at import.");

static PyObject *
layout(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    return jsd_abi_report();
}

PyMethodDef jsd_methods[] = {
    {"dumps", FASTCALL(dumps), JSD_METH_FASTCALL_KEYWORDS, dumps_doc},
    {"loads", FASTCALL(loads), JSD_METH_FASTCALL_KEYWORDS, loads_doc},
    {"layout", layout, METH_NOARGS, layout_doc},
    {NULL, NULL, 0, NULL},
};
