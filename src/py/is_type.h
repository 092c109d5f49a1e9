/* SPDX-License-Identifier: MIT
 *
 * Type checks that ask neither a metaclass nor an object's __class__. They
 * stand for PyUnicode_Check() and its like, which read the head of an object
 * and are therefore not in the limited API (abi/poison.h). Each function
 * accepts instances of subclasses, unless its name says "exact". None runs
 * Python code.
 */
#ifndef JSONDE_PY_IS_TYPE_H
#define JSONDE_PY_IS_TYPE_H

#include "abi/abi.h"

/* Returns whether the type of o has this flag, one of Py_TPFLAGS_*. */
JSD_INLINE bool
jsd_is_of_flag(PyObject *o, unsigned long flag)
{
    return (PyType_GetFlags(jsd_type_of(jsd_abi.caps, o)) & flag) != 0;
}

JSD_INLINE bool
jsd_is_str(PyObject *o)
{
    return jsd_is_of_flag(o, Py_TPFLAGS_UNICODE_SUBCLASS);
}

/* A str of exactly this type has no code of a subclass. */
JSD_INLINE bool
jsd_is_exact_str(PyObject *o)
{
    return jsd_type_of(jsd_abi.caps, o) == &PyUnicode_Type;
}

/* True for bool, too. */
JSD_INLINE bool
jsd_is_int(PyObject *o)
{
    return jsd_is_of_flag(o, Py_TPFLAGS_LONG_SUBCLASS);
}

JSD_INLINE bool
jsd_is_bytes(PyObject *o)
{
    return jsd_is_of_flag(o, Py_TPFLAGS_BYTES_SUBCLASS);
}

JSD_INLINE bool
jsd_is_tuple(PyObject *o)
{
    return jsd_is_of_flag(o, Py_TPFLAGS_TUPLE_SUBCLASS);
}

JSD_INLINE bool
jsd_is_list(PyObject *o)
{
    return jsd_is_of_flag(o, Py_TPFLAGS_LIST_SUBCLASS);
}

JSD_INLINE bool
jsd_is_dict(PyObject *o)
{
    return jsd_is_of_flag(o, Py_TPFLAGS_DICT_SUBCLASS);
}

/* Returns whether o is a class. */
JSD_INLINE bool
jsd_is_class(PyObject *o)
{
    return jsd_is_of_flag(o, Py_TPFLAGS_TYPE_SUBCLASS);
}

/* Returns whether no Python code can set an attribute of type. A type that
 * Python code has made is mutable. Before 3.10 the types that an extension
 * allocates are, too. */
JSD_INLINE bool
jsd_is_immutable_type(PyTypeObject *type)
{
    enum { IMMUTABLE = 1 << 8 }; /* Py_TPFLAGS_IMMUTABLETYPE, since 3.10 */

    return (PyType_GetFlags(type) & (Py_TPFLAGS_HEAPTYPE | IMMUTABLE)) !=
           Py_TPFLAGS_HEAPTYPE;
}

#endif
