/* SPDX-License-Identifier: MIT
 *
 * The C API of jsonde, for other extensions: direct access to the Py_buffer
 * inside a memoryview, and the JSON encoder and decoder. It uses types of the
 * limited API of CPython 3.9, so one binary of an extension runs on every
 * version.
 *
 *     #include <Python.h>
 *     #include <jsonde.h>
 *
 *     static JsondeImport jsonde;
 *
 *     if (Jsonde_Import(&jsonde) < 0)
 *         return NULL;
 *
 * Keep one JsondeImport for each interpreter, in the state of your module; a
 * static one is enough for a module that supports no sub-interpreters. Every
 * function needs an attached thread state (on builds with the GIL: the GIL).
 * No function steals a reference. A function that fails sets an exception and
 * returns NULL or -1.
 *
 * docs/c-api.md describes each function.
 */
#ifndef JSONDE_H
#define JSONDE_H

#include <Python.h>

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this header. The major version changes when a member of
 * JsondeAPI changes, the minor version when one is added. */
#define JSONDE_API_MAJOR 1
#define JSONDE_API_MINOR 0

/* Py_buffer. The limited API has it since 3.11; before, this is its layout,
 * which is equal on all versions. */
#if !defined(Py_LIMITED_API) || Py_LIMITED_API + 0 >= 0x030b0000
typedef Py_buffer JsondePyBuffer;
#else
typedef struct JsondePyBuffer {
    void *buf;
    PyObject *obj;
    Py_ssize_t len;
    Py_ssize_t itemsize;
    int readonly;
    int ndim;
    char *format;
    Py_ssize_t *shape;
    Py_ssize_t *strides;
    Py_ssize_t *suboffsets;
    void *internal;
} JsondePyBuffer;
#endif

/* The flags that PyObject_GetBuffer takes. The limited API declares their
 * names since 3.11; the values are equal on all versions. */
enum {
    JSONDE_BUF_SIMPLE = 0,
    JSONDE_BUF_WRITABLE = 0x1,
    JSONDE_BUF_FORMAT = 0x4,
    JSONDE_BUF_ND = 0x8,
    JSONDE_BUF_STRIDES = 0x18,
    JSONDE_BUF_C_CONTIGUOUS = 0x38,
    JSONDE_BUF_F_CONTIGUOUS = 0x58,
    JSONDE_BUF_ANY_CONTIGUOUS = 0x98,
    JSONDE_BUF_INDIRECT = 0x118,
    JSONDE_BUF_CONTIG_RO = 0x8,
    JSONDE_BUF_RECORDS_RO = 0x1c,
    JSONDE_BUF_FULL_RO = 0x11c
};

/* Flags of a memoryview: members `flags` of PyMemoryViewObject. */
enum {
    JSONDE_MEMORYVIEW_RELEASED = 0x01,
    JSONDE_MEMORYVIEW_C = 0x02,
    JSONDE_MEMORYVIEW_FORTRAN = 0x04,
    JSONDE_MEMORYVIEW_SCALAR = 0x08,
    JSONDE_MEMORYVIEW_PIL = 0x10,
    JSONDE_MEMORYVIEW_RESTRICTED = 0x20 /* since 3.12 */
};

/* The flags and counts of a memoryview, and of the managed buffer that all
 * views of one export share. */
typedef struct JsondeMemoryViewInfo {
    int flags;                     /* JSONDE_MEMORYVIEW_* */
    int managed_flags;             /* bit 0: released */
    Py_ssize_t exports;            /* exports that the view has given out */
    Py_ssize_t managed_exports;    /* views that share the managed buffer */
    const JsondePyBuffer *buffer;  /* of the view; NULL if it is released */
    const JsondePyBuffer *managed; /* of the exporter; NULL if released */
    PyObject *exporter;            /* borrowed; NULL: none, or released */
} JsondeMemoryViewInfo;

/* Memory of the caller, to which JSON is appended. */
typedef struct JsondeGrowable {
    char *data;
    size_t size;     /* bytes in use; the text is appended there */
    size_t capacity; /* bytes at data */
    /* Makes room for `capacity` bytes: sets data and capacity, and keeps the
     * bytes in use. Returns -1 with an exception. It may call no function of
     * Python besides those that set an exception. */
    int (*grow)(struct JsondeGrowable *growable, size_t capacity);
    void *user; /* for grow */
} JsondeGrowable;

/* The functions, which live as long as the module jsonde._jsonde. Call them
 * through the macros below, which pass the context. */
typedef struct JsondeAPI {
    uint32_t major, minor;
    size_t size;   /* sizeof(JsondeAPI) of this jsonde, in bytes */
    void *context; /* of this interpreter */

    const JsondePyBuffer *(*memoryview_get_buffer)(PyObject *view);
    int (*memoryview_get_info)(PyObject *view, JsondeMemoryViewInfo *info);
    int (*buffer_acquire)(PyObject *object, int flags, JsondePyBuffer *buffer);
    void (*buffer_release)(JsondePyBuffer *buffer);

    PyObject *(*loads)(void *context, const char *text, size_t size,
                       uint64_t options);
    PyObject *(*dumps)(void *context, PyObject *object, PyObject *fallback,
                       uint64_t options);
    int (*dumps_append)(void *context, PyObject *object, PyObject *fallback,
                        uint64_t options, JsondeGrowable *growable);
} JsondeAPI;

