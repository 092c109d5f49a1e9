/* SPDX-License-Identifier: MIT
 *
 * What kind of thing a type makes, for dumps(): types of the standard library,
 * subclasses, dataclasses, enums, named tuples, collections.
 * Used by enc/. It imports no module: of one that nobody has imported there
 * are no objects either. What is learned of a class is kept, for a bounded
 * number of classes, as long as the interpreter's jsonde: a class that is
 * changed after its first object was written may be written as before.
 *
 * How a class of the standard library or of numpy is known. Programs replace
 * names in modules (mocks, freezegun), so a name alone proves nothing:
 * - date, time, datetime, timedelta and timezone.utc come from the capsule of
 *   datetime's C API, whose words abi/datetime.h verifies. Where an
 * interpreter has only the module in Python, they are treated as the next
 * ones.
 * - Any other class must say of itself (py/facts.h, so without its metaclass)
 *   that it has this name in this module, and the module must have it there.
 *   A mock has another name or another module, and is not taken.
 * A class that claims to be a known one, but which its module does not have
 * now, is not kept: the question is asked again with its next object. So a
 * mock that is in place at first changes nothing later. Nothing of such a
 * class is read in place: abi/ proves what it reads of the type of the very
 * object.
 */
#ifndef JSONDE_PY_TYPES_H
#define JSONDE_PY_TYPES_H

#include "abi/abi.h"
#include "abi/slot.h"
#include "py/facts.h"
#include "py/tz_cache.h"

#include <stdatomic.h>

/* The kinds of values that dumps() tells apart. Tables that need a row for
 * each kind (enc/enc_dispatch.c, enc/enc_key.c) check it against this list, so
 * that a kind without a row does not compile. */
#define JSD_KIND_LIST(KIND)                                                   \
    KIND(OTHER) /* a class that says nothing by itself */                     \
    KIND(STR)                                                                 \
    KIND(INT)                                                                 \
    KIND(BOOL)                                                                \
    KIND(FLOAT)                                                               \
    KIND(LIST)                                                                \
    KIND(TUPLE)                                                               \
    KIND(DICT) /* the last built-in type */                                   \
    KIND(DATETIME)                                                            \
    KIND(DATE)                                                                \
    KIND(TIME)                                                                \
    KIND(TIMEDELTA) /* and its subclasses */                                  \
    KIND(UUID)                                                                \
    KIND(SUBCLASS)    /* a subclass of datetime, date, time or UUID */        \
    KIND(USER_STRING) /* collections.UserString */                            \
    KIND(DECIMAL)     /* and its subclasses */                                \
    KIND(ENUM)                                                                \
    KIND(FRAGMENT)                                                            \
    KIND(NDARRAY)          /* numpy.ndarray itself */                         \
    KIND(NDARRAY_SUBCLASS) /* matrix, memmap or recarray */                   \
    KIND(MASKED)           /* numpy.ma.MaskedArray, or the constant masked */ \
    KIND(NDARRAY_UNKNOWN)  /* another subclass: its memory may not say all */ \
    KIND(NUMPY_NUMBER)     /* a numpy scalar of a size that orjson writes */  \
    KIND(NUMPY_SCALAR)     /* another numpy scalar, or a subclass of one */   \
    KIND(DATETIME64)       /* numpy.datetime64 or numpy.timedelta64 */        \
    KIND(BYTES) /* bytes, bytearray, memoryview and their subclasses */       \
    KIND(STR_SUBCLASS)                                                        \
    KIND(INT_SUBCLASS)                                                        \
    KIND(LIST_SUBCLASS)                                                       \
    KIND(DICT_SUBCLASS)                                                       \
    KIND(NAMEDTUPLE)                                                          \
    KIND(DATACLASS)                                                           \
    KIND(MAPPING)                                                             \
    KIND(ITERABLE) /* a collection or an iterator */

#define JSD_KIND_ENUMERATOR(kind) JSD_KIND_##kind,
typedef enum jsd_kind {
    JSD_KIND_LIST(JSD_KIND_ENUMERATOR) JSD_KIND_COUNT
} jsd_kind;
#undef JSD_KIND_ENUMERATOR

