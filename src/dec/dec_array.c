/* SPDX-License-Identifier: MIT */
#include "dec/dec_array.h"

#include "base/mem.h"
#include "dec/dec_fill.h"
#include "num/dtype.h"
#include "num/number.h"
#include "py/is_type.h"
#include "py/memblock.h"
#include "py/error.h"
#include "py/input.h"
#include "py/options.h"
#include "py/target.h"
#include "py/unlocked.h"

/* ------------------------------------------------------------------ format */

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

/* Reads the format argument, or d if there is none. */
static int
read_format(PyObject *given, jsd_item_format *format, char code[3])
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

/* Spells a format for a memoryview, which interprets only single codes in
 * native byte order. */
static void
spell_format(jsd_item_format format, const char given[3], char code[3])
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

/* Chooses the buffer's own format, or one that the buffer may hold. */
static int
choose_format(const jsd_target_items *items, bool is_given,
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

/* ----------------------------------------------------------------- pointer */

static int
read_pointer(PyObject *text, jsd_pointer *pointer)
{
    PyObject *bytes;
    jsd_status status;

    *pointer = (jsd_pointer){NULL, 0, NULL};
    if (text == NULL)
        return 0;
    if (!jsd_is_str(text)) {
        JSD_GATED(JSD_NOTHING_BORROWED,
                  jsd_raise_arguments("%s must be a str", "pointer"));
        return -1;
    }
    bytes =
        JSD_GATED(JSD_NOTHING_BORROWED,
                  PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass"));
    if (bytes == NULL)
        return -1;
    status = jsd_pointer_init(pointer, PyBytes_AsString(bytes),
                              (size_t)PyBytes_Size(bytes));
    jsd_gate_drop(JSD_NOTHING_BORROWED, bytes);
    if (status == JSD_OK)
        return 0;
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_status(status));
    return -1;
}

/* ------------------------------------------------------------------ result */

static PyObject *
new_shape(const jsd_dec_fill *f)
{
    PyObject *shape = JSD_GATED(JSD_NOTHING_BORROWED, PyTuple_New(f->ndim));

    for (int i = 0; shape != NULL && i < f->ndim; i++) {
        PyObject *length = PyLong_FromSsize_t(f->shape[i]);

        if (length == NULL || PyTuple_SetItem(shape, i, length) < 0) {
            jsd_gate_drop(JSD_NOTHING_BORROWED, shape);
            return NULL;
        }
    }
    return shape;
}

/* Finishes items that went into the caller's buffer. */
static PyObject *
finish_items(jsd_dec_fill *f, const jsd_target_items *items)
{
    size_t need = f->items * jsd_item_size(f->format.item);
    jsd_target target = {items->buffer, 0, 0};

    if (f->is_given && need > f->len) {
        jsd_target_raise_too_small(need, f->len);
        return NULL;
    }
    if (!f->is_given &&
        jsd_target_put(&target, f->data != NULL ? f->data : "", need) < 0)
        return NULL;
    return new_shape(f);
}

static PyObject *
finish_view(const jsd_state *state, jsd_dec_fill *f, const char given[3])
{
    jsd_memblock_layout layout;

    spell_format(f->format, given, layout.format);
    layout.itemsize = jsd_item_size(f->format.item);
    layout.ndim = f->ndim;
    for (int i = 0; i < f->ndim; i++)
        layout.shape[i] = f->shape[i];
    return JSD_GATED(JSD_NOTHING_BORROWED,
                     jsd_memblock_view(state, f->data, &layout));
}

/* -------------------------------------------------------------------- call */

/* Parses source, whose memory is held meanwhile. */
static int
fill_from_source(jsd_state *state, PyObject *source, jsd_dec_fill *f)
{
    PyThreadState *thread;
    jsd_input input;
    jsd_fault fault = {JSD_OK, 0, false, NULL};

    if (jsd_input_acquire_in_place(state, source, &input) < 0) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_not_text(state, source));
        jsd_input_release(&input);
        return -1;
    }
    f->text = input.text.data;
    f->end = f->text + input.text.len;
    thread = JSD_GATED(JSD_NOTHING_BORROWED, jsd_unlock(input.text.len));
    fault.status = jsd_dec_fill_run(f);
    jsd_relock(thread);
    if (fault.status == JSD_OK) {
        jsd_input_release(&input);
        return 0;
    }
    fault.incomplete =
        fault.status == JSD_END || fault.status == JSD_EMPTY ||
        (fault.status == JSD_NUMBER_RANGE &&
         jsd_number_may_shrink(f->at, (size_t)(f->end - f->at)));
    fault.at = (size_t)(f->at - f->text);
    jsd_input_release_and_raise(state, &input, &fault, 0);
    return -1;
}

/* Parses into the caller's buffer. */
static PyObject *
fill_items(jsd_state *state, const jsd_dec_array_call *call, jsd_dec_fill *f)
{
    PyObject *shape = NULL;
    jsd_target_items items;

    if (jsd_target_acquire(call->into, &items) < 0)
        return NULL;
    f->is_given = items.data != NULL;
    f->data = items.data;
    f->len = f->is_given ? items.len : 0;
    if (choose_format(&items, call->format != NULL, &f->format) == 0 &&
        fill_from_source(state, call->source, f) == 0) {
        shape = finish_items(f, &items);
        if (!f->is_given)
            jsd_mem_free(f->data);
    }
    jsd_target_release(&items);
    return shape;
}

static PyObject *
none_is_null(PyObject *o)
{
    return o == Py_None ? NULL : o;
}

PyObject *
jsd_decode_array(jsd_state *state, const jsd_dec_array_call *given)
{
    const jsd_dec_array_call call = {
        given->source, none_is_null(given->format), given->pointer,
        none_is_null(given->into), given->option};
    PyObject *result = NULL;
    jsd_options options;
    char code[3];
    jsd_dec_fill f;

    f.is_given = false;
    f.data = NULL;
    f.len = 0;
    if (jsd_options_read(call.option, JSD_LOADS_ARRAY, PyExc_ValueError,
                         &options) < 0 ||
        read_format(call.format, &f.format, code) < 0 ||
        read_pointer(call.pointer, &f.pointer) < 0)
        return NULL;
    f.takes_nan = (options & JSD_OPT(NAN_LITERAL)) != 0;
    if (call.into != NULL)
        result = fill_items(state, &call, &f);
    else if (fill_from_source(state, call.source, &f) == 0)
        result = finish_view(state, &f, code);
    jsd_pointer_clear(&f.pointer);
    return result;
}
