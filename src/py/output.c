/* SPDX-License-Identifier: MIT */
#include "py/output.h"

#include "abi/abi.h"
#include "abi/str.h"
#include "base/mem.h"
#include "base/pages.h"
#include "py/error.h"
#include "py/unlocked.h"
#include "text/utf8.h"

enum {
    /* The room that writers need at the end of a result. */
    GUESS_SPARE = 8192,
    /* From this size on, growing moves pages and copies no bytes. */
    GUESS_MAX = 64 * 1024 * 1024,
    /* From this size on, malloc returns fresh pages each time, whose page
     * faults cost more than writing them. A huge page has one fault. The size
     * is 32 MiB with what glibc adds: its header, and the rest of a page. */
    HUGE_FROM = 32 * 1024 * 1024 - 128 * 1024,
    /* A smaller block comes from freed memory anyway. */
    REUSABLE_FROM = 128 * 1024
};

/* Resizes a bytes object to room for cap bytes, in place where possible. On
 * failure the old object is gone, as with _PyBytes_Resize, and an exception is
 * set. */
static int
resize_bytes(PyObject **bytes, size_t used, size_t cap)
{
    PyObject *old = *bytes;

    if (JSD_LIKELY(jsd_abi.symbols.bytes_resize != NULL))
        return jsd_abi.symbols.bytes_resize(bytes, (Py_ssize_t)cap);
    *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)cap);
    if (*bytes != NULL)
        memcpy(PyBytes_AsString(*bytes), PyBytes_AsString(old),
               used < cap ? used : cap);
    Py_DecRef(old);
    return *bytes == NULL ? -1 : 0;
}

/* Remembers the size of a result: the next one is probably as large. After
 * smaller results the hint shrinks slowly. A hint that is too large costs
 * little, as the kernel maps no page that is not touched. */
static void
note_size(jsd_output_hints *hints, size_t size)
{
    size_t before = atomic_load_explicit(&hints->large, memory_order_relaxed);

    atomic_store_explicit(&hints->last, size, memory_order_relaxed);
    size += GUESS_SPARE;
    if (size < before)
        size = before - (before - size) / 8;
    if (size > GUESS_MAX)
        size = GUESS_MAX;
    atomic_store_explicit(&hints->large, size, memory_order_relaxed);
}

/* Makes glibc reuse freed memory for results of this size. It takes a block
 * that is larger than any freed before from fresh pages, each time, whose page
 * faults cost more than writing them. A block that is allocated and freed
 * untouched raises that threshold, up to its limit of 32 MiB. */
static void
make_reusable(jsd_output_hints *hints, size_t size)
{
    size_t known =
        atomic_load_explicit(&hints->reusable, memory_order_relaxed);

    if (size <= known || size < REUSABLE_FROM || size >= HUGE_FROM)
        return;
    size += size / 8;
    if (size > HUGE_FROM)
        size = HUGE_FROM;
    jsd_mem_free(jsd_mem_new(size));
    atomic_store_explicit(&hints->reusable, size, memory_order_relaxed);
}

/* Moves the bytes in the scratch to a bytes object of the size that the hints
 * tell, but of *cap bytes at least. Sets *cap to its capacity. */
static int
leave_scratch(jsd_output *out, size_t used, size_t *cap)
{
    size_t large =
        atomic_load_explicit(&out->hints->large, memory_order_relaxed);

    make_reusable(out->hints, large > *cap ? large : *cap);
    if (large > *cap)
        out->bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)large);
    if (out->bytes != NULL) {
        *cap = large;
    } else {
        PyErr_Clear(); /* then as little as needed */
        out->bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)*cap);
        if (out->bytes == NULL)
            return -1;
    }
    memcpy(PyBytes_AsString(out->bytes), out->start, used);
    return 0;
}

