/* SPDX-License-Identifier: MIT */
#include "enc/enc_sort.h"

#include "abi/dict.h"
#include "base/mem.h"
#include "enc/enc_key.h"
#include "enc/enc_other.h"
#include "py/error.h"
#include "simd/unit.h"

#include <stdlib.h>

enum { FEW = 16 }; /* members that have their place on the stack */

typedef struct member {
    uint64_t prefix;   /* of a key that is ASCII: its first bytes, and 0s */
    const char *ascii; /* NULL: not ASCII, or not to be read in place */
    size_t len;
    PyObject *key, *value; /* owned */
    size_t index;          /* in the dict */
} member;

/* ---------------------------------------------------------------- the order
 */

/* Units of UTF-16 sort surrogates, and so all beyond the BMP, before U+E000:
 * what is moved down from there keeps the order among itself. */
static uint32_t
rank(uint32_t c, bool utf16)
{
    if (!utf16 || c < 0xd800)
        return c;
    return c < 0x10000 ? c + 0x110000 : c;
}

static int
compare_texts(PyObject *a, PyObject *b, bool utf16)
{
    Py_ssize_t na = PyUnicode_GetLength(a), nb = PyUnicode_GetLength(b);
    Py_ssize_t n = na < nb ? na : nb;

    for (Py_ssize_t i = 0; i < n; i++) {
        uint32_t ca = rank(PyUnicode_ReadChar(a, i), utf16);
        uint32_t cb = rank(PyUnicode_ReadChar(b, i), utf16);

        if (ca != cb)
            return ca < cb ? -1 : 1;
    }
    return (na > nb) - (na < nb);
}

static int
compare(const member *a, const member *b, bool utf16)
{
    int order;

    if (a->ascii != NULL && b->ascii != NULL) {
        if (a->prefix != b->prefix)
            return a->prefix < b->prefix ? -1 : 1;
        order = memcmp(a->ascii, b->ascii, a->len < b->len ? a->len : b->len);
        if (order == 0)
            order = (a->len > b->len) - (a->len < b->len);
    } else {
        order = compare_texts(a->key, b->key, utf16);
    }
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static int
by_code_point(const void *a, const void *b)
{
    return compare(a, b, false);
}

static int
by_utf16(const void *a, const void *b)
{
    return compare(a, b, true);
}

/* Keys often are in order already, or there are few. */
static void
sort(member *m, size_t n, bool utf16)
{
    if (n > FEW) {
        qsort(m, n, sizeof *m, utf16 ? by_utf16 : by_code_point);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        member moved = m[i];
        size_t at = i;

        for (; at > 0 && compare(&m[at - 1], &moved, utf16) > 0; at--)
            m[at] = m[at - 1];
        m[at] = moved;
    }
}

/* -------------------------------------------------------------- the members
 */

/* Eight bytes of a key that has fewer, or more, the first the highest. */
static uint64_t
prefix_of(const char *s, size_t n)
{
    unsigned char head[8] = {0};
    uint64_t word = 0;

    memcpy(head, s, n < sizeof head ? n : sizeof head);
    for (size_t i = 0; i < sizeof head; i++)
        word = word << 8 | head[i];
    return word;
}

static void
read_key(member *m)
{
    m->ascii = NULL;
    if ((jsd_abi.caps & JSD_CAP_STR) &&
        jsd_str_ascii(m->key, &m->ascii, &m->len))
        m->prefix = prefix_of(m->ascii, m->len);
    else
        m->ascii = NULL;
}

static void
drop(member *m, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Py_DecRef(m[i].key);
        Py_DecRef(m[i].value);
    }
}

/* References to key and value, which a build without the GIL has taken. */
static void
keep(member *m, PyObject *key, PyObject *value)
{
    if (jsd_abi.caps & JSD_CAP_BORROW) {
        Py_IncRef(key);
        Py_IncRef(value);
    }
    m->key = key;
    m->value = value;
}

/* Keys that are no str become one when all are collected: that may run user
 * code. False with an exception. */
static bool
convert_keys(jsd_enc *e, member *m, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        PyObject *key = m[i].key;

        if (jsd_type_of(jsd_abi.caps, key) != &PyUnicode_Type) {
            PyObject *text = jsd_enc_key(e, key, m[i].value);

            if (text == NULL)
                return false;
            Py_DecRef(m[i].value);
            Py_DecRef(key);
            m[i].key = text;
        }
        read_key(&m[i]);
    }
    return true;
}

/* How many there are, at most `room`; -1 when they change meanwhile. */
static Py_ssize_t
collect(PyObject *dict, member *m, size_t room)
{
    jsd_dict_iter it;
    PyObject *key, *value;
    size_t n = 0;
    int got;

    jsd_dict_iter_start(jsd_abi.caps, &it, dict);
    while (n < room &&
           (got = jsd_dict_next(jsd_abi.caps, &it, &key, &value)) > 0) {
        m[n].index = n;
        keep(&m[n++], key, value);
    }
    return (Py_ssize_t)n;
}

static char *
put_sorted(jsd_enc *e, char *p, member *m, size_t n)
{
    if (!convert_keys(e, m, n))
        return NULL;
    sort(m, n, (e->options & JSD_OPT(CANONICAL)) != 0);
    for (size_t i = 0; i < n; i++) {
        p = e->engine->member(e, p, m[i].key, m[i].value);
        if (p == NULL)
            return jsd_enc_failed_at(e, m[i].key);
    }
    return p;
}

char *
jsd_enc_sorted_members(jsd_enc *e, char *p, PyObject *dict)
{
    size_t n = (size_t)jsd_dict_size(jsd_abi.caps, dict);
    member few[FEW], *m = few;

    if (n > FEW) {
        m = jsd_mem_new(n * sizeof *m);
        if (m == NULL) {
            jsd_raise_no_memory();
            return NULL;
        }
    }
    n = (size_t)collect(dict, m, n);
    p = put_sorted(e, p, m, n);
    drop(m, n);
    if (m != few)
        jsd_mem_free(m);
    return p;
}
