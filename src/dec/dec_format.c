/* SPDX-License-Identifier: MIT */
#include "dec/dec_format.h"

#include "num/dtype.h"
#include "py/error.h"
#include "py/gate.h"
#include "py/is_type.h"

static bool
is_numeric(jsd_item_format format)
{
    return format.item != JSD_ITEM_NONE && format.item != JSD_ITEM_CHAR;
}

/* Returns the str that names a format: the argument itself, the str of a
 * dtype, or the name of a class such as numpy.float32. Returns a new
 * reference, or NULL with an exception. */
static PyObject *
name_of_format(PyObject *given)
{
    const bool is_class = jsd_is_class(given);
    PyObject *name;

    if (jsd_is_str(given)) {
        Py_IncRef(given);
        return given;
    }
    name = JSD_GATED(
        JSD_NOTHING_BORROWED,
        PyObject_GetAttrString(given, is_class ? "__name__" : "str"));
    if (name != NULL && jsd_is_str(name))
        return name;
    if (name != NULL || PyErr_ExceptionMatches(PyExc_AttributeError))
        JSD_GATED(JSD_NOTHING_BORROWED,
                  jsd_raise_arguments("%s must be a str or a dtype of numpy",
                                      "format"));
    jsd_gate_drop(JSD_NOTHING_BORROWED, name);
    return NULL;
}

/* Parses a name: a struct code, or else a name of numpy. Sets code to the
 * struct code. */
static jsd_item_format
parse_format(const char *s, size_t n, char code[3])
{
    jsd_item_format format = {JSD_ITEM_NONE, false};

    if (strlen(s) != n)
        return format;
    if (n == 1 || n == 2) {
        memset(code, 0, 3);
        memcpy(code, s, n);
        format = jsd_item_parse(code);
    }
    if (format.item == JSD_ITEM_NONE) {
        format = jsd_dtype_parse(s);
        if (format.item != JSD_ITEM_NONE)
            jsd_dtype_put_code(format, code);
    }
    return format;
}

int
jsd_dec_format_read(PyObject *given, jsd_item_format *format, char code[3])
{
    PyObject *name, *bytes;

    *format = jsd_item_parse("d");
    strcpy(code, "d");
    if (given == NULL)
        return 0;
    name = name_of_format(given);
    if (name == NULL)
        return -1;
    bytes =
        JSD_GATED(JSD_NOTHING_BORROWED,
                  PyUnicode_AsEncodedString(name, "utf-8", "surrogatepass"));
    jsd_gate_drop(JSD_NOTHING_BORROWED, name);
    if (bytes == NULL)
        return -1;
    *format = parse_format(PyBytes_AsString(bytes),
                           (size_t)PyBytes_Size(bytes), code);
    jsd_gate_drop(JSD_NOTHING_BORROWED, bytes);
    if (is_numeric(*format))
        return 0;
    JSD_GATED(JSD_NOTHING_BORROWED,
              jsd_raise_value(
                  "format must be one of ?bBhHiIlLqQnNefd, perhaps behind "
                  "one of @=<>!, or a type of numpy, as '<f4' and 'float32' "
                  "name one"));
    return -1;
}

static bool
is_same_format(jsd_item_format a, jsd_item_format b)
{
    return a.item == b.item && a.swapped == b.swapped;
}

void
jsd_dec_format_spell(jsd_item_format format, const char given[3], char code[3])
{
    const char last = given[1] != '\0' ? given[1] : given[0];

    memset(code, 0, 3);
    if (format.swapped) {
        code[0] = given[0] == '!' ? '>' : given[0];
        code[1] = last;
        return;
    }
    code[0] = last;
    if (!is_same_format(jsd_item_parse(code), format))
        jsd_dtype_put_code(format, code);
}

int
jsd_dec_format_choose(const jsd_target_items *items, bool is_given,
                      jsd_item_format *format)
{
    if (!is_given && is_numeric(items->format)) {
        *format = items->format;
        return 0;
    }
    if (!is_given)
        JSD_GATED(
            JSD_NOTHING_BORROWED,
            jsd_raise_buffer("the items of the buffer have no format that is "
                             "known: give one"));
    else if (!items->is_plain && !is_same_format(items->format, *format))
        JSD_GATED(
            JSD_NOTHING_BORROWED,
            jsd_raise_buffer("the items of the buffer have another format"));
    else
        return 0;
    return -1;
}
