/* SPDX-License-Identifier: MIT */
#include "abi/probe.h"

#include "abi/fixed_layout.h"

#include <stdarg.h>
#include <stdio.h>

bool
jsd_probe_fail(jsd_probe *p, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(p->abi->reason[p->subject], JSD_REASON_SIZE, format, args);
    va_end(args);
    return false;
}

static bool
refute_field(jsd_probe *p, jsd_field field, const char *what)
{
    for (size_t i = 0; i < jsd_row_count; i++) {
        const jsd_row *row = &jsd_rows[i];

        if (row->field == field &&
            jsd_row_applies(row, p->abi->minor, p->abi->free_threaded))
            return jsd_probe_fail(p, "%s.%s at %u %s",
                                  jsd_mirrors[row->owner].name, row->name,
                                  p->abi->offsets.at[field], what);
    }
    return jsd_probe_fail(p, "a field %s", what);
}

PyObject *
jsd_probe_keep(jsd_probe *p, PyObject *created)
{
    if (created == NULL)
        return NULL;
    if (PyList_Append(p->kept, created) < 0) {
        Py_DecRef(created);
        return NULL;
    }
    Py_DecRef(created);
    return created;
}

Py_ssize_t
jsd_probe_attribute(PyObject *o, const char *name)
{
    PyObject *number = PyObject_GetAttrString(o, name);
    Py_ssize_t value = -1;

    if (number != NULL)
        value = PyLong_AsSsize_t(number);
    Py_DecRef(number);
    return value;
}

/* Returns whether the metaclass of a type is `type`, whose answers are
 * CPython's own. Another metaclass could lie about the size of instances. */
static bool
is_of_plain_type(PyObject *type)
{
    PyObject *metaclass = PyObject_Type(type);
    bool plain = metaclass == (PyObject *)&PyType_Type;

    Py_DecRef(metaclass);
    return plain;
}

bool
jsd_probe_take(PyObject *o, Py_ssize_t n, jsd_specimen *s)
{
    PyObject *type;
    Py_ssize_t basic, item;

    if (o == NULL)
        return false;
    type = PyObject_Type(o);
    if (!is_of_plain_type(type)) {
        Py_DecRef(type);
        return false;
    }
    basic = jsd_probe_attribute(type, "__basicsize__");
    item = basic < 0 ? -1
           : n == 0  ? 0
                     : jsd_probe_attribute(type, "__itemsize__");
    Py_DecRef(type);
    s->o = o;
    s->extent = (size_t)basic + (size_t)item * (size_t)n;
    return item >= 0;
}

static uint64_t
load_uint(const void *word, size_t width)
{
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;

    switch (width) {
    case 1:
        memcpy(&u8, word, sizeof u8);
        return u8;
    case 2:
        memcpy(&u16, word, sizeof u16);
        return u16;
    case 4:
        memcpy(&u32, word, sizeof u32);
        return u32;
    default:
        memcpy(&u64, word, sizeof u64);
        return u64;
    }
}

bool
jsd_probe_read(jsd_probe *p, const jsd_specimen *s, size_t base,
               jsd_field field, uint64_t *value)
{
    size_t width = p->abi->offsets.width[field];
    size_t at = base + jsd_probe_at(p, field);

    if (width == 0 || at + width > s->extent)
        return refute_field(p, field, "lies outside of the object");
    *value = load_uint((const char *)s->o + at, width);
    return true;
}

bool
jsd_probe_is(jsd_probe *p, const jsd_specimen *s, size_t base, jsd_field field,
             uint64_t want)
{
    unsigned unused = 64 - 8u * p->abi->offsets.width[field];
    uint64_t value = 0;

    if (!jsd_probe_read(p, s, base, field, &value))
        return false;
    if (value != want << unused >> unused)
        return refute_field(p, field, "has not the value known");
    return true;
}

bool
jsd_probe_is_pointer(jsd_probe *p, const jsd_specimen *s, size_t base,
                     jsd_field field, const void *want)
{
    return jsd_probe_is(p, s, base, field, (uintptr_t)want);
}

bool
jsd_probe_bytes_are(jsd_probe *p, const jsd_specimen *s, size_t offset,
                    const void *want, size_t n, jsd_field field)
{
    if (offset + n > s->extent)
        return refute_field(p, field, "lies outside of the object");
    if (memcmp((const char *)s->o + offset, want, n) != 0)
        return refute_field(p, field, "has not the bytes known");
    return true;
}

bool
jsd_probe_points_to(jsd_probe *p, const void *address, const void *want,
                    size_t n, jsd_field field)
{
    char bytes[JSD_SAFE_READ_MAX];

    if (!jsd_safe_read(&p->reader, address, bytes, n))
        return refute_field(p, field, "points to memory that cannot be read");
    if (memcmp(bytes, want, n) != 0)
        return refute_field(p, field,
                            "points to other bytes than those known");
    return true;
}

