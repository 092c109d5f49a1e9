/* SPDX-License-Identifier: MIT
 *
 * What is learned of a class, once: that it is an enum, a dataclass, a named
 * tuple, or derived from a type that JSON has; and the names of its fields.
 * Used by py/types.c and enc/. A class that is known stays known, and alive,
 * until the interpreter's jsonde is cleared.
 */
#ifndef JSONDE_PY_CLASS_H
#define JSONDE_PY_CLASS_H

#include "py/types.h"

typedef enum jsd_omit {
    JSD_OMIT_NEVER,
    JSD_OMIT_NONE, /* when the value is None */
    JSD_OMIT_ALWAYS
} jsd_omit;

typedef struct jsd_class_field {
    PyObject *attribute; /* str */
    PyObject *name;      /* str: what is written */
    jsd_omit omit;
} jsd_class_field;

typedef struct jsd_class {
    PyTypeObject *type;
    jsd_kind kind;    /* by the storage of its base, or else: */
    jsd_kind beyond;  /* whatever it is derived from */
    bool is_standard; /* a collection of the standard library's own */
    bool plain_value; /* enum: value is what _value_ is */
    bool plain_dict;  /* dataclass: PyObject_GenericGetDict gives __dict__ */
    /* Dataclass: its fields are written, and nothing else: it has __slots__ of
     * its own, no __dict__, or metadata has its say. */
    bool only_fields;
    /* Dataclass: a field is kept elsewhere than in the __dict__, in a slot of
     * a base or by a descriptor: so fields are written, then attributes. */
    bool fields_first;
    size_t count;
    /* Of a dataclass, or of a named tuple: both names of each are exact str.
     */
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

/* The same of any type: it finds out what there is to know, and keeps it, if
 * there is a place and nothing is open. Otherwise *own is set, and
 * jsd_class_free is needed. NULL with an exception. What is not set in *own is
 * valid as long as the interpreter's jsonde. Either owns type, which
 * jsd_class_of owns while it asks: the class may lose its last object
 * meanwhile. It may run Python code, behind the gate. */
JSD_MUST_CHECK const jsd_class *jsd_class_of(jsd_classes *classes,
                                             jsd_gate *gate,
                                             PyTypeObject *type,
                                             jsd_class **own);

/* c may be NULL. It may run Python code: the class may end with it. */
void jsd_class_free(jsd_gate *gate, jsd_class *c);

#endif
