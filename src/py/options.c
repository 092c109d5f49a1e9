/* SPDX-License-Identifier: MIT */
#include "py/options.h"

#include "abi/abi.h"
#include "py/error.h"

#define JSD_OPTION(name, bit, functions, meaning) \
    {"OPT_" #name, UINT64_C(1) << bit, functions},
const jsd_option jsd_option_rows[] = {
#include "py/option_table.def"
    {"OPT_SERIALIZE_DATACLASS", 0, JSD_DUMPS},
    {"OPT_SERIALIZE_UUID", 0, JSD_DUMPS},
};
#undef JSD_OPTION

const size_t jsd_option_count = JSD_COUNTOF(jsd_option_rows);

/* No two of a row can be meant at once. */
static const jsd_options contradicting_options[] = {
    JSD_OPT(BYTES_BASE64) | JSD_OPT(BYTES_BASE64URL) | JSD_OPT(BYTES_HEX) |
        JSD_OPT(BYTES_UTF8) | JSD_OPT(BYTES_NUMBERS),
    JSD_OPT(DECIMAL) | JSD_OPT(DECIMAL_STR),
    JSD_OPT(NAN_LITERAL) | JSD_OPT(NAN_ERROR),
    JSD_OPT(STRICT_INTEGER) | JSD_OPT(BIG_INTEGER),
    JSD_OPT(MILLISECONDS) | JSD_OPT(OMIT_MICROSECONDS),
    JSD_OPT(EPOCH_SECONDS) | JSD_OPT(EPOCH_MILLISECONDS),
    JSD_OPT(ENUM_NAME) | JSD_OPT(PASSTHROUGH_ENUM),
    JSD_OPT(CANONICAL) | JSD_OPT(INDENT_2),
    JSD_OPT(CANONICAL) | JSD_OPT(APPEND_NEWLINE),
    JSD_OPT(CANONICAL) | JSD_OPT(BIG_INTEGER),
    JSD_OPT(CANONICAL) | JSD_OPT(DECIMAL),
    JSD_OPT(CANONICAL) | JSD_OPT(NAN_LITERAL),
    JSD_OPT(CANONICAL) | JSD_OPT(ENSURE_ASCII),
    JSD_OPT(CANONICAL) | JSD_OPT(HTML_SAFE),
    JSD_OPT(CANONICAL) | JSD_OPT(LONE_SURROGATES),
};

/* The name of the lowest of these bits, or NULL. */
static const char *
name_of(jsd_options bits)
{
    for (size_t i = 0; i < jsd_option_count; i++)
        if (jsd_option_rows[i].bits & bits & (0 - bits))
            return jsd_option_rows[i].name;
    return NULL;
}

/* The first bit that the function does not take, by its name if it has one. */
static void
raise_bad_option(jsd_options bits, jsd_function function, PyObject *exception)
{
    const char *caller = function == JSD_DUMPS   ? "dumps"
                         : function == JSD_LOADS ? "loads"
                                                 : "loads_array";
    const char *name = name_of(bits);

    if (name != NULL)
        jsd_raise_option(exception, "%s() does not take %s", caller, name);
    else
        jsd_raise_option(exception,
                         "option has a bit that %s() does not know: 1 << %d",
                         caller, __builtin_ctzll(bits));
}

/* All that a function takes; folded at compile time. */
#define JSD_OPTION(name, bit, functions, meaning) \
    ((functions)&function ? UINT64_C(1) << bit : 0) |
static inline jsd_options
taken_by(jsd_function function)
{
    return
#include "py/option_table.def"
        0;
}
#undef JSD_OPTION

static int
check_contradictions(jsd_options bits, PyObject *exception)
{
    for (size_t i = 0; i < JSD_COUNTOF(contradicting_options); i++) {
        jsd_options both = bits & contradicting_options[i];

        if ((both & (both - 1)) == 0)
            continue;
        jsd_raise_option(exception, "%s contradicts %s", name_of(both),
                         name_of(both & (both - 1)));
        return -1;
    }
    return 0;
}

int
jsd_options_read(PyObject *option, jsd_function function, PyObject *exception,
                 jsd_options *bits)
{
    PyTypeObject *type;
    jsd_options unknown;

    *bits = 0;
    if (option == NULL || option == Py_None)
        return 0;
    type = jsd_type_of(jsd_abi.caps, option);
    if (type == &PyBool_Type ||
        (PyType_GetFlags(type) & Py_TPFLAGS_LONG_SUBCLASS) == 0) {
        jsd_raise_option(exception, "option must be an int or None");
        return -1;
    }
    *bits = PyLong_AsUnsignedLongLong(option);
    if (PyErr_Occurred() != NULL) {
        PyErr_Clear();
        jsd_raise_option(exception, "option has bits that are not known: %S",
                         option);
        return -1;
    }
    unknown = *bits & ~taken_by(function);
    if (unknown != 0) {
        raise_bad_option(unknown, function, exception);
        return -1;
    }
    return (*bits & (*bits - 1)) == 0 ? 0
                                      : check_contradictions(*bits, exception);
}
