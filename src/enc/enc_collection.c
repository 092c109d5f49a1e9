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

/* 1 and the next item, new; 0 at the end; -1 with an exception. An iterator
 * may have changed its class since it was asked last: CPython does not look.
 */
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

/* ---------------------------------------------------- sets, when canonical
 * The order of a set depends on the addresses and seeded hashes of what it
 * has. Its elements are written as they come and then sorted by their text. */

typedef struct sorted_element {
    size_t at; /* of the output */
    const char *text;
    size_t n; /* without the comma behind it */
} sorted_element;

typedef struct sorted_elements {
    jsd_buf places; /* of elements */
    size_t n;
} sorted_elements;

/* By the bytes of the text. Those of equal texts do not differ. */
static int
compare_elements(const void *left, const void *right)
{
    const sorted_element *a = left, *b = right;
    int order = memcmp(a->text, b->text, a->n < b->n ? a->n : b->n);

    return order != 0 ? order : (a->n > b->n) - (a->n < b->n);
}

static bool
note_element(jsd_enc *e, sorted_elements *all, const char *p)
{
    sorted_element *places;

    if (jsd_buf_reserve(&all->places, (all->n + 1) * sizeof *places) !=
        JSD_OK) {
        jsd_enc_raise_no_memory(e);
        return false;
    }
    places = all->places.data;
    places[all->n++].at = (size_t)(p - e->out.start);
    return true;
}

/* Sorts the elements, which end at p. Returns p, or NULL with an exception. */
static __attribute__((noinline)) char *
sort_elements(jsd_enc *e, char *p, sorted_elements *all)
{
    sorted_element *places = all->places.data;
    char *const first = e->out.start + places[0].at;
    const size_t size = (size_t)(p - first);
    jsd_buf sorted = JSD_BUF_EMPTY;
    char *to;

    if (jsd_buf_reserve(&sorted, size) != JSD_OK)
        return jsd_enc_raise_no_memory(e);
    for (size_t i = 0; i < all->n; i++) {
        const char *end = i + 1 < all->n ? e->out.start + places[i + 1].at : p;

        places[i].text = e->out.start + places[i].at;
        places[i].n = (size_t)(end - places[i].text) - 1;
    }
    qsort(places, all->n, sizeof *places, compare_elements);
    to = sorted.data;
    for (size_t i = 0; i < all->n; i++) {
        memcpy(to, places[i].text, places[i].n + 1);
        to += places[i].n + 1;
    }
    memcpy(first, sorted.data, size);
    jsd_buf_clear(&sorted);
    return p;
}

/* -------------------------------------------------------------- iterables */

/* Takes the iterator and what it goes over. all is NULL where the elements
 * have an order. */
static char *
put_iterator_items(jsd_enc *e, char *p, PyObject *iterator, PyObject *o,
                   sorted_elements *all)
{
    PyObject *item;
    int got;

    if (!jsd_enc_enter_owned(e, iterator, o))
        return jsd_enc_too_deep(e);
    *p++ = '[';
    for (Py_ssize_t i = 0;
         p != NULL && (got = next_iterator_item(e, iterator, &item)) != 0;
         i++) {
        bool is_noted = got < 0 || all == NULL || note_element(e, all, p);

        p = got < 0 || !is_noted ? NULL : e->engine->item(e, p, item);
        if (got > 0)
            jsd_gate_drop(&e->gate, item);
        if (p == NULL)
            return jsd_enc_failed_at_index(e, i);
    }
    if (all != NULL && all->n > 1)
        p = sort_elements(e, p, all);
    if (p == NULL)
        return NULL;
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, ']');
}

/* A set is sorted where it lies, so none of it goes to the sink before. */
static char *
put_set(jsd_enc *e, char *p, PyObject *iterator, PyObject *o)
{
    const jsd_enc_sink *const sink = e->sink;
    sorted_elements all = {JSD_BUF_EMPTY, 0};

    e->sink = NULL;
    p = put_iterator_items(e, p, iterator, o, &all);
    e->sink = sink;
    jsd_buf_clear(&all.places);
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
