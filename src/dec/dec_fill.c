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
    size_t before; /* items that were written into other memory */
    char *first;   /* the items since then */
    uint64_t spare[SPARE / 8];
} fill_reading;

/* -------------------------------------------------------------------- room */

/* Divides by a shift: a division takes as long as a short array. */
static size_t
items_read(const jsd_dec_fill *f, const fill_reading *r)
{
    return r->before + ((size_t)(r->reader.out - r->first) >> f->shift);
}

/* Directs the parser to the memory behind the items that m has. */
static void
place_items(const jsd_dec_fill *f, const jsd_dec_match *m, fill_reading *r)
{
    if (r->before > m->room) {
        r->first = (char *)r->spare;
        r->reader.limit = r->first + SPARE;
    } else if (m->room == 0) {
        r->first = r->reader.limit = m->data; /* perhaps NULL */
    } else {
        r->first = m->data + r->before * f->size;
        r->reader.limit = m->data + m->room * f->size;
    }
    r->reader.out = r->first;
}

/* Allocates memory for the next window of text. It has at most one item more
 * than commas. */
static jsd_status
grow_items(const jsd_dec_fill *f, jsd_dec_match *m, fill_reading *r)
{
    size_t left = (size_t)(f->end - r->reader.s);
    size_t need, bytes;
    char *data;

    if (left > m->window)
        left = m->window;
    if (jsd_mul_over(m->window, WINDOW_GROWTH, &m->window))
        m->window = SIZE_MAX;
    r->before = items_read(f, r);
    if (jsd_add_over(jsd_array_count_commas(r->reader.s, left) + 1, r->before,
                     &need) ||
        jsd_mul_over(need, f->size, &bytes))
        return JSD_TOO_BIG;
    if (need > m->room) {
        data = jsd_mem_resize(m->data, bytes);
        if (data == NULL)
            return JSD_NO_MEMORY;
        m->data = data;
        m->room = need;
    }
    place_items(f, m, r);
    return JSD_OK;
}

static jsd_status
make_room(const jsd_dec_fill *f, jsd_dec_match *m, fill_reading *r)
{
    if (!m->is_given)
        return grow_items(f, m, r);
    r->before = items_read(f, r);
    r->first = r->reader.out = (char *)r->spare;
    r->reader.limit = r->first + SPARE;
    return JSD_OK;
}

/* ------------------------------------------------------------------- match */

void
jsd_dec_match_start(jsd_dec_match *m)
{
    m->pointer = JSD_POINTER_EMPTY;
    m->is_given = false;
    m->data = NULL;
    m->room = 0;
    m->window = FIRST_WINDOW;
    m->status = JSD_OK;
    m->number = 0;
    m->at = NULL;
    jsd_dec_parts_start(&m->parts);
}

void
jsd_dec_match_clear(jsd_dec_match *m)
{
    if (!m->is_given)
        jsd_mem_free(m->data);
    m->data = NULL;
    jsd_dec_parts_clear(&m->parts);
    jsd_pointer_clear(&m->pointer);
}

/* Shrinks the memory to the items. A failure to shrink does no harm. */
static void
shrink_items(const jsd_dec_fill *f, jsd_dec_match *m)
{
    const size_t used = m->parts.items;
    char *data;

    if (m->is_given || used == m->room)
        return;
    if (used == 0) {
        jsd_mem_free(m->data);
        m->data = NULL;
        return;
    }
    data = jsd_mem_resize(m->data, used * f->size);
    if (data != NULL)
        m->data = data;
}

static void
finish_match(const jsd_dec_fill *f, jsd_dec_match *m)
{
    const size_t items = m->parts.items;

    jsd_array_swap_items(f->format, m->data,
                         items < m->room ? items : m->room);
    shrink_items(f, m);
}

/* ------------------------------------------------------------------- array */

/* Limits the arrays that may be open at once. An array that gets one more
 * dimension, for all values of a pointer, has one less of its own. Returns
 * whether the number of dimensions is the limit. */
static bool
limit_levels(jsd_array_parser *reader, bool has_any, size_t outer)
{
    const size_t left = JSD_SKIP_MAX_DEPTH - outer;
    const size_t most = JSD_ARRAY_DIMENSIONS - (size_t)has_any;

    reader->levels = (int)(left < most ? left : most);
    return left >= most;
}

/* Adds the array at s, inside of `outer` containers, to the parts of m. Sets
 * *behind to its end, also where it fails. */
static jsd_status
read_array(const jsd_dec_fill *f, jsd_dec_match *m, const char *s,
           size_t outer, const char **behind)
{
    jsd_array_parse_outcome outcome;
    jsd_status status;
    fill_reading r;
    bool is_wide;

    jsd_array_parse_start(&r.reader, f->format, s, f->end);
    r.reader.takes_nonfinite = f->takes_nan;
    is_wide = limit_levels(&r.reader, m->pointer.has_any, outer);
    r.before = m->parts.items;
    place_items(f, m, &r);
    while ((outcome = jsd_array_parse(&r.reader)) == JSD_ARRAY_FULL) {
        status = make_room(f, m, &r);
        if (status != JSD_OK)
            return status;
    }
    *behind = r.reader.s;
    if (outcome == JSD_ARRAY_FAILED)
        return r.reader.status == JSD_TOO_DEEP && is_wide
                   ? JSD_TOO_MANY_DIMENSIONS
                   : r.reader.status;
    return jsd_dec_parts_add(&m->parts, items_read(f, &r) - m->parts.items,
                             r.reader.ndim, r.reader.shape);
}

