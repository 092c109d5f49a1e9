/* SPDX-License-Identifier: MIT
 *
 * Any value that is neither array nor object: numbers and the three words
 * here, by their frequent roads; others, and every error, are those of
 * dec_number.c and dec_literal.c. Part of engine.h alone, behind a
 * simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_SCALAR_H
#define JSONDE_DEC_DEC_SCALAR_H

#include "dec/dec_number.h"
#include "dec/dec_string.h"
#include "dec/dec_literal.h"

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
            jsd_dec_can_overread(d, form, s))
            end = s + JSD_NUMBER_ROOM;
        behind = jsd_number_read_fast(s, end, &number);
    }
    if (JSD_UNLIKELY(behind == NULL) || JSD_UNLIKELY(behind > d->end))
        return jsd_dec_number(d, form, s);
    if (JSD_UNLIKELY(
            !jsd_dec_push(d, jsd_dec_number_object(d, caps, &number))))
        return jsd_dec_declined(d, form, s);
    return behind;
}

/* ------------------------------------------------------------------ words */

/* Are n - 1 letters of a word behind its first, which is known? */
JSD_INLINE bool
is_literal(const jsd_dec *d, jsd_form form, const char *s, const char *word,
           size_t n)
{
    const size_t width = jsd_dec_width(form);
    bool same = true;

    if (JSD_UNLIKELY(d->end - s < (ptrdiff_t)(n * width)))
        return false;
    if (width == 1)
        return memcmp(s + n - 4, word + n - 4, 4) == 0;
    for (size_t i = 1; i < n; i++)
        same &= jsd_dec_unit(form, s + i * width) == (uint32_t)word[i];
    return same;
}

/* n letters of a word, of which the first is known. */
JSD_INLINE const char *
jsd_dec_literal(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
                const char *word, size_t n, PyObject *value)
{
    if (JSD_UNLIKELY(!is_literal(d, form, s, word, n)))
        return jsd_dec_literal_any(d, form, s, word, value);
    if (!(caps & JSD_CAPS_MAKE) || JSD_UNLIKELY(jsd_abi.heads.none_is_counted))
        Py_IncRef(value);
    return jsd_dec_push(d, value) ? s + n * jsd_dec_width(form) : NULL;
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
        return jsd_dec_literal(d, form, caps, s, "true", 4, Py_True);
    if (c == 'f')
        return jsd_dec_literal(d, form, caps, s, "false", 5, Py_False);
    if (c == 'n')
        return jsd_dec_literal(d, form, caps, s, "null", 4, Py_None);
    return jsd_dec_literal_other(d, form, s);
}

#endif
