/* SPDX-License-Identifier: MIT
 *
 * This file includes the full Python.h. All others use the limited API.
 */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-variable"
#include <Python.h>
#include <datetime.h>
#pragma GCC diagnostic pop

#include "compiler_layout.h"

#include "abi/mirror.h"

const int compiler_minor = PY_MINOR_VERSION;

#ifdef Py_GIL_DISABLED
#define REFERENCES ob_ref_local
#else
#define REFERENCES ob_refcnt
#endif

#define AT(field, type, member)       \
    {                                 \
        field, offsetof(type, member) \
    }

/* ob_shash is deprecated. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

const compiler_layout compiler_offsets[] = {
#ifdef Py_GIL_DISABLED
    AT(JSD_OBJECT_OB_MUTEX, PyObject, ob_mutex),
#endif
    AT(JSD_OBJECT_OB_REFCNT, PyObject, REFERENCES),
    AT(JSD_OBJECT_OB_TYPE, PyObject, ob_type),
    AT(JSD_VAROBJECT_OB_SIZE, PyVarObject, ob_size),
    AT(JSD_BUFFER_BUF, Py_buffer, buf),
    AT(JSD_BUFFER_OBJ, Py_buffer, obj),
    AT(JSD_BUFFER_LEN, Py_buffer, len),
    AT(JSD_BUFFER_ITEMSIZE, Py_buffer, itemsize),
    AT(JSD_BUFFER_READONLY, Py_buffer, readonly),
    AT(JSD_BUFFER_NDIM, Py_buffer, ndim),
    AT(JSD_BUFFER_FORMAT, Py_buffer, format),
    AT(JSD_BUFFER_SHAPE, Py_buffer, shape),
    AT(JSD_BUFFER_STRIDES, Py_buffer, strides),
    AT(JSD_BUFFER_SUBOFFSETS, Py_buffer, suboffsets),
    AT(JSD_BUFFER_INTERNAL, Py_buffer, internal),
    AT(JSD_MANAGEDBUFFER_FLAGS, _PyManagedBufferObject, flags),
    AT(JSD_MANAGEDBUFFER_EXPORTS, _PyManagedBufferObject, exports),
    AT(JSD_MANAGEDBUFFER_MASTER, _PyManagedBufferObject, master),
    AT(JSD_MEMORYVIEW_MBUF, PyMemoryViewObject, mbuf),
    AT(JSD_MEMORYVIEW_HASH, PyMemoryViewObject, hash),
    AT(JSD_MEMORYVIEW_FLAGS, PyMemoryViewObject, flags),
    AT(JSD_MEMORYVIEW_EXPORTS, PyMemoryViewObject, exports),
    AT(JSD_MEMORYVIEW_VIEW, PyMemoryViewObject, view),
    AT(JSD_MEMORYVIEW_WEAKREFLIST, PyMemoryViewObject, weakreflist),
    AT(JSD_MEMORYVIEW_OB_ARRAY, PyMemoryViewObject, ob_array),
    AT(JSD_ASCII_LENGTH, PyASCIIObject, length),
    AT(JSD_ASCII_HASH, PyASCIIObject, hash),
    AT(JSD_ASCII_STATE, PyASCIIObject, state),
    AT(JSD_COMPACT_UTF8_LENGTH, PyCompactUnicodeObject, utf8_length),
    AT(JSD_COMPACT_UTF8, PyCompactUnicodeObject, utf8),
    AT(JSD_UNICODE_DATA, PyUnicodeObject, data),
#if PY_MINOR_VERSION < 12
    AT(JSD_LONG_OB_DIGIT, PyLongObject, ob_digit),
#else
    AT(JSD_LONG_LV_TAG, PyLongObject, long_value.lv_tag),
    AT(JSD_LONG_OB_DIGIT, PyLongObject, long_value.ob_digit),
#endif
    AT(JSD_FLOAT_OB_FVAL, PyFloatObject, ob_fval),
    AT(JSD_LIST_OB_ITEM, PyListObject, ob_item),
    AT(JSD_LIST_ALLOCATED, PyListObject, allocated),
#if PY_MINOR_VERSION >= 14
    AT(JSD_TUPLE_OB_HASH, PyTupleObject, ob_hash),
#endif
    AT(JSD_TUPLE_OB_ITEM, PyTupleObject, ob_item),
    AT(JSD_BYTES_OB_SHASH, PyBytesObject, ob_shash),
    AT(JSD_BYTES_OB_SVAL, PyBytesObject, ob_sval),
    AT(JSD_BYTEARRAY_OB_ALLOC, PyByteArrayObject, ob_alloc),
    AT(JSD_BYTEARRAY_OB_BYTES, PyByteArrayObject, ob_bytes),
    AT(JSD_BYTEARRAY_OB_START, PyByteArrayObject, ob_start),
    AT(JSD_BYTEARRAY_OB_EXPORTS, PyByteArrayObject, ob_exports),
#if PY_MINOR_VERSION >= 15
    AT(JSD_BYTEARRAY_OB_BYTES_OBJECT, PyByteArrayObject, ob_bytes_object),
#endif
    AT(JSD_DICT_MA_USED, PyDictObject, ma_used),
    AT(JSD_DICT_MA_KEYS, PyDictObject, ma_keys),
    AT(JSD_DICT_MA_VALUES, PyDictObject, ma_values),
    AT(JSD_DATE_DATA, PyDateTime_Date, data),
    AT(JSD_TIME_HASTZINFO, PyDateTime_Time, hastzinfo),
    AT(JSD_TIME_DATA, PyDateTime_Time, data),
    AT(JSD_TIME_FOLD, PyDateTime_Time, fold),
    AT(JSD_TIME_TZINFO, PyDateTime_Time, tzinfo),
    AT(JSD_DATETIME_HASTZINFO, PyDateTime_DateTime, hastzinfo),
    AT(JSD_DATETIME_DATA, PyDateTime_DateTime, data),
    AT(JSD_DATETIME_FOLD, PyDateTime_DateTime, fold),
    AT(JSD_DATETIME_TZINFO, PyDateTime_DateTime, tzinfo),
};
const size_t compiler_offset_count = JSD_COUNTOF(compiler_offsets);

/* For a struct that ends with an array of one item, the mirror has one item,
 * too. */
