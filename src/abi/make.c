/* SPDX-License-Identifier: MIT */
#include "abi/make.h"

#include "abi/dict.h"

/* Copies size bytes of the head of o, whose reference it takes over. Returns
 * false if o is NULL. */
static bool
take_head(unsigned char *head, PyObject *o, size_t size)
{
    if (o == NULL)
        return false;
    memcpy(head, o, size);
    Py_DecRef(o);
    return true;
}

/* Fills the heads from new objects of this thread. Returns false with
 * MemoryError. */
static bool
fill_heads(jsd_heads *heads)
{
    const Py_ssize_t no_length = 0;
    const size_t head = jsd_make_head(JSD_CAP_FREE_THREADED);

    *heads = jsd_abi.heads;
    if (!take_head(heads->ascii, PyUnicode_FromString("thread"),
                   jsd_make_str_head(JSD_CAP_FREE_THREADED)) ||
        !take_head(heads->integer, PyLong_FromLong(1 << 20), head) ||
        !take_head(heads->real, PyFloat_FromDouble(1.5), head))
        return false;
    memcpy(heads->ascii + heads->ascii_length, &no_length, sizeof no_length);
    return true;
}

/* A new float tells whether the heads are those of this thread. CPython reuses
 * the memory of the last float that was freed. */
bool
jsd_make_heads_of_thread(jsd_heads *heads)
{
    unsigned char head[JSD_HEAD_OBJECT + JSD_HEAD_LONGER];

    if (take_head(head, PyFloat_FromDouble(1.5), sizeof head) &&
        (memcmp(head, heads->real, sizeof head) == 0 || fill_heads(heads)))
        return true;
    memset(heads, 0, sizeof *heads);
    PyErr_Clear();
    return false;
}

int
jsd_template_init(jsd_template *t, PyObject *const *keys, size_t n)
{
    PyObject *dict = PyDict_New();
    jsd_dict_iter it;

    for (size_t i = 0; dict != NULL && i < n; i++)
        if (PyDict_SetItem(dict, keys[i], Py_None) < 0) {
            Py_DecRef(dict);
            return -1;
        }
    if (dict == NULL)
        return -1;
    jsd_dict_iter_start(JSD_CAPS_ALL, &it, dict);
    if (it.stride == 0 || it.nentries != (Py_ssize_t)n) {
        Py_DecRef(dict); /* then PyDict_Copy copies item by item */
        return 0;
    }
    /* From 3.14 on each dict is tracked, even one without containers. No other
     * code may find this one, not even by gc.get_objects(). */
    t->tracks = jsd_abi.symbols.gc_is_tracked(dict) != 0;
    if (t->tracks)
        PyObject_GC_UnTrack(dict);
    t->dict = dict;
    t->stride = it.stride;
    t->first = (size_t)(it.key + sizeof(PyObject *) -
                        (char *)jsd_load_pointer(dict, JSD_DICT_MA_KEYS));
    return 0;
}

void
jsd_template_clear(jsd_template *t)
{
    Py_DecRef(t->dict);
    t->dict = NULL;
}

void
jsd_template_track(PyObject *dict)
{
    if (!jsd_abi.symbols.gc_is_tracked(dict))
        PyObject_GC_Track(dict);
}

static size_t
load_size(const jsd_offsets *offsets, PyObject *list, jsd_field field)
{
    size_t value;

    memcpy(&value, (const char *)list + offsets->at[field], sizeof value);
    return value;
}

static void
store_word(const jsd_offsets *offsets, PyObject *list, jsd_field field,
           const void *value)
{
    memcpy((char *)list + offsets->at[field], value, sizeof(void *));
}

bool
jsd_list_extend_by(const jsd_offsets *offsets, PyObject *list,
                   PyObject *const *items, size_t n, bool last)
{
    size_t used = load_size(offsets, list, JSD_VAROBJECT_OB_SIZE) + n;
    size_t room = load_size(offsets, list, JSD_LIST_ALLOCATED);
    PyObject **at;

    memcpy(&at, (const char *)list + offsets->at[JSD_LIST_OB_ITEM], sizeof at);
    if (used > room || last) {
        room = last ? used : used + used / 2;
        if (room > PY_SSIZE_T_MAX / sizeof *at)
            return false;
        at = PyMem_Realloc(at, room * sizeof *at);
        if (at == NULL)
            return false;
        store_word(offsets, list, JSD_LIST_OB_ITEM, &at);
        store_word(offsets, list, JSD_LIST_ALLOCATED, &room);
    }
    memcpy(at + used - n, items, n * sizeof *at);
    store_word(offsets, list, JSD_VAROBJECT_OB_SIZE, &used);
    return true;
}

bool
jsd_list_extend(PyObject *list, PyObject *const *items, size_t n, bool last)
{
    return jsd_list_extend_by(&jsd_abi.offsets, list, items, n, last);
}