/* ------------------------------------------------------------ all of them */

static bool (*const proofs[JSD_CAPABILITY_COUNT])(jsd_probe *) = {
    [JSD_CAPABILITY_BUFFER] = jsd_probe_buffer,
    [JSD_CAPABILITY_MANAGEDBUFFER] = jsd_probe_managedbuffer,
    [JSD_CAPABILITY_MEMORYVIEW] = jsd_probe_memoryview,
    [JSD_CAPABILITY_OBJECT] = jsd_probe_object,
    [JSD_CAPABILITY_STR] = jsd_probe_str,
    [JSD_CAPABILITY_INT] = jsd_probe_int,
    [JSD_CAPABILITY_FLOAT] = jsd_probe_float,
    [JSD_CAPABILITY_LIST] = jsd_probe_list,
    [JSD_CAPABILITY_TUPLE] = jsd_probe_tuple,
    [JSD_CAPABILITY_BYTES] = jsd_probe_bytes,
    [JSD_CAPABILITY_BYTEARRAY] = jsd_probe_bytearray,
    [JSD_CAPABILITY_DICT] = jsd_probe_dict,
    [JSD_CAPABILITY_LOCK] = jsd_probe_lock,
    [JSD_CAPABILITY_MAKE_STR] = jsd_probe_make_str,
    [JSD_CAPABILITY_MAKE_INT] = jsd_probe_make_int,
    [JSD_CAPABILITY_MAKE_FLOAT] = jsd_probe_make_float,
    [JSD_CAPABILITY_COPY_DICT] = jsd_probe_copy_dict,
    [JSD_CAPABILITY_GROW_LIST] = jsd_probe_grow_list,
    [JSD_CAPABILITY_DATETIME] = jsd_probe_datetime,
};

static void
note_exception(jsd_probe *p)
{
    PyObject *type, *value, *traceback, *name;

    PyErr_Fetch(&type, &value, &traceback);
    name = type == NULL
               ? NULL
               : jsd_probe_keep(p, PyObject_GetAttrString(type, "__name__"));
    name =
        name == NULL ? NULL : jsd_probe_keep(p, PyUnicode_AsUTF8String(name));
    jsd_probe_fail(p, "the probe raised %s",
                   name == NULL ? "an exception" : PyBytes_AsString(name));
    PyErr_Clear();
    Py_DecRef(type);
    Py_DecRef(value);
    Py_DecRef(traceback);
}

static bool
prove_capability(jsd_probe *p, jsd_capability subject)
{
    bool settled = true;

    p->subject = subject;
    p->kept = PyList_New(0);
    if (p->kept != NULL && proofs[subject](p)) {
        p->abi->proven |= 1u << subject;
    } else if (PyErr_Occurred() != NULL) {
        settled = !PyErr_ExceptionMatches(PyExc_MemoryError) &&
                  !PyErr_ExceptionMatches(PyExc_ImportError);
        if (p->kept != NULL && p->abi->reason[subject][0] == '\0')
            note_exception(p);
        PyErr_Clear();
    }
    if ((p->abi->proven & 1u << subject) == 0 &&
        p->abi->reason[subject][0] == '\0')
        jsd_probe_fail(p, "no memory for the proof");
    Py_DecRef(p->kept);
    return settled;
}

static void
prove_all(jsd_abi_state *abi, jsd_caps subjects)
{
    jsd_probe p = {.abi = abi};

    abi->proven = 0;
    jsd_safe_read_open(&p.reader);
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        if (subjects & 1u << i)
            (void)prove_capability(&p, (jsd_capability)i);
    jsd_safe_read_close(&p.reader);
    abi->caps = abi->proven;
    abi->has_fixed_layout = jsd_fixed_holds(
        abi->free_threaded ? JSD_FIXED_FREE_THREADED : JSD_FIXED_GIL,
        &abi->offsets, abi->str_compact, abi->str_ascii);
}

void
jsd_probe_all(jsd_abi_state *abi)
{
    prove_all(abi, ~(jsd_caps)0);
}

void
jsd_probe_at_import(jsd_abi_state *abi)
{
    prove_all(abi, ~(jsd_caps)JSD_CAP_DATETIME);
    abi->caps |= JSD_CAP_DATETIME;
}

bool
jsd_probe_one(jsd_abi_state *abi, jsd_capability subject)
{
    jsd_probe p = {.abi = abi};
    bool settled;

    jsd_safe_read_open(&p.reader);
    settled = prove_capability(&p, subject);
    jsd_safe_read_close(&p.reader);
    return settled;
}
