/* SPDX-License-Identifier: MIT */
#include "module/arguments.h"

#include "py/error.h"

/* The arguments of the standard library's json that jsonde does not have, and
 * what to use in their place. src/jsonde/_fallback/arguments.py has the same
 * rows. */
#define MODULE_JSON "use jsonde.json"
static const struct {
    const char *name;
    const char *replacement;
} standard_arguments[] = {
    {"allow_nan", "use option=OPT_NAN_LITERAL or OPT_NAN_ERROR"},
    {"array_hook", MODULE_JSON},
    {"check_circular", "jsonde always checks"},
    {"cls", "use default=, or jsonde.json"},
    {"ensure_ascii", "use option=OPT_ENSURE_ASCII"},
    {"object_hook", MODULE_JSON},
    {"object_pairs_hook", MODULE_JSON},
    {"parse_constant", MODULE_JSON},
    {"parse_float", "use option=OPT_DECIMAL, or jsonde.json"},
    {"parse_int", MODULE_JSON},
    {"separators", MODULE_JSON},
    {"skipkeys", MODULE_JSON},
    {"sort_keys", "use option=OPT_SORT_KEYS"},
    {"strict", MODULE_JSON},
};

/* Returns -1 with an exception that names the argument and, for an argument of
 * the standard library's json, its replacement. */
static int
refuse_name(const jsd_signature *s, PyObject *exception, PyObject *name)
{
    for (size_t i = 0; i < JSD_COUNTOF(standard_arguments); i++)
        if (PyUnicode_CompareWithASCIIString(
                name, standard_arguments[i].name) == 0) {
            jsd_raise_option(exception,
                             "%s() got an unexpected keyword argument '%U'; "
                             "%s (docs/porting.md)",
                             s->function, name,
                             standard_arguments[i].replacement);
            return -1;
        }
    jsd_raise_option(exception, "%s() got an unexpected keyword argument '%U'",
                     s->function, name);
    return -1;
}

/* Returns the index of the parameter with this name, or -1 if there is none or
 * it is positional-only. */
static Py_ssize_t
find_parameter(const jsd_signature *s, PyObject *name)
{
    for (Py_ssize_t i = s->nameless; i < s->count; i++)
        if (PyUnicode_CompareWithASCIIString(name, s->names[i]) == 0)
            return i;
    return -1;
}

static int
bind_name(const jsd_signature *s, PyObject *exception, PyObject *name,
          PyObject *value, PyObject **values)
{
    Py_ssize_t i = find_parameter(s, name);

    if (i < 0)
        return refuse_name(s, exception, name);
    if (values[i] != NULL) {
        jsd_raise_option(exception,
                         "%s() got multiple values for argument '%U'",
                         s->function, name);
        return -1;
    }
    values[i] = value;
    return 0;
}

/* Returns -1 with an exception that names up to two missing arguments, if a
 * required one is NULL. Only internal functions require more than two. */
static int
check_required(const jsd_signature *s, PyObject *exception, PyObject **values)
{
    const char *missing[2] = {NULL, NULL};
    int n = 0;

    for (Py_ssize_t i = 0; i < s->required; i++)
        if (values[i] == NULL)
            missing[n++ % 2] = s->names[i];
    if (n == 1)
        jsd_raise_option(exception,
                         "%s() missing 1 required positional argument: '%s'",
                         s->function, missing[0]);
    else if (n == 2)
        jsd_raise_option(exception,
                         "%s() missing 2 required positional arguments: '%s' "
                         "and '%s'",
                         s->function, missing[0], missing[1]);
    else if (n > 2)
        jsd_raise_option(exception,
                         "%s() missing %d required positional arguments",
                         s->function, n);
    return n == 0 ? 0 : -1;
}

int
jsd_arguments_bind(const jsd_signature *s, PyObject *exception,
                   PyObject *const *args, Py_ssize_t n, PyObject *names,
                   PyObject **values)
{
    Py_ssize_t named = names == NULL ? 0 : PyTuple_Size(names);

    if (n > s->positional) {
        jsd_raise_option(exception,
                         "%s() takes at most %zd positional argument%s "
                         "(%zd given)",
                         s->function, s->positional,
                         s->positional == 1 ? "" : "s", n);
        return -1;
    }
    for (Py_ssize_t i = 0; i < s->count; i++)
        values[i] = i < n ? args[i] : NULL;
    for (Py_ssize_t i = 0; i < named; i++)
        if (bind_name(s, exception, PyTuple_GetItem(names, i), args[n + i],
                      values) < 0)
            return -1;
    if (check_required(s, exception, values) < 0)
        return -1;
    for (Py_ssize_t i = 0; i < s->count; i++)
        Py_IncRef(values[i]);
    return 0;
}

void
jsd_arguments_release(const jsd_signature *s, PyObject **values)
{
    for (Py_ssize_t i = 0; i < s->count; i++)
        Py_DecRef(values[i]);
}
