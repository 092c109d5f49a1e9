/* SPDX-License-Identifier: MIT
 *
 * The proofs of the heads that abi/make.h copies. They come from live objects,
 * and must be equal but for the fields that differ by nature. Objects that are
 * made with them are then compared with CPython's own.
 */
#include "abi/make.h"
#include "abi/probe.h"

/* Returns the capability that the functions of abi/make.h get here. */
static jsd_caps
make_layout(const jsd_probe *p)
{
    return p->abi->free_threaded ? JSD_CAP_FREE_THREADED : 0;
}

bool
jsd_probe_may_make(jsd_probe *p, jsd_caps needed)
{
    const jsd_offsets *o = &p->abi->offsets;

    if (p->abi->debug)
        return jsd_probe_fail(p, "a debug build counts what it makes");
    if ((p->abi->proven & needed) != needed ||
        !(p->abi->proven & JSD_CAP_OBJECT))
        return jsd_probe_fail(p, "its struct is not proven");
    if (sizeof(void *) != 8 ||
        o->size[JSD_OBJECT] != jsd_make_head(make_layout(p)))
        return jsd_probe_fail(p, "made only where a head has %zu bytes",
                              jsd_make_head(make_layout(p)));
    return true;
}

/* Returns whether o equals CPython's object, in value and size. */
static bool
is_equal(jsd_probe *p, PyObject *o, PyObject *other)
{
    PyObject *size, *other_size;
    int equal;

    size = jsd_probe_keep(p, PyObject_CallMethod(o, "__sizeof__", NULL));
    other_size =
        jsd_probe_keep(p, PyObject_CallMethod(other, "__sizeof__", NULL));
    if (size == NULL || other_size == NULL)
        return false;
    equal = PyObject_RichCompareBool(o, other, Py_EQ) == 1 &&
            PyObject_RichCompareBool(size, other_size, Py_EQ) == 1;
    return equal || jsd_probe_fail(p, "one that was made is not like others");
}

/* Compares o, whose reference it takes over, with CPython's object in value,
 * size and hash. */
static bool
is_alike(jsd_probe *p, PyObject *o, PyObject *other)
{
    if (jsd_probe_keep(p, o) == NULL || other == NULL)
        return false;
    if (PyObject_Hash(o) != PyObject_Hash(other))
        return jsd_probe_fail(p, "one that was made has another hash");
    return is_equal(p, o, other);
}

/* -------------------------------------------------------------------- str */

/* Copies the head, except the length, of a str without a hash. */
static bool
copy_head(jsd_probe *p, const char *text, unsigned char *head, size_t size)
{
    PyObject *str = jsd_probe_keep(p, PyUnicode_FromString(text));
    size_t at = p->abi->heads.ascii_length;

    if (str == NULL)
        return false;
    memcpy(head, str, size);
    memset(head + at, 0, sizeof(Py_ssize_t));
    return true;
}

/* Compares two heads. Of the state many bits are not initialised. */
static bool
heads_are_equal(const jsd_probe *p, const unsigned char *a,
                const unsigned char *b, size_t size)
{
    size_t state = p->abi->offsets.at[JSD_ASCII_STATE];
    size_t behind = state + sizeof(uint64_t);

    return memcmp(a, b, state) == 0 &&
           (behind >= size ||
            memcmp(a + behind, b + behind, size - behind) == 0);
}

/* Two texts of each width, and the units of the second one. */
static const struct {
    const char *first, *second;
    size_t n;
    uint32_t unit[4];
} wide[] = {
    {"\xc3\xa9t\xc3\xa9",
     "\xc3\xbc-\xc3\xa9\xc3\xa8",
     4,
     {0xfc, '-', 0xe9, 0xe8}},
    {"\xe4\xb8\xad\xe6\x96\x87",
     "\xe6\x96\x87!\xc3\xa9",
     3,
     {0x6587, '!', 0xe9}},
    {"\xf0\x9f\x98\x80.",
     "\xf0\x9f\x9a\x80\xe4\xb8\xad",
     2,
     {0x1f680, 0x4e2d}},
};

