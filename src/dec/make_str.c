/* SPDX-License-Identifier: MIT */
#include "dec/make_str.h"

#include "abi/make.h"
#include "text/utf8.h"

/* Copies n units to narrower units, which all of them fit. */
static void
narrow_units(void *to, size_t to_width, const void *from, jsd_form form,
             size_t n)
{
    const uint16_t *half = from;
    const uint32_t *wide = from;

    if (form == JSD_FORM_UCS2)
        for (size_t i = 0; i < n; i++)
            ((uint8_t *)to)[i] = (uint8_t)half[i];
    else if (to_width == 1)
        for (size_t i = 0; i < n; i++)
            ((uint8_t *)to)[i] = (uint8_t)wide[i];
    else
        for (size_t i = 0; i < n; i++)
            ((uint16_t *)to)[i] = (uint16_t)wide[i];
}

static void
fill_units(void *to, uint32_t seen, jsd_form form, const void *from, size_t n)
{
    if (form == JSD_FORM_UTF8 || form == JSD_FORM_UCS1)
        memcpy(to, from, n);
    else if (seen < 0x100)
        narrow_units(to, 1, from, form, n);
    else if (form == JSD_FORM_UCS2)
        memcpy(to, from, n * 2);
    else if (seen < 0x10000)
        narrow_units(to, 2, from, form, n);
    else
        memcpy(to, from, n * 4);
}

/* Makes the str by public functions of CPython. */
static PyObject *
str_public(jsd_form form, const void *s, size_t n)
{
    const union {
        uint16_t word;
        uint8_t first;
    } order = {1};
    int native = order.first == 1 ? -1 : 1;

    switch (form) {
    case JSD_FORM_UTF8:
        return PyUnicode_DecodeUTF8(s, (Py_ssize_t)n, NULL);
    case JSD_FORM_UCS1:
        return PyUnicode_DecodeLatin1(s, (Py_ssize_t)n, NULL);
    case JSD_FORM_UCS2:
        return PyUnicode_DecodeUTF16(s, (Py_ssize_t)n * 2, NULL, &native);
    default:
        return PyUnicode_DecodeUTF32(s, (Py_ssize_t)n * 4, "surrogatepass",
                                     &native);
    }
}

/* Returns whether a str of code points up to widest is made directly. */
JSD_INLINE bool
makes_wide(jsd_caps caps, uint32_t widest)
{
    return jsd_abi.heads.has_wide && (caps & JSD_CAP_MAKE_STR) &&
           widest >= 0x80;
}

JSD_INLINE int
width_of_widest(uint32_t widest)
{
    return widest < 0x100 ? 0 : widest < 0x10000 ? 1 : 2;
}

/* Returns a new str of count > 0 units for code points up to widest, and sets
 * *data to its units. */
static PyObject *
new_uninitialized_str(jsd_caps caps, size_t count, uint32_t widest,
                      void **data)
{
    if (!makes_wide(caps, widest))
        return jsd_str_new(count, widest, data);
    return jsd_make_wide(&jsd_abi.heads, width_of_widest(widest), count, data);
}

_Static_assert((int)JSD_UTF8_BEFORE <= (int)JSD_HEAD_WIDE,
               "a head is room enough before the units");

/* Makes a str of n bytes of non-ASCII UTF-8. The head is written last, because
 * the units may spill into it. */
static PyObject *
utf8_wide(const char *s, size_t n, size_t count, int width)
{
    char *o = jsd_make_wide_room(width, count);

    if (JSD_UNLIKELY(o == NULL))
        return NULL;
    jsd_utf8_into(s, n, o + JSD_HEAD_WIDE, count, width);
    return jsd_make_wide_head(&jsd_abi.heads, o, width, count);
}

PyObject *
jsd_dec_utf8_str(jsd_caps caps, const char *s, size_t n, size_t count,
                 uint32_t widest)
{
    void *data;
    PyObject *str;

    if (count == 1 &&
        widest < 0x100) /* CPython shares one str for each of these */
        return PyUnicode_FromOrdinal(
            n == 1 ? s[0] : (s[0] & 0x1f) << 6 | (s[1] & 0x3f));
    if (makes_wide(caps, widest))
        return utf8_wide(s, n, count, width_of_widest(widest));
    str = jsd_str_new(count, widest, &data);
    if (str == NULL)
        return NULL;
    if (widest < 0x100)
        jsd_utf8_to_ucs1(s, n, data);
    else if (widest < 0x10000)
        jsd_utf8_to_ucs2(s, n, data);
    else
        jsd_utf8_to_ucs4(s, n, data);
    return str;
}

static PyObject *
str_from_units(jsd_caps caps, jsd_form form, const void *s, size_t n,
               uint32_t seen)
{
    PyObject *str;
    void *data;

    if (!(caps & JSD_CAP_NEW_STR))
        return str_public(form, s, n);
    str = new_uninitialized_str(caps, n, seen < 0x10ffff ? seen : 0x10ffff,
                                &data);
    if (str != NULL)
        fill_units(data, seen, form, s, n);
    return str;
}

/* Returns the empty str or the one that CPython shares for each of U+0000 to
 * U+00FF. */
static PyObject *
shared_str(jsd_form form, const void *s, size_t n)
{
    uint32_t c = 0;

    if (n == 0)
        return PyUnicode_FromStringAndSize("", 0);
    if (form == JSD_FORM_UCS4)
        memcpy(&c, s, 4);
    else
        c = form == JSD_FORM_UCS2 ? *(const uint16_t *)s : *(const uint8_t *)s;
    return PyUnicode_FromOrdinal((int)c);
}

jsd_status
jsd_dec_make_str(jsd_caps caps, jsd_form form, const void *s, size_t n,
                 uint32_t seen, PyObject **str, size_t *at)
{
    jsd_utf8_size size;
    jsd_status status;

    if (n == 0 || (n == 1 && (form != JSD_FORM_UTF8 || seen < 0x80))) {
        *str = shared_str(form, s, n);
    } else if (form == JSD_FORM_UTF8 && seen >= 0x80) {
        status = jsd_utf8_measure(s, n, &size, at);
        if (status != JSD_OK)
            return status;
        *str = caps & JSD_CAP_NEW_STR
                   ? jsd_dec_utf8_str(caps, s, n, size.count, size.widest)
                   : str_public(JSD_FORM_UTF8, s, n);
    } else {
        *str = str_from_units(caps, form, s, n, seen);
    }
    return *str == NULL ? JSD_RAISED : JSD_OK;
}
