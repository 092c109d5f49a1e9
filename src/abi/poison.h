/* SPDX-License-Identifier: MIT
 *
 * Makes the inline functions and macros of CPython that know the head of an
 * object a compile-time error. abi/limited.h includes this file after
 * Python.h. It declares nothing.
 */
#ifndef JSONDE_ABI_POISON_H
#define JSONDE_ABI_POISON_H

/* Without this pragma the compiler warns of each poisoned name that is a
 * macro. */
#pragma GCC system_header

/* Each of these names, in the headers of some version, reads or writes the
 * head of an object inline. On an interpreter with a larger head that would
 * corrupt memory. */
#pragma GCC poison Py_INCREF Py_DECREF Py_XINCREF Py_XDECREF Py_CLEAR
#pragma GCC poison Py_SETREF Py_XSETREF Py_NewRef Py_XNewRef
#pragma GCC poison Py_TYPE Py_SIZE Py_REFCNT Py_IS_TYPE
#pragma GCC poison Py_SET_TYPE Py_SET_SIZE Py_SET_REFCNT
#pragma GCC poison Py_RETURN_NONE Py_RETURN_TRUE Py_RETURN_FALSE
#pragma GCC poison Py_RETURN_NOTIMPLEMENTED Py_RETURN_RICHCOMPARE
#pragma GCC poison PyObject_TypeCheck PyType_HasFeature PyType_FastSubclass
#pragma GCC poison PyType_Check PyType_CheckExact
#pragma GCC poison PyUnicode_Check PyUnicode_CheckExact
#pragma GCC poison PyLong_Check PyLong_CheckExact PyBool_Check
#pragma GCC poison PyFloat_Check PyFloat_CheckExact
#pragma GCC poison PyList_Check PyList_CheckExact
#pragma GCC poison PyTuple_Check PyTuple_CheckExact
#pragma GCC poison PyDict_Check PyDict_CheckExact
#pragma GCC poison PyBytes_Check PyBytes_CheckExact
#pragma GCC poison PyByteArray_Check PyByteArray_CheckExact
#pragma GCC poison PyMemoryView_Check PyModule_Check PyModule_CheckExact
#pragma GCC poison PyExceptionClass_Check PyExceptionInstance_Check
#pragma GCC poison PyList_GET_ITEM PyList_SET_ITEM PyList_GET_SIZE
#pragma GCC poison PyTuple_GET_ITEM PyTuple_SET_ITEM PyTuple_GET_SIZE
#pragma GCC poison PyBytes_AS_STRING PyBytes_GET_SIZE
#pragma GCC poison PyByteArray_AS_STRING PyByteArray_GET_SIZE
#pragma GCC poison PyUnicode_DATA PyUnicode_KIND PyUnicode_GET_LENGTH
#pragma GCC poison PyUnicode_READ PyUnicode_READ_CHAR PyUnicode_READY
#pragma GCC poison PyUnicode_IS_ASCII PyUnicode_IS_COMPACT_ASCII
#pragma GCC poison PyFloat_AS_DOUBLE PyDict_GET_SIZE
#pragma GCC poison PyMemoryView_GET_BUFFER PyMemoryView_GET_BASE

#endif
