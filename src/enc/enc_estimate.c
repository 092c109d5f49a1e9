/* SPDX-License-Identifier: MIT */
#include "enc/enc_estimate.h"

#include "abi/str.h"
#include "enc/enc_entry.h"

/* The bytes that a value is assumed to need, with its separator. */
enum {
    NUMBER = 10, /* or a literal */
    FLOAT = 18,
    OTHER = 32,
    UNSEEN_ITEM = 16, /* of a container that is not looked into */
    UNSEEN_MEMBER = 32
};

/* Texts are estimated to have at most so many bytes. The sum of all samples
 * then fits into a size_t. */
#define LONGEST_TEXT (SIZE_MAX / 2048)

static size_t estimate_value(PyObject *o, size_t budget);

static size_t
scale_estimate(size_t mean, size_t n)
{
    size_t product;

    return jsd_mul_over(mean, n, &product) || product > LONGEST_TEXT
               ? LONGEST_TEXT
               : product;
}

static size_t
estimate_str(PyObject *o)
{
    static const uint8_t width[] = {[JSD_FORM_UTF8] = 1,
                                    [JSD_FORM_UCS1] = 1,
                                    [JSD_FORM_UCS2] = 3,
                                    [JSD_FORM_UCS4] = 4};
    jsd_text text;

    return jsd_str_text(JSD_CAPS_ALL, o, &text)
               ? scale_estimate(width[text.form], text.len) + 3
               : OTHER;
}

/* Returns how many entries of a container are read. The members of a dict
 * differ, while the items of a list are alike. */
static size_t
sample_count(const jsd_entries *entries, size_t n, size_t budget)
{
    const size_t most = entries->is_dict ? budget : budget < 512 ? 2 : 4;

    return n < most ? n : most > 0 ? most : 1;
}

/* Gets sample i of `count`, which lie apart, as jsd_entries_get() does. */
static bool
get_sample(const jsd_entries *entries, size_t from, size_t i, size_t count,
           PyObject **key, PyObject **value)
{
    const size_t n = (size_t)entries->n - from;

    return jsd_entries_get(entries,
                           (Py_ssize_t)(from + (2 * i + 1) * n / (2 * count)),
                           key, value);
}

static bool
is_container(PyObject *o)
{
    const PyTypeObject *type = jsd_type_of(JSD_CAPS_ALL, o);

    return type == &PyList_Type || type == &PyDict_Type ||
           type == &PyTuple_Type;
}

/* Returns the budget for each sample that is a container: at most half of the
 * budget, so that ten levels end the recursion. An estimate is made where the
 * engine may have left little of the C stack. */
static size_t
share_of(const jsd_entries *entries, size_t from, size_t count, size_t budget)
{
    PyObject *key, *value;
    size_t containers = 0;

    for (size_t i = 0; i < count; i++)
        containers += get_sample(entries, from, i, count, &key, &value) &&
                      is_container(value);
    if (containers == 0 || budget <= count)
        return 0;
    return (budget - count) / (containers == 1 ? 2 : containers);
}

/* Returns the mean bytes of entries from `from` on, which lie apart, and sets
 * *most to the largest. */
static size_t
estimate_entries(const jsd_entries *entries, size_t from, size_t budget,
                 size_t *most)
{
    const size_t n = (size_t)entries->n - from;
    const size_t count = sample_count(entries, n, budget);
    const size_t share = share_of(entries, from, count, budget);
    size_t sum = 0;

    *most = 0;
    for (size_t i = 0; i < count; i++) {
        PyObject *key, *value;
        size_t size = 0;

        if (get_sample(entries, from, i, count, &key, &value)) {
            size = estimate_value(value, share) + 1;
            if (key != NULL)
                size += estimate_value(key, 0) + 1;
        }
        sum += size;
        if (size > *most)
            *most = size;
    }
    return sum / count;
}

/* Returns the approximate bytes of an entry, without a budget: the first item
 * of a list stands for all of them. */
static size_t
glance_at_entry(const jsd_entries *entries)
{
    jsd_entries inner;
    PyObject *item;

    if (entries->is_dict)
        return UNSEEN_MEMBER;
    item = entries->items[0];
    if (!is_container(item))
        return estimate_value(item, 0) + 1;
    return jsd_entries_find(item, &inner)
               ? scale_estimate(inner.is_dict ? UNSEEN_MEMBER : UNSEEN_ITEM,
                                (size_t)inner.n)
               : OTHER;
}

static size_t
estimate_container(PyObject *o, size_t budget)
{
    jsd_entries entries;
    size_t mean, most;

    if (!jsd_entries_find(o, &entries))
        return OTHER;
    if (entries.n == 0)
        return 2;
    mean = budget == 0 ? glance_at_entry(&entries)
                       : estimate_entries(&entries, 0, budget, &most);
    return scale_estimate(mean, (size_t)entries.n) + 2;
}

static size_t
estimate_value(PyObject *o, size_t budget)
{
    const PyTypeObject *type = jsd_type_of(JSD_CAPS_ALL, o);

    if (type == &PyUnicode_Type)
        return estimate_str(o);
    if (type == &PyFloat_Type)
        return FLOAT;
    if (type == &PyLong_Type || type == &PyBool_Type || o == Py_None)
        return NUMBER;
    return estimate_container(o, budget);
}

size_t
jsd_enc_estimate(PyObject *o, size_t budget)
{
    return estimate_value(o, budget);
}

size_t
jsd_enc_estimate_entry(const jsd_entries *entries, Py_ssize_t from,
                       size_t budget, size_t *most)
{
    return estimate_entries(entries, (size_t)from, budget, most);
}
