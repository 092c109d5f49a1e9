/* SPDX-License-Identifier: MIT
 *
 * The proofs of Py_buffer, _PyManagedBufferObject and PyMemoryViewObject.
 */
#include "abi/memoryview.h"
#include "abi/probe.h"

/* Room for the Py_buffer of any interpreter: PyPy's has 1112 bytes. */
typedef union roomy_buffer {
    jsd_pybuffer buffer;
    char room[2048];
} roomy_buffer;

/* The fields of a buffer that all differ, as an exporter with rows behind
 * pointers might fill them. Nobody reads its items. */
static Py_ssize_t specimen_shape[2] = {3, 5};
static Py_ssize_t specimen_strides[2] = {80, 16};
static Py_ssize_t specimen_suboffsets[2] = {24, -1};
static char specimen_storage[512];
static char specimen_format[] = "<d";

static jsd_pybuffer
distinct_buffer(void)
{
    jsd_pybuffer b = {.buf = specimen_storage + 32,
                      .len = 120,
                      .itemsize = 8,
                      .readonly = 1,
                      .ndim = 2,
                      .format = specimen_format,
                      .shape = specimen_shape,
                      .strides = specimen_strides,
                      .suboffsets = specimen_suboffsets,
                      .internal = specimen_storage + 64};

    return b;
}

static PyObject *
view_of(jsd_probe *p, const jsd_pybuffer *b)
{
    if (p->abi->symbols.memoryview_from_buffer == NULL ||
        p->abi->symbols.get_buffer == NULL ||
        p->abi->symbols.release_buffer == NULL) {
        jsd_probe_fail(p, "the interpreter has no PyObject_GetBuffer, "
                          "PyBuffer_Release or PyMemoryView_FromBuffer");
        return NULL;
    }
    return jsd_probe_keep(p, p->abi->symbols.memoryview_from_buffer(b));
}

static PyObject *
view_over(jsd_probe *p, PyObject *exporter)
{
    return exporter == NULL
               ? NULL
               : jsd_probe_keep(p, PyMemoryView_FromObject(exporter));
}

typedef struct view_referents {
    PyObject *last; /* borrowed */
    int count;
} view_referents;

static int
note_referent(PyObject *o, void *seen)
{
    view_referents *r = seen;

    r->last = o;
    r->count++;
    return 0;
}

/* Finds what a memoryview refers to. From 3.10 on the slot of a static type
 * can be read; before, the module gc tells, which takes longer to import. */
static bool
find_referents(jsd_probe *p, PyObject *o, view_referents *seen)
{
    enum { FIRST_WITH_SLOTS_OF_STATIC_TYPES = 10 };
    PyObject *gc, *list;

    if (p->abi->minor >= FIRST_WITH_SLOTS_OF_STATIC_TYPES) {
        void *slot = PyType_GetSlot(&PyMemoryView_Type, Py_tp_traverse);
        traverseproc traverse;

        memcpy(&traverse, &slot, sizeof traverse);
        return traverse != NULL && traverse(o, note_referent, seen) == 0;
    }
    gc = jsd_probe_keep(p, PyImport_ImportModule("gc"));
    list = gc == NULL ? NULL
                      : jsd_probe_keep(p, PyObject_CallMethod(
                                              gc, "get_referents", "O", o));
    if (list == NULL)
        return false;
    seen->count = (int)PyList_Size(list);
    seen->last = seen->count == 0 ? NULL : PyList_GetItem(list, 0);
    return true;
}

/* Makes a specimen of the managed buffer, the one object that a view shows the
 * garbage collector. */
static bool
managed_of(jsd_probe *p, PyObject *view, jsd_specimen *s)
{
    view_referents seen = {NULL, 0};

    if (!find_referents(p, view, &seen))
        return false;
    if (seen.count != 1)
        return jsd_probe_fail(p, "a memoryview refers to %d objects, not 1",
                              seen.count);
    return jsd_probe_take(seen.last, 0, s);
}

/* Compares the Py_buffer at base of the specimen with *b, and its obj with
 * obj. */
static bool
buffer_is(jsd_probe *p, const jsd_specimen *s, size_t base,
          const jsd_pybuffer *b, const PyObject *obj)
{
    return jsd_probe_is_pointer(p, s, base, JSD_BUFFER_BUF, b->buf) &&
           jsd_probe_is_pointer(p, s, base, JSD_BUFFER_OBJ, obj) &&
           jsd_probe_is(p, s, base, JSD_BUFFER_LEN, (uint64_t)b->len) &&
           jsd_probe_is(p, s, base, JSD_BUFFER_ITEMSIZE,
                        (uint64_t)b->itemsize) &&
           jsd_probe_is(p, s, base, JSD_BUFFER_READONLY,
                        (uint64_t)b->readonly) &&
           jsd_probe_is(p, s, base, JSD_BUFFER_NDIM, (uint64_t)b->ndim) &&
           jsd_probe_is_pointer(p, s, base, JSD_BUFFER_FORMAT, b->format) &&
           jsd_probe_is_pointer(p, s, base, JSD_BUFFER_SHAPE, b->shape) &&
           jsd_probe_is_pointer(p, s, base, JSD_BUFFER_STRIDES, b->strides) &&
           jsd_probe_is_pointer(p, s, base, JSD_BUFFER_SUBOFFSETS,
                                b->suboffsets) &&
           jsd_probe_is_pointer(p, s, base, JSD_BUFFER_INTERNAL, b->internal);
}

