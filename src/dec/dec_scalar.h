/* SPDX-License-Identifier: MIT
 *
 * Reads strings, numbers and literals on their fast paths. dec_str.c,
 * dec_number.c and dec_literal.c have the slow paths and all errors. Included
 * by engine.h after a simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_SCALAR_H
#define JSONDE_DEC_DEC_SCALAR_H

#include "dec/dec_number.h"
#include "dec/dec_string.h"
#include "dec/dec_literal.h"

/* ---------------------------------------------------------------- numbers */

/* Reads the number at s, whose first unit is '-' or a digit. Near the end of
 * the text it may read bytes after the end. If the number seems to go on
 * there, the slow path reads it again. */
JSD_INLINE const char *
jsd_dec_value_number(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s)
{
    const char *end = d->end, *behind = NULL;
    jsd_number number;

    if (jsd_form_width(form) == 1) {
        if (JSD_UNLIKELY(end - s < JSD_NUMBER_ROOM) &&
            jsd_dec_can_overread(d, form, s))
            end = s + JSD_NUMBER_ROOM;
        behind = jsd_number_read_fast(s, end, &number);
    }
    if (JSD_UNLIKELY(behind == NULL) || JSD_UNLIKELY(behind > d->end))
        return jsd_dec_number(d, form, s);
    if (JSD_UNLIKELY(
            !jsd_dec_push(d, jsd_dec_number_object(d, caps, &number))))
        return jsd_dec_retry_number(d, form, s);
    return behind;
}

/* ---------------------------------------------------------------- literals */

/* Returns whether the n units at s are the literal, whose first unit is known.
 */
JSD_INLINE bool
is_literal(const jsd_dec *d, jsd_form form, const char *s, const char *literal,
           size_t n)
{
    const size_t width = jsd_form_width(form);
    bool same = true;

    if (JSD_UNLIKELY(d->end - s < (ptrdiff_t)(n * width)))
        return false;
    if (width == 1)
        return memcmp(s + n - 4, literal + n - 4, 4) == 0;
    for (size_t i = 1; i < n; i++)
        same &= jsd_dec_unit(form, s + i * width) == (uint32_t)literal[i];
    return same;
}

/* Reads a literal of n units, whose first unit is known, and pushes value. */
JSD_INLINE const char *
jsd_dec_literal(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
                const char *literal, size_t n, PyObject *value)
{
    if (JSD_UNLIKELY(!is_literal(d, form, s, literal, n)))
        return jsd_dec_literal_any(d, form, s, literal, value);
    if (!(caps & JSD_CAPS_MAKE) || JSD_UNLIKELY(jsd_abi.heads.none_is_counted))
        Py_IncRef(value);
    return jsd_dec_push(d, value) ? s + n * jsd_form_width(form) : NULL;
}

/* Reads a value that starts with unit c and is neither array nor object. */
JSD_INLINE const char *
jsd_dec_scalar(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
               uint32_t c)
{
    if (c == '"')
        return jsd_dec_value_str(d, form, caps, s + jsd_form_width(form));
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
