/* SPDX-License-Identifier: MIT
 *
 * Writes literals and small integers inline, for the engines that read every
 * object in place.
 */
#ifndef JSONDE_ENC_ENGINE_LEAF_H
#define JSONDE_ENC_ENGINE_LEAF_H

#include "abi/str.h"
#include "enc/enc_number.h"
#include "enc/enc_str.h"

JSD_INLINE char *
put_literal(char *p, const char *word, size_t n)
{
    memcpy(p, word, n);
    return p + n;
}

/* Returns whether an option changes how str is escaped. */
JSD_INLINE bool
put_is_styled(const jsd_enc *e, jsd_caps layout, PyObject *str)
{
    const char *s;
    size_t len;

    return JSD_UNLIKELY(e->text_style != 0) &&
           ((e->text_style & JSD_STYLE_HTML) ||
            !jsd_str_ascii(JSD_CAPS_ALL | layout, str, &s, &len));
}

/* Writes the int o to p, which has room for it, and returns the end. Integers
 * with one digit of CPython (below 2^30) are written inline. */
JSD_INLINE char *
put_int(jsd_enc *e, jsd_caps layout, char *p, PyObject *o)
{
    uint32_t magnitude, head;
    bool negative;

    if (JSD_UNLIKELY(!jsd_int_read_digit(JSD_CAPS_ALL | layout, o, &magnitude,
                                         &negative)))
        return jsd_enc_int(e, p, o);
    *p = '-';
    p += negative;
    if (JSD_LIKELY(magnitude < JSD_ITOA_GROUP))
        return jsd_itoa_head8(p, magnitude);
    head = magnitude / JSD_ITOA_GROUP;
    magnitude %= JSD_ITOA_GROUP;
    p = jsd_itoa_head4(p, head);
    p = jsd_itoa_put4(p, magnitude / 10000);
    return jsd_itoa_put4(p, magnitude % 10000);
}

#endif
