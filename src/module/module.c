/* SPDX-License-Identifier: MIT
 *
 * The entry points of jsonde._jsonde. One binary serves all interpreters:
 * CPython up to 3.14 calls PyInit__jsonde, later versions call
 * PyModExport__jsonde. Each interpreter needs a module definition of its own
 * form, so this file has a constant definition for each, and the entry point
 * chooses one. This file has no other static data.
 */
#include "config.h"

#include "abi/abi.h"
#include "dec/dec.h"
#include "enc/encode.h"
#include "module/capi.h"
#include "module/environment.h"
#include "module/methods.h"
#include "py/options.h"
#include "py/state.h"

#include <stdlib.h>

PyDoc_STRVAR(module_doc,
             "The C extension of jsonde. Use the package jsonde instead.");

/* Adds value to the module and takes over the reference. Returns -1 with an
 * exception, also if value is NULL. */
static int
add_object(PyObject *module, const char *name, PyObject *value)
{
    int status = -1;

    if (value != NULL)
        status = PyObject_SetAttrString(module, name, value);
    Py_DecRef(value);
    return status;
}

/* Adds a type, which the caller still owns. Returns -1 with an exception. */
static int
add_type(PyObject *module, const char *name, PyObject *type)
{
    Py_IncRef(type);
    return add_object(module, name, type);
}

/* Initialises a module. Returns -1 with an exception. Runs Python code.
 *
 * The functions are added last, because they need the complete state. Python
 * code can get a module whose initialisation has not run or has failed
 * (importlib's module_from_spec(), a failed import). */
static int
module_exec(PyObject *module)
{
    jsd_state *state = PyModule_GetState(module);

    if (jsd_environment_apply() < 0 || jsd_state_init(state) < 0 ||
        jsd_decode_init(state) < 0)
        return -1;
    jsd_encode_init();
    if (add_type(module, "JSONEncodeError", state->encode_error) < 0 ||
        add_object(module, "__version__",
                   PyUnicode_FromString(PACKAGE_VERSION)) < 0 ||
        add_object(module, "_C_API", jsd_capi_new(state)) < 0)
        return -1;
    for (size_t i = 0; i < jsd_option_count; i++)
        if (add_object(module, jsd_option_rows[i].name,
                       PyLong_FromUnsignedLongLong(jsd_option_rows[i].bits)) <
            0)
            return -1;
    return PyModule_AddFunctions(module, jsd_methods);
}

static int
module_traverse(PyObject *module, visitproc visit, void *arg)
{
    jsd_state *state = PyModule_GetState(module);

    return state == NULL ? 0 : jsd_state_traverse(state, visit, arg);
}

static int
module_clear(PyObject *module)
{
    jsd_state *state = PyModule_GetState(module);

    if (state != NULL)
        jsd_state_clear(state);
    return 0;
}

static void
module_free(void *module)
{
    module_clear(module);
}

/* ------------------------------------------------- up to 3.14: PyInit */

/* Slot numbers of PEP 489, 684 and 703. An interpreter refuses unknown slots,
 * so each version has an array of its own. */
enum { SLOT_EXEC = 2, SLOT_MULTIPLE_INTERPRETERS = 3, SLOT_GIL = 4 };

typedef struct module_slot {
    int id;
    void *value;
} module_slot;

#define EXEC_SLOT                      \
    {                                  \
        SLOT_EXEC, (void *)module_exec \
    }
#define PER_INTERPRETER_GIL                   \
    {                                         \
        SLOT_MULTIPLE_INTERPRETERS, (void *)2 \
    }
#define GIL_NOT_USED        \
    {                       \
        SLOT_GIL, (void *)1 \
    }
#define SLOT_END \
    {            \
        0, NULL  \
    }

static module_slot slots_3_9[] = {EXEC_SLOT, SLOT_END};
static module_slot slots_3_12[] = {EXEC_SLOT, PER_INTERPRETER_GIL, SLOT_END};
static module_slot slots_3_13[] = {EXEC_SLOT, PER_INTERPRETER_GIL,
                                   GIL_NOT_USED, SLOT_END};

/* The fields of PyModuleDef after the object head. They are equal on all
 * builds. */
typedef struct module_definition {
    void *init;
    Py_ssize_t index;
    PyObject *copy;
    const char *name;
    const char *doc;
    Py_ssize_t size;
    PyMethodDef *methods;
    module_slot *slots;
    traverseproc traverse;
    inquiry clear;
    freefunc free;
} module_definition;

#define MODULE_DEFINITION(slots)                                              \
    {                                                                         \
        NULL, 0, NULL, "jsonde._jsonde", module_doc, sizeof(jsd_state), NULL, \
            slots, module_traverse, module_clear, module_free                 \
    }

