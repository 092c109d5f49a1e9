/* SPDX-License-Identifier: MIT */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <Python.h>
#pragma GCC diagnostic pop

#include "base/base.h"

/* jsd_ndarray, whose header needs the limited API. */
typedef struct array_fields {
    const char *data;
    int nd;
    const ptrdiff_t *dimensions;
    const ptrdiff_t *strides;
    PyObject *base;
    PyObject *descr;
} array_fields;

typedef struct fake_ndarray {
    PyObject_HEAD array_fields fields;
} fake_ndarray;

#define FAKE_TYPE(name, size)                                                \
    {                                                                        \
        PyVarObject_HEAD_INIT(NULL, 0).tp_name = name, .tp_basicsize = size, \
                                    .tp_flags = Py_TPFLAGS_DEFAULT           \
    }

enum { KINDS = 3, SHORT_SIZE = offsetof(fake_ndarray, fields.descr) };

static PyTypeObject types[KINDS] = {
    FAKE_TYPE("fake.ndarray", sizeof(fake_ndarray)),
    FAKE_TYPE("fake.other", sizeof(fake_ndarray)),
    FAKE_TYPE("fake.short", SHORT_SIZE),
};

/* Declared in fake_ndarray.h, with the types of the limited API. */
PyObject *fake_ndarray_new(int kind, const array_fields *fields);

PyObject *
fake_ndarray_new(int kind, const array_fields *fields)
{
    fake_ndarray *o;

    if (PyType_Ready(&types[kind]) < 0)
        return NULL;
    /* Also for the short type: only its size tells that a field is missing. */
    o = PyObject_Malloc(sizeof *o);
    if (o == NULL)
        return PyErr_NoMemory();
    o->fields = *fields;
    return PyObject_Init((PyObject *)o, &types[kind]);
}
