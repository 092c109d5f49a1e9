/* SPDX-License-Identifier: MIT */
#include "py/memblock.h"

#include "abi/symbols.h"
#include "base/mem.h"
#include "py/error.h"

/* Py_bf_getbuffer: stable since 3.11, but PyType_FromSpec accepts it from 3.9
 * on. */
#define SLOT_GETBUFFER 1

/* Py_TPFLAGS_IMMUTABLETYPE, and the first version that knows it. On 3.9 other
 * code may change attributes of the type: neither the memory nor its end
 * depends on one. */
#define TYPE_IS_IMMUTABLE (1u << 8)
enum { FIRST_WITH_IMMUTABLE_TYPES = 10 };

/* Flags of a consumer's request (PyBUF_ND, ...): public since 3.0, but in the
 * headers of the limited API only since 3.11. */
enum {
    ASKS_FORMAT = 0x4,
    ASKS_SHAPE = 0x8,
    ASKS_STRIDES = 0x10,
    ASKS_FORTRAN = 0x40
};

/* The memory behind the head of the object; the size of the head differs
 * between builds. */
typedef struct memory_block {
    Py_ssize_t ndim; /* ob_size of a PyVarObject, which the allocation sets */
    void *data;
    PyObject *owner; /* the block that owns data; NULL: this one does */
    size_t len;
    size_t itemsize;
    char format[3];
    ptrdiff_t sizes[]; /* the shape, and behind it the strides */
} memory_block;

static size_t head_size; /* equal in all interpreters of a process */

static memory_block *
block_of(PyObject *o)
{
    return (memory_block *)((char *)o + head_size);
}

static PyObject *
refuse_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
    (void)type;
    (void)args;
    (void)names;
    jsd_raise_arguments("only loads() and loads_array() make %s", "a block");
    return NULL;
}

static void
block_dealloc(PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);

    if (block_of(o)->owner == NULL)
        jsd_mem_free(block_of(o)->data);
    Py_DecRef(block_of(o)->owner);
    release(o);
    Py_DecRef((PyObject *)type);
}

/* Fills *view for the consumer's request: bf_getbuffer of the type. */
static int
get_buffer(PyObject *o, jsd_pybuffer *view, int asked)
{
    memory_block *b = block_of(o);
    const bool shaped = (asked & ASKS_SHAPE) != 0;
    const bool has_shape = shaped && b->ndim > 0;

    if (b->itemsize == 0) { /* made by other code */
        view->obj = NULL;
        jsd_raise_buffer("a block without an array");
        return -1;
    }
    if ((asked & ASKS_FORTRAN) && b->ndim > 1) {
        view->obj = NULL;
        jsd_raise_buffer("the array is contiguous in C's order only");
        return -1;
    }
    view->buf = b->data != NULL ? b->data : b; /* NULL is no address */
    view->len = (Py_ssize_t)b->len;
    view->itemsize = (Py_ssize_t)b->itemsize;
    view->readonly = 0;
    view->ndim = shaped ? (int)b->ndim : 1;
    view->format = asked & ASKS_FORMAT ? b->format : NULL;
    view->shape = has_shape ? b->sizes : NULL;
    view->strides =
        has_shape && (asked & ASKS_STRIDES) ? b->sizes + b->ndim : NULL;
    view->suboffsets = NULL;
    view->internal = NULL;
    view->obj = o;
    Py_IncRef(o);
    return 0;
}

/* Returns sizeof(PyObject) of the running interpreter; 0 with an exception. */
static size_t
find_head_size(void)
{
    PyObject *size = PyObject_GetAttrString((PyObject *)&PyBaseObject_Type,
                                            "__basicsize__");
    size_t n = size == NULL ? 0 : PyLong_AsSize_t(size);

    Py_DecRef(size);
    return PyErr_Occurred() == NULL ? n : 0;
}

PyObject *
jsd_memblock_new_type(void)
{
    /* The API stores functions as void pointers. */
    PyType_Slot slots[] = {
        {Py_tp_new, (void *)(uintptr_t)refuse_new},
        {Py_tp_dealloc, (void *)(uintptr_t)block_dealloc},
        {SLOT_GETBUFFER, (void *)(uintptr_t)get_buffer},
        {0, NULL},
    };
    PyType_Spec spec = {
        .name = "jsonde._jsonde.Block",
        .flags = Py_TPFLAGS_DEFAULT,
        .slots = slots,
    };
    size_t n = find_head_size();
    PyObject *type;

    if (n == 0)
        return NULL;
    if (jsd_abi.minor >= FIRST_WITH_IMMUTABLE_TYPES)
        spec.flags |= TYPE_IS_IMMUTABLE;
    head_size = n;
    spec.basicsize = (int)(n + sizeof(memory_block));
    spec.itemsize = (int)(2 * sizeof(ptrdiff_t));
    type = PyType_FromSpec(&spec);
    if (type == NULL && PyErr_Occurred() == NULL)
        jsd_raise_no_memory(); /* CPython raises none if the name of the type
                                  finds no memory */
    return type;
}

static void
set_layout(memory_block *b, const jsd_memblock_layout *layout)
{
    size_t step = layout->itemsize;

    b->itemsize = step;
    memcpy(b->format, layout->format, sizeof b->format);
    for (int i = layout->ndim; i-- > 0;) {
        b->sizes[i] = layout->shape[i];
        b->sizes[layout->ndim + i] = (ptrdiff_t)step;
        step *= (size_t)layout->shape[i];
    }
    b->len = step;
}

/* Returns a new block, or NULL with an exception. It takes data over only on
 * success. */
JSD_INLINE PyObject *
new_block(const jsd_state *state, void *data, PyObject *owner,
          const jsd_memblock_layout *layout)
{
    PyObject *o =
        PyType_GenericAlloc((PyTypeObject *)state->block_type, layout->ndim);

    if (o == NULL)
        return NULL;
    block_of(o)->data = data;
    block_of(o)->owner = owner;
    Py_IncRef(owner);
    set_layout(block_of(o), layout);
    return o;
}

PyObject *
jsd_memblock_new(const jsd_state *state, void *data,
                 const jsd_memblock_layout *layout)
{
    PyObject *o = new_block(state, data, NULL, layout);

    if (o == NULL)
        jsd_mem_free(data);
    return o;
}

PyObject *
jsd_memblock_view(const jsd_state *state, void *data,
                  const jsd_memblock_layout *layout)
{
    PyObject *o = jsd_memblock_new(state, data, layout), *view;

    if (o == NULL)
        return NULL;
    view = PyMemoryView_FromObject(o);
    Py_DecRef(o);
    return view;
}

PyObject *
jsd_memblock_view_part(const jsd_state *state, PyObject *block, size_t start,
                       const jsd_memblock_layout *layout)
{
    char *data = block_of(block)->data;
    PyObject *o =
        new_block(state, data == NULL ? NULL : data + start, block, layout);
    PyObject *view;

    if (o == NULL)
        return NULL;
    view = PyMemoryView_FromObject(o);
    Py_DecRef(o);
    return view;
}
