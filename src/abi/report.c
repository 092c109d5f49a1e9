/* SPDX-License-Identifier: MIT
 *
 * jsonde.layout(): what the probe found and what was chosen at import, as
 * plain Python objects.
 */
#include "abi/abi.h"
#include "abi/datetime.h"
#include "simd/kernel.h"

/* Stores value, whose reference it takes over, under a name. value is NULL if
 * an exception is set. Returns -1 with an exception. */
static int
put_report_item(PyObject *dict, const char *name, PyObject *value)
{
    int status = -1;

    if (value != NULL)
        status = PyDict_SetItemString(dict, name, value);
    Py_DecRef(value);
    return status;
}

static PyObject *
finish_dict(PyObject *dict, int status)
{
    if (status == 0)
        return dict;
    Py_DecRef(dict);
    return NULL;
}

static PyObject *
report_interpreter(void)
{
    return Py_BuildValue("{s:s,s:i,s:O,s:O,s:i}", "version", Py_GetVersion(),
                         "head_size", (int)jsd_abi.offsets.size[JSD_OBJECT],
                         "free_threaded",
                         jsd_abi.free_threaded ? Py_True : Py_False, "debug",
                         jsd_abi.debug ? Py_True : Py_False, "pointer_size",
                         (int)sizeof(void *));
}

static PyObject *
report_capability(int i)
{
    if (i == JSD_CAPABILITY_DATETIME)
        return jsd_datetime_report();
    return jsd_abi.engine_caps & 1u << i
               ? PyUnicode_FromString("direct")
               : PyUnicode_FromFormat("public: %s", jsd_abi.reason[i]);
}

static PyObject *
report_capabilities(void)
{
    PyObject *dict = PyDict_New();
    int status = dict == NULL ? -1 : 0;

    for (int i = 0; status == 0 && i < JSD_CAPABILITY_COUNT; i++)
        status = put_report_item(dict, jsd_capability_names[i],
                                 report_capability(i));
    return finish_dict(dict, status);
}

/* Returns the fields of a struct that may be read; padding is left out. */
static PyObject *
report_struct(int owner)
{
    PyObject *dict = PyDict_New();
    int status = dict == NULL ? -1 : 0;

    for (size_t i = 0; status == 0 && i < jsd_row_count; i++)
        if (jsd_rows[i].owner == owner && jsd_rows[i].field != JSD_PADDING &&
            jsd_row_applies(&jsd_rows[i], jsd_abi.minor,
                            jsd_abi.free_threaded))
            status = put_report_item(
                dict, jsd_rows[i].name,
                PyLong_FromLong(jsd_abi.offsets.at[jsd_rows[i].field]));
    return finish_dict(dict, status);
}

static PyObject *
report_structs(void)
{
    PyObject *dict = PyDict_New();
    int status = dict == NULL ? -1 : 0;

    for (int i = 0; status == 0 && i < JSD_STRUCT_COUNT; i++)
        if (jsd_abi.offsets.size[i] != 0)
            status =
                put_report_item(dict, jsd_mirrors[i].name, report_struct(i));
    return finish_dict(dict, status);
}

static PyObject *
report_symbols(void)
{
    PyObject *dict = PyDict_New();
    int status = dict == NULL ? -1 : 0;

    for (size_t i = 0; status == 0 && i < jsd_symbol_count; i++)
        status = put_report_item(dict, jsd_symbol_rows[i].name,
                                 PyBool_FromLong(jsd_symbol_is_found(
                                     &jsd_abi.symbols, &jsd_symbol_rows[i])));
    return finish_dict(dict, status);
}

PyObject *
jsd_abi_report(void)
{
    PyObject *dict = PyDict_New();

    if (dict == NULL)
        return NULL;
    return finish_dict(
        dict, put_report_item(dict, "interpreter", report_interpreter()) < 0 ||
                      put_report_item(
                          dict, "simd",
                          PyUnicode_FromString(jsd_kernel_now->name)) < 0 ||
                      put_report_item(dict, "capabilities",
                                      report_capabilities()) < 0 ||
                      put_report_item(dict, "structs", report_structs()) < 0 ||
                      put_report_item(dict, "symbols", report_symbols()) < 0 ||
                      put_report_item(
                          dict, "probe_microseconds",
                          PyFloat_FromDouble(jsd_abi.probe_microseconds)) < 0
                  ? -1
                  : 0);
}
