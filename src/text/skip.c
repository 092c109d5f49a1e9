/* SPDX-License-Identifier: MIT */
#include "text/skip.h"

#include "text/space.h"
#include "text/unescape.h"
#include "text/utf8.h"

/* No number of so many bytes without an exponent is beyond a double. */
enum { SAFE_DIGITS = 300 };

void
jsd_skip_start(jsd_skip *k, const char *text, size_t n,
               const jsd_pointer *pointer, jsd_skip_number *number)
{
    k->s = k->text = k->last = text;
    k->end = text + n;
    k->pointer = pointer;
    k->number = number;
    k->takes_nan = false;
    k->status = JSD_OK;
    k->is_behind = k->is_first = false;
    k->is_named = true;
    k->depth = k->named = k->index = 0;
}

static bool
fail_skip(jsd_skip *k, jsd_status status, const char *s)
{
    k->status = status;
    k->s = s;
    return false;
}

/* Something else stands at s than what must. */
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
skip_literal(jsd_skip *k, const char *s, const char *letters)
{
    for (; *letters != '\0'; letters++, s++) {
        if (s == k->end)
            return fail_skip(k, JSD_END, s);
        if (*s != *letters)
            return fail_skip(k, JSD_BAD_LITERAL, s);
    }
    k->s = s;
    return true;
}

/* By whom reads them, what may be wrong or beyond a double. */
static bool
number_any(jsd_skip *k, const char *s)
{
    size_t at;
    jsd_status status = k->number(s, (size_t)(k->end - s), &at);

    if (status != JSD_OK)
        return fail_skip(k, status, s + at);
    k->s = s + at;
    return true;
}

static bool
skip_number(jsd_skip *k, const char *s)
{
    const char *const first = s + (*s == '-');
    const char *p = first, *point;

    while (p < k->end && is_digit_byte(*p))
        p++;
    if (p == first || (*first == '0' && p - first > 1))
        return number_any(k, s);
    if (p < k->end && *p == '.') {
        point = p++;
        while (p < k->end && is_digit_byte(*p))
            p++;
        if (p == point + 1)
            return number_any(k, s);
    }
    if ((p < k->end && (*p | 0x20) == 'e') || p - s > SAFE_DIGITS)
        return number_any(k, s);
    k->s = p;
    return true;
}

/* The escape at s; NULL when it is wrong. */
static const char *
skip_escape(jsd_skip *k, const char *s)
{
    size_t left = (size_t)(k->end - s);
    uint32_t unit = 0;

    if (left >= 2 && s[1] != '\0' && strchr("\"\\/bfnrt", s[1]) != NULL)
        return s + 2;
    if (left >= 6 && s[1] == 'u') {
        for (int i = 2; i < 6; i++) {
            uint32_t c = (unsigned char)s[i], low = (c | 0x20) - 'a';

            if (!is_digit_byte((char)c) && low > 5)
                goto wrong;
            unit = unit << 4 | (is_digit_byte((char)c) ? c - '0' : low + 10);
        }
        if (unit < 0xd800 || unit > 0xdfff)
            return s + 6;
        if (unit < 0xdc00 && left >= 12 && s[6] == '\\' && s[7] == 'u' &&
            (s[8] | 0x20) == 'd' && strchr("cdefCDEF", s[9]) != NULL &&
            s[9] != '\0')
            for (int i = 10; i < 13; i++) {
                uint32_t c;

                if (i == 12)
                    return s + 12;
                c = (unsigned char)s[i];
                if (!is_digit_byte((char)c) && (c | 0x20) - 'a' > 5)
                    break;
            }
    }
wrong:
    k->status = jsd_unescape_explain(s, left);
    k->s = k->status == JSD_END ? k->end : s;
    return NULL;
}

/* What is wrong with the UTF-8 of n bytes at s, where a string goes on. */
static bool
bad_text(jsd_skip *k, const char *s, size_t n)
{
    jsd_utf8_size size;
    size_t at = 0;
    jsd_status status = jsd_utf8_measure(s, n, &size, &at);

    if (status == JSD_OK) /* the text was changed meanwhile */
        status = JSD_BAD_UTF8;
    if (s + n == k->end && jsd_utf8_is_cut(s + at, n - at))
        return fail_skip(k, JSD_END, k->end);
    return fail_skip(k, status, s + at);
}

