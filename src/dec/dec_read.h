/* SPDX-License-Identifier: MIT
 *
 * Reads units and blocks of the text, and skips white space. Included by
 * engine.h after a simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_READ_H
#define JSONDE_DEC_DEC_READ_H

#include "dec/dec.h"
#include "simd/block.h"
#include "text/space.h"

/* Returns whether 32 units can be read at s, wherever the text ends. Units
 * after the end are unspecified. s may be the end, and the unit before s must
 * be readable. */
JSD_INLINE bool
jsd_dec_can_overread(const jsd_dec *d, jsd_form form, const char *s)
{
    const size_t width = jsd_form_width(form);

    return jsd_block_can_overread(s - width, d->end, (JSD_BLOCK + 1) * width);
}

/* Returns 32 units as bytes; units above 0xff become 0xff. */
JSD_INLINE jsd_block
jsd_dec_block(jsd_form form, const char *s)
{
    return form == JSD_FORM_UCS2   ? jsd_block_narrow2(s)
           : form == JSD_FORM_UCS4 ? jsd_block_narrow4(s)
                                   : jsd_block_load(s);
}

/* Returns the number of units from s to the end. */
JSD_INLINE size_t
jsd_dec_left(const jsd_dec *d, jsd_form form, const char *s)
{
    return (size_t)(d->end - s) / jsd_form_width(form);
}

/* Returns the unit at s, or 0 at the end and after it: a block may have moved
 * s there. No grammar rule expects 0. */
JSD_INLINE uint32_t
jsd_dec_peek(const jsd_dec *d, jsd_form form, const char *s)
{
    return JSD_LIKELY(s < d->end) ? jsd_dec_unit(form, s) : 0;
}

static const char *
skip_long(const jsd_dec *d, jsd_form form, const char *s)
{
    size_t left = s < d->end ? jsd_dec_left(d, form, s) : 0;

    switch (form) {
    case JSD_FORM_UCS2:
        return s + 2 * jsd_space_ucs2((const uint16_t *)s, left);
    case JSD_FORM_UCS4:
        return s + 4 * jsd_space_ucs4((const uint32_t *)s, left);
    default:
        return s + jsd_space_bytes(s, left);
    }
}

/* Returns the end of the white space at s, which may be after the end of the
 * text. */
JSD_INLINE const char *
jsd_dec_skip(const jsd_dec *d, jsd_form form, const char *s)
{
    uint32_t mask;

    if (JSD_LIKELY(jsd_dec_peek(d, form, s) > ' '))
        return s;
    if (JSD_UNLIKELY(!jsd_dec_can_overread(d, form, s)))
        return skip_long(d, form, s);
    mask = jsd_block_not_whitespace(jsd_dec_block(form, s));
    if (JSD_UNLIKELY(mask == 0))
        return skip_long(d, form, s);
    return s + jsd_block_first(mask) * jsd_form_width(form);
}

#endif
