/* SPDX-License-Identifier: MIT */
#include "module/methods.h"

#include "abi/abi.h"
#include "dec/dec.h"
#include "dec/dec_array.h"
#include "module/calls.h"
#include "module/dump.h"
#include "module/option_help.h"
#include "py/error.h"
#include "py/is_type.h"
#include "py/options.h"
#include "py/target.h"

/* The calling convention that JSD_METH_FASTCALL_KEYWORDS announces; through
 * void (*)(void), which any function's address may pass. */
#define FASTCALL_METHOD(function) (PyCFunction)(void (*)(void))(function)

/* ------------------------------------------------------------------- dumps */

PyDoc_STRVAR(
    dumps_doc,
    "dumps($module, /, obj, default=None, option=None, *,\n"
    "      indent=None)\n"
    "--\n"
    "\n"
    "Write obj as JSON (RFC 8259) and return bytes of UTF-8.\n"
    "\n"
    "obj: dict (of str keys), list, tuple, str, int (64 bits),\n"
    "float (the shortest digits that read back; NaN and infinities\n"
    "are null), bool, None, datetime, date, time, UUID, dataclasses,\n"
    "enums, Fragment, and subclasses of str, int, list and dict.\n"
    "default: a function that is called with each object of another\n"
    "type. It must return an object to write in its place, or raise\n"
    "an exception. What it returns may need default again, up to 255\n"
    "deep. A function that returns nothing returns None: null is\n"
    "written.\n"
    "option: None, or constants combined by |:\n" JSD_DUMPS_OPTION_HELP
    "indent: 0 to 16 spaces for each level, or a str of JSON white\n"
    "space.\n"
    "\n"
    "Raises JSONEncodeError (a TypeError), whose path is a JSON\n"
    "Pointer to the value that failed. An exception of default is its\n"
    "__cause__. An option that dumps() does not know is one, too.");

static const char *const dumps_parameters[] = {"obj", "default", "option",
                                               "indent"};

typedef PyObject *encoder(jsd_state *state, PyObject *o,
                          const jsd_enc_call *call);

static PyObject *
encode_by(encoder *encode, const jsd_signature *signature, PyObject *module,
          PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    jsd_state *state = PyModule_GetState(module);
    PyObject *values[JSD_COUNTOF(dumps_parameters)];
    PyObject *result = NULL;
    jsd_enc_call call;

    if (jsd_arguments_bind(signature, state->encode_error, args, n, names,
                           values) < 0)
        return NULL;
    if (jsd_call_read(state, values[1], values[2], values[3], &call) == 0)
        result = encode(state, values[0], &call);
    jsd_arguments_release(signature, values);
    return result;
}

static PyObject *
method_dumps(PyObject *module, PyObject *const *args, Py_ssize_t n,
             PyObject *names)
{
    static const jsd_signature signature =
        JSD_SIGNATURE("dumps", dumps_parameters, 1, 0, 3);

    if (JSD_LIKELY(n == 1 && names == NULL))
        return jsd_encode_plain(PyModule_GetState(module), args[0]);
    return encode_by(jsd_encode, &signature, module, args, n, names);
}

PyDoc_STRVAR(
    dumps_str_doc,
    "dumps_str($module, /, obj, default=None, option=None, *,\n"
    "          indent=None)\n"
    "--\n"
    "\n"
    "Write obj as JSON and return a str. The arguments and exceptions\n"
    "are those of dumps().");

static PyObject *
method_dumps_str(PyObject *module, PyObject *const *args, Py_ssize_t n,
                 PyObject *names)
{
    static const jsd_signature signature =
        JSD_SIGNATURE("dumps_str", dumps_parameters, 1, 0, 3);

    return encode_by(jsd_encode_str, &signature, module, args, n, names);
}

PyDoc_STRVAR(dumps_into_doc,
             "dumps_into($module, /, obj, buffer, default=None, option=None,\n"
             "           *, indent=None, offset=0)\n"
             "--\n"
             "\n"
             "Write obj as JSON into buffer, and return where it ends, in\n"
             "bytes from the buffer's begin.\n"
             "\n"
             "buffer: any writable contiguous one (bytearray, memoryview,\n"
             "mmap, ...); it is not resized, and nothing of it changes but\n"
             "buffer[offset:end].\n"
             "\n"
             "Raises BufferError, with the bytes that are needed, when they\n"
             "have no room, and all that dumps() raises; then nothing is\n"
             "written.");

