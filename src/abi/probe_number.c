/* SPDX-License-Identifier: MIT
 *
 * The proofs of PyLongObject and PyFloatObject, by values at all edges.
 */
#include "abi/probe.h"

typedef struct known_integer {
    const char *text;
    int sign;
    size_t count; /* of 30 bits each */
    uint32_t digit[3];
} known_integer;

static const known_integer known_integers[] = {
    {"0", 0, 0, {0}},
    {"1", 1, 1, {1}},
    {"-1", -1, 1, {1}},
    {"5", 1, 1, {5}},
    {"256", 1, 1, {256}},
    {"1234568", 1, 1, {1234568}},
    {"-1234568", -1, 1, {1234568}},
    {"1073741823", 1, 1, {0x3fffffff}},
    {"1073741824", 1, 2, {0, 1}},
    {"-1073741824", -1, 2, {0, 1}},
    {"1099511627777", 1, 2, {1, 1024}},
    {"4611686018427387904", 1, 3, {0, 0, 4}},
    {"-9223372036854775808", -1, 3, {0, 0, 8}},
    {"18446744073709551615", 1, 3, {0x3fffffff, 0x3fffffff, 15}},
};

/* Returns whether sys.int_info tells of 30-bit digits: those of 15 bits are a
 * build option of 32-bit CPython. */
static bool
digits_have_30_bits(jsd_probe *p)
{
    PyObject *info = PySys_GetObject("int_info"); /* borrowed */
    Py_ssize_t bits, size;

    if (info == NULL)
        return jsd_probe_fail(p, "sys.int_info is missing");
    bits = jsd_probe_attribute(info, "bits_per_digit");
    size = bits < 0 ? -1 : jsd_probe_attribute(info, "sizeof_digit");
    if (size < 0)
        return false;
    return (bits == 30 && size == 4) ||
           jsd_probe_fail(p, "ints have digits of %d bits", (int)bits);
}

/* Proves the field with the size and sign. Up to 3.11 that is ob_size. lv_tag
 * then has the count, a bit that marks cached ints (CPython's own affair), and
 * 0 for positive, 1 for zero, 2 for negative. */
static bool
tag_is(jsd_probe *p, const jsd_specimen *s, const known_integer *i)
{
    const uint64_t cached = 4;
    uint64_t tag;

    if (!jsd_probe_has(p, JSD_LONG_LV_TAG))
        return jsd_probe_is(p, s, 0, JSD_VAROBJECT_OB_SIZE,
                            (uint64_t)(i->sign * (int64_t)i->count));
    if (!jsd_probe_read(p, s, 0, JSD_LONG_LV_TAG, &tag))
        return false;
    return jsd_probe_is(p, s, 0, JSD_LONG_LV_TAG,
                        (uint64_t)i->count << 3 | (uint64_t)(1 - i->sign) |
                            (tag & cached));
}

static bool
integer_holds(jsd_probe *p, const known_integer *i)
{
    jsd_specimen s;

    return jsd_probe_take(
               jsd_probe_keep(p, PyLong_FromString(i->text, NULL, 10)),
               (Py_ssize_t)i->count, &s) &&
           tag_is(p, &s, i) &&
           jsd_probe_bytes_are(p, &s, jsd_probe_at(p, JSD_LONG_OB_DIGIT),
                               i->digit, i->count * sizeof *i->digit,
                               JSD_LONG_OB_DIGIT);
}

bool
jsd_probe_int(jsd_probe *p)
{
    if (!digits_have_30_bits(p))
        return false;
    for (size_t i = 0; i < JSD_COUNTOF(known_integers); i++)
        if (!integer_holds(p, &known_integers[i]))
            return false;
    return true;
}

bool
jsd_probe_float(jsd_probe *p)
{
    static const double values[] = {1.5, -2.25e300, 5e-324, 0.1, -0.0};

    for (size_t i = 0; i < JSD_COUNTOF(values); i++) {
        jsd_specimen s;
        uint64_t bits;

        memcpy(&bits, &values[i], sizeof bits);
        if (!jsd_probe_take(jsd_probe_keep(p, PyFloat_FromDouble(values[i])),
                            0, &s) ||
            !jsd_probe_is(p, &s, 0, JSD_FLOAT_OB_FVAL, bits))
            return false;
    }
    return true;
}