/* -------------------------------------------------------------- Py_buffer */

/* Proves Py_buffer. The compiler lays out jsd_pybuffer as the mirror tells,
 * and the interpreter fills one with what was put into a view. */
bool
jsd_probe_buffer(jsd_probe *p)
{
    const jsd_pybuffer known = distinct_buffer();
    roomy_buffer got;
    jsd_specimen s = {(PyObject *)&got, sizeof(jsd_pybuffer)};
    PyObject *view = view_of(p, &known);
    bool same;

    if (view == NULL)
        return false;
    memset(&got, 0xa5, sizeof got);
    if (p->abi->symbols.get_buffer(view, &got.buffer, JSD_PYBUF_FULL_RO) < 0)
        return false;
    /* The view has copied the arrays. */
    same =
        memcmp(got.buffer.shape, specimen_shape, sizeof specimen_shape) == 0 &&
        memcmp(got.buffer.strides, specimen_strides,
               sizeof specimen_strides) == 0 &&
        memcmp(got.buffer.suboffsets, specimen_suboffsets,
               sizeof specimen_suboffsets) == 0;
    if (same) {
        jsd_pybuffer want = known;

        want.shape = got.buffer.shape;
        want.strides = got.buffer.strides;
        want.suboffsets = got.buffer.suboffsets;
        same = buffer_is(p, &s, 0, &want, view);
    } else {
        jsd_probe_fail(p, "PyObject_GetBuffer gave other arrays");
    }
    if (same && p->abi->offsets.size[JSD_BUFFER] != sizeof(jsd_pybuffer))
        same = jsd_probe_fail(p, "a Py_buffer has not %zu bytes",
                              sizeof(jsd_pybuffer));
    p->abi->symbols.release_buffer(&got.buffer);
    return same;
}

/* --------------------------------------------------------- managed buffer */

/* Proves flags and exports while views of the buffer come and go. */
static bool
managed_counts(jsd_probe *p)
{
    PyObject *exporter =
        jsd_probe_keep(p, PyByteArray_FromStringAndSize(specimen_storage, 16));
    PyObject *view = view_over(p, exporter);
    PyObject *second;
    jsd_specimen s;

    /* The buffer of jsd_probe_managedbuffer() has no obj: zeros are near it.
     */
    if (view == NULL || !managed_of(p, view, &s) ||
        !jsd_probe_is_pointer(p, &s, jsd_probe_at(p, JSD_MANAGEDBUFFER_MASTER),
                              JSD_BUFFER_OBJ, exporter) ||
        !jsd_probe_is(p, &s, 0, JSD_MANAGEDBUFFER_FLAGS, 0) ||
        !jsd_probe_is(p, &s, 0, JSD_MANAGEDBUFFER_EXPORTS, 1))
        return false;
    second = jsd_probe_keep(p, PyMemoryView_FromObject(view));
    return second != NULL &&
           jsd_probe_is(p, &s, 0, JSD_MANAGEDBUFFER_EXPORTS, 2) &&
           jsd_probe_keep(p, PyObject_CallMethod(view, "release", NULL)) &&
           jsd_probe_is(p, &s, 0, JSD_MANAGEDBUFFER_FLAGS, 0) &&
           jsd_probe_is(p, &s, 0, JSD_MANAGEDBUFFER_EXPORTS, 1) &&
           jsd_probe_keep(p, PyObject_CallMethod(second, "release", NULL)) &&
           jsd_probe_is(p, &s, 0, JSD_MANAGEDBUFFER_FLAGS,
                        JSD_MANAGEDBUFFER_RELEASED) &&
           jsd_probe_is(p, &s, 0, JSD_MANAGEDBUFFER_EXPORTS, 0);
}

bool
jsd_probe_managedbuffer(jsd_probe *p)
{
    const jsd_pybuffer known = distinct_buffer();
    PyObject *view = view_of(p, &known);
    jsd_specimen s;

    return view != NULL && managed_of(p, view, &s) &&
           (s.extent == p->abi->offsets.size[JSD_MANAGEDBUFFER] ||
            jsd_probe_fail(p, "a managed buffer has %zu bytes", s.extent)) &&
           buffer_is(p, &s, jsd_probe_at(p, JSD_MANAGEDBUFFER_MASTER), &known,
                     NULL) &&
           managed_counts(p);
}

