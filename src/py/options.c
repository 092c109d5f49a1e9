/* SPDX-License-Identifier: MIT */
#include "py/options.h"

#include "abi/abi.h"
#include "py/error.h"

/* An option has an effect for each function that takes it, and none for
 * others. An effect of loads() stands for loads_array() too. */
#define JSD_OPTION(name, bit, functions, effects, meaning)                 \
    _Static_assert((((functions)&JSD_DUMPS) != 0) ==                       \
                       (((effects)&JSD_DUMPS_EFFECTS) != 0),               \
                   "OPT_" #name ": name an effect if dumps() takes it");   \
    _Static_assert((((functions) & (JSD_LOADS | JSD_LOADS_ARRAY)) != 0) == \
                       (((effects)&JSD_LOADS_EFFECTS) != 0),               \
                   "OPT_" #name ": name an effect if loads() takes it");
#include "py/is_type.h"
#include "py/option_table.def"
#undef JSD_OPTION

enum bit_check {
#define JSD_OPTION(name, bit, functions, effects, meaning) \
    +(UINT64_C(1) << bit)
    SUM_OF_BITS = 0
#include "py/option_table.def"
    ,
#undef JSD_OPTION
#define JSD_OPTION(name, bit, functions, effects, meaning) \
    | (UINT64_C(1) << bit)
    UNION_OF_BITS = 0
#include "py/option_table.def"
#undef JSD_OPTION
};
_Static_assert(SUM_OF_BITS == UNION_OF_BITS, "two options have the same bit");

#define JSD_OPTION(name, bit, functions, effects, meaning) \
    {"OPT_" #name, UINT64_C(1) << bit, functions},
const jsd_option jsd_option_rows[] = {
#include "py/option_table.def"
    {"OPT_SERIALIZE_DATACLASS", 0, JSD_DUMPS},
    {"OPT_SERIALIZE_UUID", 0, JSD_DUMPS},
};
#undef JSD_OPTION

const size_t jsd_option_count = JSD_COUNTOF(jsd_option_rows);

/* The options of a row exclude each other. */
static const jsd_options contradicting_options[] = {
    JSD_BYTES_OPTIONS,
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

/* Returns the name of the lowest bit in bits, or NULL if no option has it. */
static const char *
name_of(jsd_options bits)
{
    for (size_t i = 0; i < jsd_option_count; i++)
        if (jsd_option_rows[i].bits & bits & (0 - bits))
            return jsd_option_rows[i].name;
    return NULL;
}

/* Raises an exception for the lowest bit in bits, which function does not
 * take. The message has the name of the option, or the number of the bit. */
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

/* Returns the mask of all options that function takes. The compiler folds it
 * for each function. */
#define JSD_OPTION(name, bit, functions, effects, meaning) \
    ((functions)&function ? UINT64_C(1) << bit : 0) |
static inline jsd_options
taken_by(jsd_function function)
{
    return
#include "py/option_table.def"
        0;
}
#undef JSD_OPTION

/* Returns 0; -1 with an exception if two options in bits exclude each other.
 */
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
jsd_options_check(jsd_options bits, jsd_function function, PyObject *exception)
{
    const jsd_options unknown = bits & ~taken_by(function);

    if (unknown != 0) {
        raise_bad_option(unknown, function, exception);
        return -1;
    }
    return (bits & (bits - 1)) == 0 ? 0
                                    : check_contradictions(bits, exception);
}

int
jsd_options_read(PyObject *option, jsd_function function, PyObject *exception,
                 jsd_options *bits)
{
    *bits = 0;
    if (option == NULL || option == Py_None)
        return 0;
    if (jsd_type_of(jsd_abi.caps, option) == &PyBool_Type ||
        !jsd_is_int(option)) {
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
    return jsd_options_check(*bits, function, exception);
}
