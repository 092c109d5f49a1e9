/* SPDX-License-Identifier: MIT */
#include "abi/datetime.h"

#include "abi/collector.h"
#include "abi/probe.h"
#include "abi/safe_read.h"

#include <pthread.h>

/* ---------------------------------------------------------- by attributes */

/* Returns the value of an int, or of an instance of a subclass; -1 with an
 * exception. Up to 3.9 PyLong_AsLong would accept a float as well. */
static long
as_long(PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);

    if (PyType_GetFlags(type) & Py_TPFLAGS_LONG_SUBCLASS)
        return PyLong_AsLong(o);
    PyErr_SetString(PyExc_TypeError, "an integer is required");
    return -1;
}

/* Returns an attribute: a new reference, or NULL with an exception. The name
 * is interned, as the class has it: up to 3.11 CPython's attribute cache keeps
 * each str that it is asked for, and PyObject_GetAttrString would leave
 * hundreds there. */
static PyObject *
get_interned_attribute(PyObject *o, const char *name)
{
    PyObject *interned = PyUnicode_InternFromString(name);
    PyObject *value = interned == NULL ? NULL : PyObject_GetAttr(o, interned);

    Py_DecRef(interned);
    return value;
}

static int
read_field_int(PyObject *o, const char *name, int least, int most, int *result)
{
    PyObject *attribute = get_interned_attribute(o, name);
    long value;

    if (attribute == NULL)
        return -1;
    value = as_long(attribute);
    Py_DecRef(attribute);
    if (value == -1 && PyErr_Occurred() != NULL)
        return -1;
    if (value < least || value > most) {
        PyErr_Format(PyExc_ValueError, "%s is %ld: it must be in %d..%d", name,
                     value, least, most);
        return -1;
    }
    *result = (int)value;
    return 0;
}

static int
read_zone(PyObject *o, PyObject **zone)
{
    PyObject *tzinfo = get_interned_attribute(o, "tzinfo");

    if (tzinfo == NULL)
        return -1;
    if (tzinfo == Py_None)
        Py_DecRef(tzinfo);
    else
        *zone = tzinfo;
    return 0;
}

static int
read_attributes(jsd_datetime_kind kind, PyObject *o, jsd_datetime_fields *m)
{
    memset(m, 0, sizeof *m);
    if (kind != JSD_DATETIME_KIND_TIME &&
        (read_field_int(o, "year", 1, 9999, &m->year) < 0 ||
         read_field_int(o, "month", 1, 12, &m->month) < 0 ||
         read_field_int(o, "day", 1, 31, &m->day) < 0))
        return -1;
    if (kind == JSD_DATETIME_KIND_DATE)
        return 0;
    if (read_field_int(o, "hour", 0, 23, &m->hour) < 0 ||
        read_field_int(o, "minute", 0, 59, &m->minute) < 0 ||
        read_field_int(o, "second", 0, 59, &m->second) < 0 ||
        read_field_int(o, "microsecond", 0, 999999, &m->microsecond) < 0 ||
        read_field_int(o, "fold", 0, 1, &m->fold) < 0)
        return -1;
    return read_zone(o, &m->tzinfo); /* nothing fails behind it */
}

int
jsd_timedelta_read(PyObject *delta, int *days, int *seconds, int *microseconds)
{
    const int most = 999999999;
    int status = -1;

    Py_IncRef(delta);
    if (read_field_int(delta, "days", -most, most, days) == 0 &&
        read_field_int(delta, "seconds", 0, 86399, seconds) == 0 &&
        read_field_int(delta, "microseconds", 0, 999999, microseconds) == 0)
        status = 0;
    Py_DecRef(delta);
    return status;
}

/* -------------------------------------------------------------- the C API */

/* The members of PyDateTime_CAPI that are read: public, and unchanged since
 * 3.7. */
enum {
    API_DATE,
    API_DATETIME,
    API_TIME,
    API_DELTA,
    API_ZONE,
    API_UTC,
    API_SIZE
};

#define CAPSULE_NAME "datetime.datetime_CAPI"

/* Copies the members of the capsule in a module. Returns 1; 0 if there is
 * none; -1 with an exception that is no Exception, or a MemoryError. */
static int
read_capsule(const char *module_name, PyObject *api[API_SIZE])
{
    PyObject *name = PyUnicode_FromString(module_name);
    PyObject *module = name == NULL ? NULL : PyImport_GetModule(name);
    PyObject *capsule = module == NULL
                            ? NULL
                            : PyObject_GetAttrString(module, "datetime_CAPI");
    bool found = capsule != NULL && PyCapsule_IsValid(capsule, CAPSULE_NAME);

    if (found)
        memcpy(api, PyCapsule_GetPointer(capsule, CAPSULE_NAME),
               API_SIZE * sizeof *api);
    Py_DecRef(capsule);
    Py_DecRef(module);
    Py_DecRef(name);
    if (PyErr_Occurred() == NULL)
        return found;
    if (!PyErr_ExceptionMatches(PyExc_Exception) ||
        PyErr_ExceptionMatches(PyExc_MemoryError))
        return -1;
    PyErr_Clear();
    return 0;
}

