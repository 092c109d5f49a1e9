/* SPDX-License-Identifier: MIT */
#include "text/skip.h"

#include "num/number.h"
#include "simd/escaped.h"
#include "text/json_scalar.h"
#include "text/space.h"
#include "text/unescape.h"
#include "text/utf8.h"

/* A number of at most this many bytes without an exponent is in the range of a
 * double. */
enum { SAFE_DIGITS = 300 };

void
jsd_skip_start(jsd_skip *k, const char *text, size_t n, jsd_path *paths,
               size_t count)
{
    k->s = k->text = text;
    k->end = text + n;
    k->paths = paths;
    k->count = count;
    k->takes_nan = false;
    k->status = JSD_OK;
    k->is_behind = k->is_first = false;
    k->is_named = count > 0;
    k->depth = k->named = 0;
}

static bool
fail_skip(jsd_skip *k, jsd_status status, const char *s)
{
    k->status = status;
    k->s = s;
    return false;
}

/* Reports that s is not what the grammar requires. */
static bool
fail_unexpected(jsd_skip *k, jsd_status status, const char *s)
{
    return fail_skip(k, s == k->end ? JSD_END : status, s);
}

JSD_INLINE const char *
skip_space(const jsd_skip *k, const char *s)
{
    if (s < k->end && (unsigned char)*s <= ' ')
        s += jsd_space_bytes(s, (size_t)(k->end - s));
    return s;
}

JSD_INLINE char
peek_byte(const jsd_skip *k, const char *s)
{
    return s < k->end ? *s : '\0';
}

JSD_INLINE bool
is_digit_byte(char c)
{
    return c >= '0' && c <= '9';
}

/* ----------------------------------------------------------------- scalars */

static bool
skip_literal(jsd_skip *k, const char *s, const char *literal)
{
    size_t at;
    jsd_status status =
        jsd_scalar_match_literal(s, (size_t)(k->end - s), literal, 1, &at);

    if (status != JSD_OK)
        return fail_skip(k, status, s + at);
    k->s = s + at;
    return true;
}

/* Skips a number that may be wrong or out of range. */
static bool
skip_checked_number(jsd_skip *k, const char *s)
{
    jsd_number number;
    size_t at;
    jsd_status status = jsd_number_read(s, (size_t)(k->end - s), &number, &at);

    if (status != JSD_OK)
        return fail_skip(k, status, s + at);
    k->s = s + at;
    return true;
}

static bool
skip_number(jsd_skip *k, const char *s)
{
    const jsd_number_extent number = jsd_number_measure(s, k->end);

    if (!number.is_valid || number.has_exponent || number.len > SAFE_DIGITS)
        return skip_checked_number(k, s);
    k->s = s + number.len;
    return true;
}

/* Returns the end of the escape at s, or NULL after a failure. */
static const char *
skip_escape(jsd_skip *k, const char *s)
{
    const size_t left = (size_t)(k->end - s);
    size_t size = 0;
    jsd_status status;

    if (JSD_LIKELY(jsd_escaped_character(s, left, &size, 1) != UINT32_MAX))
        return s + size;
    status = jsd_unescape_explain(s, left);
    fail_skip(k, status, status == JSD_END ? k->end : s);
    return NULL;
}

/* Reports the wrong UTF-8 in the n bytes at s. If another thread has corrected
 * the bytes meanwhile, reports the first of them. */
static bool
fail_utf8(jsd_skip *k, const char *s, size_t n)
{
    size_t at;
    jsd_status status = jsd_utf8_explain(s, n, s + n == k->end, &at);

    if (status == JSD_OK)
        return fail_skip(k, JSD_BAD_UTF8, s);
    return fail_skip(k, status, s + at);
}

/* Skips a string whose first character is at s. */
static bool
skip_string(jsd_skip *k, const char *s)
{
    jsd_utf8_string_info info;
    jsd_status status;

    for (;;) {
        jsd_utf8_string(s, (size_t)(k->end - s), &info);
        if (JSD_UNLIKELY(!info.valid))
            return fail_utf8(k, s, info.len);
        s += info.len;
        if (s == k->end)
            return fail_skip(k, JSD_END, s);
        if (*s != '\\')
            break;
        s = skip_escape(k, s);
        if (s == NULL)
            return false;
    }
    if (!jsd_scalar_ends_string((unsigned char)*s, &status) ||
        status != JSD_OK)
        return fail_skip(k, JSD_CONTROL_CHARACTER, s);
    k->s = s + 1;
    return true;
}

static bool
fail_value(jsd_skip *k, const char *s)
{
    const jsd_scalar_place place = {.is_utf8 = true,
                                    .starts_text = s == k->text,
                                    .is_nested = k->depth > 0,
                                    .may_end = k->is_first};

    return fail_skip(
        k, jsd_scalar_missing_value(s, (size_t)(k->end - s), 1, place), s);
}

/* ------------------------------------------------------ arrays and objects */

static bool
is_object(const jsd_skip *k)
{
    return k->objects[(k->depth - 1) / 64] >> (k->depth - 1) % 64 & 1;
}

/* Returns whether a path names the innermost open container. */
static bool
is_on_path(const jsd_skip *k)
{
    return k->depth == k->named;
}