static int
put_target(void *target, const char *text, size_t n)
{
    return jsd_target_put(target, text, n);
}

/* NULL is 0. */
static int
read_target_offset(PyObject *offset, Py_ssize_t *value)
{
    *value = 0;
    if (offset == NULL)
        return 0;
    *value = PyNumber_AsSsize_t(offset, PyExc_OverflowError);
    if (PyErr_Occurred() != NULL)
        return -1;
    if (*value >= 0)
        return 0;
    jsd_raise_buffer("offset is negative");
    return -1;
}

static PyObject *
method_dumps_into(PyObject *module, PyObject *const *args, Py_ssize_t n,
                  PyObject *names)
{
    static const char *const parameters[] = {"obj",    "buffer", "default",
                                             "option", "indent", "offset"};
    static const jsd_signature signature =
        JSD_SIGNATURE("dumps_into", parameters, 2, 0, 4);
    jsd_state *state = PyModule_GetState(module);
    PyObject *values[JSD_COUNTOF(parameters)];
    jsd_enc_call call;
    PyObject *result = NULL;
    jsd_target target;

    if (jsd_arguments_bind(&signature, state->encode_error, args, n, names,
                           values) < 0)
        return NULL;
    target.buffer = values[1];
    if (jsd_call_read(state, values[2], values[3], values[4], &call) == 0 &&
        read_target_offset(values[5], &target.offset) == 0 &&
        jsd_encode_into(state, values[0], &call, put_target, &target) == 0)
        result = PyLong_FromSsize_t(target.end);
    jsd_arguments_release(&signature, values);
    return result;
}

/* ------------------------------------------------------------------- loads */

PyDoc_STRVAR(
    loads_doc,
    "loads($module, data, /, *, option=None)\n"
    "--\n"
    "\n"
    "Read one JSON document (RFC 8259) and return what it means.\n"
    "\n"
    "data: str, or UTF-8 in bytes, bytearray, memoryview or any\n"
    "object with a contiguous buffer.\n"
    "option: None, or constants combined by |:\n" JSD_LOADS_OPTION_HELP "\n"
    "Objects become dict (of equal keys the last counts), arrays\n"
    "list, numbers int (within 64 bits) or float, strings str.\n"
    "\n"
    "Raises JSONDecodeError (a json.JSONDecodeError) with msg, doc,\n"
    "pos, lineno and colno, in characters, and incomplete (bool: the\n"
    "text ended too early); ValueError for a released memoryview, and\n"
    "for an option that loads() does not know; BufferError for a\n"
    "buffer that is not contiguous.");

static int
read_options(PyObject *option, jsd_options *options)
{
    return jsd_options_read(option, JSD_LOADS, PyExc_ValueError, options);
}

static const char *const loads_parameters[] = {"data", "option"};

/* The arguments that method_loads() and loads_partial() have: owned, unless it
 * fails. */
static int
bind_loads(const jsd_signature *signature, PyObject *const *args, Py_ssize_t n,
           PyObject *names, PyObject **values, jsd_options *options)
{
    if (jsd_arguments_bind(signature, PyExc_TypeError, args, n, names,
                           values) < 0)
        return -1;
    if (read_options(values[1], options) == 0)
        return 0;
    jsd_arguments_release(signature, values);
    return -1;
}

static __attribute__((noinline)) PyObject *
loads_with_option(PyObject *module, PyObject *const *args, Py_ssize_t n,
                  PyObject *names)
{
    static const jsd_signature signature =
        JSD_SIGNATURE("loads", loads_parameters, 1, 1, 1);
    PyObject *values[JSD_COUNTOF(loads_parameters)], *value;
    jsd_options options;

    if (bind_loads(&signature, args, n, names, values, &options) < 0)
        return NULL;
    value = jsd_decode(PyModule_GetState(module), values[0], options);
    jsd_arguments_release(&signature, values);
    return value;
}

