/* SPDX-License-Identifier: MIT
 *
 * Makes str, int, float, dict and list objects without CPython's constructors.
 * The allocator gives the memory, and the head is a copy of that of a live
 * object, which the probe has kept. A dict is a copy of one with the same
 * keys. So the result equals that of the constructor, without the checks that
 * the constructor makes first.
 *
 * CPython frees, resizes, hashes and measures such an object as its own. The
 * capabilities make-str, make-int, make-float, copy-dict and grow-list switch
 * these functions on. They are off where CPython counts or traces objects in
 * another way than by their memory.
 */
#ifndef JSONDE_ABI_MAKE_H
#define JSONDE_ABI_MAKE_H

#include "abi/abi.h"

enum {
    /* CPython may share smaller ints. */
    JSD_MAKE_INT_LEAST = 4096,
    /* The longest text that is copied in two pieces of fixed size. */
    JSD_MAKE_SHORT = 31,
    JSD_MAKE_PIECE = 32,
    /* PyObject_Malloc returns multiples of this size. */
    JSD_MAKE_ALIGNMENT = 16
};

/* Returns whether a PyRefTracer (3.13 and later) wants to hear of each object
 * that is made. tracemalloc listens to the allocator instead. */
JSD_INLINE bool
jsd_make_is_traced(void)
{
    void *data;

    return jsd_abi.symbols.ref_tracer != NULL &&
           jsd_abi.symbols.ref_tracer(&data) != NULL;
}

/* Returns the bytes of an object's head, and of the head of a str that is
 * copied. */
JSD_INLINE size_t
jsd_make_head(jsd_caps caps)
{
    return JSD_HEAD_OBJECT +
           (caps & JSD_CAP_FREE_THREADED ? JSD_HEAD_LONGER : 0);
}

JSD_INLINE size_t
jsd_make_str_head(jsd_caps caps)
{
    return JSD_HEAD_STR + (caps & JSD_CAP_FREE_THREADED ? JSD_HEAD_LONGER : 0);
}

/* Makes the heads those of objects that this thread makes, for builds whose
 * heads name their thread. heads is all zeros or has been filled before, by
 * any thread. Returns false, without an exception, if memory is short. */
JSD_MUST_CHECK bool jsd_make_heads_of_thread(jsd_heads *heads);

/* Makes an ASCII str of the n <= JSD_MAKE_SHORT bytes at s; 16 bytes can be
 * read there. Returns a new reference, or NULL with MemoryError. The requested
 * size is a multiple of the allocator's, which costs nothing and has room for
 * eight bytes even if n is smaller. */
