/* SPDX-License-Identifier: MIT */
#include "py/options.h"

#include "abi/abi.h"
#include "py/error.h"

const jsd_option jsd_options[] = {
    {"OPT_APPEND_NEWLINE", JSD_OPT_APPEND_NEWLINE, JSD_DUMPS},
    {"OPT_PASSTHROUGH_SUBCLASS", JSD_OPT_PASSTHROUGH_SUBCLASS, JSD_DUMPS},
    {"OPT_STRICT_INTEGER", JSD_OPT_STRICT_INTEGER, JSD_DUMPS},
};

const size_t jsd_option_count = JSD_ARRAY_LEN(jsd_options);

/* The first bit that the function does not take, by its name if it has one. */
static void
refuse(unsigned long long bits, jsd_function function, PyObject *exception)
{
    const char *caller = function == JSD_DUMPS ? "dumps" : "loads";

    for (size_t i = 0; i < jsd_option_count; i++) {
        if ((bits & jsd_options[i].bit) == 0)
            continue;
        if ((jsd_options[i].functions & function) == 0) {
            jsd_raise_option(exception, "%s() does not take %s", caller,
                             jsd_options[i].name);
            return;
        }
        bits &= ~(unsigned long long)jsd_options[i].bit;
    }
    jsd_raise_option(exception,
                     "option has a bit that %s() does not know: 1 << %d",
                     caller, __builtin_ctzll(bits));
}

static unsigned
taken_by(jsd_function function)
{
    unsigned bits = 0;

    for (size_t i = 0; i < jsd_option_count; i++)
        if (jsd_options[i].functions & function)
            bits |= jsd_options[i].bit;
    return bits;
}

int
jsd_options_read(PyObject *option, jsd_function function, PyObject *exception,
                 unsigned *bits)
{
    PyTypeObject *type;
    unsigned long long value;

    *bits = 0;
    if (option == NULL || option == Py_None)
        return 0;
    type = jsd_type_of(jsd_abi.caps, option);
    if (type == &PyBool_Type ||
        (PyType_GetFlags(type) & Py_TPFLAGS_LONG_SUBCLASS) == 0) {
        jsd_raise_option(exception, "option must be an int or None");
        return -1;
    }
    value = PyLong_AsUnsignedLongLong(option);
    if (PyErr_Occurred() != NULL) {
        PyErr_Clear();
        jsd_raise_option(exception, "option has bits that are not known: %S",
                         option);
        return -1;
    }
    if (value & ~(unsigned long long)taken_by(function)) {
        refuse(value, function, exception);
        return -1;
    }
    *bits = (unsigned)value;
    return 0;
}
