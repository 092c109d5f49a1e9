/* SPDX-License-Identifier: MIT
 *
 * The proofs of PyDictObject, its table of keys, and both kinds of entries, in
 * sizes on either side of a wider index.
 */
#include "abi/probe.h"

enum { LARGEST = 180, NUMBERS = 6, VALUES = 7, TABLE_MAX = 12 * 1024 };

/* A dict with a combined table of n entries. Entry `deleted` was deleted. Its
 * keys are the first n; its values alternate. */
typedef struct known_dict {
    PyObject *dict;
    bool text_keys; /* all its keys are str */
    Py_ssize_t n;
    Py_ssize_t deleted; /* -1: none */
    PyObject *const *key;
    PyObject *const *value;
} known_dict;

/* Makes LARGEST different str, by splitting one text. */
static bool
make_texts(jsd_probe *p, PyObject **texts)
{
    char letters[LARGEST * 3 + 1];
    PyObject *text, *list;

    for (int i = 0; i < LARGEST; i++) {
        letters[i * 3] = (char)('a' + i / 26);
        letters[i * 3 + 1] = (char)('a' + i % 26);
        letters[i * 3 + 2] = ' ';
    }
    letters[LARGEST * 3] = '\0';
    text = jsd_probe_keep(p, PyUnicode_FromString(letters));
    list = text == NULL ? NULL
                        : jsd_probe_keep(p, PyUnicode_Split(text, NULL, -1));
    for (int i = 0; list != NULL && i < LARGEST; i++) {
        texts[i] = PyList_GetItem(list, i);
        if (texts[i] == NULL)
            return false;
    }
    return list != NULL;
}

static bool
make_numbers(jsd_probe *p, PyObject **numbers)
{
    for (int i = 0; i < NUMBERS; i++) {
        numbers[i] = jsd_probe_keep(p, PyLong_FromLong(100000 + i));
        if (numbers[i] == NULL)
            return false;
    }
    return true;
}

static bool
make_values(jsd_probe *p, PyObject **values)
{
    for (int i = 0; i < VALUES; i++) {
        values[i] = jsd_probe_keep(p, PyFloat_FromDouble(i));
        if (values[i] == NULL)
            return false;
    }
    return true;
}

static bool
fill_known_dict(jsd_probe *p, known_dict *d)
{
    d->dict = jsd_probe_keep(p, PyDict_New());
    for (Py_ssize_t i = 0; d->dict != NULL && i < d->n; i++)
        if (PyDict_SetItem(d->dict, d->key[i], d->value[i % VALUES]) < 0)
            return false;
    return d->dict != NULL &&
           (d->deleted < 0 ||
            PyDict_DelItem(d->dict, d->key[d->deleted]) == 0);
}

/* Finds the size of the table: dict.__sizeof__() is the struct and the whole
 * table. */
static bool
table_extent(jsd_probe *p, const jsd_specimen *dict, size_t *extent)
{
    PyObject *size =
        jsd_probe_keep(p, PyObject_CallMethod(dict->o, "__sizeof__", NULL));
    size_t bytes = size == NULL ? 0 : PyLong_AsSize_t(size);

    if (bytes < dict->extent)
        return false;
    *extent = bytes - dict->extent;
    return true;
}

/* Computes, from the header of the table, the number of allocated entries (two
 * thirds of the table) and where they begin. */
static bool
table_shape(jsd_probe *p, const jsd_specimen *keys, const known_dict *d,
            size_t *usable, size_t *start)
{
    size_t header = p->abi->offsets.size[JSD_KEYS];
    uint64_t size, index;

    if (jsd_probe_has(p, JSD_KEYS_DK_SIZE)) {
        if (!jsd_probe_read(p, keys, 0, JSD_KEYS_DK_SIZE, &size))
            return false;
        index = size <= 0xff ? size : size * 2;
    } else {
        if (!jsd_probe_read(p, keys, 0, JSD_KEYS_DK_LOG2_SIZE, &size) ||
            !jsd_probe_read(p, keys, 0, JSD_KEYS_DK_LOG2_INDEX_BYTES,
                            &index) ||
            !jsd_probe_is(p, keys, 0, JSD_KEYS_DK_KIND, d->text_keys))
            return false;
        if (size > 16 || index > 18)
            return jsd_probe_fail(p, "a table of keys is larger than it is");
        size = (uint64_t)1 << size;
        index = (uint64_t)1 << index;
    }
    if (size > 0xffff || size < 8)
        return jsd_probe_fail(p, "a table of keys is larger than it is");
    *usable = (size_t)size * 2 / 3;
    *start = header + (size_t)index;
    return jsd_probe_is(p, keys, 0, JSD_KEYS_DK_REFCNT, 1) &&
           jsd_probe_is(p, keys, 0, JSD_KEYS_DK_NENTRIES, (uint64_t)d->n) &&
           jsd_probe_is(p, keys, 0, JSD_KEYS_DK_USABLE,
                        *usable - (uint64_t)d->n);
}