static PyObject *
make_wide(const jsd_heads *heads, int width)
{
    size_t n = wide[width].n;
    void *data = NULL;
    PyObject *o = jsd_make_wide(heads, width, n, &data);

    for (size_t i = 0; o != NULL && i < n; i++) {
        uint32_t unit = wide[width].unit[i];
        uint16_t half = (uint16_t)unit;

        if (width == 0)
            ((uint8_t *)data)[i] = (uint8_t)unit;
        else if (width == 1)
            memcpy((char *)data + 2 * i, &half, sizeof half);
        else
            memcpy((char *)data + 4 * i, &unit, sizeof unit);
    }
    return o;
}

/* Proves the heads of non-ASCII str. Up to 3.11 such a str may have a wchar_t
 * copy of its characters: there CPython makes it. */
static bool
prove_wide(jsd_probe *p)
{
    jsd_heads *heads = &p->abi->heads;
    unsigned char head[JSD_HEAD_WIDE];

    heads->has_wide = p->abi->offsets.size[JSD_COMPACT] == JSD_HEAD_WIDE;
    for (int i = 0; heads->has_wide && i < 3; i++) {
        if (!copy_head(p, wide[i].first, heads->wide[i], JSD_HEAD_WIDE) ||
            !copy_head(p, wide[i].second, head, JSD_HEAD_WIDE))
            return false;
        if (!heads_are_equal(p, heads->wide[i], head, JSD_HEAD_WIDE))
            return jsd_probe_fail(p, "heads of new ones differ");
        if (!is_alike(p, make_wide(heads, i),
                      jsd_probe_keep(p, PyUnicode_FromString(wide[i].second))))
            return false;
    }
    return true;
}

bool
jsd_probe_make_str(jsd_probe *p)
{
    static const char *const texts[] = {
        "probe-b", "probe-bb and more", "a probe of nearly thirty-one bytes",
        "a probe of more than fifty bytes, which is copied by pieces",
        "a probe of more than sixty-four bytes, which is copied as one: long"};
    jsd_heads *heads = &p->abi->heads;
    const jsd_offsets *o = &p->abi->offsets;
    unsigned char head[JSD_HEAD_STR + JSD_HEAD_LONGER];
    const size_t size = jsd_make_str_head(make_layout(p));

    if (!jsd_probe_may_make(p, JSD_CAP_STR))
        return false;
    heads->ascii_size = o->size[JSD_ASCII];
    heads->ascii_length = o->at[JSD_ASCII_LENGTH];
    if (heads->ascii_size > size || heads->ascii_size + 8 < size ||
        heads->ascii_size % 8 != 0)
        return jsd_probe_fail(p, "its head has %zu bytes", heads->ascii_size);
    if (!copy_head(p, "probe-a", heads->ascii, size))
        return false;
    for (size_t i = 0; i < JSD_COUNTOF(texts); i++) {
        size_t n = strlen(texts[i]);
        char padded[128] = {0};

        if (!copy_head(p, texts[i], head, size))
            return false;
        if (!heads_are_equal(p, heads->ascii, head, heads->ascii_size))
            return jsd_probe_fail(p, "heads of new ones differ");
        memcpy(padded, texts[i], n);
        if (!is_alike(p,
                      n <= JSD_MAKE_SHORT
                          ? jsd_make_short(make_layout(p), heads, padded, n)
                          : jsd_make_ascii(make_layout(p), heads, padded, n),
                      jsd_probe_keep(p, PyUnicode_FromString(texts[i]))))
            return false;
    }
    return prove_wide(p);
}

/* -------------------------------------------------------- int and float */

static bool
is_shared(jsd_probe *p, long value)
{
    PyObject *a = jsd_probe_keep(p, PyLong_FromLong(value));

    return a == NULL || a == jsd_probe_keep(p, PyLong_FromLong(value));
}