/* ------------------------------------------------------------- memoryview */

/* Sets a bit of *flags if an attribute is true. Returns false with an
 * exception. */
static bool
add_flag(PyObject *view, const char *attribute, uint64_t bit, uint64_t *flags)
{
    PyObject *value = PyObject_GetAttrString(view, attribute);
    int is = value == NULL ? -1 : PyObject_IsTrue(value);

    Py_DecRef(value);
    if (is > 0)
        *flags |= bit;
    return is >= 0;
}

/* Computes the flags that CPython sets for a live view from its attributes. */
static bool
find_flags(PyObject *view, const jsd_pybuffer *b, uint64_t *flags)
{
    *flags = 0;
    if (b->ndim == 0)
        *flags |= JSD_MEMORYVIEW_SCALAR;
    if (b->suboffsets != NULL)
        *flags |= JSD_MEMORYVIEW_PIL;
    return add_flag(view, "c_contiguous", JSD_MEMORYVIEW_C, flags) &&
           add_flag(view, "f_contiguous", JSD_MEMORYVIEW_FORTRAN, flags);
}

/* Proves that shape, strides and suboffsets of a view follow it in memory. */
static bool
arrays_follow(jsd_probe *p, const jsd_specimen *s, const jsd_pybuffer *b)
{
    const char *array =
        (char *)s->o + jsd_probe_at(p, JSD_MEMORYVIEW_OB_ARRAY);
    const size_t step = (size_t)b->ndim * sizeof(Py_ssize_t);

    return b->ndim == 0 || b->shape == NULL ||
           ((const char *)b->shape == array &&
            (const char *)b->strides == array + step &&
            (b->suboffsets == NULL ||
             (const char *)b->suboffsets == array + 2 * step)) ||
           jsd_probe_fail(p, "PyMemoryViewObject.ob_array is not where the "
                             "shape is");
}

static bool
view_is(jsd_probe *p, const jsd_specimen *s, const jsd_pybuffer *b)
{
    size_t base = jsd_probe_at(p, JSD_MEMORYVIEW_VIEW);
    PyObject *obj = jsd_probe_keep(p, PyObject_GetAttrString(s->o, "obj"));
    jsd_specimen managed;
    uint64_t flags;

    return obj != NULL && managed_of(p, s->o, &managed) &&
           find_flags(s->o, b, &flags) &&
           jsd_probe_is_pointer(p, s, 0, JSD_MEMORYVIEW_MBUF, managed.o) &&
           jsd_probe_is(p, s, 0, JSD_MEMORYVIEW_FLAGS, flags) &&
           jsd_probe_is(p, s, 0, JSD_MEMORYVIEW_EXPORTS, 1) &&
           buffer_is(p, s, base, b, obj == Py_None ? NULL : obj) &&
           arrays_follow(p, s, b);
}

/* Proves that the struct equals what PyObject_GetBuffer returns; while that is
 * held it counts as an export. */
static bool
view_holds(jsd_probe *p, PyObject *view)
{
    roomy_buffer got;
    jsd_specimen s;
    bool same;

    if (view == NULL ||
        p->abi->symbols.get_buffer(view, &got.buffer, JSD_PYBUF_FULL_RO) < 0)
        return false;
    same = jsd_probe_take(view, 3 * got.buffer.ndim, &s) &&
           view_is(p, &s, &got.buffer);
    p->abi->symbols.release_buffer(&got.buffer);
    return same && jsd_probe_is(p, &s, 0, JSD_MEMORYVIEW_EXPORTS, 0);
}

static PyObject *
slice_of(jsd_probe *p, PyObject *view, PyObject *start, long step)
{
    PyObject *by = jsd_probe_keep(p, PyLong_FromLong(step));
    PyObject *slice =
        by == NULL ? NULL : jsd_probe_keep(p, PySlice_New(start, NULL, by));

    return slice == NULL ? NULL
                         : jsd_probe_keep(p, PyObject_GetItem(view, slice));
}

static bool
casts_hold(jsd_probe *p, PyObject *view)
{
    return view_holds(p, jsd_probe_keep(p, PyObject_CallMethod(view, "cast",
                                                               "s", "i"))) &&
           view_holds(
               p, jsd_probe_keep(p, PyObject_CallMethod(view, "cast", "s(ii)",
                                                        "B", 4, 6))) &&
           view_holds(
               p, jsd_probe_keep(p, PyObject_CallMethod(view, "cast", "s(iii)",
                                                        "B", 2, 3, 4)));
}

