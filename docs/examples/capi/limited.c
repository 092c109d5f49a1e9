/* SPDX-License-Identifier: MIT
 *
 * An extension for the limited API of CPython 3.9 that uses the C API of
 * jsonde. Its functions have the names of the macros that they show.
 *
 *     cc -shared -fPIC -DPy_LIMITED_API=0x03090000 \
 *         $(python3-config --includes) \
 *         -I"$(python3 -c 'import jsonde; print(jsonde.get_include())')" \
 *         limited.c -o limited.abi3.so
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdlib.h>
#include <string.h>

/* The import is in the state of the module, so that each interpreter has its
 * own. The functions below name it `imported`. */
#define JSONDE_IMPORTED (imported)
#include <jsonde.h>

/* Returns the sum of the bytes of a contiguous memoryview. The loop runs no
 * Python code and keeps the GIL, so the buffer can be read in place. */
static PyObject *
sum_bytes(PyObject *module, PyObject *view)
{
    JsondeImport *imported = PyModule_GetState(module);
    const JsondePyBuffer *buffer = JSONDE_MEMORYVIEW_GET_BUFFER(view);
    JsondePyBuffer acquired = {.obj = NULL};
    unsigned long long sum = 0;

    if (buffer == NULL && PyErr_Occurred() != NULL)
        return NULL;
    if (buffer == NULL || buffer->ndim != 1 ||
        (buffer->strides != NULL && buffer->strides[0] != buffer->itemsize)) {
        if (JSONDE_BUFFER_ACQUIRE(view, JSONDE_BUF_SIMPLE, &acquired) < 0)
            return NULL;
        buffer = &acquired;
    }
    for (Py_ssize_t i = 0; i < buffer->len; i++)
        sum += ((const unsigned char *)buffer->buf)[i];
    JSONDE_BUFFER_RELEASE(&acquired);
    return PyLong_FromUnsignedLongLong(sum);
}

/* Returns the flags and counts of a memoryview, or None where its struct is
 * not proven. */
static PyObject *
info(PyObject *module, PyObject *view)
{
    JsondeImport *imported = PyModule_GetState(module);
    JsondeMemoryViewInfo found;
    int status = JSONDE_MEMORYVIEW_GET_INFO(view, &found);

    if (status < 0)
        return NULL;
    if (status == 0)
        return Py_BuildValue("");
    return Py_BuildValue(
        "{s:i,s:i,s:n,s:n,s:O,s:n,s:s}", "flags", found.flags, "managed_flags",
        found.managed_flags, "exports", found.exports, "managed_exports",
        found.managed_exports, "exporter",
        found.exporter == NULL ? Py_None : found.exporter, "ndim",
        found.buffer == NULL ? (Py_ssize_t)-1 : found.buffer->ndim, "format",
        found.buffer == NULL ? NULL : found.buffer->format);
}

/* Acquires a buffer, calls meanwhile(), and returns what the buffer holds
 * then: (bytes, ndim, format, the first number of shape). */
static PyObject *
acquire(PyObject *module, PyObject *args)
{
    JsondeImport *imported = PyModule_GetState(module);
    PyObject *object, *meanwhile, *done, *shape = NULL, *result = NULL;
    JsondePyBuffer buffer;
    int flags;

    if (!PyArg_ParseTuple(args, "OiO", &object, &flags, &meanwhile) ||
        JSONDE_BUFFER_ACQUIRE(object, flags, &buffer) < 0)
        return NULL;
    done = PyObject_CallObject(meanwhile, NULL);
    if (done != NULL && buffer.shape != NULL)
        shape = PyLong_FromSsize_t(buffer.shape[0]);
    else if (done != NULL)
        shape = Py_BuildValue("");
    if (shape != NULL)
        result = Py_BuildValue(
            "y#isO", buffer.buf, buffer.len, buffer.ndim, buffer.format,
            shape);
    Py_DecRef(shape);
    Py_DecRef(done);
    JSONDE_BUFFER_RELEASE(&buffer);
    JSONDE_BUFFER_RELEASE(&buffer); /* a second release does nothing */
    return result;
}

/* Returns the value of JSON in bytes: loads(text, options). */
static PyObject *
loads(PyObject *module, PyObject *args)
{
    JsondeImport *imported = PyModule_GetState(module);
    const char *text;
    Py_ssize_t size;
    unsigned long long options = 0;

    if (!PyArg_ParseTuple(args, "y#|K", &text, &size, &options))
        return NULL;
    return JSONDE_LOADS(text, (size_t)size, options);
}

/* Returns the JSON of an object: dumps(object, fallback, options). */
static PyObject *
dumps(PyObject *module, PyObject *args)
{
    JsondeImport *imported = PyModule_GetState(module);
    PyObject *object, *fallback = NULL;
    unsigned long long options = 0;

    if (!PyArg_ParseTuple(args, "O|OK", &object, &fallback, &options))
        return NULL;
    return JSONDE_DUMPS(object, fallback, options);
}

