/* SPDX-License-Identifier: MIT */
#include "enc/enc_collection.h"

#include "base/buf.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "enc/enc_style.h"

#include <stdlib.h>

char *
jsd_enc_mapping(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *dict = JSD_GATED(&e->gate, PyDict_New());

    if (dict != NULL && JSD_GATED(&e->gate, PyDict_Update(dict, o)) < 0) {
        jsd_gate_drop(&e->gate, dict);
        dict = NULL;
        jsd_enc_raise_from(e, "a mapping cannot be read");
    }
    return jsd_enc_made_dict(e, p, dict, o, false);
}

/* Sets *item to the next item, a new reference, and returns 1. Returns 0 at
 * the end, -1 with an exception. It checks the type of the iterator each time,
 * as an iterator may change its class and PyIter_Next() does not check. */
static int
next_iterator_item(jsd_enc *e, PyObject *iterator, PyObject **item)
{
    if (!PyIter_Check(iterator)) {
        jsd_enc_raise(e, "an iterator is none any more");
        return -1;
    }
    *item = JSD_GATED(&e->gate, PyIter_Next(iterator));
    if (*item != NULL)
        return 1;
    if (PyErr_Occurred() == NULL)
        return 0;
    jsd_enc_raise_from(e, "an iterator has failed");
    return -1;
}

/* ---------------------------------------------------- sets with OPT_CANONICAL
 *
 * The order of a set depends on the addresses and seeded hashes of its
 * elements. The elements are written in that order and then sorted by their
 * text. */

typedef struct sorted_element {
    size_t at; /* offset in the output */
    const char *text;
    size_t n; /* bytes, without the comma after it */
} sorted_element;

typedef struct sorted_elements {
    jsd_buf entries; /* array of sorted_element */
    size_t n;
} sorted_elements;

/* Compares two elements by the bytes of their text, for qsort(). Elements with
 * equal text are interchangeable. */
static int
compare_elements(const void *left, const void *right)
{
    const sorted_element *a = left, *b = right;
    int order = memcmp(a->text, b->text, a->n < b->n ? a->n : b->n);

    return order != 0 ? order : (a->n > b->n) - (a->n < b->n);
}

static bool
note_element(jsd_enc *e, sorted_elements *elements, const char *p)
{
    sorted_element *entries;

    if (jsd_buf_reserve(&elements->entries,
                        (elements->n + 1) * sizeof *entries) != JSD_OK) {
        jsd_enc_raise_no_memory(e);
        return false;
    }
    entries = elements->entries.data;
    entries[elements->n++].at = (size_t)(p - e->out.start);
    return true;
}

/* Sorts the elements. The text of the last one ends at p. Returns p, or NULL
 * with an exception. */
static JSD_NOINLINE char *
sort_elements(jsd_enc *e, char *p, sorted_elements *elements)
{
    sorted_element *entries = elements->entries.data;
    char *const first = e->out.start + entries[0].at;
    const size_t size = (size_t)(p - first);
    jsd_buf sorted = JSD_BUF_EMPTY;
    char *to;

    if (jsd_buf_reserve(&sorted, size) != JSD_OK)
        return jsd_enc_raise_no_memory(e);
    for (size_t i = 0; i < elements->n; i++) {
        const char *end =
            i + 1 < elements->n ? e->out.start + entries[i + 1].at : p;

        entries[i].text = e->out.start + entries[i].at;
        entries[i].n = (size_t)(end - entries[i].text) - 1;
    }
    qsort(entries, elements->n, sizeof *entries, compare_elements);
    to = sorted.data;
    for (size_t i = 0; i < elements->n; i++) {
        memcpy(to, entries[i].text, entries[i].n + 1);
        to += entries[i].n + 1;
    }
    memcpy(first, sorted.data, size);
    jsd_buf_clear(&sorted);
    return p;
}

/* --------------------------------------------------------------- iterables */

/* Writes the items of iterator as an array. Takes over the references to
 * iterator and to the collection o. elements records where each one begins;
 * NULL: their order is kept. NULL with an exception. */
static char *
put_iterator_items(jsd_enc *e, char *p, PyObject *iterator, PyObject *o,
                   sorted_elements *elements)
{
    PyObject *item = NULL;
    int got;

    if (!jsd_enc_enter_owned(e, iterator, o))
        return jsd_enc_too_deep(e);
    *p++ = '[';
    for (Py_ssize_t i = 0;
         p != NULL && (got = next_iterator_item(e, iterator, &item)) != 0;
         i++) {
        bool is_noted =
            got < 0 || elements == NULL || note_element(e, elements, p);

        p = got < 0 || !is_noted ? NULL : e->engine->item(e, p, item);
        if (got > 0)
            jsd_gate_drop(&e->gate, item);
        if (p == NULL)
            return jsd_enc_failed_at_index(e, i);
    }
    if (elements != NULL && elements->n > 1)
        p = sort_elements(e, p, elements);
    if (p == NULL)
        return NULL;
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, ']');
}

/* Writes a set, sorted. The sink gets nothing before the set is complete,
 * since the set is sorted in the output buffer. NULL with an exception. */
static char *
put_set(jsd_enc *e, char *p, PyObject *iterator, PyObject *o)
{
    const jsd_enc_sink *const sink = e->sink;
    sorted_elements elements = {JSD_BUF_EMPTY, 0};

    e->sink = NULL;
    p = put_iterator_items(e, p, iterator, o, &elements);
    e->sink = sink;
    jsd_buf_clear(&elements.entries);
    return p;
}

char *
jsd_enc_iterable(jsd_enc *e, char *p, PyObject *o)
{
    int unordered = e->options & JSD_OPT(CANONICAL)
                        ? jsd_types_is_set(&e->state->types, &e->gate, o)
                        : 0;
    PyObject *iterator = NULL;

    if (unordered >= 0)
        iterator = JSD_GATED(&e->gate, PyObject_GetIter(o));
    if (iterator == NULL) {
        jsd_enc_raise_from(e, "a collection cannot be iterated");
        jsd_gate_drop(&e->gate, o);
        return NULL;
    }
    return unordered ? put_set(e, p, iterator, o)
                     : put_iterator_items(e, p, iterator, o, NULL);
}
