/* SPDX-License-Identifier: MIT
 *
 * The table of classes. An entry (jsd_class) says whether a class is an enum,
 * a dataclass, a named tuple, or derived from a known type (py/types.h), and
 * has the names of its fields. An entry is made when the first object of the
 * class is written.
 *
 * The table of an interpreter has room for JSD_CLASSES classes. An entry
 * stays, and owns its class, until the table is cleared. So a class that is
 * changed after its first object was written may be written as before. A class
 * without room is examined again for each object.
 */
#ifndef JSONDE_PY_CLASS_H
#define JSONDE_PY_CLASS_H

#include "py/types.h"

typedef enum jsd_omit {
    JSD_OMIT_NEVER,
    JSD_OMIT_NONE, /* if the value is None */
    JSD_OMIT_ALWAYS
} jsd_omit;

typedef struct jsd_class_field {
    PyObject *attribute; /* str */
    PyObject *name;      /* str: the key in JSON */
    jsd_omit omit;
} jsd_class_field;

typedef struct jsd_class {
    PyTypeObject *type;
    jsd_kind kind; /* JSD_KIND_*_SUBCLASS for a subclass of a built-in type,
                    * otherwise own_kind */
    jsd_kind own_kind; /* the kind that a subclass of a built-in type has
                        * besides */
    bool is_standard;  /* a collection of the standard library */
    bool plain_value;  /* enum: value is _value_ */
    bool plain_dict;   /* dataclass: PyObject_GenericGetDict() returns __dict__
                        */
    /* Dataclass: only its fields are written, no other attributes. It has
     * __slots__, no __dict__, or metadata for jsonde. */
    bool only_fields;
    /* Dataclass: fields are written before other attributes, as the __dict__
     * lacks a field. A slot of a base class or a descriptor has it. */
    bool fields_first;
    size_t count;
    /* Fields of a dataclass or named tuple. Both names of a field are exact
     * str. */
    jsd_class_field fields[];
} jsd_class;

enum {
    JSD_CLASSES = 256,
    JSD_CLASS_STEPS = 16 /* slots where a class may be */
};

/* The classes that one interpreter knows: a hash table by the address of the
 * type. A slot is filled once. Its class lives until the table is cleared. */
typedef struct jsd_classes {
    jsd_types *types; /* the known types of this interpreter */
    _Atomic(jsd_class *) slots[JSD_CLASSES];
} jsd_classes;

/* Makes an empty table of *classes, which is all zeros. types must live as
 * long as the table. */
void jsd_classes_init(jsd_classes *classes, jsd_types *types);
int jsd_classes_traverse(jsd_classes *classes, visitproc visit, void *arg);
void jsd_classes_clear(jsd_classes *classes);

/* Returns the slot where a lookup of type looks at this step, from 0 on. The
 * addresses of objects are multiples of 16. */
JSD_INLINE _Atomic(jsd_class *) *
jsd_class_slot(jsd_classes *classes, const PyTypeObject *type, size_t step)
{
    uintptr_t a = (uintptr_t)type >> 4;

    return &classes->slots[((size_t)(a ^ a >> 8) + step) % JSD_CLASSES];
}

/* Returns the entry of type, or NULL if there is none. The table owns it. */
JSD_INLINE const jsd_class *
jsd_class_find(jsd_classes *classes, PyTypeObject *type)
{
    for (size_t i = 0; i < JSD_CLASS_STEPS; i++) {
        const jsd_class *c = atomic_load_explicit(
            jsd_class_slot(classes, type, i), memory_order_acquire);

        if (c == NULL || c->type == type)
            return c;
    }
    return NULL;
}

/* Returns the entry of type. If there is none, it examines the class and adds
 * an entry, if there is room and the answer cannot change. Otherwise *own is
 * set, and the caller frees it by jsd_class_free(). An entry of the table is
 * valid until the table is cleared. NULL with an exception. May run Python
 * code. type is owned meanwhile, as the class may lose its last object. */
JSD_MUST_CHECK const jsd_class *jsd_class_of(jsd_classes *classes,
                                             jsd_gate *gate,
                                             PyTypeObject *type,
                                             jsd_class **own);

/* Frees c, which may be NULL. May run Python code, as c may own the last
 * reference to its class. */
void jsd_class_free(jsd_gate *gate, jsd_class *c);

#endif
