/* SPDX-License-Identifier: MIT */
#include "module/dump.h"

#include "module/calls.h"

const char jsd_dumps_chunks_doc[] =
    "dumps_chunks($module, obj, sink, default, option, indent, rest, /)\n"
    "--\n"
    "\n"
    "Write obj as JSON by calls of sink(bytes), with about 64 KiB each.\n"
    "If sink does not return the number of bytes, rest(sink, bytes,\n"
    "result) is called; rest may be None. Only files.py uses this\n"
    "function.";

PyObject *
jsd_dumps_chunks(PyObject *module, PyObject *const *args, Py_ssize_t n,
                 PyObject *names)
{
    static const char *const parameters[] = {"obj",    "sink",   "default",
                                             "option", "indent", "rest"};
    static const jsd_signature signature =
        JSD_SIGNATURE("dumps_chunks", parameters, 6, 6, 6);
    jsd_state *state = PyModule_GetState(module);
    PyObject *values[JSD_COUNTOF(parameters)];
    jsd_enc_sink sink = {false, NULL, NULL, NULL};
    jsd_enc_call call;
    int status;

    if (jsd_arguments_bind(&signature, state->encode_error, args, n, names,
                           values) < 0)
        return NULL;
    sink.target = values[1];
    sink.rest = values[5] == Py_None ? NULL : values[5];
    status = jsd_call_read(state, values[2], values[3], values[4], &call);
    if (status == 0)
        status = jsd_encode_chunks(state, values[0], &call, &sink);
    jsd_arguments_release(&signature, values);
    return jsd_call_none(status);
}

/* -------------------------------------------------------------------- dump */

const char jsd_dump_doc[] =
    "dump($module, /, obj, file, default=None, option=None, *,\n"
    "     indent=None, atomic=True)\n"
    "--\n"
    "\n"
    "Write obj as JSON to a file, in chunks of about 64 KiB.\n"
    "\n"
    "file: a path (str, bytes or os.PathLike), a file descriptor, or a\n"
    "binary or text file object.\n"
    "default, option, indent: as for dumps().\n"
    "atomic: replace the regular file that a path names in one step,\n"
    "after everything is written. If anything fails, the old file stays\n"
    "unchanged. With False the file is written in place, as open(path,\n"
    "\"wb\") does. Devices, pipes and links to open files (/dev/stdout)\n"
    "are always written in place.\n"
    "\n"
    "Raises JSONEncodeError, and the exceptions of the file. Chunks\n"
    "that were already written to a descriptor or a file object stay\n"
    "there.";

enum { OBJ, FILE_, DEFAULT, OPTION, INDENT, ATOMIC, ARGUMENTS };

static int
dump_known(jsd_state *state, jsd_file_kind kind, PyObject **values)
{
    const jsd_enc_sink sink = {kind == JSD_FILE_TEXT, values[FILE_],
                               state->files.write, NULL};
    jsd_enc_call call;

    if (jsd_call_read(state, values[DEFAULT], values[OPTION], values[INDENT],
                      &call) < 0)
        return -1;
    return jsd_encode_chunks(state, values[OBJ], &call, &sink);
}

/* Returns jsonde.files.dump_other(), which handles every file that C code does
 * not: a new reference, or NULL with an exception. May import jsonde.files. */
static PyObject *
find_dump_other(const jsd_files *names)
{
    PyObject *files = PyImport_GetModule(names->module);
    PyObject *function = NULL;

    if (files == NULL && PyErr_Occurred() == NULL)
        files = PyImport_Import(names->module);
    if (files != NULL)
        function = PyObject_GetAttr(files, names->dump_other);
    Py_DecRef(files);
    return function;
}

static PyObject *
dump_other(const jsd_state *state, PyObject **values)
{
    PyObject *function = find_dump_other(&state->files), *done = NULL;

    for (int i = DEFAULT; i < ATOMIC; i++)
        if (values[i] == NULL) {
            Py_IncRef(Py_None);
            values[i] = Py_None;
        }
    if (function != NULL)
        done = PyObject_CallFunctionObjArgs(
            function, values[OBJ], values[FILE_], values[DEFAULT],
            values[OPTION], values[INDENT],
            values[ATOMIC] == NULL ? Py_True : values[ATOMIC], NULL);
    Py_DecRef(function);
    return done;
}

PyObject *
jsd_dump(PyObject *module, PyObject *const *args, Py_ssize_t n,
         PyObject *names)
{
    static const char *const parameters[ARGUMENTS] = {
        "obj", "file", "default", "option", "indent", "atomic"};
    static const jsd_signature signature =
        JSD_SIGNATURE("dump", parameters, 2, 0, 4);
    jsd_state *state = PyModule_GetState(module);
    PyObject *values[ARGUMENTS], *result;
    jsd_file_kind kind;

    if (jsd_arguments_bind(&signature, state->encode_error, args, n, names,
                           values) < 0)
        return NULL;
    kind = jsd_files_kind(&state->files, values[FILE_]);
    result = kind == JSD_FILE_OTHER
                 ? dump_other(state, values)
                 : jsd_call_none(dump_known(state, kind, values));
    jsd_arguments_release(&signature, values);
    return result;
}