bool
jsd_probe_make_int(jsd_probe *p)
{
    static const int64_t values[] = {
        JSD_MAKE_INT_LEAST,    -JSD_MAKE_INT_LEAST, (1 << 30) - 1,
        (int64_t)1 << 30,      -((int64_t)1 << 30), -((int64_t)1 << 59),
        ((int64_t)1 << 60) - 1};
    jsd_heads *heads = &p->abi->heads;
    const size_t head = jsd_make_head(make_layout(p));

    if (!jsd_probe_may_make(p, JSD_CAP_INT))
        return false;
    if (is_shared(p, JSD_MAKE_INT_LEAST) || is_shared(p, -JSD_MAKE_INT_LEAST))
        return jsd_probe_fail(p, "those of %d are shared", JSD_MAKE_INT_LEAST);
    heads->int_has_tag = jsd_probe_has(p, JSD_LONG_LV_TAG);
    if (jsd_probe_at(p, JSD_LONG_OB_DIGIT) != head + sizeof(int64_t))
        return jsd_probe_fail(p, "its digits are not behind one word");
    for (size_t i = 0; i < JSD_COUNTOF(values); i++) {
        int64_t value = values[i];
        PyObject *like = jsd_probe_keep(p, PyLong_FromLongLong(value));

        if (like == NULL)
            return false;
        if (i == 0)
            memcpy(heads->integer, like, head);
        else if (memcmp(heads->integer, like, head) != 0)
            return jsd_probe_fail(p, "heads of new ones differ");
        if (!is_alike(p,
                      jsd_make_int(make_layout(p), heads,
                                   (uint64_t)(value < 0 ? -value : value),
                                   value < 0),
                      like))
            return false;
    }
    return true;
}

bool
jsd_probe_make_float(jsd_probe *p)
{
    static const double values[] = {1.5, -2.25e300, 5e-324, 0.1};
    jsd_heads *heads = &p->abi->heads;
    const size_t head = jsd_make_head(make_layout(p));

    if (!jsd_probe_may_make(p, JSD_CAP_FLOAT))
        return false;
    if (jsd_probe_at(p, JSD_FLOAT_OB_FVAL) != head)
        return jsd_probe_fail(p, "its value is not behind its head");
    for (size_t i = 0; i < JSD_COUNTOF(values); i++) {
        PyObject *like = jsd_probe_keep(p, PyFloat_FromDouble(values[i]));

        if (like == NULL)
            return false;
        if (i == 0)
            memcpy(heads->real, like, head);
        else if (memcmp(heads->real, like, head) != 0)
            return jsd_probe_fail(p, "heads of new ones differ");
        if (!is_alike(p, jsd_make_float(make_layout(p), heads, values[i]),
                      like))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------- list */

/* Appends None as often as the array has places. */
static bool
append_nones(jsd_probe *p, PyObject *list, bool last)
{
    PyObject *items[32];

    for (size_t i = 0; i < JSD_COUNTOF(items); i++) {
        items[i] = Py_None;
        Py_IncRef(Py_None);
    }
    return jsd_list_extend_by(&p->abi->offsets, list, items,
                              JSD_COUNTOF(items), last) ||
           jsd_probe_fail(p, "no memory for the proof");
}

/* Proves jsd_list_extend(): CPython tells what the list has then, and goes on
 * to use it. */
bool
jsd_probe_grow_list(jsd_probe *p)
{
    PyObject *list, *like;

    if (!jsd_probe_may_make(p, JSD_CAP_LIST))
        return false;
    if (p->abi->free_threaded)
        return jsd_probe_fail(p, "a free-threaded build keeps the number of "
                                 "places before the items");
    list = jsd_probe_keep(p, PyList_New(0));
    like = jsd_probe_keep(p, PyList_New(96));
    if (list == NULL || like == NULL || PyList_Append(list, Py_None) < 0)
        return false;
    for (Py_ssize_t i = 0; i < 96; i++) {
        Py_IncRef(Py_None);
        PyList_SetItem(like, i, Py_None);
    }
    if (!append_nones(p, list, false) || !append_nones(p, list, false) ||
        PyList_SetSlice(list, 0, 1, NULL) < 0 || !append_nones(p, list, true))
        return false;
    return is_equal(p, list, like) && PyList_Append(list, Py_None) == 0;
}
