/* SPDX-License-Identifier: MIT */
#include "py/tz_cache.h"

#include "py/is_type.h"

/* Returns whether an answer may change. Only CPython's own timedelta is static
 * and immutable; one of the module in Python, or of a subclass, may say
 * something else the next time. */
static bool
can_change(PyObject *answer)
{
    return jsd_is_of_flag(answer, Py_TPFLAGS_HEAPTYPE);
}

void
jsd_tz_cache_note(jsd_tz_cache *cache, jsd_gate *gate, PyObject *answer,
                  int64_t microseconds)
{
    PyObject *before = cache->answer;

    if (jsd_abi.free_threaded || can_change(answer))
        return;
    Py_IncRef(answer);
    cache->answer = answer;
    cache->microseconds = microseconds;
    jsd_gate_drop(gate, before);
}

void
jsd_tz_cache_note_type(jsd_tz_cache *cache, jsd_gate *gate, PyTypeObject *type)
{
    PyTypeObject *before = cache->common;

    if (jsd_abi.free_threaded || type == before)
        return;
    Py_IncRef((PyObject *)type);
    cache->common = type;
    jsd_gate_drop(gate, (PyObject *)before);
}

int
jsd_tz_cache_traverse(const jsd_tz_cache *cache, visitproc visit, void *arg)
{
    Py_VISIT(cache->answer);
    Py_VISIT((PyObject *)cache->common);
    return 0;
}

void
jsd_tz_cache_clear(jsd_tz_cache *cache)
{
    PyObject *answer = cache->answer, *common = (PyObject *)cache->common;

    cache->answer = NULL;
    cache->common = NULL;
    jsd_gate_drop(JSD_NOTHING_BORROWED, answer);
    jsd_gate_drop(JSD_NOTHING_BORROWED, common);
}