/* Returns the type of the object at o, or NULL if o cannot be read. The kernel
 * reads it, as o may be no address. */
static const void *
read_type_safely(const jsd_safe_reader *reader, const jsd_abi_state *abi,
                 const void *o)
{
    const void *type = NULL;

    return jsd_safe_read(reader,
                         (const char *)o + abi->offsets.at[JSD_OBJECT_OB_TYPE],
                         &type, sizeof type)
               ? type
               : NULL;
}

/* Returns whether the first five members are classes whose metaclass is
 * `type`, and the sixth is an instance of such a class. */
static bool
members_are_objects(const jsd_abi_state *abi, PyObject *const api[API_SIZE])
{
    jsd_safe_reader reader;
    bool valid = jsd_safe_read_open(&reader);
    const void *zone;

    if (!valid)
        return false;
    for (int i = 0; i < API_UTC && valid; i++)
        valid = read_type_safely(&reader, abi, api[i]) == &PyType_Type;
    zone = valid ? read_type_safely(&reader, abi, api[API_UTC]) : NULL;
    valid =
        zone != NULL && read_type_safely(&reader, abi, zone) == &PyType_Type;
    jsd_safe_read_close(&reader);
    return valid;
}

/* Returns 1 if a class, whose metaclass is `type`, has this name, 0 if not; -1
 * with an exception. */
static int
has_class_name(PyObject *type, const char *wanted)
{
    PyObject *name = PyObject_GetAttrString(type, "__name__");
    int equal = -1;

    if (name != NULL)
        equal = PyUnicode_CompareWithASCIIString(name, wanted) == 0;
    Py_DecRef(name);
    return equal;
}

/* Returns 1 if all members are what they should be, 0 if not; -1 with an
 * exception. Where object heads are not proven, the name of the capsule must
 * do, as it does for CPython. */
static int
api_holds(const jsd_abi_state *abi, PyObject *const api[API_SIZE])
{
    static const char *const names[API_UTC] = {"date", "datetime", "time",
                                               "timedelta", "tzinfo"};
    PyObject *zone;
    int holds = 1;

    if ((abi->proven & JSD_CAP_OBJECT) && !members_are_objects(abi, api))
        return 0;
    for (int i = 0; i < API_UTC && holds > 0; i++)
        holds = has_class_name(api[i], names[i]);
    if (holds <= 0)
        return holds;
    zone = PyObject_Type(api[API_UTC]);
    holds =
        PyType_IsSubtype((PyTypeObject *)zone, (PyTypeObject *)api[API_ZONE]);
    Py_DecRef(zone);
    return holds;
}

int
jsd_datetime_types_find(const jsd_abi_state *abi, jsd_datetime_types *found)
{
    PyObject *api[API_SIZE];
    int status = read_capsule("_datetime", api);

    if (status == 0)
        status = read_capsule("datetime", api);
    if (status > 0)
        status = api_holds(abi, api);
    if (status <= 0)
        return status;
    found->kinds[JSD_DATETIME_KIND_DATE] = (PyTypeObject *)api[API_DATE];
    found->kinds[JSD_DATETIME_KIND_TIME] = (PyTypeObject *)api[API_TIME];
    found->kinds[JSD_DATETIME_KIND_DATETIME] =
        (PyTypeObject *)api[API_DATETIME];
    found->timedelta = (PyTypeObject *)api[API_DELTA];
    found->utc = api[API_UTC];
    Py_IncRef(api[API_DATE]);
    Py_IncRef(api[API_TIME]);
    Py_IncRef(api[API_DATETIME]);
    Py_IncRef(api[API_DELTA]);
    Py_IncRef(api[API_UTC]);
    return 1;
}

/* ----------------------------------------------- the collector, paused */

/* Takes functions of the module gc into *collector if they are needed and the
 * module is loaded: the proof imports nothing. Leaves no exception. */
static void
find_collector(jsd_collector *collector)
{
    PyObject *name, *gc;

    *collector = (jsd_collector){NULL, NULL, NULL};
    if (!jsd_abi.allocation_collects || jsd_collector_has_api())
        return;
    name = PyUnicode_FromString("gc");
    gc = name == NULL ? NULL : PyImport_GetModule(name);
    if (gc != NULL && jsd_collector_init(collector, gc) < 0)
        jsd_collector_clear(collector);
    PyErr_Clear();
    Py_DecRef(gc);
    Py_DecRef(name);
}

