/* SPDX-License-Identifier: MIT */
#include "enc/enc_sort.h"

#include "abi/dict.h"
#include "base/mem.h"
#include "enc/enc_key.h"
#include "enc/enc_other.h"
#include "py/error.h"
#include "simd/block.h"

enum { FEW = JSD_ENC_ORDER_KEYS }; /* these have a place on the stack */

/* ---------------------------------------------------------------- the order
 */

/* Units of UTF-16 sort surrogates, and so all beyond the BMP, before U+E000:
 * what is moved up from there keeps the order among itself. */
static uint32_t
utf16_rank(uint32_t c, bool utf16)
{
    return utf16 && c >= 0xd800 && c < 0x10000 ? c + 0x110000 : c;
}

static int
compare_texts(PyObject *a, PyObject *b, bool utf16)
{
    Py_ssize_t na = PyUnicode_GetLength(a), nb = PyUnicode_GetLength(b);
    Py_ssize_t n = na < nb ? na : nb;

    for (Py_ssize_t i = 0; i < n; i++) {
        uint32_t ca = utf16_rank(PyUnicode_ReadChar(a, i), utf16);
        uint32_t cb = utf16_rank(PyUnicode_ReadChar(b, i), utf16);

        if (ca != cb)
            return ca < cb ? -1 : 1;
    }
    return (na > nb) - (na < nb);
}

/* What a member is sorted by: the first bytes of a key that is ASCII, then
 * zeros; and its place in the dict. */
typedef struct rank {
    uint64_t prefix;
    uint32_t at;
    bool is_ascii;
} rank;

/* Of keys that are ASCII, and have the same prefix. */
static int
compare_ascii(PyObject *a, PyObject *b)
{
    const char *sa = NULL, *sb = NULL;
    size_t na = 0, nb = 0;
    int order;

    (void)jsd_str_ascii(a, &sa, &na);
    (void)jsd_str_ascii(b, &sb, &nb);
    order = memcmp(sa, sb, na < nb ? na : nb);
    return order != 0 ? order : (na > nb) - (na < nb);
}

JSD_INLINE bool
is_before(const rank *a, const rank *b, const jsd_enc_member *m, bool utf16)
{
    int order;

    if (JSD_LIKELY(a->is_ascii && b->is_ascii)) {
        if (JSD_LIKELY(a->prefix != b->prefix))
            return a->prefix < b->prefix;
        order = compare_ascii(m[a->at].key, m[b->at].key);
    } else {
        order = compare_texts(m[a->at].key, m[b->at].key, utf16);
    }
    return order != 0 ? order < 0 : a->at < b->at;
}

/* Keys often are in order already, or there are few. */
static void
sort_few(rank *r, size_t n, const jsd_enc_member *m, bool utf16)
{
    for (size_t i = 1; i < n; i++) {
        rank moved = r[i];
        size_t at = i;

        for (; at > 0 && is_before(&moved, &r[at - 1], m, utf16); at--)
            r[at] = r[at - 1];
        r[at] = moved;
    }
}

/* By halves of n, each sorted, merged; spare has room for n. */
static void
sort(rank *r, rank *spare, size_t n, const jsd_enc_member *m, bool utf16)
{
    size_t half = n / 2, a = 0, b = half;

    if (n <= FEW) {
        sort_few(r, n, m, utf16);
        return;
    }
    sort(r, spare, half, m, utf16);
    sort(r + half, spare, n - half, m, utf16);
    if (!is_before(&r[half], &r[half - 1], m, utf16))
        return; /* in order already */
    memcpy(spare, r, half * sizeof *r);
    for (size_t i = 0; a < half; i++)
        r[i] = b < n && is_before(&r[b], &spare[a], m, utf16) ? r[b++]
                                                              : spare[a++];
}

/* -------------------------------------------------------------- the members
 */

/* Eight bytes of a key that has fewer, or more, the first the highest. */
static uint64_t
prefix_of(const char *s, size_t n)
{
    uint64_t word = 0;

    if (JSD_LIKELY(n >= sizeof word))
        memcpy(&word, s, sizeof word);
    else
        jsd_block_move((char *)&word, s, n);
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap64(word)
                                                     : word;
}

static rank
rank_of(PyObject *key, size_t at)
{
    rank r = {.prefix = 0, .at = (uint32_t)at};
    const char *s;
    size_t n;

    r.is_ascii = (jsd_abi.caps & JSD_CAP_STR) && jsd_str_ascii(key, &s, &n);
    if (r.is_ascii)
        r.prefix = prefix_of(s, n);
    return r;
}

/* A key that is no str becomes one: user code may run, so all are held, and
 * the text takes the place of the key. */
static bool
convert_key(jsd_enc *e, jsd_enc_batch *batch, jsd_enc_member *m)
{
    PyObject *text;

    jsd_enc_batch_hold(batch);
    text = jsd_enc_key(e, m->key, m->value);
    if (text == NULL)
        return false;
    Py_DecRef(m->value); /* jsd_enc_key has taken one */
    Py_DecRef(m->key);
    m->key = text;
    return true;
}