/* The attributes that dumps() reads by name, as interned str. */
#define JSD_NAME_LIST(ROW)        \
    ROW(VALUE, "value")           \
    ROW(PRIVATE_VALUE, "_value_") \
    ROW(INT, "int")               \
    ROW(DICT, "__dict__")         \
    ROW(CONTENTS, "contents")     \
    ROW(UTCOFFSET, "utcoffset")   \
    ROW(NORMALIZE, "normalize")   \
    ROW(CONVERT, "convert")       \
    ROW(NAME, "name")             \
    ROW(DATA, "data")

#define JSD_NAME_ENUMERATOR(name, text) JSD_NAME_##name,
typedef enum jsd_name {
    JSD_NAME_LIST(JSD_NAME_ENUMERATOR) JSD_NAME_COUNT
} jsd_name;
#undef JSD_NAME_ENUMERATOR

enum { JSD_NUMPY_NUMBERS = 12 };

/* Filled when they are first needed, each place once: what is in it stays
 * there, owned, until the interpreter's jsonde is cleared. */
typedef struct jsd_types {
    PyObject *names[JSD_NAME_COUNT];
    jsd_facts facts;
    _Atomic(PyObject *) datetime, date, time, timedelta, utc, uuid, decimal,
        python_decimal, exact_decimal, enum_meta, enum_class, fragment,
        mapping, iterable, set, ndarray, user_string, ndarray_subclasses[3],
        masked_arrays[2], generic, datetime64, timedelta64,
        numpy_numbers[JSD_NUMPY_NUMBERS];
    jsd_tz_cache zones;
    jsd_slot uuid_int; /* where a UUID has its int */
} jsd_types;

/* types is all zeros. -1 with an exception; clear is needed even then. */
JSD_MUST_CHECK int jsd_types_init(jsd_types *types);
int jsd_types_traverse(jsd_types *types, visitproc visit, void *arg);
void jsd_types_clear(jsd_types *types);

/* The functions below may run Python code: a gate is passed first. The caller
 * owns what it hands over. */

/* The kind of a type that is known by itself, or JSD_KIND_OTHER. -1 with an
 * exception; 1 where the answer may be another one later, and so must not be
 * kept; otherwise 0. */
JSD_MUST_CHECK int jsd_types_known(jsd_types *types, jsd_gate *gate,
                                   PyTypeObject *type, jsd_kind *kind);

/* Whether type, the type of a class, is EnumMeta itself. The status is as
 * above. */
JSD_MUST_CHECK int jsd_types_is_enum_meta(jsd_types *types, jsd_gate *gate,
                                          PyTypeObject *type, bool *is);

/* JSD_KIND_SUBCLASS, JSD_KIND_NDARRAY_UNKNOWN or JSD_KIND_NUMPY_SCALAR, if
 * type is derived from what these say, and else JSD_KIND_OTHER. -1 with an
 * exception. */
JSD_MUST_CHECK int jsd_types_derived(jsd_types *types, jsd_gate *gate,
                                     PyTypeObject *type, jsd_kind *kind);

/* Which of datetime, date, time and UUID type is derived from, as far as these
 * are known, or JSD_KIND_OTHER. */
jsd_kind jsd_types_base(jsd_types *types, PyTypeObject *type);

/* The function that makes a Decimal of a str, exactly or not at all: borrowed,
 * or NULL with an exception. It imports. */
PyObject *jsd_types_exact_decimal(jsd_types *types, jsd_gate *gate);

/* The kind by what only a protocol tells: subclasses of Decimal and of
 * timedelta and, if collections are asked for, mappings, collections and
 * iterators. -1 with an exception. */
JSD_MUST_CHECK int jsd_types_protocol(jsd_types *types, jsd_gate *gate,
                                      PyTypeObject *type, bool collections,
                                      jsd_kind *kind);

/* Whether type says that it is in a module of CPython's own collections and
 * iterators. -1 with an exception. */
JSD_MUST_CHECK int jsd_types_is_standard(jsd_types *types, jsd_gate *gate,
                                         PyTypeObject *type, bool *is);

/* 1 or 0: whether collections.abc calls it a Set, whose items have no order.
 * -1 with an exception. The caller owns o. */
JSD_MUST_CHECK int jsd_types_is_set(jsd_types *types, jsd_gate *gate,
                                    PyObject *o);

/* 1 or 0: whether o is an instance of timedelta or of a subclass. -1 with an
 * exception. */
JSD_MUST_CHECK int jsd_types_is_timedelta(jsd_types *types, jsd_gate *gate,
                                          PyObject *o);

#endif