/* A PyModuleDef of a build with the GIL. It begins with one reference and
 * without a type, which PyModuleDef_Init() sets. */
typedef struct gil_definition {
    Py_ssize_t ob_refcnt;
    void *ob_type;
    module_definition rest;
} gil_definition;

/* A PyModuleDef of a free-threaded build. The object is immortal. */
typedef struct free_threaded_definition {
    uintptr_t ob_tid;
    uint16_t ob_flags;
    uint8_t ob_mutex;
    uint8_t ob_gc_bits;
    uint32_t ob_ref_local;
    Py_ssize_t ob_ref_shared;
    void *ob_type;
    module_definition rest;
} free_threaded_definition;

static gil_definition module_3_9 = {1, NULL, MODULE_DEFINITION(slots_3_9)};
static gil_definition module_3_12 = {1, NULL, MODULE_DEFINITION(slots_3_12)};
static gil_definition module_3_13 = {1, NULL, MODULE_DEFINITION(slots_3_13)};
static free_threaded_definition module_free_threaded = {
    0, 0, 0, 0, UINT32_MAX, 0, NULL, MODULE_DEFINITION(slots_3_13)};

PyMODINIT_FUNC PyInit__jsonde(void);

__attribute__((visibility("default"))) PyObject *
PyInit__jsonde(void)
{
    const char *version = Py_GetVersion();
    long minor = strtol(version + 2, NULL, 10); /* "3.14.7 ..." */
    void *def = minor >= 13   ? &module_3_13
                : minor == 12 ? &module_3_12
                              : &module_3_9;

    if (strstr(version, "free-threading") != NULL)
        def = &module_free_threaded;
    return PyModuleDef_Init(def);
}

/* ------------------------------------------ from 3.15 on: PyModExport */

/* PySlot and PyABIInfo (PEP 793, 803 and 820). */
typedef struct export_slot {
    uint16_t id;
    uint16_t flags;
    uint32_t reserved;
    union {
        const void *pointer;
        void (*function)(void);
        uint64_t integer;
    } value;
} export_slot;

typedef struct abi_info {
    uint8_t major, minor;
    uint16_t flags;
    uint32_t build_version;
    uint32_t abi_version;
} abi_info;

enum {
    EXPORT_EXEC = 85,
    EXPORT_MULTIPLE_INTERPRETERS = 86,
    EXPORT_GIL = 87,
    EXPORT_NAME = 100,
    EXPORT_DOC = 101,
    EXPORT_STATE_SIZE = 102,
    EXPORT_STATE_TRAVERSE = 104,
    EXPORT_STATE_CLEAR = 105,
    EXPORT_STATE_FREE = 106,
    EXPORT_ABI = 109
};

enum { SLOT_STATIC = 2, SLOT_INTPTR = 4 };

/* Declares the stable ABI of 3.15, for builds with and without the GIL. */
static const abi_info module_abi = {1, 0, 7, 0x030f0000, 0x030f0000};

#define SLOT_STATIC_POINTER(id, value) \
    {                                  \
        id, SLOT_STATIC, 0,            \
        {                              \
            .pointer = value           \
        }                              \
    }
#define SLOT_FUNCTION(id, value)              \
    {                                         \
        id, 0, 0,                             \
        {                                     \
            .function = (void (*)(void))value \
        }                                     \
    }
#define SLOT_INTEGER(id, value)      \
    {                                \
        id, SLOT_INTPTR, 0,          \
        {                            \
            .pointer = (void *)value \
        }                            \
    }

static export_slot export_slots[] = {
    SLOT_STATIC_POINTER(EXPORT_ABI, &module_abi),
    SLOT_STATIC_POINTER(EXPORT_NAME, "jsonde._jsonde"),
    SLOT_STATIC_POINTER(EXPORT_DOC, module_doc),
    {EXPORT_STATE_SIZE, 0, 0, {.integer = sizeof(jsd_state)}},
    SLOT_FUNCTION(EXPORT_STATE_TRAVERSE, module_traverse),
    SLOT_FUNCTION(EXPORT_STATE_CLEAR, module_clear),
    SLOT_FUNCTION(EXPORT_STATE_FREE, module_free),
    SLOT_FUNCTION(EXPORT_EXEC, module_exec),
    SLOT_INTEGER(EXPORT_MULTIPLE_INTERPRETERS, 2),
    SLOT_INTEGER(EXPORT_GIL, 1),
    {0, 0, 0, {.integer = 0}},
};

__attribute__((visibility("default"))) export_slot *PyModExport__jsonde(void);

export_slot *
PyModExport__jsonde(void)
{
    return export_slots;
}