static bool
entry_holds(jsd_probe *p, const jsd_specimen *table, size_t at,
            const known_dict *d, Py_ssize_t i, bool hashed)
{
    jsd_field key = hashed ? JSD_ENTRY_ME_KEY : JSD_UNICODE_ENTRY_ME_KEY;
    jsd_field value = hashed ? JSD_ENTRY_ME_VALUE : JSD_UNICODE_ENTRY_ME_VALUE;
    bool deleted = i == d->deleted;

    /* jsd_dict_next_entry() reads the value behind the key. */
    if (jsd_probe_at(p, value) != jsd_probe_at(p, key) + sizeof(PyObject *))
        return jsd_probe_fail(p, "an entry has its value before its key");
    return jsd_probe_is_pointer(p, table, at, key,
                                deleted ? NULL : d->key[i]) &&
           jsd_probe_is_pointer(p, table, at, value,
                                deleted ? NULL : d->value[i % VALUES]) &&
           (!hashed || deleted ||
            jsd_probe_is(p, table, at, JSD_ENTRY_ME_HASH,
                         (uint64_t)PyObject_Hash(d->key[i])));
}

static bool
table_holds(jsd_probe *p, const jsd_specimen *table, const known_dict *d)
{
    bool hashed = !d->text_keys || !jsd_probe_has(p, JSD_KEYS_DK_KIND);
    size_t stride =
        p->abi->offsets.size[hashed ? JSD_ENTRY : JSD_UNICODE_ENTRY];
    size_t usable = 0, start = 0;

    if (!table_shape(p, table, d, &usable, &start))
        return false;
    if (start + usable * stride != table->extent)
        return jsd_probe_fail(p, "the size of a dict is not that of its "
                                 "table and entries");
    for (Py_ssize_t i = 0; i < d->n; i++)
        if (!entry_holds(p, table, start + (size_t)i * stride, d, i, hashed))
            return false;
    return true;
}

/* Copies what ma_keys points to, through the kernel: only this copy can prove
 * that it is a table. */
static bool
copy_table(jsd_probe *p, uint64_t address, char *copy, size_t n)
{
    if (n > TABLE_MAX)
        return jsd_probe_fail(p, "a table of keys is larger than it is");
    for (size_t i = 0; i < n; i += JSD_SAFE_READ_MAX) {
        size_t part = n - i < JSD_SAFE_READ_MAX ? n - i : JSD_SAFE_READ_MAX;

        if (!jsd_safe_read(&p->reader, (char *)(uintptr_t)address + i,
                           copy + i, part))
            return jsd_probe_fail(p, "ma_keys points to memory that cannot "
                                     "be read");
    }
    return true;
}

static bool
dict_holds(jsd_probe *p, known_dict *d)
{
    char copy[TABLE_MAX];
    jsd_specimen dict, table = {.o = (PyObject *)copy};
    uint64_t keys;

    if (!jsd_probe_take(d->dict, 0, &dict) ||
        !jsd_probe_is(p, &dict, 0, JSD_DICT_MA_USED,
                      (uint64_t)(d->n - (d->deleted >= 0))) ||
        !jsd_probe_is(p, &dict, 0, JSD_DICT_MA_VALUES, 0) ||
        !jsd_probe_read(p, &dict, 0, JSD_DICT_MA_KEYS, &keys) ||
        !table_extent(p, &dict, &table.extent))
        return false;
    return copy_table(p, keys, copy, table.extent) &&
           table_holds(p, &table, d);
}