static bool
rank_keys(jsd_enc *e, jsd_enc_batch *batch, rank *r)
{
    for (size_t i = 0; i < batch->n; i++) {
        jsd_enc_member *m = &batch->members[i];

        if (JSD_UNLIKELY(jsd_type_of(jsd_abi.caps, m->key) !=
                         &PyUnicode_Type) &&
            !convert_key(e, batch, m))
            return false;
        r[i] = rank_of(m->key, i);
    }
    return true;
}

/* Up to `room` members. Without the GIL they come with references. */
static void
collect(PyObject *dict, jsd_enc_batch *batch, size_t room)
{
    jsd_dict_iter it;
    PyObject *key, *value;

    batch->n = 0;
    batch->held = !(jsd_abi.caps & JSD_CAP_BORROW);
    jsd_dict_iter_start(jsd_abi.caps, &it, dict);
    while (batch->n < room &&
           jsd_dict_next(jsd_abi.caps, &it, &key, &value) > 0) {
        jsd_enc_member *m = &batch->members[batch->n];

        m->key = key;
        m->value = value;
        batch->n++;
    }
}

/* ------------------------------------------------------------------- orders
 * Dicts of one kind have the same keys, in the same order: what the last one
 * was sorted to holds for the next. The keys are the same objects, of which
 * none was freed as long as no user code and no other thread runs. */

static jsd_enc_order *
order_of(jsd_enc *e, const jsd_enc_batch *batch)
{
    uintptr_t a = (uintptr_t)batch->members[0].key >> 4;

    return &e->orders[(a ^ a >> 8 ^ batch->n) % JSD_ENC_ORDERS];
}

static bool
is_known(const jsd_enc *e, const jsd_enc_order *order,
         const jsd_enc_batch *batch)
{
    if (order->n != batch->n || order->calls != e->calls)
        return false;
    for (size_t i = 0; i < batch->n; i++)
        if (order->keys[i] != batch->members[i].key)
            return false;
    return true;
}

static void
remember(const jsd_enc *e, jsd_enc_order *order, const jsd_enc_batch *batch,
         const rank *r)
{
    order->n = batch->n;
    order->calls = e->calls;
    for (size_t i = 0; i < batch->n; i++) {
        order->at[i] = (uint8_t)r[i].at;
        order->keys[i] = batch->members[i].key;
    }
}

/* Its own copy of the order: what is inside may take its place. */
static char *
put_known(jsd_enc *e, char *p, const jsd_enc_member *m, jsd_enc_order order)
{
    for (size_t i = 0; i < order.n; i++) {
        const jsd_enc_member *next = &m[order.at[i]];

        p = e->engine->member(e, p, next->key, next->value);
        if (p == NULL)
            return jsd_enc_failed_at(e, next->key);
    }
    return p;
}

/* r has room for twice as many ranks as there are members. */
static char *
put_ranked(jsd_enc *e, char *p, jsd_enc_batch *batch, rank *r,
           jsd_enc_order *order)
{
    if (!rank_keys(e, batch, r))
        return NULL;
    sort(r, r + batch->n, batch->n, batch->members,
         (e->options & JSD_OPT(CANONICAL)) != 0);
    if (order != NULL && !batch->held)
        remember(e, order, batch, r);
    for (size_t i = 0; i < batch->n; i++) {
        const jsd_enc_member *next = &batch->members[r[i].at];

        p = e->engine->member(e, p, next->key, next->value);
        if (p == NULL)
            return jsd_enc_failed_at(e, next->key);
    }
    return p;
}

static char *
put_few(jsd_enc *e, char *p, PyObject *dict)
{
    jsd_enc_member members[FEW];
    jsd_enc_batch batch = {.outer = e->batch, .members = members};
    rank ranks[2 * FEW];
    jsd_enc_order *order = NULL;

    collect(dict, &batch, FEW);
    e->batch = &batch;
    if (batch.n > 0 && !batch.held)
        order = order_of(e, &batch);
    if (order != NULL && is_known(e, order, &batch))
        p = put_known(e, p, members, *order);
    else
        p = put_ranked(e, p, &batch, ranks, order);
    e->batch = batch.outer;
    jsd_enc_batch_drop(&batch);
    return p;
}

static char *
put_many(jsd_enc *e, char *p, PyObject *dict, size_t n)
{
    jsd_enc_batch batch = {.outer = e->batch};
    rank *ranks = n > UINT32_MAX ? NULL : jsd_mem_new(2 * n * sizeof *ranks);

    if (ranks != NULL)
        batch.members = jsd_mem_new(n * sizeof *batch.members);
    if (batch.members == NULL) {
        jsd_mem_free(ranks);
        jsd_raise_no_memory();
        return NULL;
    }
    collect(dict, &batch, n);
    e->batch = &batch;
    p = put_ranked(e, p, &batch, ranks, NULL);
    e->batch = batch.outer;
    jsd_enc_batch_drop(&batch);
    jsd_mem_free(batch.members);
    jsd_mem_free(ranks);
    return p;
}

char *
jsd_enc_sorted_members(jsd_enc *e, char *p, PyObject *dict)
{
    size_t n = (size_t)jsd_dict_size(jsd_abi.caps, dict);

    return n <= FEW ? put_few(e, p, dict) : put_many(e, p, dict, n);
}