/* From behind the opening quote to behind the closing one. */
static bool
skip_string(jsd_skip *k, const char *s)
{
    jsd_utf8_string_info info;

    for (;;) {
        jsd_utf8_string(s, (size_t)(k->end - s), &info);
        if (JSD_UNLIKELY(!info.valid))
            return bad_text(k, s, info.len);
        s += info.len;
        if (s == k->end)
            return fail_skip(k, JSD_END, s);
        if (*s == '"') {
            k->s = s + 1;
            return true;
        }
        if (*s != '\\')
            return fail_skip(k, JSD_CONTROL_CHARACTER, s);
        s = skip_escape(k, s);
        if (s == NULL)
            return false;
    }
}

static bool
fail_value(jsd_skip *k, const char *s)
{
    if (s == k->end)
        return fail_skip(k, k->depth == 0 ? JSD_EMPTY : JSD_END, s);
    if (s == k->text && k->end - s >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
        return fail_skip(k, JSD_BOM, s);
    return fail_skip(
        k, k->is_first ? JSD_EXPECTED_VALUE_OR_END : JSD_EXPECTED_VALUE, s);
}

/* ------------------------------------------------------ arrays and objects */

static bool
is_object(const jsd_skip *k)
{
    return k->objects[(k->depth - 1) / 64] >> (k->depth - 1) % 64 & 1;
}

/* Is the array or object that is open one that the pointer goes through? */
static bool
is_on_path(const jsd_skip *k)
{
    return k->depth == k->named;
}

static const jsd_pointer_token *
skip_token(const jsd_skip *k)
{
    return &k->pointer->tokens[k->named - 1];
}

static bool
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
        k->index = 0;
    }
    return true;
}

static void
finish_skip(jsd_skip *k, const char *s)
{
    if (is_on_path(k)) {
        k->named--;
        k->index = SIZE_MAX / 2; /* an array has had its item */
    }
    k->depth--;
    k->s = s;
    k->is_behind = true;
}

/* From a key to its value. */
static bool
skip_key(jsd_skip *k, const char *s, jsd_status status)
{
    if (peek_byte(k, s) != '"')
        return fail_unexpected(k, status, s);
    if (!skip_string(k, s + 1))
        return false;
    k->is_named = is_on_path(k) && jsd_pointer_is_key(skip_token(k), s + 1,
                                                      (size_t)(k->s - s) - 2);
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

/* To the place of an array's next item. */
static void
skip_to_item(jsd_skip *k, const char *s, bool is_first)
{
    k->s = s;
    k->is_behind = false;
    k->is_first = is_first;
    k->is_named = is_on_path(k) && skip_token(k)->index == k->index;
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

/* From behind a value that stands in something. */
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
    if (is_on_path(k))
        k->index++;
    skip_to_item(k, s + 1, false);
    return true;
}

/* NaN, Infinity or -Infinity, where they are values; else what c begins. */
static bool
rare_value(jsd_skip *k, const char *s, char c)
{
    if (k->takes_nan && c == 'N')
        return skip_literal(k, s, "NaN");
    if (k->takes_nan && c == 'I')
        return skip_literal(k, s, "Infinity");
    if (c != '-')
        return fail_value(k, s);
    return k->takes_nan && k->end - s > 1 && s[1] == 'I'
               ? skip_literal(k, s, "-Infinity")
               : skip_number(k, s);
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
    if (c == 't')
        return skip_literal(k, s, "true");
    if (c == 'f')
        return skip_literal(k, s, "false");
    if (c == 'n')
        return skip_literal(k, s, "null");
    return rare_value(k, s, c);
}

/* Is the value at k->s the one that all the tokens name? */
static bool
is_found(jsd_skip *k)
{
    if (!k->is_named || k->s == k->end)
        return false;
    k->last = k->s;
    if (k->named < k->pointer->count)
        return false;
    k->is_named = false;
    return true;
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
    k->s = s;
    k->is_behind = true;
}