const compiler_layout compiler_sizes[] = {
    {JSD_OBJECT, sizeof(PyObject)},
    {JSD_VAROBJECT, sizeof(PyVarObject)},
    {JSD_BUFFER, sizeof(Py_buffer)},
    {JSD_MANAGEDBUFFER, sizeof(_PyManagedBufferObject)},
    {JSD_MEMORYVIEW, sizeof(PyMemoryViewObject)},
    {JSD_ASCII, sizeof(PyASCIIObject)},
    {JSD_COMPACT, sizeof(PyCompactUnicodeObject)},
    {JSD_UNICODE, sizeof(PyUnicodeObject)},
    {JSD_LONG, sizeof(PyLongObject)},
    {JSD_FLOAT, sizeof(PyFloatObject)},
    {JSD_LIST, sizeof(PyListObject)},
    {JSD_TUPLE, sizeof(PyTupleObject)},
    {JSD_BYTES, sizeof(PyBytesObject)},
    {JSD_BYTEARRAY, sizeof(PyByteArrayObject)},
    {JSD_DICT, sizeof(PyDictObject)},
    {JSD_DATE, sizeof(PyDateTime_Date)},
    {JSD_TIME, sizeof(PyDateTime_Time)},
    {JSD_DATETIME, sizeof(PyDateTime_DateTime)},
};
const size_t compiler_size_count = JSD_COUNTOF(compiler_sizes);

/* --------------------------------------------------------------- allocator */

enum { DOMAINS = 3 };

static PyMemAllocatorEx real[DOMAINS];
static size_t calls, fail_first, fail_last;

static bool
fails(void)
{
    size_t call = calls++;

    return fail_first <= call && call <= fail_last;
}

static void *
new_block(void *allocator, size_t size)
{
    PyMemAllocatorEx *a = allocator;

    return fails() ? NULL : a->malloc(a->ctx, size);
}

static void *
new_zeros(void *allocator, size_t n, size_t size)
{
    PyMemAllocatorEx *a = allocator;

    return fails() ? NULL : a->calloc(a->ctx, n, size);
}

static void *
resize(void *allocator, void *block, size_t size)
{
    PyMemAllocatorEx *a = allocator;

    return fails() ? NULL : a->realloc(a->ctx, block, size);
}

static void
release(void *allocator, void *block)
{
    PyMemAllocatorEx *a = allocator;

    a->free(a->ctx, block);
}

void
python_nomem_begin(size_t first, bool on)
{
    calls = 0;
    fail_first = first;
    fail_last = on ? SIZE_MAX : first;
    for (int i = 0; i < DOMAINS; i++) {
        PyMemAllocatorDomain domain = (PyMemAllocatorDomain)i;
        PyMemAllocatorEx mine = {&real[i], new_block, new_zeros, resize,
                                 release};

        PyMem_GetAllocator(domain, &real[i]);
        PyMem_SetAllocator(domain, &mine);
    }
}

bool
python_nomem_end(size_t *seen)
{
    for (int i = 0; i < DOMAINS; i++)
        PyMem_SetAllocator((PyMemAllocatorDomain)i, &real[i]);
    *seen = calls;
    return calls > fail_first;
}

void
python_clear_slot(void *managed)
{
    Py_TYPE((PyObject *)managed)->tp_clear(managed);
}
