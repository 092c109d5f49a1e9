/* SPDX-License-Identifier: MIT
 *
 * Attributes of a class as CPython itself knows them: name, module, method
 * resolution order, and the members of its __dict__. A normal lookup asks the
 * metaclass first, which may answer anything. These functions call the
 * descriptors of `type` instead, so that no metaclass is asked. The
 * descriptors are looked up once for each interpreter. Every function passes
 * the gate, since a call allocates a tuple.
 */
#ifndef JSONDE_PY_FACTS_H
#define JSONDE_PY_FACTS_H

#include "abi/abi.h"
#include "py/gate.h"

typedef struct jsd_facts {
    /* type.__dict__["__name__"].__get__ and so on */
    PyObject *name, *module, *mro, *dict;
} jsd_facts;

/* Fills *facts, which is all zeros. -1 with an exception; jsd_facts_clear() is
 * needed even then. */
JSD_MUST_CHECK int jsd_facts_init(jsd_facts *facts);
int jsd_facts_traverse(const jsd_facts *facts, visitproc visit, void *arg);
void jsd_facts_clear(jsd_facts *facts);

/* Each function returns a new reference, or NULL with an exception. The caller
 * owns type. */

/* Returns the name of type: an instance of str or of a subclass. */
PyObject *jsd_facts_name(const jsd_facts *facts, jsd_gate *gate,
                         PyTypeObject *type);

/* Returns the __module__ of type: an instance of str or of a subclass; None if
 * the class has anything else there. */
PyObject *jsd_facts_module(const jsd_facts *facts, jsd_gate *gate,
                           PyTypeObject *type);

/* Returns the method resolution order of type: a tuple of types. */
PyObject *jsd_facts_mro(const jsd_facts *facts, jsd_gate *gate,
                        PyTypeObject *type);

/* Returns the __dict__ of type, a mapping of CPython. A lookup in it may run
 * Python code, since a key may have an __eq__ method. */
PyObject *jsd_facts_dict(const jsd_facts *facts, jsd_gate *gate,
                         PyTypeObject *type);

/* Returns the member `name` of the first class in the method resolution order
 * that defines it: a new reference. NULL with an exception, or without one if
 * no class defines it. */
PyObject *jsd_facts_look_up(const jsd_facts *facts, jsd_gate *gate,
                            PyTypeObject *type, const char *name);

/* Does the lookup of jsd_facts_look_up() by name, an exact str. */
PyObject *jsd_facts_find(const jsd_facts *facts, jsd_gate *gate,
                         PyTypeObject *type, PyObject *name);

/* Returns the member `name` that type itself defines: a new reference. NULL
 * with an exception, or without one if it defines none. */
PyObject *jsd_facts_own(const jsd_facts *facts, jsd_gate *gate,
                        PyTypeObject *type, const char *name);

/* Returns whether a class in the method resolution order has a data descriptor
 * for name, such as a slot or a property: instances then do not keep it in
 * their __dict__. 1, 0, or -1 with an exception. */
int jsd_facts_sets(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type,
                   PyObject *name);

/* Returns whether type has a __buffer__ method in Python, which is possible
 * from 3.12 on: 1, 0, or -1 with an exception. The caller owns type. */
int jsd_facts_has_python_buffer(const jsd_facts *facts, jsd_gate *gate,
                                PyTypeObject *type);

#endif