static bool
shapes_hold(jsd_probe *p)
{
    PyObject *view = view_over(
        p, jsd_probe_keep(p, PyBytes_FromStringAndSize(specimen_storage, 24)));
    PyObject *two = jsd_probe_keep(p, PyLong_FromLong(2));

    return view != NULL && two != NULL && view_holds(p, view) &&
           view_holds(p, slice_of(p, view, two, 1)) &&
           view_holds(p, slice_of(p, view, two, 3)) &&
           view_holds(p, slice_of(p, view, Py_None, -1)) &&
           casts_hold(p, view);
}

static bool
writable_view_holds(jsd_probe *p)
{
    return view_holds(
        p, view_over(p, jsd_probe_keep(p, PyByteArray_FromStringAndSize(
                                              specimen_storage, 24))));
}

/* Proves views without an exporter: one without dimensions, as ctypes exports
 * a scalar; an empty one; and one whose fields all differ. */
static bool
bare_views_hold(jsd_probe *p)
{
    jsd_pybuffer distinct = distinct_buffer();
    jsd_pybuffer scalar = {.buf = specimen_storage,
                           .len = 2,
                           .itemsize = 2,
                           .format = specimen_format};
    jsd_pybuffer empty = {.buf = specimen_storage, .itemsize = 1, .ndim = 1};

    return view_holds(p, view_of(p, &distinct)) &&
           view_holds(p, view_of(p, &scalar)) &&
           view_holds(p, view_of(p, &empty));
}

/* Proves that the hash is cached, that weak references are in their list, and
 * that a release changes only a flag. */
static bool
life_holds(jsd_probe *p)
{
    PyObject *bytes =
        jsd_probe_keep(p, PyBytes_FromStringAndSize(specimen_storage, 24));
    PyObject *view = view_over(p, bytes);
    const uint64_t flags = JSD_MEMORYVIEW_C | JSD_MEMORYVIEW_FORTRAN;
    PyObject *reference;
    jsd_specimen s;
    Py_hash_t hash;

    if (!jsd_probe_take(view, 3, &s) ||
        !jsd_probe_is(p, &s, 0, JSD_MEMORYVIEW_HASH, (uint64_t)-1) ||
        (hash = PyObject_Hash(view)) == -1 ||
        !jsd_probe_is(p, &s, 0, JSD_MEMORYVIEW_HASH, (uint64_t)hash) ||
        !jsd_probe_is(p, &s, 0, JSD_MEMORYVIEW_WEAKREFLIST, 0))
        return false;
    reference = jsd_probe_keep(p, PyWeakref_NewRef(view, NULL));
    return reference != NULL &&
           jsd_probe_is_pointer(p, &s, 0, JSD_MEMORYVIEW_WEAKREFLIST,
                                reference) &&
           jsd_probe_is(p, &s, 0, JSD_MEMORYVIEW_FLAGS, flags) &&
           jsd_probe_keep(p, PyObject_CallMethod(view, "release", NULL)) &&
           jsd_probe_is(p, &s, 0, JSD_MEMORYVIEW_FLAGS,
                        flags | JSD_MEMORYVIEW_RELEASED);
}

static PyObject *
give_view(PyObject *bytes, PyObject *flags)
{
    (void)flags;
    return PyMemoryView_FromObject(bytes);
}

static PyMethodDef give_view_def = {"__buffer__", give_view, METH_O, NULL};

/* Proves a view of an exporter in Python, which 3.12 and later have. */
static bool
python_exporter_holds(jsd_probe *p)
{
    PyObject *bytes =
        jsd_probe_keep(p, PyBytes_FromStringAndSize(specimen_storage, 24));
    PyObject *method =
        bytes == NULL ? NULL
                      : jsd_probe_keep(
                            p, PyCFunction_NewEx(&give_view_def, bytes, NULL));
    PyObject *type =
        method == NULL
            ? NULL
            : jsd_probe_keep(p, PyObject_CallFunction((PyObject *)&PyType_Type,
                                                      "s(){sO}", "probe",
                                                      "__buffer__", method));

    return type != NULL &&
           view_holds(p, view_over(p, jsd_probe_keep(p, PyObject_CallObject(
                                                            type, NULL))));
}

bool
jsd_probe_memoryview(jsd_probe *p)
{
    enum { FIRST_WITH_PYTHON_EXPORTERS = 12 };

    /* The fields of a view are read through both of these mirrors. */
    if ((p->abi->proven & JSD_CAP_BUFFER) == 0)
        return jsd_probe_fail(p, "Py_buffer is not proven");
    if ((p->abi->proven & JSD_CAP_MANAGEDBUFFER) == 0)
        return jsd_probe_fail(p, "the managed buffer is not proven");
    return bare_views_hold(p) && shapes_hold(p) && writable_view_holds(p) &&
           life_holds(p) &&
           (p->abi->minor < FIRST_WITH_PYTHON_EXPORTERS ||
            python_exporter_holds(p));
}
