/* SPDX-License-Identifier: MIT */
#include "module/standard.h"

#include "dec/dec.h"
#include "dec/dec_hooks.h"
#include "module/calls.h"
#include "py/error.h"

const char jsd_standard_dumps_doc[] =
    "standard_dumps($module, obj, default, made, indent, ensure_ascii,\n"
    "               allow_nan, sort_keys, comma_space, colon_space, /)\n"
    "--\n"
    "\n"
    "Return obj as JSON, a str, in the format of the standard library.\n"
    "default: a callable or None. made: a list that collects what\n"
    "default returns. indent: a str or None. The others are bools.";

/* Returns NULL for None, and any other object as it is. */
static PyObject *
hook_or_null(PyObject *hook)
{
    return hook == Py_None ? NULL : hook;
}

/* Returns the options for the arguments from ensure_ascii on. */
static jsd_options
standard_options(PyObject *const *args)
{
    jsd_options options = JSD_STANDARD | JSD_OPT(BIG_INTEGER);

    if (args[0] == Py_True)
        options |= JSD_OPT(ENSURE_ASCII);
    options |= args[1] == Py_True ? JSD_OPT(NAN_LITERAL) : JSD_OPT(NAN_ERROR);
    if (args[2] == Py_True)
        options |= JSD_OPT(SORT_KEYS);
    return options;
}

/* Stores the positional arguments in values; each must be given. Returns
 * false with a TypeError otherwise. The caller of the method owns them. */
static bool
take_positional(PyObject *const *args, Py_ssize_t n, PyObject *names,
                Py_ssize_t count)
{
    if (n == count && names == NULL && args != NULL)
        return true;
    jsd_raise_arguments("jsonde.json: %zd arguments, not %zd", n, count);
    return false;
}

PyObject *
jsd_standard_dumps(PyObject *module, PyObject *const *args, Py_ssize_t n,
                   PyObject *names)
{
    jsd_enc_call call;

    if (!take_positional(args, n, names, 9))
        return NULL;
    call = (jsd_enc_call){
        .fallback = hook_or_null(args[1]),
        .made = hook_or_null(args[2]),
        .indent = args[3],
        .options = standard_options(args + 4),
        .comma_space = args[7] == Py_True,
        .colon_space = args[8] == Py_True,
    };
    return jsd_encode_standard(PyModule_GetState(module), args[0], &call);
}

const char jsd_standard_loads_doc[] =
    "standard_loads($module, text, raw_float, unique_keys, /)\n"
    "--\n"
    "\n"
    "Decode text, a str, bytes or bytearray, as the standard library\n"
    "does. raw_float: floats become their text, as bytes. unique_keys:\n"
    "refuse an object that has the same key twice.";

PyObject *
jsd_standard_loads(PyObject *module, PyObject *const *args, Py_ssize_t n,
                   PyObject *names)
{
    jsd_options options =
        JSD_OPT(BIG_INTEGER) | JSD_OPT(NAN_LITERAL) | JSD_OPT(LONE_SURROGATES);

    if (!take_positional(args, n, names, 3))
        return NULL;
    if (args[1] == Py_True)
        options |= JSD_RAW_FLOAT;
    if (args[2] == Py_True)
        options |= JSD_OPT(UNIQUE_KEYS);
    return jsd_decode(PyModule_GetState(module), args[0], options);
}

const char jsd_call_hooks_doc[] =
    "call_hooks($module, value, object_hook, object_pairs_hook,\n"
    "           array_hook, parse_float, /)\n"
    "--\n"
    "\n"
    "Call hooks, or None, on a value that standard_loads() has returned.\n"
    "The value is changed. parse_float takes the floats that are bytes.";

PyObject *
jsd_call_hooks(PyObject *module, PyObject *const *args, Py_ssize_t n,
               PyObject *names)
{
    jsd_dec_hooks hooks;

    (void)module;
    if (!take_positional(args, n, names, 5))
        return NULL;
    hooks = (jsd_dec_hooks){
        .object = hook_or_null(args[1]),
        .object_pairs = hook_or_null(args[2]),
        .array = hook_or_null(args[3]),
        .number = hook_or_null(args[4]),
    };
    Py_IncRef(args[0]);
    return jsd_dec_call_hooks(&hooks, args[0]);
}
