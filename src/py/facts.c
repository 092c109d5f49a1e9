/* SPDX-License-Identifier: MIT */
#include "py/facts.h"

#include "py/error.h"
#include "py/is_type.h"

/* Returns the __get__ method of a descriptor of `type`, a new reference. NULL
 * with an exception. No Python code can replace it, since `type` is immutable.
 */
static PyObject *
find_getter(PyObject *members, const char *name)
{
    PyObject *descriptor = JSD_GATED(JSD_NOTHING_BORROWED,
                                     PyMapping_GetItemString(members, name));
    PyObject *get = NULL;

    if (descriptor != NULL)
        get = JSD_GATED(JSD_NOTHING_BORROWED,
                        PyObject_GetAttrString(descriptor, "__get__"));
    jsd_gate_drop(JSD_NOTHING_BORROWED, descriptor);
    return get;
}

int
jsd_facts_init(jsd_facts *facts)
{
    PyObject *members = JSD_GATED(
        JSD_NOTHING_BORROWED,
        PyObject_GetAttrString((PyObject *)&PyType_Type, "__dict__"));

    if (members != NULL)
        facts->name = find_getter(members, "__name__");
    if (facts->name != NULL) /* nothing may be called with an exception set */
        facts->module = find_getter(members, "__module__");
    if (facts->module != NULL)
        facts->mro = find_getter(members, "__mro__");
    if (facts->mro != NULL)
        facts->dict = find_getter(members, "__dict__");
    jsd_gate_drop(JSD_NOTHING_BORROWED, members);
    return facts->dict == NULL ? -1 : 0;
}

int
jsd_facts_traverse(const jsd_facts *facts, visitproc visit, void *arg)
{
    Py_VISIT(facts->name);
    Py_VISIT(facts->module);
    Py_VISIT(facts->mro);
    Py_VISIT(facts->dict);
    return 0;
}

void
jsd_facts_clear(jsd_facts *facts)
{
    jsd_facts old = *facts;

    memset(facts, 0, sizeof *facts);
    jsd_gate_drop(JSD_NOTHING_BORROWED, old.name);
    jsd_gate_drop(JSD_NOTHING_BORROWED, old.module);
    jsd_gate_drop(JSD_NOTHING_BORROWED, old.mro);
    jsd_gate_drop(JSD_NOTHING_BORROWED, old.dict);
}

/* Calls a descriptor's __get__ method with type. Returns the result, a new
 * reference, if its type has this flag (0: any type). NULL with an exception.
 */
static PyObject *
ask_type(PyObject *get, jsd_gate *gate, PyTypeObject *type, unsigned long flag)
{
    PyObject *answer =
        JSD_GATED(gate, PyObject_CallFunctionObjArgs(get, type, NULL));

    if (answer == NULL || flag == 0 || jsd_is_of_flag(answer, flag))
        return answer;
    jsd_gate_drop(gate, answer);
    JSD_GATED(gate, jsd_raise_arguments("a class says nothing of itself"));
    return NULL;
}

PyObject *
jsd_facts_name(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type)
{
    return ask_type(facts->name, gate, type, Py_TPFLAGS_UNICODE_SUBCLASS);
}

PyObject *
jsd_facts_module(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type)
{
    PyObject *module = ask_type(facts->module, gate, type, 0);

    if (module == NULL && PyErr_ExceptionMatches(PyExc_AttributeError))
        JSD_GATED(gate, PyErr_Clear());
    else if (module == NULL || jsd_is_str(module))
        return module;
    jsd_gate_drop(gate, module);
    Py_IncRef(Py_None);
    return Py_None;
}

/* Does ask_type() for an attribute that a type in C has only after
 * PyType_Ready(). Some types are not ready before somebody reads an attribute.
 * Their metaclass is `type`. */
static PyObject *
ask_ready(PyObject *get, jsd_gate *gate, PyTypeObject *type, const char *name)
{
    PyObject *answer = ask_type(get, gate, type, 0);

    if (answer != Py_None)
        return answer;
    jsd_drop_inert(answer);
    if (jsd_type_of(jsd_abi.caps, (PyObject *)type) == &PyType_Type)
        return JSD_GATED(gate, PyObject_GetAttrString((PyObject *)type, name));
    JSD_GATED(gate, jsd_raise_arguments("a class says nothing of itself"));
    return NULL;
}

PyObject *
jsd_facts_mro(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type)
{
    return ask_ready(facts->mro, gate, type, "__mro__");
}

PyObject *
jsd_facts_dict(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type)
{
    return ask_ready(facts->dict, gate, type, "__dict__");
}

/* Returns the member name of type, as jsd_facts_own() does, by an exact str.
 */
static PyObject *
get_own(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type,
        PyObject *name)
{
    PyObject *members = jsd_facts_dict(facts, gate, type);
    PyObject *found = NULL;

    if (members != NULL)
        found = JSD_GATED(gate, PyObject_GetItem(members, name));
    jsd_gate_drop(gate, members);
    if (found == NULL && PyErr_ExceptionMatches(PyExc_KeyError))
        JSD_GATED(gate, PyErr_Clear());
    return found;
}

PyObject *
jsd_facts_own(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type,
              const char *name)
{
    PyObject *key = PyUnicode_FromString(name);
    PyObject *found = key == NULL ? NULL : get_own(facts, gate, type, key);

    jsd_drop_inert(key);
    return found;
}

PyObject *
jsd_facts_find(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type,
               PyObject *name)
{
    PyObject *mro = jsd_facts_mro(facts, gate, type);
    Py_ssize_t n = mro == NULL ? 0 : PyTuple_Size(mro);
    PyObject *found = NULL;

    for (Py_ssize_t i = 0;
         i < n && found == NULL && (i == 0 || PyErr_Occurred() == NULL); i++)
        found = get_own(facts, gate, (PyTypeObject *)PyTuple_GetItem(mro, i),
                        name);
    jsd_gate_drop(gate, mro);
    return found;
}

PyObject *
jsd_facts_look_up(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type,
                  const char *name)
{
    PyObject *key = PyUnicode_FromString(name);
    PyObject *found =
        key == NULL ? NULL : jsd_facts_find(facts, gate, type, key);

    jsd_drop_inert(key);
    return found;
}

int
jsd_facts_sets(const jsd_facts *facts, jsd_gate *gate, PyTypeObject *type,
               PyObject *name)
{
    PyObject *found = jsd_facts_find(facts, gate, type, name), *set = NULL;
    PyTypeObject *of = found == NULL ? NULL : jsd_type_of(jsd_abi.caps, found);

    if (of != NULL) {
        Py_IncRef((PyObject *)of);
        set = jsd_facts_look_up(facts, gate, of, "__set__");
        jsd_gate_drop(gate, (PyObject *)of);
    }
    jsd_gate_drop(gate, found);
    jsd_gate_drop(gate, set);
    return set != NULL ? 1 : PyErr_Occurred() == NULL ? 0 : -1;
}

int
jsd_facts_has_python_buffer(const jsd_facts *facts, jsd_gate *gate,
                            PyTypeObject *type)
{
    PyObject *found = jsd_facts_look_up(facts, gate, type, "__buffer__");
    int has = found != NULL
                  ? jsd_type_of(jsd_abi.caps, found) != &PyWrapperDescr_Type
              : PyErr_Occurred() == NULL ? 0
                                         : -1;

    jsd_gate_drop(gate, found);
    return has;
}