static PyObject *
method_loads(PyObject *module, PyObject *const *args, Py_ssize_t n,
             PyObject *names)
{
    if (JSD_UNLIKELY(n != 1 || names != NULL))
        return loads_with_option(module, args, n, names);
    if (jsd_dec_is_empty_object(args[0]))
        return PyDict_New();
    return jsd_decode_plain(PyModule_GetState(module), args[0]);
}

PyDoc_STRVAR(
    loads_next_doc,
    "loads_next($module, data, pos=0, /, *, option=None)\n"
    "--\n"
    "\n"
    "Read the JSON document that begins at pos, of several one after\n"
    "another. Returns (value, end).\n"
    "\n"
    "data, option: those of loads().\n"
    "pos, end: bytes of a buffer, characters of a str. White space\n"
    "before the document and behind it is skipped, so that end is\n"
    "len(data) when nothing else comes.\n"
    "\n"
    "Raises what loads() raises, with positions in the whole of data,\n"
    "and ValueError for a pos outside of it.");

/* From 0 on. A negative one is beyond any end. */
static int
read_position(PyObject *number, size_t *pos)
{
    PyObject *index;
    Py_ssize_t value;

    *pos = 0;
    if (number == NULL)
        return 0;
    index = PyNumber_Index(number);
    if (index == NULL)
        return -1;
    value = PyNumber_AsSsize_t(index, NULL); /* cut to what is beyond */
    Py_DecRef(index);
    if (value < 0 && PyErr_Occurred() != NULL)
        return -1;
    *pos = (size_t)value;
    return 0;
}

/* (value, second), whose references it takes over; NULL of NULL. */
static PyObject *
pair_of(PyObject *value, PyObject *second)
{
    PyObject *pair = NULL;

    if (value != NULL && second != NULL)
        pair = PyTuple_Pack(2, value, second);
    Py_DecRef(value);
    Py_DecRef(second);
    return pair;
}

static PyObject *
loads_next(PyObject *module, PyObject *const *args, Py_ssize_t n,
           PyObject *names)
{
    static const char *const parameters[] = {"data", "pos", "option"};
    static const jsd_signature signature =
        JSD_SIGNATURE("loads_next", parameters, 1, 2, 2);
    PyObject *values[JSD_COUNTOF(parameters)], *value = NULL;
    jsd_options options;
    size_t pos;

    if (jsd_arguments_bind(&signature, PyExc_TypeError, args, n, names,
                           values) < 0)
        return NULL;
    if (read_position(values[1], &pos) == 0 &&
        read_options(values[2], &options) == 0)
        value = jsd_decode_next(PyModule_GetState(module), values[0], options,
                                &pos);
    jsd_arguments_release(&signature, values);
    return value == NULL ? NULL : pair_of(value, PyLong_FromSize_t(pos));
}

PyDoc_STRVAR(
    loads_partial_doc,
    "loads_partial($module, data, /, *, option=None, partial='all')\n"
    "--\n"
    "\n"
    "Read what may be the beginning of a JSON document, cut anywhere.\n"
    "Returns (value, complete): the longest value that it tells (None\n"
    "before it tells any), and whether it is a whole document.\n"
    "\n"
    "data, option: those of loads().\n"
    "partial: 'all', or 'closed': a string, number or word at the end\n"
    "that more text may change is left out.\n"
    "\n"
    "Raises what loads() raises, where nothing that may follow would\n"
    "make it a document.");

/* NULL is 'all'. */
static int
read_partial(PyObject *partial, bool *closed)
{
    *closed = false;
    if (partial == NULL)
        return 0;
    if (jsd_is_str(partial)) {
        *closed = PyUnicode_CompareWithASCIIString(partial, "closed") == 0;
        if (*closed || PyUnicode_CompareWithASCIIString(partial, "all") == 0)
            return 0;
    }
    jsd_raise_value("partial must be 'all' or 'closed'");
    return -1;
}

