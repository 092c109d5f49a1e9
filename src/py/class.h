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

struct jsd_class {
    PyTypeObject *type;
    jsd_kind kind;
    bool plain_value; /* enum: value is what _value_ is */
    bool only_fields; /* dataclass: no __dict__, or metadata has its say */
    size_t count;
    jsd_class_field fields[]; /* of a dataclass, or of a named tuple */
};

/* What is known of this type, or NULL. */
const jsd_class *jsd_class_find(jsd_types *types, PyTypeObject *type);

/* The kind that a type has by the storage of its base. */
jsd_kind jsd_class_by_flags(PyTypeObject *type);

/* Finds out what a type is, and keeps it, if there is a place. -1 with an
 * exception. It may run user code. */
JSD_MUST_CHECK int jsd_class_learn(jsd_types *types, PyTypeObject *type,
                                   jsd_kind *kind);

/* What is known of a type. When there is no place to keep it *own is set:
 * jsd_class_free is needed. NULL with an exception. */
JSD_MUST_CHECK const jsd_class *
jsd_class_of(jsd_types *types, PyTypeObject *type, jsd_class **own);

void jsd_class_free(jsd_class *c);
int jsd_class_traverse(const jsd_class *c, visitproc visit, void *arg);

#endif
