/* SPDX-License-Identifier: MIT */
#include "text/pointer.h"

#include "base/mem.h"
#include "simd/escaped.h"

/* Returns the index that n bytes are, or SIZE_MAX for none. An index has no
 * leading zero. */
static size_t
index_of(const char *s, size_t n)
{
    size_t index = 0;

    if (n == 0 || (n > 1 && s[0] == '0'))
        return SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9' || jsd_mul_over(index, 10, &index) ||
            jsd_add_over(index, (size_t)(s[i] - '0'), &index))
            return SIZE_MAX;
    }
    return index;
}

/* Copies one token of s[*i..n) to *out, unescaped. Returns false for a '~'
 * that is no escape. */
static bool
read_token(const char *s, size_t n, size_t *i, char **out)
{
    char *p = *out;

    for (; *i < n && s[*i] != '/'; ++*i) {
        char c = s[*i];

        if (c == '~') {
            c = *i + 1 < n ? s[++*i] : '\0';
            if (c < '0' || c > '2')
                return false;
            c = "~/*"[c - '0'];
        }
        *p++ = c;
    }
    *out = p;
    return true;
}

/* Returns whether the token that starts n bytes is '*' alone. */
static bool
is_any_token(const char *s, size_t n)
{
    return n > 0 && s[0] == '*' && (n == 1 || s[1] == '/');
}

static jsd_status
allocate_pointer(jsd_pointer *p, size_t n)
{
    const size_t each = sizeof *p->tokens + sizeof *p->levels;
    size_t size;

    if (jsd_mul_over(p->count, each, &size) || jsd_add_over(size, n, &size))
        return JSD_TOO_BIG;
    p->memory = jsd_mem_new(size);
    return p->memory == NULL ? JSD_NO_MEMORY : JSD_OK;
}

jsd_status
jsd_pointer_init(jsd_pointer *p, const char *s, size_t n)
{
    jsd_pointer_token *token;
    jsd_status status;
    size_t i = 0;
    char *out;

    *p = JSD_POINTER_EMPTY;
    if (n == 0)
        return JSD_OK;
    if (s[0] != '/')
        return JSD_BAD_POINTER;
    for (size_t k = 0; k < n; k++)
        p->count += s[k] == '/';
    status = allocate_pointer(p, n);
    if (status != JSD_OK)
        return status;
    p->tokens = token = p->memory;
    p->levels = (jsd_pointer_level *)(token + p->count);
    out = (char *)(p->levels + p->count);
    while (i < n) {
        token->text = out;
        i++; /* the '/' */
        token->is_any = is_any_token(s + i, n - i);
        p->has_any |= token->is_any;
        if (!read_token(s, n, &i, &out)) {
            jsd_pointer_clear(p);
            return JSD_BAD_POINTER;
        }
        token->len = (size_t)(out - token->text);
        token->index = index_of(token->text, token->len);
        token++;
    }
    return JSD_OK;
}

void
jsd_pointer_clear(jsd_pointer *p)
{
    jsd_mem_free(p->memory);
    p->memory = NULL;
}

/* -------------------------------------------------------------------- keys */

/* Returns whether token equals a key that may have escapes. */
static bool
is_key_with_escapes(const jsd_pointer_token *token, const char *raw, size_t n)
{
    const char *t = token->text;
    size_t left = token->len, i = 0;

    while (i < n && left > 0) {
        char character[4] = {raw[i]};
        size_t bytes = 1;

        if (raw[i] == '\\') {
            uint32_t c = jsd_escaped_character(raw, n, &i, 1);

            if (c == UINT32_MAX)
                return false;
            bytes = (size_t)(jsd_unit_put_utf8(character, c, 4) - character);
        } else {
            i++;
        }
        if (bytes > left || memcmp(t, character, bytes) != 0)
            return false;
        t += bytes;
        left -= bytes;
    }
    return i == n && left == 0;
}

bool
jsd_pointer_is_key(const jsd_pointer_token *token, const char *raw, size_t n)
{
    /* An escape is longer than its character. */
    if (n <= token->len)
        return n == token->len && memcmp(raw, token->text, n) == 0 &&
               memchr(raw, '\\', n) == NULL;
    if (raw[0] != '\\' && (token->len == 0 || raw[0] != token->text[0]))
        return false;
    return is_key_with_escapes(token, raw, n);
}