char *
jsd_output_grow(jsd_output *out, char *p, size_t more)
{
    size_t used = (size_t)(p - out->start);
    size_t cap;

    /* Doubles the capacity, so that growing takes linear time. */
    if (jsd_add_over(used, more, &cap) ||
        jsd_add_over(cap, used > GUESS_SPARE ? used : GUESS_SPARE, &cap) ||
        cap > PY_SSIZE_T_MAX) {
        jsd_raise_no_memory();
        return NULL;
    }
    if ((out->bytes == NULL ? leave_scratch(out, used, &cap)
                            : resize_bytes(&out->bytes, used, cap)) < 0)
        return NULL;
    out->start = PyBytes_AsString(out->bytes);
    out->limit = out->start + cap;
    jsd_pages_prefer_huge(out->bytes, out->limit, HUGE_FROM);
    return out->start + used;
}

/* ------------------------------------------------------------ tiny results */

static const char *const tiny_results[] = {"{}",   "[]",   "\"\"",
                                           "null", "true", "false"};

int
jsd_output_hints_init(jsd_output_hints *hints)
{
    for (size_t i = 0; i < JSD_COUNTOF(tiny_results); i++) {
        hints->tiny[i] = PyBytes_FromString(tiny_results[i]);
        if (hints->tiny[i] == NULL)
            return -1;
    }
    return 0;
}

void
jsd_output_hints_clear(jsd_output_hints *hints)
{
    for (size_t i = 0; i < JSD_COUNTOF(tiny_results); i++) {
        Py_DecRef(hints->tiny[i]);
        hints->tiny[i] = NULL;
    }
}

/* Returns the shared bytes object of this JSON text, or NULL. The first byte
 * and the length identify it. */
static PyObject *
find_tiny(const jsd_output_hints *hints, const char *s, size_t n)
{
    PyObject *found = NULL;

    if (n == 2)
        found = *s == '{'   ? hints->tiny[0]
                : *s == '[' ? hints->tiny[1]
                : *s == '"' ? hints->tiny[2]
                            : NULL;
    else if (n == 4)
        found = *s == 'n' ? hints->tiny[3] : *s == 't' ? hints->tiny[4] : NULL;
    else if (n == 5)
        found = *s == 'f' ? hints->tiny[5] : NULL;
    if (found != NULL)
        Py_IncRef(found);
    return found;
}

PyObject *
jsd_output_finish(jsd_output *out, char *p)
{
    size_t used = (size_t)(p - out->start);
    PyObject *bytes = out->bytes;

    out->bytes = NULL;
    if (bytes == NULL) {
        if (used <= 5)
            bytes = find_tiny(out->hints, out->start, used);
        return bytes != NULL
                   ? bytes
                   : PyBytes_FromStringAndSize(out->start, (Py_ssize_t)used);
    }
    note_size(out->hints, used);
    if (resize_bytes(&bytes, used, used) < 0)
        return NULL;
    return bytes;
}

/* -------------------------------------------------------------------- str */

static PyObject *
new_str_of_utf8(const char *s, size_t n, const jsd_utf8_size *size)
{
    void *data;
    PyObject *str = jsd_str_new(size->count, size->widest, &data);

    if (str == NULL)
        return NULL;
    if (size->widest < 0x80)
        memcpy(data, s, n);
    else if (size->widest < 0x100)
        jsd_utf8_to_ucs1(s, n, data);
    else if (size->widest < 0x10000)
        jsd_utf8_to_ucs2(s, n, data);
    else
        jsd_utf8_to_ucs4(s, n, data);
    return str;
}

PyObject *
jsd_output_finish_str(jsd_output *out, char *p, PyObject *exception)
{
    size_t n = (size_t)(p - out->start), at;
    PyObject *str = NULL;
    PyThreadState *thread = jsd_unlock(n);
    jsd_utf8_size size;
    jsd_status status = jsd_utf8_measure(out->start, n, &size, &at);

    jsd_relock(thread);
    if (status != JSD_OK)
        jsd_raise_not_utf8(exception);
    else if (jsd_abi.caps & JSD_CAP_NEW_STR)
        str = new_str_of_utf8(out->start, n, &size);
    else
        str = PyUnicode_DecodeUTF8(out->start, (Py_ssize_t)n, NULL);
    jsd_output_clear(out);
    return str;
}

void
jsd_output_clear(jsd_output *out)
{
    Py_DecRef(out->bytes);
    out->bytes = NULL;
}