static int
grow(JsondeGrowable *growable, size_t capacity)
{
    char *data;

    if (capacity > *(size_t *)growable->user) {
        PyErr_SetString(PyExc_BufferError, "the buffer is full");
        return -1;
    }
    capacity += capacity / 2;
    data = realloc(growable->data, capacity);
    if (data == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    growable->data = data;
    growable->capacity = capacity;
    return 0;
}

/* Returns the JSON of each item of a list, one after another in one buffer of
 * at most `limit` bytes: append(list, limit, options). Items that fail are
 * left out. */
static PyObject *
append(PyObject *module, PyObject *args)
{
    JsondeImport *imported = PyModule_GetState(module);
    unsigned long long options = 0;
    JsondeGrowable growable = {.grow = grow};
    PyObject *list, *result;
    Py_ssize_t limit;
    size_t most;

    if (!PyArg_ParseTuple(args, "On|K", &list, &limit, &options))
        return NULL;
    most = (size_t)limit;
    growable.user = &most;
    for (Py_ssize_t i = 0; i < PyList_Size(list); i++)
        if (JSONDE_DUMPS_APPEND(PyList_GetItem(list, i), NULL, options,
                                &growable) < 0)
            PyErr_Clear();
    result =
        PyBytes_FromStringAndSize(growable.data, (Py_ssize_t)growable.size);
    free(growable.data);
    return result;
}

/* Reads the length of a memoryview n times: read(view, n). */
static PyObject *
read_in_place(PyObject *module, PyObject *args)
{
    JsondeImport *imported = PyModule_GetState(module);
    Py_ssize_t n, sum = 0;
    PyObject *view;

    if (!PyArg_ParseTuple(args, "On", &view, &n))
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        const JsondePyBuffer *buffer = JSONDE_MEMORYVIEW_GET_BUFFER(view);

        if (buffer == NULL)
            return PyErr_Occurred() ? NULL : PyLong_FromLong(-1);
        sum += buffer->len;
    }
    return PyLong_FromSsize_t(sum);
}

/* Acquires and releases the buffer of a view n times: read(view, n). */
static PyObject *
read_acquired(PyObject *module, PyObject *args)
{
    JsondeImport *imported = PyModule_GetState(module);
    Py_ssize_t n, sum = 0;
    PyObject *view;

    if (!PyArg_ParseTuple(args, "On", &view, &n))
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        JsondePyBuffer buffer;

        if (JSONDE_BUFFER_ACQUIRE(view, JSONDE_BUF_FULL_RO, &buffer) < 0)
            return NULL;
        sum += buffer.len;
        JSONDE_BUFFER_RELEASE(&buffer);
    }
    return PyLong_FromSsize_t(sum);
}

#if !defined(Py_LIMITED_API) || Py_LIMITED_API + 0 >= 0x030b0000
/* Does so with the functions of CPython: read(view, n). */
static PyObject *
read_exported(PyObject *module, PyObject *args)
{
    Py_ssize_t n, sum = 0;
    PyObject *view;

    (void)module;
    if (!PyArg_ParseTuple(args, "On", &view, &n))
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_buffer buffer;

        if (PyObject_GetBuffer(view, &buffer, PyBUF_FULL_RO) < 0)
            return NULL;
        sum += buffer.len;
        PyBuffer_Release(&buffer);
    }
    return PyLong_FromSsize_t(sum);
}
#endif

/* ------------------------------------------------------------------ module */

static PyMethodDef methods[] = {
    {"sum_bytes", sum_bytes, METH_O, NULL},
    {"info", info, METH_O, NULL},
    {"acquire", acquire, METH_VARARGS, NULL},
    {"loads", loads, METH_VARARGS, NULL},
    {"dumps", dumps, METH_VARARGS, NULL},
    {"append", append, METH_VARARGS, NULL},
    {"read_in_place", read_in_place, METH_VARARGS, NULL},
    {"read_acquired", read_acquired, METH_VARARGS, NULL},
#if !defined(Py_LIMITED_API) || Py_LIMITED_API + 0 >= 0x030b0000
    {"read_exported", read_exported, METH_VARARGS, NULL},
#endif
    {NULL, NULL, 0, NULL},
};

static int
module_exec(PyObject *module)
{
    return Jsonde_Import(PyModule_GetState(module));
}

static int
module_clear(PyObject *module)
{
    Jsonde_Clear(PyModule_GetState(module));
    return 0;
}

static int
module_traverse(PyObject *module, visitproc visit, void *arg)
{
    JsondeImport *imported = PyModule_GetState(module);

    Py_VISIT(imported->module);
    return 0;
}

static void
module_free(void *module)
{
    module_clear(module);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, module_exec},
#ifdef Py_GIL_DISABLED
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "limited",
    .m_size = sizeof(JsondeImport),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
    .m_free = module_free,
};

PyMODINIT_FUNC
PyInit_limited(void)
{
    return PyModuleDef_Init(&definition);
}
