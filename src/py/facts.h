/* SPDX-License-Identifier: MIT
 *
 * What a type is by CPython's own account.
 * Used by py/. An attribute of a class is looked up in its metaclass first,
 * which may answer anything. Here the descriptors of `type` itself are called
 * instead, so that no metaclass has a say. They are found once for each
 * interpreter. Every call passes the gate: it allocates a tuple.
 */
#ifndef JSONDE_PY_FACTS_H
#define JSONDE_PY_FACTS_H

#include "abi/abi.h"
#include "py/gate.h"

typedef struct jsd_facts {
    /* type.__dict__["__name__"].__get__, and so on */
    PyObject *name, *module, *mro, *dict;
} jsd_facts;

/* facts is all zeros. -1 with an exception; clear is needed even then. */
JSD_MUST_CHECK int jsd_facts_init(jsd_facts *facts);
int jsd_facts_traverse(const jsd_facts *facts, visitproc visit, void *arg);
void jsd_facts_clear(jsd_facts *facts);

/* Each returns a new reference, or NULL with an exception. The caller owns
 * type. */

/* Its name: a str, or an instance of a subclass of str. */
PyObject *jsd_facts_name(const jsd_facts *facts, jsd_gate *gate,
                         PyTypeObject *type);

/* Its module, whatever the class has put there: None unless that is a str, or
 * an instance of a subclass of str. */
PyObject *jsd_facts_module(const jsd_facts *facts, jsd_gate *gate,
                           PyTypeObject *type);

/* Its order of resolution: a tuple of types. */
PyObject *jsd_facts_mro(const jsd_facts *facts, jsd_gate *gate,
                        PyTypeObject *type);

/* What the class itself defines: a mapping of CPython's. To look a key up in
 * it may run Python code, as keys may have a method to compare. */
PyObject *jsd_facts_dict(const jsd_facts *facts, jsd_gate *gate,
                         PyTypeObject *type);

/* The member `name` of the first class in the order of resolution that defines
 * it itself: new. NULL with an exception, or without one where none does. */
PyObject *jsd_facts_look_up(const jsd_facts *facts, jsd_gate *gate,
                            PyTypeObject *type, const char *name);

/* jsd_facts_look_up() by a name that is an exact str. */
PyObject *jsd_facts_find(const jsd_facts *facts, jsd_gate *gate,
                         PyTypeObject *type, PyObject *name);

/* The member `name` that type itself defines: new; NULL as above. */
PyObject *jsd_facts_own(const jsd_facts *facts, jsd_gate *gate,
                        PyTypeObject *type, const char *name);

/* 1 where a class defines how this attribute of its instances is set, which
 * then is kept elsewhere than in their __dict__: in a slot, or by a property.
 * 0; -1 with an exception. */
int jsd_facts_sets(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type,
                   PyObject *name);

/* Whether a class has a __buffer__ that is Python code, as it may from 3.12
 * on: 1, 0, or -1 with an exception. The caller owns type. */
int jsd_facts_has_python_buffer(const jsd_facts *facts, jsd_gate *gate,
                                PyTypeObject *type);

#endif
