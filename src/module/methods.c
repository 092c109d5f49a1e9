/* SPDX-License-Identifier: MIT */
#include "module/methods.h"

#include "abi/abi.h"
#include "dec/dec.h"
#include "dec/dec_array.h"
#include "dec/dec_tiny.h"
#include "module/calls.h"
#include "module/dump.h"
#include "module/lines.h"
#include "module/option_help.h"
#include "module/raw.h"
#include "module/standard.h"
#include "py/error.h"
#include "py/is_type.h"
#include "py/options.h"
#include "py/target.h"

/* Casts a function of the convention JSD_METH_FASTCALL_KEYWORDS to the type of
 * PyMethodDef. The cast through void (*)(void) avoids -Wcast-function-type. */
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
    "obj: a dict (with str keys), list, tuple, str, int (64 bits),\n"
    "float, bool, None, datetime, date, time, UUID, dataclass, enum,\n"
    "Fragment, or an instance of a subclass of str, int, list or dict.\n"
    "A float is written with the shortest digits that read back to it;\n"
    "NaN and the infinities are null.\n"
    "default: a function that is called with each object of another\n"
    "type. It must return an object to write in its place, or raise an\n"
    "exception. If the result needs default too, calls nest up to 255\n"
    "deep. A function that returns nothing returns None: null is\n"
    "written.\n"
    "option: None, or constants combined by |:\n" JSD_DUMPS_OPTION_HELP
    "indent: 0 to 16 spaces for each level, or a str of JSON white\n"
    "space.\n"
    "\n"
    "Raises JSONEncodeError (a TypeError), whose path is a JSON Pointer\n"
    "to the value that failed. If default raised an exception, it is\n"
    "the __cause__. An unknown option raises JSONEncodeError, too.");

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
    "Write obj as JSON and return a str. Arguments and exceptions are\n"
    "those of dumps().");

static PyObject *
method_dumps_str(PyObject *module, PyObject *const *args, Py_ssize_t n,
                 PyObject *names)
{
    static const jsd_signature signature =
        JSD_SIGNATURE("dumps_str", dumps_parameters, 1, 0, 3);

    return encode_by(jsd_encode_str, &signature, module, args, n, names);
}

PyDoc_STRVAR(
    dumps_into_doc,
    "dumps_into($module, /, obj, buffer, default=None, option=None,\n"
    "           *, indent=None, offset=0)\n"
    "--\n"
    "\n"
    "Write obj as JSON into buffer, and return the end of the text, in\n"
    "bytes from the start of the buffer.\n"
    "\n"
    "buffer: a writable contiguous buffer (bytearray, memoryview, mmap,\n"
    "...). It is not resized, and only buffer[offset:end] changes.\n"
    "default, option, indent: as for dumps().\n"
    "\n"
    "Raises BufferError with the number of bytes that are needed if the\n"
    "text does not fit, and every exception of dumps(). After an\n"
    "exception nothing is written.");

static int
put_target(void *target, const char *text, size_t n)
{
    return jsd_target_put(target, text, n);
}

/* Reads the argument offset, NULL for 0, into *value. Returns -1 with an
 * exception if it is no integer or negative. May run Python code. */
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
    "Read one JSON document (RFC 8259) and return its value.\n"
    "\n"
    "data: a str, or UTF-8 in bytes, bytearray, memoryview or any other\n"
    "object with a contiguous buffer.\n"
    "option: None, or constants combined by |:\n" JSD_LOADS_OPTION_HELP "\n"
    "Objects become dict (of equal keys, the last one counts), arrays\n"
    "list, numbers int (within 64 bits) or float, strings str.\n"
    "\n"
    "Raises JSONDecodeError (a json.JSONDecodeError) with msg, doc,\n"
    "pos, lineno and colno, in characters, and incomplete (bool: the\n"
    "text ended too early); ValueError for a released memoryview, and\n"
    "for an option that loads() does not know; BufferError for a buffer\n"
    "that is not contiguous.");

static const char *const loads_parameters[] = {"data", "option"};

static JSD_NOINLINE PyObject *
loads_with_option(PyObject *module, PyObject *const *args, Py_ssize_t n,
                  PyObject *names)
{
    static const jsd_signature signature =
        JSD_SIGNATURE("loads", loads_parameters, 1, 1, 1);
    PyObject *values[JSD_COUNTOF(loads_parameters)], *value;
    jsd_options options;

    if (jsd_call_bind_loads(&signature, args, n, names, values, &options) < 0)
        return NULL;
    value = jsd_decode(PyModule_GetState(module), values[0], options);
    jsd_arguments_release(&signature, values);
    return value;
}

static JSD_NOINLINE PyObject *
loads_tiny(PyObject *module, PyObject *source, const char *s, size_t size)
{
    PyObject *value = jsd_dec_tiny(s, size);

    if (value != NULL)
        return value;
    return jsd_decode_plain(PyModule_GetState(module), source);
}

static PyObject *
method_loads(PyObject *module, PyObject *const *args, Py_ssize_t n,
             PyObject *names)
{
    const char *s;
    size_t size;

    if (JSD_UNLIKELY(n != 1 || names != NULL))
        return loads_with_option(module, args, n, names);
    if (jsd_dec_is_tiny(args[0], &s, &size))
        return loads_tiny(module, args[0], s, size);
    return jsd_decode_plain(PyModule_GetState(module), args[0]);
}