JSD_INLINE PyObject *
jsd_make_short(jsd_caps caps, const jsd_heads *heads, const char *s, size_t n)
{
    size_t head = heads->ascii_size;
    size_t size =
        (head + n + JSD_MAKE_ALIGNMENT) & ~(size_t)(JSD_MAKE_ALIGNMENT - 1);
    char *o = PyObject_Malloc(size), *text;
    Py_ssize_t length = (Py_ssize_t)n;

    if (JSD_UNLIKELY(o == NULL))
        return PyErr_NoMemory();
    text = o + head;
    memcpy(o, heads->ascii, jsd_make_str_head(caps));
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

/* Makes an ASCII str of n > JSD_MAKE_SHORT characters, which the caller writes
 * to *text before it passes the str on. Returns the str, or NULL with
 * MemoryError. */
JSD_INLINE char *
jsd_make_ascii_room(jsd_caps caps, const jsd_heads *heads, size_t n,
                    char **text)
{
    size_t head = heads->ascii_size;
    char *o = PyObject_Malloc(head + n + 1);
    Py_ssize_t length = (Py_ssize_t)n;

    *text = NULL;
    if (JSD_UNLIKELY(o == NULL)) {
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(o, heads->ascii, jsd_make_str_head(caps));
    memcpy(o + heads->ascii_length, &length, sizeof length);
    *text = o + head;
    o[head + n] = '\0';
    return o;
}

/* Makes an ASCII str of the n > JSD_MAKE_SHORT bytes at s and reads no other
 * byte: up to twice JSD_MAKE_PIECE are copied as two pieces, which overlap. */
JSD_INLINE PyObject *
jsd_make_ascii(jsd_caps caps, const jsd_heads *heads, const char *s, size_t n)
{
    char *text, *o = jsd_make_ascii_room(caps, heads, n, &text);

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

/* Allocates a non-ASCII str of n units of 1 << width bytes, which begin
 * JSD_HEAD_WIDE bytes behind the returned address. jsd_make_wide_head() makes
 * it a str; until then the caller may also write to the bytes before the
 * units. Returns NULL with MemoryError. Needs heads->has_wide. */
JSD_INLINE char *
jsd_make_wide_room(int width, size_t n)
{
    char *o = PyObject_Malloc(JSD_HEAD_WIDE + ((n + 1) << width));

    if (JSD_UNLIKELY(o == NULL))
        PyErr_NoMemory();
    return o;
}

/* Writes the terminating unit of a str: 1 << width bytes. A memcpy() of that
 * length would become a loop. */
JSD_INLINE void
jsd_make_end(char *end, int width)
{
    const uint16_t zero = 0;

    if (width == 0) {
        *end = 0;
        return;
    }
    memcpy(end, &zero, sizeof zero);
    memcpy(end + ((size_t)1 << width) - sizeof zero, &zero, sizeof zero);
}

/* Writes the head and the terminating unit of the str at o, and returns it.
 * Its units are written already. */
JSD_INLINE PyObject *
jsd_make_wide_head(const jsd_heads *heads, char *o, int width, size_t n)
{
    Py_ssize_t length = (Py_ssize_t)n;

    memcpy(o, heads->wide[width], JSD_HEAD_WIDE);
    memcpy(o + heads->ascii_length, &length, sizeof length);
    jsd_make_end(o + JSD_HEAD_WIDE + (n << width), width);
    return (PyObject *)o;
}

/* Makes a non-ASCII str whose units the caller writes to *data before it
 * passes the str on. Returns NULL with MemoryError. */
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
jsd_make_float(jsd_caps caps, const jsd_heads *heads, double value)
{
    const size_t head = jsd_make_head(caps);
    char *o = PyObject_Malloc(head + sizeof value);

    if (JSD_UNLIKELY(o == NULL))
        return PyErr_NoMemory();
    memcpy(o, heads->real, head);
    memcpy(o + head, &value, sizeof value);
    return (PyObject *)o;
}

/* Makes an int of one or two digits: JSD_MAKE_INT_LEAST <= magnitude < 2^60.
 * It has memory for two digits even if it has one: CPython reuses the memory
 * of a freed int of one digit for others of that size. */
JSD_INLINE PyObject *
jsd_make_int(jsd_caps caps, const jsd_heads *heads, uint64_t magnitude,
             bool negative)
{
    const size_t head = jsd_make_head(caps);
    const uint64_t base = (uint64_t)1 << 30;
    uint32_t digit[2] = {(uint32_t)(magnitude & (base - 1)),
                         (uint32_t)(magnitude >> 30)};
    int64_t count = 1 + (magnitude >= base);
    int64_t tag;
    char *o = PyObject_Malloc(head + sizeof tag + sizeof digit);

    if (JSD_UNLIKELY(o == NULL))
        return PyErr_NoMemory();
    if (heads->int_has_tag)
        tag = count << 3 | (negative ? 2 : 0);
    else
        tag = negative ? -count : count;
    memcpy(o, heads->integer, head);
    memcpy(o + head, &tag, sizeof tag);
    memcpy(o + head + sizeof tag, digit, sizeof digit);
    return (PyObject *)o;
}

/* ------------------------------------------------------------------ lists */

/* Appends n items to a list that no other code knows, and takes over their
 * references. If last is true, no spare capacity is kept. The memory of the
 * items comes from PyMem_Realloc. Returns false, without an exception, if
 * memory is short: the caller then still owns the items. */
JSD_MUST_CHECK bool jsd_list_extend(PyObject *list, PyObject *const *items,
                                    size_t n, bool last);

/* Does what jsd_list_extend() does, by offsets that are under test. */
JSD_MUST_CHECK bool jsd_list_extend_by(const jsd_offsets *offsets,
                                       PyObject *list, PyObject *const *items,
                                       size_t n, bool last);

/* ------------------------------------------------------------------ dicts */

/* A dict whose values are all None, and where a copy of it has its values. The
 * garbage collector does not know the dict, so that no other code can find and
 * change it. */
typedef struct jsd_template {
    PyObject *dict; /* NULL: none */
    size_t first;   /* bytes from its table to its first value */
    size_t stride;  /* bytes from one value to the next */
    bool tracks;    /* CPython tracks each dict, and so each copy */
} jsd_template;

/* Makes a template of n different str keys. Returns -1 with an exception. */
JSD_MUST_CHECK int jsd_template_init(jsd_template *t, PyObject *const *keys,
                                     size_t n);
void jsd_template_clear(jsd_template *t);

/* Makes the garbage collector track a dict that it does not track yet. */
void jsd_template_track(PyObject *dict);

/* Makes a dict of the template's keys and n values, whose references it takes
 * over. tracked: one of the values is a container. Returns a new reference, or
 * NULL with an exception: the caller then still owns the values. */
JSD_INLINE PyObject *
jsd_template_fill(const jsd_template *t, PyObject *const *values, size_t n,
                  bool tracked)
{
    PyObject *dict = PyDict_Copy(t->dict);
    char *place;

    if (JSD_UNLIKELY(dict == NULL))
        return NULL;
    place = (char *)jsd_load_pointer(dict, JSD_DICT_MA_KEYS) + t->first;
    for (size_t i = 0; i < n; i++, place += t->stride)
        memcpy(place, &values[i], sizeof values[i]);
    if (jsd_abi.heads.none_is_counted)
        jsd_none_forget(n);
    if (tracked || t->tracks)
        jsd_template_track(dict);
    return dict;
}

#endif
