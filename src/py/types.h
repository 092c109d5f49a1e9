/* SPDX-License-Identifier: MIT
 *
 * What kind of thing a type makes, for dumps(): types of the standard library,
 * subclasses, dataclasses, enums, named tuples, collections.
 * Used by enc/. It imports no module: of one that nobody has imported there
 * are no objects either. What is learned of a class is kept, for a bounded
 * number of classes, as long as the interpreter's jsonde: a class that is
 * changed after its first object was written may be written as before.
 */
#ifndef JSONDE_PY_TYPES_H
#define JSONDE_PY_TYPES_H

#include "abi/abi.h"
#include "abi/slot.h"
#include "py/gate.h"
#include "py/zone_past.h"

#include <stdatomic.h>

typedef enum jsd_kind {
    JSD_KIND_OTHER,
    JSD_KIND_STR,
    JSD_KIND_INT, /* no bool */
    JSD_KIND_BOOL,
    JSD_KIND_FLOAT,
    JSD_KIND_LIST,
    JSD_KIND_TUPLE,
    JSD_KIND_DICT,
    JSD_KIND_DATETIME,
    JSD_KIND_DATE,
    JSD_KIND_TIME,
    JSD_KIND_TIMEDELTA, /* subclasses, too */
    JSD_KIND_UUID,
    JSD_KIND_DECIMAL, /* subclasses, too */
    JSD_KIND_ENUM,
    JSD_KIND_FRAGMENT,
    JSD_KIND_NDARRAY,      /* numpy.ndarray itself */
    JSD_KIND_NUMPY_NUMBER, /* of the sizes that orjson writes */
    JSD_KIND_DATETIME64,   /* or timedelta64 */
    JSD_KIND_BYTES, /* bytes, bytearray, memoryview and their subclasses */
    JSD_KIND_STR_SUBCLASS,
    JSD_KIND_INT_SUBCLASS,
    JSD_KIND_LIST_SUBCLASS,
    JSD_KIND_DICT_SUBCLASS,
    JSD_KIND_NAMEDTUPLE,
    JSD_KIND_DATACLASS,
    JSD_KIND_MAPPING,
    JSD_KIND_ITERABLE, /* collections, and iterators */
    JSD_KIND_COUNT
} jsd_kind;

/* Names of attributes, as interned str. */
typedef enum jsd_name {
    JSD_NAME_MODULE, /* __module__ */
    JSD_NAME_VALUE,
    JSD_NAME_PRIVATE_VALUE, /* _value_ */
    JSD_NAME_INT,
    JSD_NAME_DICT,
    JSD_NAME_FIELDS,       /* __dataclass_fields__ */
    JSD_NAME_TUPLE_FIELDS, /* _fields */
    JSD_NAME_CONTENTS,
    JSD_NAME_UTCOFFSET,
    JSD_NAME_NORMALIZE,
    JSD_NAME_CONVERT,
    JSD_NAME_DAYS,
    JSD_NAME_SECONDS,
    JSD_NAME_COUNT
} jsd_name;

typedef struct jsd_class jsd_class; /* py/class.h */

enum { JSD_CLASSES = 256, JSD_NUMPY_NUMBERS = 12 };

/* Filled when they are first needed. */
typedef struct jsd_types {
    PyObject *names[JSD_NAME_COUNT];
    _Atomic(PyObject *) datetime, date, time, timedelta, utc, uuid, decimal,
        exact_decimal, enum_meta, enum_class, fragment, mapping, iterable,
        ndarray, datetime64, timedelta64, numpy_numbers[JSD_NUMPY_NUMBERS];
    _Atomic(jsd_class *) classes[JSD_CLASSES];
    jsd_zone_past zones;
    jsd_slot uuid_int; /* where a UUID has its int */
} jsd_types;

/* types is all zeros. -1 with an exception; clear is needed even then. */
JSD_MUST_CHECK int jsd_types_init(jsd_types *types);
int jsd_types_traverse(jsd_types *types, visitproc visit, void *arg);
void jsd_types_clear(jsd_types *types);

/* The kind of a type that is known by itself, or JSD_KIND_OTHER. -1 with an
 * exception. It may run user code of a metaclass. */
JSD_MUST_CHECK int jsd_types_known(jsd_types *types, PyTypeObject *type,
                                   jsd_kind *kind);

/* The function that makes a Decimal of a str, exactly or not at all: borrowed,
 * or NULL with an exception. It may run user code, and imports. */
PyObject *jsd_types_exact_decimal(jsd_types *types);

/* The same of what only a protocol tells: subclasses of Decimal and of
 * timedelta, mappings, collections, iterators. Runs user code. */
JSD_MUST_CHECK int jsd_types_protocol(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                                      jsd_kind *kind);

#endif
