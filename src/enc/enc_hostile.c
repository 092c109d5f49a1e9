/* SPDX-License-Identifier: MIT */
#include "enc/enc_hostile.h"

#include "base/mem.h"
#include "enc/enc.h"
#include "py/error.h"

#include <stdio.h>
#include <stdlib.h>

/* Whether this thread attacks: an object that it frees may call dumps(). */
static _Thread_local bool is_attacking;
static _Atomic size_t passes, attacks, hostile_containers;

static __attribute__((destructor)) void
write_log(void)
{
    const char *path = getenv("JSONDE_HOSTILE_LOG");
    FILE *file = path == NULL || passes == 0 ? NULL : fopen(path, "a");

    if (file == NULL)
        return;
    fprintf(file, "%zu %zu %zu\n", passes, attacks, hostile_containers);
    fclose(file);
}

/* Overwrites freed memory: allocates and frees blocks of all small sizes. */
static void
allocate_garbage(void)
{
    enum { SIZES = 40, STEP = 16 };
    void *blocks[SIZES];

    for (size_t i = 0; i < SIZES; i++) {
        blocks[i] = PyObject_Malloc((i + 1) * STEP);
        if (blocks[i] != NULL)
            memset(blocks[i], 0xdb, (i + 1) * STEP);
    }
    for (size_t i = 0; i < SIZES; i++)
        PyObject_Free(blocks[i]);
}

/* -------------------------------------------------- equal, but new objects */

static PyObject *
renew_str(PyObject *o)
{
    PyObject *utf8 = PyUnicode_AsEncodedString(o, "utf-8", "surrogatepass");
    PyObject *made = NULL;

    if (utf8 != NULL)
        made = PyUnicode_DecodeUTF8(PyBytes_AsString(utf8), PyBytes_Size(utf8),
                                    "surrogatepass");
    Py_DecRef(utf8);
    return made;
}

static PyObject *
renew_int(PyObject *o)
{
    PyObject *hex = PyNumber_ToBase(o, 16), *made = NULL;
    PyObject *ascii = hex == NULL ? NULL : PyUnicode_AsASCIIString(hex);

    if (ascii != NULL)
        made = PyLong_FromString(PyBytes_AsString(ascii), NULL, 16);
    Py_DecRef(ascii);
    Py_DecRef(hex);
    return made;
}

static PyObject *
renew_tuple(PyObject *o)
{
    PyObject *list = PySequence_List(o);
    PyObject *made = list == NULL ? NULL : PyList_AsTuple(list);

    Py_DecRef(list);
    return made;
}

/* Returns an equal object in new memory if o's type allows it, otherwise o: a
 * new reference. */
static PyObject *
renew_object(PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    PyObject *made = NULL;

    if (type == &PyUnicode_Type)
        made = renew_str(o);
    else if (type == &PyLong_Type)
        made = renew_int(o);
    else if (type == &PyFloat_Type)
        made = PyFloat_FromDouble(PyFloat_AsDouble(o));
    else if (type == &PyTuple_Type)
        made = renew_tuple(o);
    else if (type == &PyList_Type)
        made = PyList_GetSlice(o, 0, PyList_Size(o));
    else if (type == &PyDict_Type)
        made = PyDict_Copy(o);
    if (made != NULL)
        return made;
    PyErr_Clear();
    Py_IncRef(o);
    return o;
}

/* -------------------------------------------------------------- containers */

typedef PyObject *maker(PyObject *o);

static PyObject *
no_object(PyObject *o)
{
    (void)o;
    Py_IncRef(Py_None);
    return Py_None;
}

/* Empties list, then appends make(item) for each of its first n items. */
static void
refill_list(PyObject *list, Py_ssize_t n, maker *make)
{
    PyObject *old = PyList_AsTuple(list);

    if (old == NULL || PyList_SetSlice(list, 0, PyList_Size(list), NULL) < 0)
        n = 0;
    allocate_garbage();
    for (Py_ssize_t i = 0; i < n && i < PyTuple_Size(old); i++) {
        PyObject *item = make(PyTuple_GetItem(old, i));

        if (PyList_Append(list, item) < 0)
            PyErr_Clear();
        Py_DecRef(item);
    }
    Py_DecRef(old);
    allocate_garbage();
    PyErr_Clear();
}

/* Empties dict, then adds its first n items, with equal but new keys and with
 * make(value). */
static void
refill_dict(PyObject *dict, Py_ssize_t n, maker *make)
{
    PyObject *old = PyDict_Copy(dict), *key, *value;
    Py_ssize_t pos = 0;

    if (old == NULL)
        n = 0;
    else
        PyDict_Clear(dict);
    allocate_garbage();
    while (n-- > 0 && PyDict_Next(old, &pos, &key, &value)) {
        PyObject *new_key = renew_object(key), *new_value = make(value);

        if (PyDict_SetItem(dict, new_key, new_value) < 0)
            PyErr_Clear();
        Py_DecRef(new_key);
        Py_DecRef(new_value);
    }
    Py_DecRef(old);
    allocate_garbage();
    PyErr_Clear();
}

/* A large container is attacked at each 64th pass only, since each attack
 * takes time in proportion to its size. */
enum { LARGE = 256, RARELY = 64 };

static bool
is_left_alone(Py_ssize_t size)
{
    return size > LARGE && passes % RARELY != 0;
}

static void
refill_container(PyObject *o, Py_ssize_t removed, maker *make)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);

    if ((type == &PyList_Type && is_left_alone(PyList_Size(o))) ||
        (type == &PyDict_Type && is_left_alone(PyDict_Size(o))))
        return;
    if (type == &PyList_Type)
        refill_list(o, removed < 0 ? 0 : PyList_Size(o) - removed, make);
    else if (type == &PyDict_Type)
        refill_dict(o, removed < 0 ? 0 : PyDict_Size(o) - removed, make);
    else
        return;
    hostile_containers++;
}

static void
attack_open(jsd_enc *e, const char *how)
{
    const size_t depth = jsd_enc_depth(e);

    if (strcmp(how, "collect") == 0) {
        if (passes % RARELY == 0)
            PyGC_Collect();
        return;
    }
    for (size_t i = 1; i <= depth; i++) {
        if (strcmp(how, "clear") == 0)
            refill_container(e->open[i], -1, renew_object);
        else if (strcmp(how, "shrink") == 0)
            refill_container(e->open[i], 1, renew_object);
        else if (strcmp(how, "replace") == 0)
            refill_container(e->open[i], 0, no_object);
        else
            refill_container(e->open[i], 0, renew_object);
    }
}

void
jsd_enc_attack(jsd_gate *gate)
{
    const char *how = getenv("JSONDE_HOSTILE");
    jsd_raised raised;

    passes++;
    if (is_attacking || (how != NULL && strcmp(how, "none") == 0))
        return;
    is_attacking = true;
    attacks++;
    jsd_raised_take(&raised);
    attack_open((jsd_enc *)gate, how != NULL ? how : "renew");
    PyErr_Clear();
    jsd_raised_restore(&raised);
    is_attacking = false;
}
