/* SPDX-License-Identifier: MIT
 *
 * The known types: the classes of the standard library and of numpy that
 * dumps() writes, and the kind (jsd_kind) of a type that is one of them or is
 * derived from one. py/class.h has the kind of any class. These functions
 * import no module: a module that nobody has imported has no instances either.
 *
 * How a known type is recognised. Programs replace names in modules (mocks,
 * freezegun), so that a name alone proves nothing:
 * - date, time, datetime, timedelta and timezone.utc come from the capsule of
 *   datetime's C API, which abi/datetime.h verifies. If an interpreter has
 *   only the module in Python, they are treated as the other types.
 * - Any other class must say that it has this name in this module (py/facts.h,
 *   without its metaclass), and the module must have the class under this
 *   name. A mock has another name or another module, and is not accepted.
 *
 * If a class claims to be a known type but its module has another class now,
 * the answer is not kept: the next object asks again. So a mock that is in
 * place at first changes nothing later. Nothing of such a class is read in
 * place, since abi/ proves what it reads for the type of each object.
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

/* The known types of one interpreter, and caches about them. Each place is
 * filled once, when it is first needed, and owned until jsd_types_clear(). */
typedef struct jsd_types {
    PyObject *names[JSD_NAME_COUNT];
    jsd_facts facts;
    _Atomic(PyObject *) datetime, date, time, timedelta, utc, uuid, decimal,
        python_decimal, exact_decimal, enum_meta, enum_class, fragment,
        mapping, iterable, set, ndarray, user_string, ndarray_subclasses[3],
        masked_arrays[2], generic, datetime64, timedelta64,
        numpy_numbers[JSD_NUMPY_NUMBERS];
    jsd_tz_cache zones;
    jsd_slot uuid_int; /* the slot in which a UUID has its int */
} jsd_types;

/* Fills *types, which is all zeros. -1 with an exception; jsd_types_clear() is
 * needed even then. */
JSD_MUST_CHECK int jsd_types_init(jsd_types *types);
int jsd_types_traverse(jsd_types *types, visitproc visit, void *arg);
void jsd_types_clear(jsd_types *types);

/* The functions below pass the gate and may run Python code, unless they have
 * no gate. The caller owns the type or object that it passes. */

/* Finds the kind of type if it is a known or built-in type; otherwise
 * JSD_KIND_OTHER. Returns 0; 1 if the answer may change and must not be kept;
 * -1 with an exception. */
JSD_MUST_CHECK int jsd_types_known(jsd_types *types, jsd_gate *gate,
                                   PyTypeObject *type, jsd_kind *kind);

/* Finds whether type, the metaclass of a class, is EnumMeta itself. Returns as
 * jsd_types_known() does. */
JSD_MUST_CHECK int jsd_types_is_enum_meta(jsd_types *types, jsd_gate *gate,
                                          PyTypeObject *type, bool *result);

/* Finds the kind of a type that is derived from a known type:
 * JSD_KIND_SUBCLASS, JSD_KIND_NDARRAY_UNKNOWN or JSD_KIND_NUMPY_SCALAR;
 * otherwise JSD_KIND_OTHER. -1 with an exception. */
JSD_MUST_CHECK int jsd_types_derived(jsd_types *types, jsd_gate *gate,
                                     PyTypeObject *type, jsd_kind *kind);

/* Returns the kind of datetime, date, time or UUID if type is that class or is
 * derived from it; otherwise JSD_KIND_OTHER. Runs no Python code. */
jsd_kind jsd_types_base(jsd_types *types, PyTypeObject *type);

/* Returns the function that makes a Decimal from a str without rounding:
 * borrowed, or NULL with an exception. Imports jsonde.decimals. */
PyObject *jsd_types_exact_decimal(jsd_types *types, jsd_gate *gate);

/* Finds the kind of a type by what it is derived from: Decimal or timedelta
 * and, if collections is true, UserString, mappings, other collections and
 * iterators; otherwise JSD_KIND_OTHER. -1 with an exception. */
JSD_MUST_CHECK int jsd_types_protocol(jsd_types *types, jsd_gate *gate,
                                      PyTypeObject *type, bool collections,
                                      jsd_kind *kind);

/* Finds whether type is a collection or an iterator of the standard library,
 * by the module that it names. -1 with an exception. */
JSD_MUST_CHECK int jsd_types_is_standard(jsd_types *types, jsd_gate *gate,
                                         PyTypeObject *type, bool *result);

/* Returns whether o is an instance of collections.abc.Set, whose items have no
 * order: 1, 0, or -1 with an exception. */
JSD_MUST_CHECK int jsd_types_is_set(jsd_types *types, jsd_gate *gate,
                                    PyObject *o);

/* Returns whether o is an instance of timedelta or of a subclass: 1, 0, or -1
 * with an exception. */
JSD_MUST_CHECK int jsd_types_is_timedelta(jsd_types *types, jsd_gate *gate,
                                          PyObject *o);

#endif
