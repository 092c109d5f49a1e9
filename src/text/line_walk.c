/* SPDX-License-Identifier: MIT */
#include "text/line_walk.h"

#include "simd/unit.h"
#include "text/json_scalar.h"

/* Returns the number of units before the next line feed, or before the end. */
static size_t
line_length(const jsd_text *rest, int width)
{
    const char *data = rest->data, *end;
    size_t n = 0;

    if (width == 1) {
        end = rest->len == 0 ? NULL : memchr(data, '\n', rest->len);
        return end == NULL ? rest->len : (size_t)(end - data);
    }
    while (n < rest->len && jsd_unit_at(data, n, width) != '\n')
        n++;
    return n;
}

static bool
is_blank_line(const jsd_text *line, int width)
{
    for (size_t i = 0; i < line->len; i++) {
        uint32_t c = jsd_unit_at(line->data, i, width);

        if (c != ' ' && c != '\t' && c != '\r')
            return false;
    }
    return true;
}

void
jsd_line_walk_start(jsd_line_walk *walk, const jsd_text *text)
{
    const bool is_utf8 = text->form == JSD_FORM_UTF8;

    walk->text = text;
    walk->start = 0;
    if (jsd_scalar_has_bom(text->data, text->len,
                           (int)jsd_form_width(text->form), is_utf8))
        walk->start = is_utf8 ? 3 : 1;
}

bool
jsd_line_next(jsd_line_walk *walk, jsd_text *line, size_t *start)
{
    const jsd_text *text = walk->text;
    const int width = (int)jsd_form_width(text->form);

    while (walk->start < text->len) {
        *start = walk->start;
        *line = *text;
        line->data = (const char *)text->data + *start * (size_t)width;
        line->len = text->len - *start;
        line->len = line_length(line, width);
        walk->start += line->len + 1;
        if (!is_blank_line(line, width))
            return true;
    }
    return false;
}
