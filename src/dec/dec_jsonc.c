/* SPDX-License-Identifier: MIT */
#include "dec/dec_jsonc.h"

#include "simd/unit.h"
#include "text/utf8.h"

typedef struct comment_blanker {
    const jsd_text *text;
    int width;
    bool surrogates; /* comments may hold surrogates */
    char *out;
    size_t i;        /* units that were read and written */
    size_t comma;    /* position of a comma that only blanks follow */
    uint32_t before; /* the last unit that was not blank; 0: none yet */
    size_t depth;
    bool cut;
} comment_blanker;

static uint32_t
peek_unit(const comment_blanker *b, size_t i)
{
    return i < b->text->len ? jsd_unit_at(b->text->data, i, b->width) : 0;
}

static void
copy_to(comment_blanker *b, size_t end)
{
    size_t width = (size_t)b->width;

    memcpy(b->out + b->i * width, (const char *)b->text->data + b->i * width,
           (end - b->i) * width);
    b->i = end;
}

static void
blank_to(comment_blanker *b, size_t end)
{
    for (; b->i < end; b->i++)
        jsd_unit_put(b->out, b->i, b->width, ' ');
}

/* Returns the end of the string that starts at i. */
static size_t
string_end(const comment_blanker *b, size_t i)
{
    for (i++; i < b->text->len; i++) {
        uint32_t c = peek_unit(b, i);

        if (c == '"')
            return i + 1;
        if (c == '\\')
            i++;
    }
    return b->text->len;
}

/* Returns the end of the comment that starts at i. Sets *cut if the text ends
 * inside it. */
static size_t
comment_end(const comment_blanker *b, size_t i, bool *cut)
{
    bool is_line = peek_unit(b, i + 1) == '/';

    for (i += 2; i < b->text->len; i++) {
        uint32_t c = peek_unit(b, i);

        if (is_line && (c == '\n' || c == '\r'))
            return i;
        if (!is_line && c == '*' && peek_unit(b, i + 1) == '/')
            return i + 2;
    }
    *cut = !is_line;
    return b->text->len;
}

static bool
has_surrogate(const comment_blanker *b, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (jsd_unit_is_surrogate(peek_unit(b, i)))
            return true;
    return false;
}

/* Returns whether a comment is valid text. At the end of the text a UTF-8
 * sequence may be truncated. */
static bool
is_text(const comment_blanker *b, size_t begin, size_t end, bool *cut)
{
    const char *s = (const char *)b->text->data + begin;
    jsd_status status;
    size_t at;

    if (b->surrogates)
        return true;
    if (b->text->form != JSD_FORM_UTF8)
        return b->width == 1 || !has_surrogate(b, begin, end);
    status = jsd_utf8_explain(s, end - begin, end == b->text->len, &at);
    if (status == JSD_END)
        *cut = true;
    return status == JSD_OK || status == JSD_END;
}

/* Blanks the comment at a '/'. Returns false if there is none. */
static bool
skip_comment(comment_blanker *b)
{
    uint32_t next = peek_unit(b, b->i + 1);
    size_t end = b->text->len;
    bool cut = b->i + 1 == end;

    if (next == '/' || next == '*')
        end = comment_end(b, b->i, &cut);
    else if (!cut)
        return false;
    if (!is_text(b, b->i, end, &cut))
        return false;
    b->cut = cut;
    blank_to(b, end);
    return true;
}

static bool
is_blank(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Returns whether a unit that is not blank starts another document. A scalar
 * continues while its units are adjacent. */
static bool
is_another(const comment_blanker *b, uint32_t c, bool adjacent)
{
    if (b->before == 0 || b->depth > 0)
        return false;
    return !adjacent || b->before == '"' || b->before == ']' ||
           b->before == '}' || c == '"' || c == '[' || c == '{';
}

/* Returns whether a value may end with this unit. */
static bool
ends_value(uint32_t c)
{
    return c != 0 && c != '[' && c != '{' && c != ',' && c != ':';
}

static void
copy_unit(comment_blanker *b, uint32_t c)
{
    bool ends = c == ']' || c == '}';

    if (ends && b->comma != JSD_DEC_NOWHERE)
        jsd_unit_put(b->out, b->comma, b->width, ' ');
    b->comma = c == ',' && b->depth > 0 && ends_value(b->before)
                   ? b->i
                   : JSD_DEC_NOWHERE;
    b->depth += c == '[' || c == '{';
    b->depth -= ends && b->depth > 0;
    b->before = c;
    copy_to(b, c == '"' ? string_end(b, b->i) : b->i + 1);
}

/* Copies and blanks the text: all of it, or the first document and the blanks
 * behind it. */
static void
blank_text(comment_blanker *b, bool one)
{
    bool adjacent = false;

    while (b->i < b->text->len) {
        uint32_t c = peek_unit(b, b->i);

        if (is_blank(c)) {
            copy_to(b, b->i + 1);
            adjacent = false;
        } else if (c == '/' && skip_comment(b)) {
            adjacent = false;
        } else if (one && is_another(b, c, adjacent)) {
            return;
        } else {
            copy_unit(b, c);
            adjacent = true;
        }
    }
}

jsd_status
jsd_dec_jsonc(const jsd_text *text, bool one, bool surrogates, jsd_buf *buf,
              jsd_text *plain, bool *cut)
{
    comment_blanker b = {.text = text,
                         .width = (int)jsd_form_width(text->form),
                         .surrogates = surrogates,
                         .comma = JSD_DEC_NOWHERE};
    jsd_status status = jsd_buf_reserve(buf, text->len * (size_t)b.width + 1);

    if (status != JSD_OK)
        return status;
    b.out = buf->data;
    blank_text(&b, one);
    *plain = (jsd_text){.data = b.out, .len = b.i, .form = text->form};
    *cut = b.cut;
    return JSD_OK;
}
