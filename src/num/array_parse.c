/* SPDX-License-Identifier: MIT */
#include "num/array_parse.h"

#include "num/array_kernel.h"
#include "num/array_parse_internal.h"

void
jsd_array_parse_start(jsd_array_parser *r, jsd_item_format format,
                      const char *s, const char *end)
{
    r->s = s;
    r->end = end;
    r->format = format;
    r->takes_nonfinite = false;
    r->state = JSD_ARRAY_EXPECT_ITEM;
    r->status = JSD_OK;
    r->levels = JSD_ARRAY_DIMENSIONS;
    r->depth = r->deepest = 0;
    r->ndim = -1;
}

static bool
fail_reader(jsd_array_parser *r, jsd_status status)
{
    r->status = status;
    return false;
}

/* Returns the next byte, or 0 at the end. */
static char
peek_char(const jsd_array_parser *r)
{
    return r->s < r->end ? *r->s : '\0';
}

/* Returns whether the open array has as many items as those beside it. */
static bool
is_full(const jsd_array_parser *r)
{
    return r->depth > 0 && r->count[r->depth - 1] == r->shape[r->depth - 1];
}

static bool
open_array(jsd_array_parser *r)
{
    if (r->depth == r->ndim || is_full(r))
        return fail_reader(r, JSD_RAGGED);
    if (r->depth == r->levels)
        return fail_reader(r, r->levels < JSD_ARRAY_DIMENSIONS
                                  ? JSD_TOO_DEEP
                                  : JSD_TOO_MANY_DIMENSIONS);
    if (r->depth == r->deepest)
        r->shape[r->deepest++] = -1;
    r->count[r->depth++] = 0;
    r->s++;
    r->state = JSD_ARRAY_EXPECT_ITEM_OR_END;
    return true;
}

static bool
end_dimension(jsd_array_parser *r)
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
    r->state = JSD_ARRAY_EXPECT_SEPARATOR;
    return true;
}

static bool
read_separator(jsd_array_parser *r)
{
    if (r->s == r->end)
        return fail_reader(r, JSD_END);
    if (*r->s == ']')
        return end_dimension(r);
    if (*r->s != ',')
        return fail_reader(r, JSD_EXPECTED_COMMA_OR_BRACKET);
    r->s++;
    r->state = JSD_ARRAY_EXPECT_ITEM;
    return true;
}

/* Parses a text that is one number. */
static bool
read_only(jsd_array_parser *r)
{
    const char *p = jsd_array_parse_item(r, r->s, r->out);

    if (p == NULL)
        return false;
    r->s = p;
    r->ndim = 0;
    r->out += jsd_item_size(r->format.item);
    r->state = JSD_ARRAY_EXPECT_SEPARATOR;
    return true;
}

/* Parses items from r->s on. Sets *full if there is no memory for the next. */
static bool
read_item(jsd_array_parser *r, bool *full)
{
    if (r->s == r->end)
        return fail_reader(r, r->depth == 0 ? JSD_EMPTY : JSD_END);
    if (!jsd_array_may_be_item(r->format.item, *r->s))
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
    return jsd_array_kernel_now()->parse->rows[r->format.item](r);
}

jsd_array_parse_outcome
jsd_array_parse(jsd_array_parser *r)
{
    bool full = false, is_right;

    while (r->state != JSD_ARRAY_EXPECT_SEPARATOR || r->depth > 0) {
        char c;

        r->s = jsd_array_skip_space(r->s, r->end);
        c = peek_char(r);
        if (r->state == JSD_ARRAY_EXPECT_SEPARATOR)
            is_right = read_separator(r);
        else if (c == ']' && r->state == JSD_ARRAY_EXPECT_ITEM_OR_END)
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
jsd_array_swap_items(jsd_item_format format, char *items, size_t n)
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
jsd_array_count_commas(const char *s, size_t n)
{
    return jsd_array_kernel_now()->parse->commas(s, n);
}
