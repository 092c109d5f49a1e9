/* SPDX-License-Identifier: MIT
 *
 * The characters of a str in place, and a new str to write into.
 * Used by py/, enc/ and dec/. It never leaves a UTF-8 copy inside a str.
 */
#ifndef JSONDE_ABI_STR_H
#define JSONDE_ABI_STR_H

#include "abi/abi.h"

/* How a text's units stand for its characters. */
typedef enum jsd_form {
    JSD_FORM_UTF8, /* bytes: UTF-8, and so ASCII too */
    JSD_FORM_UCS1, /* bytes: Latin-1 */
    JSD_FORM_UCS2, /* two bytes, no surrogate pairs */
    JSD_FORM_UCS4
} jsd_form;

typedef struct jsd_text {
    const void *data; /* aligned for its unit */
    size_t len;       /* units */
    jsd_form form;
} jsd_text;

/* Returns true and the characters of a compact ASCII str, as nearly all are;
 * otherwise *data and *len keep what they had. Needs JSD_CAP_STR. */
JSD_INLINE bool
jsd_str_ascii(jsd_caps caps, PyObject *str, const char **data, size_t *len)
{
    const uint32_t both = jsd_str_bits(caps);
    const bool is =
        (jsd_load_u32_with(caps, str, JSD_ASCII_STATE) & both) == both;

    if (JSD_LIKELY(is)) {
        *data = (const char *)str + jsd_size_of(caps, JSD_ASCII);
        *len = (size_t)jsd_load_ssize_with(caps, str, JSD_ASCII_LENGTH);
    }
    return is;
}

/* Returns true and the UTF-8 of a str that is no compact ASCII one, when
 * somebody else has left it inside; otherwise *data and *len keep what they
 * had. Needs JSD_CAP_STR, and JSD_CAP_BORROW: without a
 * GIL another thread may be about to. */
JSD_INLINE bool
jsd_str_utf8(jsd_caps caps, PyObject *str, const char **data, size_t *len)
{
    const char *utf8 = jsd_load_pointer_with(caps, str, JSD_COMPACT_UTF8);

    if (utf8 == NULL)
        return false;
    *data = utf8;
    *len = (size_t)jsd_load_ssize_with(caps, str, JSD_COMPACT_UTF8_LENGTH);
    return true;
}

/* Returns true and sets *text to the text of str (or of an instance of a
 * subclass) when it can be read in place; otherwise *text keeps what it had.
 * Valid while the caller has a reference to str. */
JSD_INLINE bool
jsd_str_text(jsd_caps caps, PyObject *str, jsd_text *text)
{
    uint32_t state;
    unsigned kind;

    if (!(caps & JSD_CAP_STR))
        return false;
    state = jsd_load_u32_with(caps, str, JSD_ASCII_STATE);
    kind = state >> jsd_abi.str_kind & 7;
    /* Kind 0 exists up to 3.11: a str that is not in its final form yet. */
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

/* A new str of len characters whose widest is at most 0x10ffff and decides
 * its form, and in *data where exactly len units are to be written before
 * anybody sees it. NULL with MemoryError. Needs JSD_CAP_NEW_STR. */
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