typedef struct JsondeImport {
    const JsondeAPI *api;
    PyObject *module; /* keeps api alive */
} JsondeImport;

/* Imports jsonde and checks the version of its C API. Returns -1 with an
 * ImportError: jsonde is missing, runs without its native module, or has
 * another major version or an older minor version than this header. */
static inline int
Jsonde_Import(JsondeImport *import)
{
    PyObject *capsule;
    const JsondeAPI *api;

    import->api = NULL;
    import->module = PyImport_ImportModule("jsonde._jsonde");
    if (import->module == NULL)
        return -1;
    capsule = PyObject_GetAttrString(import->module, "_C_API");
    api = capsule == NULL ? NULL
                          : (const JsondeAPI *)PyCapsule_GetPointer(
                                capsule, "jsonde._jsonde._C_API");
    Py_DecRef(capsule);
    if (api != NULL && (api->major != JSONDE_API_MAJOR ||
                        (int)api->minor < JSONDE_API_MINOR)) {
        PyErr_Format(PyExc_ImportError,
                     "this extension was compiled for version %d.%d of the C "
                     "API of jsonde, and the installed jsonde has %d.%d",
                     JSONDE_API_MAJOR, JSONDE_API_MINOR, (int)api->major,
                     (int)api->minor);
        api = NULL;
    }
    if (api == NULL) {
        Py_DecRef(import->module);
        import->module = NULL;
        return -1;
    }
    import->api = api;
    return 0;
}

/* Ends the use of the API, for the function that clears a module's state. */
static inline void
Jsonde_Clear(JsondeImport *import)
{
    PyObject *module = import->module;

    import->api = NULL;
    import->module = NULL;
    Py_DecRef(module);
}

/* The import that the macros below use. Define it before the header is
 * included, if it is not a variable of the name jsonde:
 * #define JSONDE_IMPORTED (&get_my_state()->jsonde) */
#ifndef JSONDE_IMPORTED
#define JSONDE_IMPORTED (&jsonde)
#endif
#define JSONDE_API (JSONDE_IMPORTED->api)

/* const JsondePyBuffer *JSONDE_MEMORYVIEW_GET_BUFFER(PyObject *view)
 *
 * Returns the Py_buffer inside view, as PyMemoryView_GET_BUFFER does inside
 * CPython, and takes no export. It returns NULL without an exception if the
 * struct is not proven on this interpreter, or if the view is restricted: take
 * PyObject_GetBuffer then. NULL with TypeError: no memoryview. NULL with
 * ValueError: the view is released.
 *
 * The result is valid while the caller owns view and nobody releases it: as
 * long as no Python code and no other thread runs. Runs no Python code. */
#define JSONDE_MEMORYVIEW_GET_BUFFER(view) \
    (JSONDE_API->memoryview_get_buffer(view))

/* int JSONDE_MEMORYVIEW_GET_INFO(PyObject *view, JsondeMemoryViewInfo *info)
 *
 * Reads the flags and counts of a memoryview, released or not. Returns 1, or 0
 * without an exception if the structs are not proven on this interpreter, or
 * -1 with TypeError. The pointers in info are valid as long as the result of
 * JSONDE_MEMORYVIEW_GET_BUFFER. Runs no Python code. */
#define JSONDE_MEMORYVIEW_GET_INFO(view, info) \
    (JSONDE_API->memoryview_get_info(view, info))

/* int JSONDE_BUFFER_ACQUIRE(PyObject *object, int flags,
 *                           JsondePyBuffer *buffer)
 * void JSONDE_BUFFER_RELEASE(JsondePyBuffer *buffer)
 *
 * PyObject_GetBuffer and PyBuffer_Release, with their flags (PyBUF_* or
 * JSONDE_BUF_*), results and exceptions, which the limited API has only since
 * 3.11. The memory stays valid until the release, whatever other code does.
 * Both may run Python code (__buffer__, __release_buffer__). To acquire counts
 * as a recursive call: RecursionError. A released or zeroed buffer may be
 * released again. */
#define JSONDE_BUFFER_ACQUIRE(object, flags, buffer) \
    (JSONDE_API->buffer_acquire(object, flags, buffer))
#define JSONDE_BUFFER_RELEASE(buffer) (JSONDE_API->buffer_release(buffer))

/* PyObject *JSONDE_LOADS(const char *text, size_t size, uint64_t options)
 *
 * Returns the value of a JSON document in UTF-8, as jsonde.loads() does: a new
 * reference. The caller owns the memory, which others may write meanwhile.
 * options: JSONDE_OPT_*. */