/* Parses a text that is the array of match m. */
static jsd_status
read_all(jsd_dec_fill *f, jsd_dec_match *m)
{
    const size_t n = (size_t)(f->end - f->text);
    const char *behind;
    jsd_status status;

    f->at = f->text;
    if (jsd_scalar_has_bom(f->text, n, 1, true))
        return JSD_BOM;
    m->window = SIZE_MAX;
    status =
        read_array(f, m, f->text + jsd_space_bytes(f->text, n), 0, &f->at);
    if (status != JSD_OK)
        return status;
    behind = f->at;
    f->at = behind + jsd_space_bytes(behind, (size_t)(f->end - behind));
    return f->at == f->end ? JSD_OK : JSD_TRAILING;
}

/* --------------------------------------------------------------- documents */

/* Reads the value at s, which a pointer names. Sets *behind to its end.
 * Returns only a failure that ends the reading. Behind a value that is wrong,
 * those that follow are not read, unless its number has been taken back. */
static jsd_status
read_found(const jsd_dec_fill *f, jsd_dec_match *m, size_t number,
           const char *s, size_t outer, const char **behind)
{
    const char *end = NULL;

    jsd_dec_parts_cut(&m->parts, number);
    if (m->parts.count < number)
        return JSD_OK;
    m->status = read_array(f, m, s, outer, &end);
    if (m->status == JSD_NO_MEMORY || m->status == JSD_TOO_BIG)
        return m->status;
    m->number = number;
    m->at = end;
    if (m->status == JSD_OK)
        *behind = end;
    return JSD_OK;
}

/* Reads the value at k->s for each pointer that names it. */
static jsd_status
read_found_of_all(jsd_dec_fill *f, jsd_skip *k)
{
    const char *const s = k->s, *behind = NULL;
    jsd_status status;

    for (size_t i = 0; i < f->count; i++) {
        if (!f->paths[i].is_found)
            continue;
        f->paths[i].is_found = false;
        status = read_found(f, &f->matches[i], f->paths[i].count - 1, s,
                            k->depth, &behind);
        if (status != JSD_OK)
            return status;
    }
    if (behind != NULL)
        jsd_skip_over(k, behind);
    return JSD_OK;
}

/* Finds a match that has failed at a literal of OPT_NAN_LITERAL, where the
 * document fails, too: at its first letter, or behind its sign. Then the error
 * of the match counts, which names the option. */
static jsd_status
fail_document(jsd_dec_fill *f, const jsd_skip *k)
{
    for (size_t i = 0; i < f->count; i++) {
        const jsd_dec_match *m = &f->matches[i];

        if (m->status == JSD_EXPECTED_REAL &&
            (m->at == k->s || m->at + 1 == k->s)) {
            f->at = m->at;
            f->failed = i;
            return m->status;
        }
    }
    f->at = k->s;
    f->failed = f->count;
    return k->status;
}

/* Removes parts of m that count no longer. Returns the first error of its
 * pointer. */
static jsd_status
check_match(jsd_dec_fill *f, jsd_dec_match *m, const jsd_path *path)
{
    const bool is_wrong = m->status != JSD_OK && m->number < path->count;

    jsd_dec_parts_cut(&m->parts, path->count);
    if (is_wrong &&
        (path->nowhere == NULL || m->number < path->nowhere_number)) {
        f->at = m->at;
        return m->status;
    }
    f->at = path->nowhere != NULL ? path->nowhere : f->text;
    if (path->nowhere != NULL)
        return JSD_NOWHERE;
    /* Another thread may have changed the text. */
    return m->pointer.has_any || m->parts.count == 1 ? JSD_OK : JSD_NOWHERE;
}

/* Parses the arrays that the pointers name. Errors of JSON come before errors
 * of an array, because a later key may replace an array that fails. */
static jsd_status
read_inner(jsd_dec_fill *f)
{
    jsd_status status = JSD_OK;
    jsd_skip_outcome outcome;
    jsd_skip k;

    for (size_t i = 0; i < f->count; i++)
        jsd_path_start(&f->paths[i], &f->matches[i].pointer);
    jsd_skip_start(&k, f->text, (size_t)(f->end - f->text), f->paths,
                   f->count);
    k.takes_nan = f->takes_nan;
    while ((outcome = jsd_skip_on(&k)) == JSD_SKIP_FOUND) {
        status = read_found_of_all(f, &k);
        if (status != JSD_OK)
            return status;
    }
    if (outcome == JSD_SKIP_FAILED)
        return fail_document(f, &k);
    for (size_t i = 0; i < f->count && status == JSD_OK; i++) {
        f->failed = i;
        status = check_match(f, &f->matches[i], &f->paths[i]);
    }
    return status;
}

jsd_status
jsd_dec_fill_run(jsd_dec_fill *f)
{
    jsd_status status;

    f->failed = 0;
    f->size = jsd_item_size(f->format.item);
    f->shift = (unsigned)__builtin_ctz((unsigned)f->size);
    status = f->is_whole ? read_all(f, &f->matches[0]) : read_inner(f);
    for (size_t i = 0; status == JSD_OK && i < f->count; i++)
        finish_match(f, &f->matches[i]);
    return status;
}
