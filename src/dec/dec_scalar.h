/* SPDX-License-Identifier: MIT
 *
 * Any value that is neither array nor object: numbers and the three words
 * here, by their frequent roads; others, and every error, are those of
 * dec_number.c. Part of engine.h alone, behind a simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_SCALAR_H
#define JSONDE_DEC_DEC_SCALAR_H

#include "dec/dec_number.h"
#include "dec/dec_string.h"

/* ---------------------------------------------------------------- numbers */

/* The number at s, whose first unit is '-' or a digit. Near the end of the
 * text what lies behind it is read as well: a number that seems to go on there
 * is read again. */
JSD_INLINE const char *
jsd_dec_value_number(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s)
{
    const char *end = d->end, *behind = NULL;
    jsd_number number;

    if (jsd_dec_width(form) == 1) {
        if (JSD_UNLIKELY(end - s < JSD_NUMBER_ROOM) &&
            jsd_dec_is_near(d, form, s))
            end = s + JSD_NUMBER_ROOM;
        behind = jsd_number_read_fast(s, end, &number);
    }
    if (JSD_UNLIKELY(behind == NULL) || JSD_UNLIKELY(behind > d->end))
        return jsd_dec_number(d, form, s);
    return jsd_dec_push(d, jsd_dec_number_object(d, caps, &number)) ? behind
                                                                    : NULL;
}

/* ------------------------------------------------------------------ words */

static const char *
word_any(jsd_dec *d, jsd_form form, const char *s, const char *word,
         PyObject *value)
{
    for (; *word != '\0'; word++, s += jsd_dec_width(form)) {
        if (s == d->end)
            return jsd_dec_fail(d, form, JSD_END, s);
        if (jsd_dec_unit(form, s) != (uint32_t)*word)
            return jsd_dec_fail(d, form, JSD_BAD_LITERAL, s);
    }
    Py_IncRef(value);
    return jsd_dec_push(d, value) ? s : NULL;
}

/* n letters of a word, of which the first is known. */
JSD_INLINE const char *
jsd_dec_word(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
             const char *word, size_t n, PyObject *value)
{
    if (jsd_dec_width(form) > 1 || JSD_UNLIKELY(d->end - s < (ptrdiff_t)n) ||
        JSD_UNLIKELY(memcmp(s + n - 4, word + n - 4, 4) != 0))
        return word_any(d, form, s, word, value);
    if (!(caps & JSD_CAPS_MAKE) || JSD_UNLIKELY(jsd_abi.heads.none_is_counted))
        Py_IncRef(value);
    return jsd_dec_push(d, value) ? s + n : NULL;
}

static JSD_COLD const char *
no_value(jsd_dec *d, jsd_form form, const char *s)
{
    if (s >= d->end)
        return jsd_dec_fail(d, form, d->depth == 0 ? JSD_EMPTY : JSD_END, s);
    if (s == d->text->data && (jsd_dec_unit(form, s) == 0xfeff ||
                               (form == JSD_FORM_UTF8 && d->end - s >= 3 &&
                                memcmp(s, "\xef\xbb\xbf", 3) == 0)))
        return jsd_dec_fail(d, form, JSD_BOM, s);
    return jsd_dec_fail(d, form, JSD_EXPECTED_VALUE, s);
}

/* A value that is neither array nor object, whose first unit is c. */
JSD_INLINE const char *
jsd_dec_scalar(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
               uint32_t c)
{
    if (c == '"')
        return jsd_dec_value_str(d, form, caps, s + jsd_dec_width(form));
    if (c - '0' < 10 || c == '-')
        return jsd_dec_value_number(d, form, caps, s);
    if (c == 't')
        return jsd_dec_word(d, form, caps, s, "true", 4, Py_True);
    if (c == 'f')
        return jsd_dec_word(d, form, caps, s, "false", 5, Py_False);
    if (c == 'n')
        return jsd_dec_word(d, form, caps, s, "null", 4, Py_None);
    return no_value(d, form, s);
}

#endif
