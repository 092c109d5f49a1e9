/* SPDX-License-Identifier: MIT
 *
 * str, int and float made by the allocator and a head that the probe has
 * copied from a live object of the same type, and dicts by copying one of the
 * same keys: what CPython's constructors do, without what they must ask
 * first.
 * Used by dec/, with the capabilities make-str, make-int, make-float,
 * copy-dict and grow-list. Such an object is an ordinary one: CPython frees,
 * resizes, hashes and measures it as its own. They are off where an object's
 * making is counted or traced other than by its memory.
 */
#ifndef JSONDE_ABI_MAKE_H
#define JSONDE_ABI_MAKE_H

#include "abi/abi.h"

enum {
    /* Smaller ones may be shared objects of CPython's. */
    JSD_MAKE_INT_LEAST = 4096,
    /* Text that is copied in two pieces of fixed size. */
    JSD_MAKE_SHORT = 31,
    JSD_MAKE_PIECE = 32,
    /* PyObject_Malloc gives multiples of this. */
    JSD_MAKE_ALIGNMENT = 16
};

/* Does somebody want to hear of every object that is made? Such tracers came
 * with 3.13; tracemalloc listens to the allocator. */
JSD_INLINE bool
jsd_make_is_traced(void)
{
    void *data;

    return jsd_abi.symbols.ref_tracer != NULL &&
           jsd_abi.symbols.ref_tracer(&data) != NULL;
}

/* The ASCII str of n bytes at s, n <= JSD_MAKE_SHORT, of which 16 can be
 * read. NULL with MemoryError.
 * The memory asked for is a multiple of the allocator's, which costs nothing
 * and has room for eight bytes even when there are fewer. */
JSD_INLINE PyObject *
jsd_make_short(const jsd_heads *heads, const char *s, size_t n)
{
    size_t head = heads->ascii_size;
    size_t size =
        (head + n + JSD_MAKE_ALIGNMENT) & ~(size_t)(JSD_MAKE_ALIGNMENT - 1);
    char *o = PyObject_Malloc(size), *text;
    Py_ssize_t length = (Py_ssize_t)n;

    if (JSD_UNLIKELY(o == NULL))
        return PyErr_NoMemory();
    text = o + head;
    memcpy(o, heads->ascii, JSD_HEAD_STR);
    memcpy(o + heads->ascii_length, &length, sizeof length);
    if (n >= 16) {
        memcpy(text, s, 16);
        memcpy(text + n - 16, s + n - 16, 16);
    } else {
        memcpy(text, s, 8);
        if (n >= 8)
            memcpy(text + n - 8, s + n - 8, 8);
    }
    text[n] = '\0';
    return (PyObject *)o;
}

/* The same of n > JSD_MAKE_SHORT characters, to be written to *text before
 * anybody sees it. */