static PyObject *
loads_partial(PyObject *module, PyObject *const *args, Py_ssize_t n,
              PyObject *names)
{
    static const char *const parameters[] = {"data", "option", "partial"};
    static const jsd_signature signature =
        JSD_SIGNATURE("loads_partial", parameters, 1, 1, 1);
    PyObject *values[JSD_COUNTOF(parameters)], *value = NULL;
    jsd_options options;
    bool closed, complete;

    if (bind_loads(&signature, args, n, names, values, &options) < 0)
        return NULL;
    if (read_partial(values[2], &closed) == 0)
        value = jsd_decode_partial(PyModule_GetState(module), values[0],
                                   options, closed, &complete);
    jsd_arguments_release(&signature, values);
    return value == NULL ? NULL : pair_of(value, PyBool_FromLong(complete));
}

PyDoc_STRVAR(
    loads_array_doc,
    "loads_array($module, data, /, format=None, *, pointer='',\n"
    "            into=None, option=None)\n"
    "--\n"
    "\n"
    "Read an array of numbers, nested to any depth but all of one\n"
    "shape, or one number, and return a writable memoryview of them:\n"
    "no object is made for an item.\n"
    "\n"
    "data: that of loads().\n"
    "format: a code of struct (?bBhHiIlLqQnNefd), perhaps behind one of\n"
    "@=<>!, or a type of numpy ('<f4', 'float32', a dtype). Without it\n"
    "that of into, else 'd'. Integers are read\n"
    "exactly, others rounded once; '?' reads true and false.\n"
    "pointer: a JSON Pointer (RFC 6901) to the array inside of data.\n"
    "into: a writable contiguous buffer to be filled from its begin;\n"
    "then the shape is returned, as a tuple.\n"
    "option: OPT_NAN_LITERAL reads NaN, Infinity, -Infinity and null\n"
    "(as NaN) where the items are floats.\n"
    "\n"
    "Raises what loads() raises, at the number or array that does not\n"
    "fit, and where the pointer leads nowhere; ValueError for a\n"
    "pointer or format that is none; BufferError, with the bytes that\n"
    "are needed, when they have no room in into, which then may be\n"
    "partly overwritten.");

static PyObject *
loads_array(PyObject *module, PyObject *const *args, Py_ssize_t n,
            PyObject *names)
{
    static const char *const parameters[] = {"data", "format", "pointer",
                                             "into", "option"};
    static const jsd_signature signature =
        JSD_SIGNATURE("loads_array", parameters, 1, 1, 2);
    PyObject *values[JSD_COUNTOF(parameters)], *result;

    if (jsd_arguments_bind(&signature, PyExc_TypeError, args, n, names,
                           values) < 0)
        return NULL;
    result =
        jsd_decode_array(PyModule_GetState(module),
                         &(jsd_dec_array_call){values[0], values[1], values[2],
                                               values[3], values[4]});
    jsd_arguments_release(&signature, values);
    return result;
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
method_layout(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    return jsd_abi_report();
}

PyMethodDef jsd_methods[] = {
    {"dumps", FASTCALL_METHOD(method_dumps), JSD_METH_FASTCALL_KEYWORDS,
     dumps_doc},
    {"dumps_str", FASTCALL_METHOD(method_dumps_str),
     JSD_METH_FASTCALL_KEYWORDS, dumps_str_doc},
    {"dumps_into", FASTCALL_METHOD(method_dumps_into),
     JSD_METH_FASTCALL_KEYWORDS, dumps_into_doc},
    {"dump", FASTCALL_METHOD(jsd_dump), JSD_METH_FASTCALL_KEYWORDS,
     jsd_dump_doc},
    {"dumps_chunks", FASTCALL_METHOD(jsd_dumps_chunks),
     JSD_METH_FASTCALL_KEYWORDS, jsd_dumps_chunks_doc},
    {"loads", FASTCALL_METHOD(method_loads), JSD_METH_FASTCALL_KEYWORDS,
     loads_doc},
    {"loads_next", FASTCALL_METHOD(loads_next), JSD_METH_FASTCALL_KEYWORDS,
     loads_next_doc},
    {"loads_partial", FASTCALL_METHOD(loads_partial),
     JSD_METH_FASTCALL_KEYWORDS, loads_partial_doc},
    {"loads_array", FASTCALL_METHOD(loads_array), JSD_METH_FASTCALL_KEYWORDS,
     loads_array_doc},
    {"layout", method_layout, METH_NOARGS, layout_doc},
    {NULL, NULL, 0, NULL},
};
