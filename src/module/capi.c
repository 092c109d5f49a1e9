/* SPDX-License-Identifier: MIT */
#include "module/capi.h"

#include "abi/buffer.h"
#include "base/mem.h"
#include "dec/dec.h"
#include "enc/encode.h"
#include "jsonde/include/jsonde.h"
#include "py/error.h"
#include "py/options.h"

/* The module and its users may be compiled for different versions of CPython,
 * where JsondePyBuffer has different names for one layout. */
_Static_assert(sizeof(JsondePyBuffer) == sizeof(jsd_pybuffer) &&
                   offsetof(JsondePyBuffer, format) ==
                       offsetof(jsd_pybuffer, format) &&
                   offsetof(JsondePyBuffer, internal) ==
                       offsetof(jsd_pybuffer, internal),
               "both are Py_buffer");

JSD_INLINE const JsondePyBuffer *
capi_pybuffer(const jsd_pybuffer *buffer)
{
    return (const void *)buffer;
}

/* ------------------------------------------------------------- memoryviews */

/* Returns whether o is a memoryview. If not, raises TypeError. */
static bool
capi_is_memoryview(PyObject *o)
{
    if (JSD_LIKELY(jsd_type_of(jsd_abi.caps, o) == &PyMemoryView_Type))
        return true;
    jsd_raise_not_memoryview();
    return false;
}

static const JsondePyBuffer *
capi_memoryview_get_buffer(PyObject *view)
{
    const jsd_pybuffer *buffer;

    if (!capi_is_memoryview(view))
        return NULL;
    switch (jsd_buffer_borrow(view, &buffer)) {
    case JSD_VIEW_CONTIGUOUS:
    case JSD_VIEW_STRIDED:
        return capi_pybuffer(buffer);
    case JSD_VIEW_RELEASED:
        jsd_raise_released();
        return NULL;
    case JSD_VIEW_RESTRICTED:
        break;
    }
    return NULL;
}

static int
capi_memoryview_get_info(PyObject *view, JsondeMemoryViewInfo *info)
{
    PyObject *managed;

    if (!capi_is_memoryview(view))
        return -1;
    if (!jsd_memoryview_is_proven())
        return 0;
    managed = jsd_memoryview_managedbuffer(view);
    *info = (JsondeMemoryViewInfo){
        .flags = jsd_memoryview_flags(view),
        .managed_flags = jsd_managedbuffer_flags(managed),
        .exports = jsd_memoryview_exports(view),
        .managed_exports = jsd_managedbuffer_exports(managed),
    };
    if (jsd_memoryview_state(view) == JSD_VIEW_RELEASED)
        return 1;
    info->buffer = capi_pybuffer(jsd_memoryview_get_buffer(view));
    info->managed = capi_pybuffer(jsd_managedbuffer_master(managed));
    info->exporter = jsd_memoryview_exporter(view);
    return 1;
}

/* ----------------------------------------------------------------- buffers */

static int
capi_buffer_acquire(PyObject *object, int flags, JsondePyBuffer *buffer)
{
    return jsd_buffer_acquire(object, flags, (void *)buffer);
}

static void
capi_buffer_release(JsondePyBuffer *buffer)
{
    jsd_buffer_release((void *)buffer);
}

/* ------------------------------------------------------------------- codec */

/* Others may write the caller's memory, so that the decoder copies it, as it
 * does for each memoryview of memory that is not a bytes object. */
static PyObject *
capi_loads(void *context, const char *text, size_t size, uint64_t options)
{
    PyObject *view, *value = NULL;

    if (jsd_options_check(options, JSD_LOADS, PyExc_ValueError) < 0)
        return NULL;
    if (size > PY_SSIZE_T_MAX) {
        jsd_raise_no_memory();
        return NULL;
    }
    view = PyMemoryView_FromMemory((char *)(uintptr_t)(size ? text : ""),
                                   (Py_ssize_t)size, 0x100 /* PyBUF_READ */);
    if (view != NULL)
        value = jsd_decode(context, view, options);
    Py_DecRef(view);
    return value;
}

/* Fills *call. Returns -1 with JSONEncodeError for an invalid option. */
static int
capi_call(jsd_state *state, PyObject *fallback, uint64_t options,
          jsd_enc_call *call)
{
    *call = (jsd_enc_call){
        .fallback = fallback == Py_None ? NULL : fallback,
        .options = options,
    };
    return jsd_options_check(options, JSD_DUMPS, state->encode_error);
}

static PyObject *
capi_dumps(void *context, PyObject *object, PyObject *fallback,
           uint64_t options)
{
    jsd_enc_call call;

    if (capi_call(context, fallback, options, &call) < 0)
        return NULL;
    return jsd_encode(context, object, &call);
}

static bool
capi_has_room(const JsondeGrowable *growable, size_t n)
{
    return growable->size <= growable->capacity &&
           n <= growable->capacity - growable->size;
}

static int
capi_append(void *target, const char *text, size_t n)
{
    JsondeGrowable *growable = target;

    if (!capi_has_room(growable, n)) {
        if (growable->grow(growable, growable->size + n) < 0)
            return -1;
        if (!capi_has_room(growable, n)) {
            jsd_raise_buffer("grow() has not made room for %zu bytes", n);
            return -1;
        }
    }
    memcpy(growable->data + growable->size, text, n);
    growable->size += n;
    return 0;
}

static int
capi_dumps_append(void *context, PyObject *object, PyObject *fallback,
                  uint64_t options, JsondeGrowable *growable)
{
    jsd_enc_call call;

    if (capi_call(context, fallback, options, &call) < 0)
        return -1;
    return jsd_encode_into(context, object, &call, capi_append, growable);
}

/* ----------------------------------------------------------------- capsule */

#define CAPI_NAME "jsonde._jsonde._C_API"

static void
capi_free(PyObject *capsule)
{
    jsd_mem_free(PyCapsule_GetPointer(capsule, CAPI_NAME));
}

PyObject *
jsd_capi_new(jsd_state *state)
{
    JsondeAPI *api = jsd_mem_new(sizeof *api);
    PyObject *capsule;

    if (api == NULL) {
        jsd_raise_no_memory();
        return NULL;
    }
    *api = (JsondeAPI){
        .major = JSONDE_API_MAJOR,
        .minor = JSONDE_API_MINOR,
        .size = sizeof *api,
        .context = state,
        .memoryview_get_buffer = capi_memoryview_get_buffer,
        .memoryview_get_info = capi_memoryview_get_info,
        .buffer_acquire = capi_buffer_acquire,
        .buffer_release = capi_buffer_release,
        .loads = capi_loads,
        .dumps = capi_dumps,
        .dumps_append = capi_dumps_append,
    };
    capsule = PyCapsule_New(api, CAPI_NAME, capi_free);
    if (capsule == NULL)
        jsd_mem_free(api);
    return capsule;
}