JSD_INLINE char *
jsd_make_ascii_room(const jsd_heads *heads, size_t n, char **text)
{
    size_t head = heads->ascii_size;
    char *o = PyObject_Malloc(head + n + 1);
    Py_ssize_t length = (Py_ssize_t)n;

    *text = NULL;
    if (JSD_UNLIKELY(o == NULL)) {
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(o, heads->ascii, JSD_HEAD_STR);
    memcpy(o + heads->ascii_length, &length, sizeof length);
    *text = o + head;
    o[head + n] = '\0';
    return o;
}

/* The same of those at s, read exactly: up to twice JSD_MAKE_PIECE by two
 * pieces, which overlap. */
JSD_INLINE PyObject *
jsd_make_ascii(const jsd_heads *heads, const char *s, size_t n)
{
    char *text, *o = jsd_make_ascii_room(heads, n, &text);

    if (JSD_UNLIKELY(o == NULL))
        return NULL;
    if (n <= 2 * JSD_MAKE_PIECE) {
        memcpy(text, s, JSD_MAKE_PIECE);
        memcpy(text + n - JSD_MAKE_PIECE, s + n - JSD_MAKE_PIECE,
               JSD_MAKE_PIECE);
    } else {
        memcpy(text, s, n);
    }
    return (PyObject *)o;
}

/* Memory for a str beyond ASCII of n units of 1 << width bytes, which begin
 * JSD_HEAD_WIDE bytes behind it. jsd_make_wide_head makes a str of it; until
 * then the bytes before the units may be written to as well. NULL with
 * MemoryError. Needs heads->has_wide. */
JSD_INLINE char *
jsd_make_wide_room(int width, size_t n)
{
    char *o = PyObject_Malloc(JSD_HEAD_WIDE + ((n + 1) << width));

    if (JSD_UNLIKELY(o == NULL))
        PyErr_NoMemory();
    return o;
}

/* The str, whose units are written already. */
JSD_INLINE PyObject *
jsd_make_wide_head(const jsd_heads *heads, char *o, int width, size_t n)
{
    Py_ssize_t length = (Py_ssize_t)n;
    const uint32_t end = 0;

    memcpy(o, heads->wide[width], JSD_HEAD_WIDE);
    memcpy(o + heads->ascii_length, &length, sizeof length);
    memcpy(o + JSD_HEAD_WIDE + (n << width), &end, (size_t)1 << width);
    return (PyObject *)o;
}

/* Both, with its units still to be written to *data before anybody sees it. */
JSD_INLINE PyObject *
jsd_make_wide(const jsd_heads *heads, int width, size_t n, void **data)
{
    char *o = jsd_make_wide_room(width, n);

    *data = NULL;
    if (JSD_UNLIKELY(o == NULL))
        return NULL;
    *data = o + JSD_HEAD_WIDE;
    return jsd_make_wide_head(heads, o, width, n);
}

JSD_INLINE PyObject *
jsd_make_float(const jsd_heads *heads, double value)
{
    char *o = PyObject_Malloc(JSD_HEAD_OBJECT + sizeof value);

    if (JSD_UNLIKELY(o == NULL))
        return PyErr_NoMemory();
    memcpy(o, heads->real, JSD_HEAD_OBJECT);
    memcpy(o + JSD_HEAD_OBJECT, &value, sizeof value);
    return (PyObject *)o;
}

/* The int of one or two digits: JSD_MAKE_INT_LEAST <= magnitude < 2^60. Two
 * digits are always there: CPython keeps freed ints of one for others that
 * take as much. */
JSD_INLINE PyObject *
jsd_make_int(const jsd_heads *heads, uint64_t magnitude, bool negative)
{
    const uint64_t base = (uint64_t)1 << 30;
    uint32_t digit[2] = {(uint32_t)(magnitude & (base - 1)),
                         (uint32_t)(magnitude >> 30)};
    int64_t count = 1 + (magnitude >= base);
    int64_t tag;
    char *o = PyObject_Malloc(JSD_HEAD_OBJECT + sizeof tag + sizeof digit);

    if (JSD_UNLIKELY(o == NULL))
        return PyErr_NoMemory();
    if (heads->int_has_tag)
        tag = count << 3 | (negative ? 2 : 0);
    else
        tag = negative ? -count : count;
    memcpy(o, heads->integer, JSD_HEAD_OBJECT);
    memcpy(o + JSD_HEAD_OBJECT, &tag, sizeof tag);
    memcpy(o + JSD_HEAD_OBJECT + sizeof tag, digit, sizeof digit);
    return (PyObject *)o;
}

/* ------------------------------------------------------------------ lists */

/* Appends n items, whose references it takes over, to a list that nobody else
 * knows; the last ones leave no room behind them. The memory of its items is
 * of the domain of PyMem_Realloc. False when there is no more: then they are
 * still the caller's. */
JSD_MUST_CHECK bool jsd_list_extend(PyObject *list, PyObject *const *items,
                                    size_t n, bool last);

/* The same with offsets that are under test. */
JSD_MUST_CHECK bool jsd_list_extend_by(const jsd_offsets *offsets,
                                       PyObject *list, PyObject *const *items,
                                       size_t n, bool last);

/* ------------------------------------------------------------------ dicts */

/* A dict all of whose values are None, and where a copy of it has them. The
 * collector does not know it, so that nobody else can find and change it. */
typedef struct jsd_template {
    PyObject *dict; /* NULL: none */
    size_t first;   /* bytes from its table to the first value */
    size_t stride;  /* from one value to the next */
    bool tracks;    /* CPython tracks every dict, so every copy, too */
} jsd_template;

/* The template of these n different str keys. -1 with an exception. */
JSD_MUST_CHECK int jsd_template_init(jsd_template *t, PyObject *const *keys,
                                     size_t n);
void jsd_template_clear(jsd_template *t);

/* Makes the collector see a dict that did not need it before. */
void jsd_template_track(PyObject *dict);

/* A new dict of the template's keys and these n values, whose references it
 * takes over; tracked: one of them is a container. NULL with an exception:
 * then they are still the caller's. */
JSD_INLINE PyObject *
jsd_template_fill(const jsd_template *t, PyObject *const *values, size_t n,
                  bool tracked)
{
    PyObject *dict = PyDict_Copy(t->dict);
    char *at;

    if (JSD_UNLIKELY(dict == NULL))
        return NULL;
    at = (char *)jsd_load_pointer(dict, JSD_DICT_MA_KEYS) + t->first;
    for (size_t i = 0; i < n; i++, at += t->stride)
        memcpy(at, &values[i], sizeof values[i]);
    if (jsd_abi.heads.none_is_counted)
        jsd_none_forget(n);
    if (tracked || t->tracks)
        jsd_template_track(dict);
    return dict;
}

#endif