#define JSONDE_LOADS(text, size, options) \
    (JSONDE_API->loads(JSONDE_API->context, text, size, options))

/* PyObject *JSONDE_DUMPS(PyObject *object, PyObject *fallback,
 *                        uint64_t options)
 *
 * Returns the JSON of object as new bytes, as jsonde.dumps() does. fallback:
 * the argument default, or NULL. May run Python code. */
#define JSONDE_DUMPS(object, fallback, options) \
    (JSONDE_API->dumps(JSONDE_API->context, object, fallback, options))

/* int JSONDE_DUMPS_APPEND(PyObject *object, PyObject *fallback,
 *                         uint64_t options, JsondeGrowable *growable)
 *
 * Appends the JSON of object to growable. Returns -1 with an exception, and
 * then growable->size and the bytes before it are unchanged. */
#define JSONDE_DUMPS_APPEND(object, fallback, options, growable)              \
    (JSONDE_API->dumps_append(JSONDE_API->context, object, fallback, options, \
                              growable))

/* The options of jsonde.dumps() and jsonde.loads(). */
/* options: begin (make_options.py) */
#define JSONDE_OPT_INDENT_2 (UINT64_C(1) << 0)
#define JSONDE_OPT_NAIVE_UTC (UINT64_C(1) << 1)
#define JSONDE_OPT_NON_STR_KEYS (UINT64_C(1) << 2)
#define JSONDE_OPT_OMIT_MICROSECONDS (UINT64_C(1) << 3)
#define JSONDE_OPT_SERIALIZE_NUMPY (UINT64_C(1) << 4)
#define JSONDE_OPT_SORT_KEYS (UINT64_C(1) << 5)
#define JSONDE_OPT_STRICT_INTEGER (UINT64_C(1) << 6)
#define JSONDE_OPT_UTC_Z (UINT64_C(1) << 7)
#define JSONDE_OPT_PASSTHROUGH_SUBCLASS (UINT64_C(1) << 8)
#define JSONDE_OPT_PASSTHROUGH_DATETIME (UINT64_C(1) << 9)
#define JSONDE_OPT_APPEND_NEWLINE (UINT64_C(1) << 10)
#define JSONDE_OPT_PASSTHROUGH_DATACLASS (UINT64_C(1) << 11)
#define JSONDE_OPT_BYTES_BASE64 (UINT64_C(1) << 16)
#define JSONDE_OPT_BYTES_BASE64URL (UINT64_C(1) << 17)
#define JSONDE_OPT_BYTES_HEX (UINT64_C(1) << 18)
#define JSONDE_OPT_BYTES_UTF8 (UINT64_C(1) << 19)
#define JSONDE_OPT_SERIALIZE_BUFFER (UINT64_C(1) << 20)
#define JSONDE_OPT_BUFFER_BASE64 (UINT64_C(1) << 21)
#define JSONDE_OPT_BIG_INTEGER (UINT64_C(1) << 22)
#define JSONDE_OPT_DECIMAL (UINT64_C(1) << 23)
#define JSONDE_OPT_DECIMAL_STR (UINT64_C(1) << 24)
#define JSONDE_OPT_NAN_LITERAL (UINT64_C(1) << 25)
#define JSONDE_OPT_NAN_ERROR (UINT64_C(1) << 26)
#define JSONDE_OPT_ENSURE_ASCII (UINT64_C(1) << 27)
#define JSONDE_OPT_HTML_SAFE (UINT64_C(1) << 28)
#define JSONDE_OPT_SERIALIZE_COLLECTIONS (UINT64_C(1) << 29)
#define JSONDE_OPT_SERIALIZE_NAMEDTUPLE (UINT64_C(1) << 30)
#define JSONDE_OPT_SKIP_NONE (UINT64_C(1) << 31)
#define JSONDE_OPT_CANONICAL (UINT64_C(1) << 32)
#define JSONDE_OPT_MILLISECONDS (UINT64_C(1) << 33)
#define JSONDE_OPT_EPOCH_SECONDS (UINT64_C(1) << 34)
#define JSONDE_OPT_EPOCH_MILLISECONDS (UINT64_C(1) << 35)
#define JSONDE_OPT_SERIALIZE_TIMEDELTA (UINT64_C(1) << 36)
#define JSONDE_OPT_UNIQUE_KEYS (UINT64_C(1) << 37)
#define JSONDE_OPT_LONE_SURROGATES (UINT64_C(1) << 38)
#define JSONDE_OPT_JSONC (UINT64_C(1) << 39)
#define JSONDE_OPT_BYTES_NUMBERS (UINT64_C(1) << 40)
#define JSONDE_OPT_SERIALIZE_SUBCLASSES (UINT64_C(1) << 41)
#define JSONDE_OPT_ENUM_NAME (UINT64_C(1) << 42)
#define JSONDE_OPT_PASSTHROUGH_ENUM (UINT64_C(1) << 43)
/* options: end */

#ifdef __cplusplus
}
#endif

#endif
