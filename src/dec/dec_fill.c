/* SPDX-License-Identifier: MIT */
#include "dec/dec_fill.h"

#include "base/mem.h"
#include "text/json_scalar.h"
#include "text/skip.h"
#include "text/space.h"

/* Bytes of text whose commas are counted at once, to allocate memory for their
 * items. The number grows each time. */
enum { FIRST_WINDOW = 64 * 1024, WINDOW_GROWTH = 4 };

/* Items for which the caller's memory has no room are parsed into this buffer,
 * over and over, to be counted and checked. */
enum { SPARE = 512 };

typedef struct fill_reading {
    jsd_array_parser reader;
    size_t window;
    size_t before; /* items that were written into other memory */
    char *first;   /* the items since then */
    uint64_t spare[SPARE / 8];
} fill_reading;

/* -------------------------------------------------------------------- room */

static size_t
items_read(const jsd_dec_fill *f, const fill_reading *r)
{
    return r->before +
           (size_t)(r->reader.out - r->first) / jsd_item_size(f->format.item);
}

/* Allocates memory for the next window of text. It has at most one item more
 * than commas. */
static jsd_status
grow_items(jsd_dec_fill *f, fill_reading *r)
{
    const size_t size = jsd_item_size(f->format.item);
    size_t left = (size_t)(f->end - r->reader.s);
    size_t used = (size_t)(r->reader.out - r->first), need;
    char *data;

    if (left > r->window)
        left = r->window;
    if (jsd_mul_over(r->window, WINDOW_GROWTH, &r->window))
        r->window = SIZE_MAX;
    if (jsd_mul_over(jsd_array_count_commas(r->reader.s, left) + 1, size,
                     &need) ||
        jsd_add_over(need, used, &need))
        return JSD_TOO_BIG;
    if (need > f->len || f->data == NULL) {
        data = jsd_mem_resize(f->data, need);
        if (data == NULL)
            return JSD_NO_MEMORY;
        f->data = data;
        f->len = need;
    }
    r->first = f->data;
    r->reader.out = f->data + used;
    r->reader.limit = f->data + f->len / size * size;
    return JSD_OK;
}

static jsd_status
make_room(jsd_dec_fill *f, fill_reading *r)
{
    if (!f->is_given)
        return grow_items(f, r);
    r->before = items_read(f, r);
    r->first = r->reader.out = (char *)r->spare;
    r->reader.limit = r->first + SPARE;
    return JSD_OK;
}

/* ------------------------------------------------------------------- array */

/* Parses the array at s, inside of `outer` containers. Sets *behind to its
 * end. */
static jsd_status
read_array(jsd_dec_fill *f, const char *s, size_t outer, size_t window,
           const char **behind)
{
    const size_t size = jsd_item_size(f->format.item);
    jsd_array_parse_outcome outcome;
    jsd_status status;
    fill_reading r;

    jsd_array_parse_start(&r.reader, f->format, s, f->end);
    r.reader.takes_nonfinite = f->takes_nan;
    if (JSD_SKIP_MAX_DEPTH - outer < JSD_ARRAY_DIMENSIONS)
        r.reader.levels = (int)(JSD_SKIP_MAX_DEPTH - outer);
    r.window = window;
    r.before = 0;
    r.first = r.reader.out = f->data;
    r.reader.limit = f->data == NULL ? NULL : f->data + f->len / size * size;
    while ((outcome = jsd_array_parse(&r.reader)) == JSD_ARRAY_FULL) {
        status = make_room(f, &r);
        if (status != JSD_OK)
            return status;
    }
    *behind = f->at = r.reader.s;
    if (outcome == JSD_ARRAY_FAILED)
        return r.reader.status;
    f->items = items_read(f, &r);
    f->ndim = r.reader.ndim;
    for (int i = 0; i < f->ndim; i++)
        f->shape[i] = r.reader.shape[i];
    return JSD_OK;
}

/* Parses a text that is the array. */
static jsd_status
read_all(jsd_dec_fill *f)
{
    const size_t n = (size_t)(f->end - f->text);
    const char *behind;
    jsd_status status;

    f->at = f->text;
    if (jsd_scalar_has_bom(f->text, n, 1, true))
        return JSD_BOM;
    status = read_array(f, f->text + jsd_space_bytes(f->text, n), 0, SIZE_MAX,
                        &behind);
    if (status != JSD_OK)
        return status;
    f->at = behind + jsd_space_bytes(behind, (size_t)(f->end - behind));
    return f->at == f->end ? JSD_OK : JSD_TRAILING;
}

/* --------------------------------------------------------------- documents */

/* Returns whether the document fails only at a literal of OPT_NAN_LITERAL that
 * the array has: at its first letter, or behind its sign. */
static bool
is_literal_alone(jsd_status status, const char *array, const char *document)
{
    return status == JSD_EXPECTED_REAL &&
           (document == array || document == array + 1);
}

/* Parses the array that the pointer names. Errors of JSON come before errors
 * of the array, because a later key may replace an array that fails. */
static jsd_status
read_inner(jsd_dec_fill *f)
{
    jsd_status status = JSD_NOWHERE;
    const char *found = NULL, *at = NULL, *behind;
    jsd_skip_outcome outcome;
    jsd_skip k;

    jsd_skip_start(&k, f->text, (size_t)(f->end - f->text), &f->pointer);
    k.takes_nan = f->takes_nan;
    while ((outcome = jsd_skip_on(&k)) == JSD_SKIP_FOUND) {
        found = k.s;
        status = read_array(f, found, k.depth, FIRST_WINDOW, &behind);
        at = f->at;
        if (status == JSD_NO_MEMORY || status == JSD_TOO_BIG)
            return status;
        if (status == JSD_OK)
            jsd_skip_over(&k, behind);
    }
    f->at = k.s;
    if (outcome == JSD_SKIP_FAILED && !is_literal_alone(status, at, k.s))
        return k.status;
    f->at = at;
    if (outcome == JSD_SKIP_FAILED)
        return status;
    if (found == k.last)
        return status;
    f->at = k.last;
    return JSD_NOWHERE;
}

/* Shrinks the memory to the items. A failure to shrink does no harm. */
static void
shrink_items(jsd_dec_fill *f)
{
    size_t used = f->items * jsd_item_size(f->format.item);
    char *data;

    if (used == f->len)
        return;
    if (used == 0) {
        jsd_mem_free(f->data);
        f->data = NULL;
    } else if ((data = jsd_mem_resize(f->data, used)) != NULL) {
        f->data = data;
    }
    f->len = used;
}

jsd_status
jsd_dec_fill_run(jsd_dec_fill *f)
{
    const size_t size = jsd_item_size(f->format.item);
    jsd_status status = f->pointer.count == 0 ? read_all(f) : read_inner(f);
    size_t there;

    if (status != JSD_OK) {
        if (!f->is_given) {
            jsd_mem_free(f->data);
            f->data = NULL;
            f->len = 0;
        }
        return status;
    }
    there = f->len / size;
    jsd_array_swap_items(f->format, f->data,
                         f->items < there ? f->items : there);
    if (!f->is_given)
        shrink_items(f);
    return JSD_OK;
}