/* Proves that a split table is recognised: ma_values of an instance's __dict__
 * is not NULL. */
static bool
split_is_seen(jsd_probe *p)
{
    PyObject *type = jsd_probe_keep(
        p, PyObject_CallFunction((PyObject *)&PyType_Type, "s(){}", "probe"));
    PyObject *instance =
        type == NULL ? NULL
                     : jsd_probe_keep(p, PyObject_CallObject(type, NULL));
    jsd_specimen s;
    uint64_t values;

    if (instance == NULL ||
        PyObject_SetAttrString(instance, "attribute", instance) < 0 ||
        !jsd_probe_take(
            jsd_probe_keep(p, PyObject_GetAttrString(instance, "__dict__")), 0,
            &s) ||
        !jsd_probe_read(p, &s, 0, JSD_DICT_MA_VALUES, &values))
        return false;
    PyDict_Clear(s.o); /* it refers to its instance: a cycle */
    return values != 0 ||
           jsd_probe_fail(p, "an instance's __dict__ has no ma_values");
}

bool
jsd_probe_dict(jsd_probe *p)
{
    static const struct {
        bool text_keys;
        Py_ssize_t n, deleted;
    } shapes[] = {{true, 1, -1},       {true, 5, 2},   {true, 11, -1},
                  {true, LARGEST, 50}, {false, 1, -1}, {false, NUMBERS, 0}};
    PyObject *texts[LARGEST], *numbers[NUMBERS], *values[VALUES];

    if (!make_texts(p, texts) || !make_numbers(p, numbers) ||
        !make_values(p, values))
        return false;
    for (size_t i = 0; i < JSD_COUNTOF(shapes); i++) {
        known_dict d = {.text_keys = shapes[i].text_keys,
                        .n = shapes[i].n,
                        .deleted = shapes[i].deleted,
                        .key = shapes[i].text_keys ? texts : numbers,
                        .value = values};

        if (!fill_known_dict(p, &d) || !dict_holds(p, &d))
            return false;
    }
    return split_is_seen(p);
}

/* Proves that PyDict_Copy makes a table whose entries are in the places of the
 * original's. */
static bool
copy_holds(jsd_probe *p, known_dict *d)
{
    jsd_specimen s;
    uint64_t keys, copied;
    PyObject *original;

    if (!fill_known_dict(p, d) || !jsd_probe_take(d->dict, 0, &s) ||
        !jsd_probe_read(p, &s, 0, JSD_DICT_MA_KEYS, &keys))
        return false;
    original = d->dict;
    d->dict = jsd_probe_keep(p, PyDict_Copy(original));
    if (!jsd_probe_take(d->dict, 0, &s) ||
        !jsd_probe_read(p, &s, 0, JSD_DICT_MA_KEYS, &copied))
        return false;
    if (keys == copied)
        return jsd_probe_fail(p, "a copy of a dict shares its table");
    return dict_holds(p, d);
}

/* Returns whether None has a reference count: immortal objects have none. */
static bool
none_is_counted(const jsd_probe *p)
{
    const char *count =
        (const char *)Py_None + jsd_probe_at(p, JSD_OBJECT_OB_REFCNT);
    Py_ssize_t before, after;

    memcpy(&before, count, sizeof before);
    Py_IncRef(Py_None);
    memcpy(&after, count, sizeof after);
    Py_DecRef(Py_None);
    return before != after;
}

bool
jsd_probe_copy_dict(jsd_probe *p)
{
    static const Py_ssize_t sizes[] = {1, 6, LARGEST};
    PyObject *texts[LARGEST], *values[VALUES];

    if (!jsd_probe_may_make(p, JSD_CAP_DICT) || !make_texts(p, texts))
        return false;
    for (int i = 0; i < VALUES; i++)
        values[i] = Py_None;
    for (size_t i = 0; i < JSD_COUNTOF(sizes); i++) {
        known_dict d = {.text_keys = true,
                        .n = sizes[i],
                        .deleted = -1,
                        .key = texts,
                        .value = values};

        if (!copy_holds(p, &d))
            return false;
    }
    p->abi->heads.none_is_counted = none_is_counted(p);
    return true;
}
