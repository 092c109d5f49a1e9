/* SPDX-License-Identifier: MIT
 *
 * Reads the characters of a str in place, and makes a new str to write into.
 * No function makes CPython cache a UTF-8 copy inside of a str.
 */
#ifndef JSONDE_ABI_STR_H
#define JSONDE_ABI_STR_H

#include "abi/abi.h"
#include "text/text.h"

/* Sets *data and *len to the characters of a compact ASCII str, as most are,
 * and returns true. Returns false for any other str, and leaves bits
 * unchanged. Needs JSD_CAP_STR. */
JSD_INLINE bool
jsd_str_ascii(jsd_caps caps, PyObject *str, const char **data, size_t *len)
{
    const uint32_t bits = jsd_str_bits(caps);
    const bool is_ascii =
        (jsd_load_u32_with(caps, str, JSD_ASCII_STATE) & bits) == bits;

    if (JSD_LIKELY(is_ascii)) {
        *data = (const char *)str + jsd_size_of(caps, JSD_ASCII);
        *len = (size_t)jsd_load_ssize_with(caps, str, JSD_ASCII_LENGTH);
    }
    return is_ascii;
}

/* Sets *data and *len to the UTF-8 copy that other code has cached inside of
 * str, which is not a compact ASCII str, and returns true. Returns false if
 * there is none, and leaves bits unchanged. Needs JSD_CAP_STR, and
 * JSD_CAP_BORROW or JSD_CAP_FREE_THREADED: there CPython sets the pointer
 * last, and reads it as this function does. */
JSD_INLINE bool
jsd_str_utf8(jsd_caps caps, PyObject *str, const char **data, size_t *len)
{
    const char *utf8 =
        caps & JSD_CAP_FREE_THREADED
            ? jsd_load_pointer_acquire(caps, str, JSD_COMPACT_UTF8)
            : jsd_load_pointer_with(caps, str, JSD_COMPACT_UTF8);

    if (utf8 == NULL)
        return false;
    *data = utf8;
    *len = (size_t)jsd_load_ssize_with(caps, str, JSD_COMPACT_UTF8_LENGTH);
    return true;
}

/* Sets *text to the text of str, or of an instance of a subclass, if it can be
 * read in place. It is valid while the caller owns str. Returns false
 * otherwise, and leaves *text unchanged. */
JSD_INLINE bool
jsd_str_text(jsd_caps caps, PyObject *str, jsd_text *text)
{
    uint32_t state;
    unsigned kind;

    if (!(caps & JSD_CAP_STR))
        return false;
    state = jsd_load_u32_with(caps, str, JSD_ASCII_STATE);
    kind = state >> jsd_abi.str_kind & 7;
    /* Up to 3.11, kind 0 is a str that CPython has not brought into its final
     * form. */
    if (JSD_UNLIKELY(kind == 0))
        return false;
    text->len = (size_t)jsd_load_ssize_with(caps, str, JSD_ASCII_LENGTH);
    if ((state & jsd_abi.str_compact) && (state & jsd_abi.str_ascii)) {
        text->data = (const char *)str + jsd_size_of(caps, JSD_ASCII);
        text->form = JSD_FORM_UTF8;
        return true;
    }
    if (state & jsd_abi.str_compact)
        text->data = (const char *)str + jsd_size_of(caps, JSD_COMPACT);
    else
        text->data = jsd_load_pointer_with(caps, str, JSD_UNICODE_DATA);
    text->form =
        kind == 1 ? (state & jsd_abi.str_ascii ? JSD_FORM_UTF8 : JSD_FORM_UCS1)
        : kind == 2 ? JSD_FORM_UCS2
                    : JSD_FORM_UCS4;
    return true;
}

/* Makes a str of len characters; widest, at most 0x10ffff, is the largest and
 * decides the form. Sets *data to where the caller writes exactly len units
 * before it passes the str on. Returns a new reference, or NULL with
 * MemoryError. Needs JSD_CAP_NEW_STR. */
JSD_INLINE PyObject *
jsd_str_new(size_t len, uint32_t widest, void **data)
{
    PyObject *str = jsd_abi.symbols.unicode_new((Py_ssize_t)len, widest);

    if (JSD_LIKELY(str != NULL))
        *data = (char *)str +
                jsd_abi.offsets.size[widest < 0x80 ? JSD_ASCII : JSD_COMPACT];
    return str;
}

#endif