/* Proves *found while the collector is paused: up to 3.11 the proof's own
 * tuples may start it, and so finalizers, while the caller reads containers by
 * borrowed references. Returns whether the question is settled. */
static bool
probe_without_collector(jsd_abi_state *found)
{
    jsd_collector collector;
    bool paused, settled;

    find_collector(&collector);
    paused = jsd_abi.allocation_collects && jsd_collector_pause(&collector);
    settled = jsd_probe_one(found, JSD_CAPABILITY_DATETIME);
    if (paused)
        jsd_collector_resume(&collector);
    jsd_collector_clear(&collector);
    return settled;
}

/* --------------------------------------------------------------- the proof */

static bool
is_datetime_probed(void)
{
    return __atomic_load_n(&jsd_abi.datetime_probed, __ATOMIC_ACQUIRE) != 0;
}

/* Publishes the result of a proof. The lock is not held while the proof makes
 * objects, as in jsd_abi_init(): two threads may run it at once, and the first
 * result counts. */
static void
publish_datetime(const jsd_abi_state *found)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    const int subject = JSD_CAPABILITY_DATETIME;

    pthread_mutex_lock(&lock);
    if (!is_datetime_probed()) {
        memcpy(jsd_abi.reason[subject], found->reason[subject],
               JSD_REASON_SIZE);
        for (int kind = 0; kind < JSD_DATETIME_KINDS; kind++)
            __atomic_store_n(&jsd_abi.datetime_type_slots[kind],
                             found->datetime_type_slots[kind],
                             __ATOMIC_RELAXED);
        __atomic_store_n(&jsd_abi.datetime_probed, 1, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&lock);
}

/* Runs the proof if it may run and has not. If the question stays open,
 * found->reason tells why. Leaves no exception. */
static void
probe_datetime_once(jsd_abi_state *found)
{
    memset(found, 0, sizeof *found);
    if (!(jsd_abi.caps & JSD_CAP_DATETIME) || is_datetime_probed())
        return;
    found->offsets = jsd_abi.offsets;
    found->minor = jsd_abi.minor;
    found->free_threaded = jsd_abi.free_threaded;
    found->proven = jsd_abi.proven;
    if (probe_without_collector(found))
        publish_datetime(found);
}

/* Returns whether the type of o is static, as CPython's own are. Only such an
 * object starts the proof: it cannot succeed for subclasses and for types in
 * Python. */
static bool
is_of_static_type(jsd_caps caps, PyObject *o)
{
    return (PyType_GetFlags(jsd_type_of(caps, o)) & Py_TPFLAGS_HEAPTYPE) == 0;
}

int
jsd_datetime_read_slow(jsd_caps caps, jsd_datetime_kind kind, PyObject *o,
                       jsd_datetime_fields *m)
{
    jsd_abi_state found;
    int status = 0;

    Py_IncRef(o); /* Python code may drop it */
    if ((caps & JSD_CAP_DATETIME) && !is_datetime_probed() &&
        is_of_static_type(caps, o))
        probe_datetime_once(&found);
    if ((caps & JSD_CAP_DATETIME) &&
        jsd_type_of(caps, o) == jsd_datetime_type(kind))
        jsd_datetime_direct(kind, o, m);
    else
        status = read_attributes(kind, o, m);
    Py_DecRef(o);
    return status;
}

/* Imports _datetime, but only in the first interpreter: that of 3.13.0
 * corrupts the heap when another interpreter ends. Returns -1 with an
 * exception that is not about the import. */
static int
import_module(void)
{
    PyInterpreterState *(*get)(void) = jsd_abi.symbols.interpreter_get;
    PyObject *module = NULL;

    if (get != NULL && PyInterpreterState_GetID(get()) == 0)
        module = PyImport_ImportModule("_datetime");
    Py_DecRef(module);
    if (PyErr_Occurred() == NULL)
        return 0;
    if (!PyErr_ExceptionMatches(PyExc_Exception) ||
        PyErr_ExceptionMatches(PyExc_MemoryError))
        return -1;
    PyErr_Clear(); /* the proof tells that it is missing */
    return 0;
}

PyObject *
jsd_datetime_report(void)
{
    const int subject = JSD_CAPABILITY_DATETIME;
    jsd_abi_state found;

    if ((jsd_abi.caps & JSD_CAP_DATETIME) && !is_datetime_probed() &&
        import_module() < 0)
        return NULL;
    probe_datetime_once(&found);
    if ((jsd_abi.caps & JSD_CAP_DATETIME) &&
        jsd_datetime_type(JSD_DATETIME_KIND_DATETIME) != NULL)
        return PyUnicode_FromString("direct");
    return PyUnicode_FromFormat("public: %s", found.reason[subject][0] != '\0'
                                                  ? found.reason[subject]
                                                  : jsd_abi.reason[subject]);
}
