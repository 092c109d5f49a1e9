/* SPDX-License-Identifier: MIT */
#include "text/pointer.h"

#include "base/mem.h"

/* The index that n digits without a leading zero are. */
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

/* One token of s[*i..n) to out; false: a '~' that means nothing. */
static bool
read_token(const char *s, size_t n, size_t *i, char **out)
{
    char *p = *out;

    for (; *i < n && s[*i] != '/'; ++*i) {
        char c = s[*i];

        if (c == '~') {
            c = *i + 1 < n ? s[++*i] : '\0';
            if (c != '0' && c != '1')
                return false;
            c = c == '0' ? '~' : '/';
        }
        *p++ = c;
    }
    *out = p;
    return true;
}

static jsd_status
allocate(jsd_pointer *p, size_t n)
{
    size_t size;

    if (jsd_mul_over(p->count, sizeof *p->tokens, &size) ||
        jsd_add_over(size, n, &size))
        return JSD_TOO_BIG;
    p->memory = size == 0 ? NULL : jsd_mem_new(size);
    return size != 0 && p->memory == NULL ? JSD_NO_MEMORY : JSD_OK;
}

jsd_status
jsd_pointer_init(jsd_pointer *p, const char *s, size_t n)
{
    jsd_pointer_token *token;
    jsd_status status;
    size_t i = 0;
    char *out;

    *p = (jsd_pointer){NULL, 0, NULL};
    if (n > 0 && s[0] != '/')
        return JSD_BAD_POINTER;
    for (size_t k = 0; k < n; k++)
        p->count += s[k] == '/';
    status = allocate(p, n);
    if (status != JSD_OK)
        return status;
    p->tokens = token = p->memory;
    out = (char *)(token + p->count);
    while (i < n) {
        token->text = out;
        i++; /* the '/' */
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

static uint32_t
hex_of(const char *s)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++) {
        uint32_t c = (unsigned char)s[i];

        value = value << 4 | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

static size_t
put_utf8(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* The character of the escape at s, of which n bytes are left, to UTF-8: how
 * many bytes, 0 for none; *len: those of the escape. */
static size_t
unescape(const char *s, size_t n, size_t *len, char out[4])
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char *letter;
    uint32_t c;

    *len = 2;
    if (n < 2)
        return 0;
    letter = s[1] == '\0' ? NULL : strchr(from, s[1]);
    out[0] = letter != NULL ? to[letter - from] : s[1];
    if (s[1] != 'u')
        return 1;
    if (n < 6)
        return 0;
    c = hex_of(s + 2);
    *len = 6;
    if (c >= 0xd800 && c < 0xe000) {
        if (n < 12)
            return 0;
        c = 0x10000 + ((c - 0xd800) << 10) + (hex_of(s + 8) - 0xdc00);
        *len = 12;
    }
    return put_utf8(c, out);
}
bool
jsd_pointer_is_key(const jsd_pointer_token *token, const char *raw, size_t n)
{
    const char *t = token->text;
    size_t left = token->len, i = 0;
    char character[4];

    while (i < n && left > 0) {
        size_t len = 1, bytes = 1;

        character[0] = raw[i];
        if (raw[i] == '\\')
            bytes = unescape(raw + i, n - i, &len, character);
        if (bytes == 0 || bytes > left || memcmp(t, character, bytes) != 0)
            return false;
        t += bytes;
        left -= bytes;
        i += len;
    }
    return i == n && left == 0;
}