JSD_INLINE bool
begin_container(jsd_skip *k, const char *s, bool object)
{
    uint64_t bit = UINT64_C(1) << k->depth % 64;
    uint64_t *bits = &k->objects[k->depth / 64];

    if (k->depth == JSD_SKIP_MAX_DEPTH)
        return fail_skip(k, JSD_TOO_DEEP, s);
    *bits = object ? *bits | bit : *bits & ~bit;
    k->depth++;
    if (k->is_named) {
        k->named = k->depth;
        jsd_path_enter(k->paths, k->count, k->depth, s);
    }
    return true;
}

JSD_INLINE void
finish_skip(jsd_skip *k, const char *s)
{
    if (is_on_path(k)) {
        jsd_path_leave(k->paths, k->count, k->depth);
        k->named--;
    }
    k->depth--;
    k->s = s;
    k->is_behind = true;
}

/* Skips a key and its colon. */
static bool
skip_key(jsd_skip *k, const char *s, jsd_status status)
{
    if (peek_byte(k, s) != '"')
        return fail_unexpected(k, status, s);
    if (!skip_string(k, s + 1))
        return false;
    k->is_named = is_on_path(k) && jsd_path_key(k->paths, k->count, k->depth,
                                                s + 1, (size_t)(k->s - s) - 2);
    s = skip_space(k, k->s);
    if (peek_byte(k, s) != ':')
        return fail_unexpected(k, JSD_EXPECTED_COLON, s);
    k->s = s + 1;
    k->is_behind = k->is_first = false;
    return true;
}

static bool
begin_object(jsd_skip *k, const char *s)
{
    if (!begin_container(k, s, true))
        return false;
    s = skip_space(k, s + 1);
    if (peek_byte(k, s) != '}')
        return skip_key(k, s, JSD_EXPECTED_KEY_OR_END);
    finish_skip(k, s + 1);
    return true;
}

/* Moves to the place of an array's next item. */
static void
skip_to_item(jsd_skip *k, const char *s, bool is_first)
{
    k->s = s;
    k->is_behind = false;
    k->is_first = is_first;
    k->is_named =
        is_on_path(k) && jsd_path_item(k->paths, k->count, k->depth, is_first);
}

static bool
begin_array(jsd_skip *k, const char *s)
{
    if (!begin_container(k, s, false))
        return false;
    s = skip_space(k, s + 1);
    if (peek_byte(k, s) == ']')
        finish_skip(k, s + 1);
    else
        skip_to_item(k, s, true);
    return true;
}

/* Skips what follows a nested value: a comma and a key, or the end. */
static bool
skip_after_value(jsd_skip *k)
{
    const char *s = skip_space(k, k->s);
    const bool object = is_object(k);
    const char c = peek_byte(k, s);

    if (c == (object ? '}' : ']')) {
        finish_skip(k, s + 1);
        return true;
    }
    if (c != ',')
        return fail_unexpected(k,
                               object ? JSD_EXPECTED_COMMA_OR_BRACE
                                      : JSD_EXPECTED_COMMA_OR_BRACKET,
                               s);
    if (object)
        return skip_key(k, skip_space(k, s + 1), JSD_EXPECTED_KEY);
    skip_to_item(k, s + 1, false);
    return true;
}

/* Skips a literal, or fails. */
static bool
skip_other_value(jsd_skip *k, const char *s)
{
    const char *literal;

    if (s == k->end)
        return fail_value(k, s);
    literal = jsd_scalar_literal((unsigned char)*s,
                                 (unsigned char)peek_byte(k, s + 1));
    if (literal != NULL && (k->takes_nan || !jsd_scalar_is_nonfinite(literal)))
        return skip_literal(k, s, literal);
    return *s == '-' ? skip_number(k, s) : fail_value(k, s);
}

static bool
skip_value(jsd_skip *k)
{
    const char *s = k->s;
    const char c = peek_byte(k, s);

    if (c == '{')
        return begin_object(k, s);
    if (c == '[')
        return begin_array(k, s);
    k->is_behind = true;
    if (c == '"')
        return skip_string(k, s + 1);
    if (is_digit_byte(c) || (c == '-' && !k->takes_nan))
        return skip_number(k, s);
    return skip_other_value(k, s);
}

/* Returns whether all tokens of a path name the value at k->s. */
static bool
is_found(jsd_skip *k)
{
    if (!k->is_named || k->s == k->end)
        return false;
    if (jsd_path_reach(k->paths, k->count, k->s, *k->s == '{' || *k->s == '['))
        return true;
    k->is_named = jsd_path_leads_on(k->paths, k->count);
    return false;
}

jsd_skip_outcome
jsd_skip_on(jsd_skip *k)
{
    for (;;) {
        if (k->is_behind) {
            if (k->depth == 0)
                break;
            if (!skip_after_value(k))
                return JSD_SKIP_FAILED;
            continue;
        }
        k->s = skip_space(k, k->s);
        if (is_found(k))
            return JSD_SKIP_FOUND;
        if (!skip_value(k))
            return JSD_SKIP_FAILED;
    }
    k->s = skip_space(k, k->s);
    if (k->s < k->end) {
        (void)fail_skip(k, JSD_TRAILING, k->s);
        return JSD_SKIP_FAILED;
    }
    return JSD_SKIP_DONE;
}

void
jsd_skip_over(jsd_skip *k, const char *s)
{
    if (jsd_path_leads_on(k->paths, k->count))
        return;
    k->s = s;
    k->is_behind = true;
}