PyDoc_STRVAR(
    loads_next_doc,
    "loads_next($module, data, pos=0, /, *, option=None)\n"
    "--\n"
    "\n"
    "Read the JSON document that begins at pos, one of several\n"
    "documents in a row. Return (value, end).\n"
    "\n"
    "data, option: as for loads().\n"
    "pos, end: count bytes of a buffer, or characters of a str. White\n"
    "space before and after the document is skipped, so that end is\n"
    "len(data) if no other document follows.\n"
    "\n"
    "Raises the exceptions of loads(), with positions in the whole of\n"
    "data, and ValueError for a pos outside of data.");

/* Reads the argument pos, NULL for 0, into *pos. A negative number becomes a
 * position after the end of every text. Returns -1 with an exception if number
 * is no integer. May run Python code. */
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
    value = PyNumber_AsSsize_t(index, NULL); /* clips large integers */
    Py_DecRef(index);
    if (value < 0 && PyErr_Occurred() != NULL)
        return -1;
    *pos = (size_t)value;
    return 0;
}

/* Returns the new tuple (value, second) and takes over both references. If one
 * is NULL, releases the other and returns NULL. */
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
        jsd_call_read_loads(values[2], &options) == 0)
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
    "Read a JSON document that may be truncated at any place. Return\n"
    "(value, complete): the longest value that the text determines\n"
    "(None if it determines none), and whether the text is a whole\n"
    "document.\n"
    "\n"
    "data, option: as for loads().\n"
    "partial: 'all', or 'closed' to leave out a string, number or\n"
    "literal at the end that more text may change.\n"
    "\n"
    "Raises the exceptions of loads() if no continuation would make the\n"
    "text a document.");

/* Reads the argument partial, NULL for 'all', into *closed: whether it is
 * 'closed'. Returns -1 with a ValueError for any other object. */
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

    if (jsd_call_bind_loads(&signature, args, n, names, values, &options) < 0)
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
    "Read an array of numbers, or one number, and return a writable\n"
    "memoryview of the numbers. The array may be nested 64 deep, but all\n"
    "parts must have one shape. No object is created for an item.\n"
    "\n"
    "data: as for loads().\n"
    "format: a code of struct (?bBhHiIlLqQnNefd) with an optional byte\n"
    "order (@=<>!), or a numpy type ('<f4', 'float32', a dtype). The\n"
    "default is the format of into, or 'd'. Integer formats are read\n"
    "exactly, float formats rounded once; '?' reads true and false.\n"
    "pointer: a JSON Pointer (RFC 6901) to the array inside data. '*'\n"
    "between slashes names every item or member, and '~2' is a '*'. n\n"
    "arrays of one shape become one array of the shape (n, *shape);\n"
    "others become a list of memoryviews. A list or tuple of pointers\n"
    "gives the list of their results, read in one pass over the text.\n"
    "into: a writable contiguous buffer that is filled from its start,\n"
    "for one pointer. Then each memoryview is replaced by its shape, a\n"
    "tuple.\n"
    "option: OPT_NAN_LITERAL reads NaN, Infinity, -Infinity, and null\n"
    "(as NaN) if the items are floats.\n"
    "\n"
    "Raises the exceptions of loads(), at the number or array that does\n"
    "not fit, or where the pointer leads nowhere, and names the first of\n"
    "several pointers that fails; ValueError for an invalid pointer or\n"
    "format; BufferError with the number of bytes that are needed if the\n"
    "items do not fit into the buffer. After an exception the buffer may\n"
    "be partly overwritten.");

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

PyDoc_STRVAR(
    layout_doc,
    "layout($module, /)\n"
    "--\n"
    "\n"
    "Return the results of the probe in this interpreter, a new dict:\n"
    "\n"
    "interpreter: version, head_size (bytes), free_threaded, debug,\n"
    "pointer_size (bytes).\n"
    "simd: the SIMD kernel, named by its instruction set.\n"
    "capabilities: name to \"direct\", or to \"public: \" and the reason.\n"
    "structs: name to field to offset (bytes).\n"
    "symbols: name of an optional function to whether it is used.\n"
    "probe_microseconds: the duration of the probe, at import.");

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
    {"loads_lines", FASTCALL_METHOD(jsd_loads_lines),
     JSD_METH_FASTCALL_KEYWORDS, jsd_loads_lines_doc},
    {"dumps_lines", FASTCALL_METHOD(jsd_dumps_lines),
     JSD_METH_FASTCALL_KEYWORDS, jsd_dumps_lines_doc},
    {"standard_dumps", FASTCALL_METHOD(jsd_standard_dumps),
     JSD_METH_FASTCALL_KEYWORDS, jsd_standard_dumps_doc},
    {"standard_loads", FASTCALL_METHOD(jsd_standard_loads),
     JSD_METH_FASTCALL_KEYWORDS, jsd_standard_loads_doc},
    {"call_hooks", FASTCALL_METHOD(jsd_call_hooks), JSD_METH_FASTCALL_KEYWORDS,
     jsd_call_hooks_doc},
    {"raw_loads", FASTCALL_METHOD(jsd_raw_loads), JSD_METH_FASTCALL_KEYWORDS,
     jsd_raw_loads_doc},
    {"raw_dump", FASTCALL_METHOD(jsd_raw_dump), JSD_METH_FASTCALL_KEYWORDS,
     jsd_raw_dump_doc},
    {"layout", method_layout, METH_NOARGS, layout_doc},
    {NULL, NULL, 0, NULL},
};
