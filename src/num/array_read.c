/* SPDX-License-Identifier: MIT */
#include "num/array_read.h"

#include "num/array_kernel.h"

void
jsd_array_read_start(jsd_array_reader *r, jsd_item_format format,
                     const char *s, const char *end)
{
    r->s = s;
    r->end = end;
    r->format = format;
    r->takes_words = false;
    r->state = JSD_ARRAY_ITEM;
    r->status = JSD_OK;
    r->levels = JSD_ARRAY_DIMENSIONS;
    r->depth = 0;
    r->ndim = -1;
    for (int i = 0; i < JSD_ARRAY_DIMENSIONS; i++)
        r->shape[i] = -1;
}

static bool
fail_reader(jsd_array_reader *r, jsd_status status)
{
    r->status = status;
    return false;
}

/* The first unit of what comes; 0 at the end. */
static char
peek_char(const jsd_array_reader *r)
{
    return r->s < r->end ? *r->s : '\0';
}

/* Is the array that is open as long as those beside it were? */
static bool
is_full(const jsd_array_reader *r)
{
    return r->depth > 0 && r->count[r->depth - 1] == r->shape[r->depth - 1];
}

static bool
open_array(jsd_array_reader *r)
{
    if (r->depth == r->ndim || is_full(r))
        return fail_reader(r, JSD_RAGGED);
    if (r->depth == r->levels)
        return fail_reader(r, r->levels < JSD_ARRAY_DIMENSIONS
                                  ? JSD_TOO_DEEP
                                  : JSD_TOO_MANY_DIMENSIONS);
    r->count[r->depth++] = 0;
    r->s++;
    r->state = JSD_ARRAY_FIRST;
    return true;
}

static bool
end_dimension(jsd_array_reader *r)
{
    const ptrdiff_t n = r->count[r->depth - 1];
    ptrdiff_t *length = &r->shape[r->depth - 1];

    if (*length >= 0 && *length != n)
        return fail_reader(r, JSD_RAGGED);
    if (r->ndim < 0) /* it has no items */
        r->ndim = r->depth;
    *length = n;
    r->s++;
    r->depth--;
    if (r->depth > 0)
        r->count[r->depth - 1]++;
    r->state = JSD_ARRAY_BEHIND;
    return true;
}

static bool
read_separator(jsd_array_reader *r)
{
    if (r->s == r->end)
        return fail_reader(r, JSD_END);
    if (*r->s == ']')
        return end_dimension(r);
    if (*r->s != ',')
        return fail_reader(r, JSD_EXPECTED_COMMA_OR_BRACKET);
    r->s++;
    r->state = JSD_ARRAY_ITEM;
    return true;
}

/* The text is a number alone. */
static bool
read_only(jsd_array_reader *r)
{
    const char *p = jsd_array_item(r, r->s, r->out);

    if (p == NULL)
        return false;
    r->s = p;
    r->ndim = 0;
    r->out += jsd_item_size(r->format.item);
    r->state = JSD_ARRAY_BEHIND;
    return true;
}

static bool
is_item(jsd_item item, char c)
{
    if (item == JSD_ITEM_BOOL)
        return c == 't' || c == 'f';
    return c == '-' || (c >= '0' && c <= '9') || jsd_array_is_literal(item, c);
}

/* An item comes, or what is none. *full: it has no room. */
static bool
read_item(jsd_array_reader *r, bool *full)
{
    if (r->s == r->end)
        return fail_reader(r, r->depth == 0 ? JSD_EMPTY : JSD_END);
    if (!is_item(r->format.item, *r->s))
        return fail_reader(r, r->format.item == JSD_ITEM_BOOL
                                  ? JSD_EXPECTED_BOOL
                                  : JSD_EXPECTED_NUMBER);
    if ((r->ndim >= 0 && r->ndim != r->depth) || is_full(r))
        return fail_reader(r, JSD_RAGGED);
    *full = r->out == r->limit;
    if (*full)
        return true;
    if (r->depth == 0)
        return read_only(r);
    r->ndim = r->depth;
    return jsd_array_kernel_now()->readers->rows[r->format.item](r);
}

jsd_array_outcome
jsd_array_read_on(jsd_array_reader *r)
{
    bool full = false, is_right;

    while (r->state != JSD_ARRAY_BEHIND || r->depth > 0) {
        char c;

        r->s = jsd_array_space(r->s, r->end);
        c = peek_char(r);
        if (r->state == JSD_ARRAY_BEHIND)
            is_right = read_separator(r);
        else if (c == ']' && r->state == JSD_ARRAY_FIRST)
            is_right = end_dimension(r);
        else if (c == '[')
            is_right = open_array(r);
        else
            is_right = read_item(r, &full);
        if (!is_right)
            return JSD_ARRAY_FAILED;
        if (full)
            return JSD_ARRAY_FULL;
    }
    return JSD_ARRAY_DONE;
}

void
jsd_array_order(jsd_item_format format, char *items, size_t n)
{
    const size_t size = jsd_item_size(format.item);
    uint64_t wide;
    uint32_t word;
    uint16_t half;

    if (!format.swapped)
        return;
    for (; n > 0; n--, items += size) {
        if (size == 2) {
            memcpy(&half, items, sizeof half);
            half = __builtin_bswap16(half);
            memcpy(items, &half, sizeof half);
        } else if (size == 4) {
            memcpy(&word, items, sizeof word);
            word = __builtin_bswap32(word);
            memcpy(items, &word, sizeof word);
        } else {
            memcpy(&wide, items, sizeof wide);
            wide = __builtin_bswap64(wide);
            memcpy(items, &wide, sizeof wide);
        }
    }
}

size_t
jsd_array_commas(const char *s, size_t n)
{
    return jsd_array_kernel_now()->readers->commas(s, n);
}
