/* SPDX-License-Identifier: MIT
 *
 * What the other rooms see of CPython's objects: one process-wide result of
 * the probe, and accessors that read a proven struct or ask the public API.
 * Used by floors 3 to 6. Nothing outside abi/ reads jsd_abi.offsets.
 *
 * Every accessor takes the capabilities to use. A caller that passes
 * JSD_CAPS_ALL as a constant, having tested jsd_abi.caps once, gets code
 * without a test; any other passes jsd_abi.caps.
 */
#ifndef JSONDE_ABI_ABI_H
#define JSONDE_ABI_ABI_H

#include "abi/fixed_layout.h"
#include "abi/limited.h"
#include "abi/mirror.h"
#include "abi/offsets.h"
#include "abi/symbols.h"
#include "base/base.h"

typedef unsigned jsd_caps;

/* What may be read through its mirror. In the order of the probe. */
typedef enum jsd_capability {
    JSD_CAPABILITY_BUFFER,
    JSD_CAPABILITY_MANAGEDBUFFER,
    JSD_CAPABILITY_MEMORYVIEW,
    JSD_CAPABILITY_OBJECT,
    JSD_CAPABILITY_STR,
    JSD_CAPABILITY_INT,
    JSD_CAPABILITY_FLOAT,
    JSD_CAPABILITY_LIST,
    JSD_CAPABILITY_TUPLE,
    JSD_CAPABILITY_BYTES,
    JSD_CAPABILITY_BYTEARRAY,
    JSD_CAPABILITY_DICT,
    JSD_CAPABILITY_MAKE_STR, /* from here on: abi/make.h */
    JSD_CAPABILITY_MAKE_INT,
    JSD_CAPABILITY_MAKE_FLOAT,
    JSD_CAPABILITY_COPY_DICT,
    JSD_CAPABILITY_GROW_LIST,
    JSD_CAPABILITY_DATETIME, /* proven when first used: abi/datetime.h */
    JSD_CAPABILITY_COUNT
} jsd_capability;

enum {
    JSD_CAP_BUFFER = 1 << JSD_CAPABILITY_BUFFER,
    JSD_CAP_MANAGEDBUFFER = 1 << JSD_CAPABILITY_MANAGEDBUFFER,
    JSD_CAP_MEMORYVIEW = 1 << JSD_CAPABILITY_MEMORYVIEW,
    JSD_CAP_OBJECT = 1 << JSD_CAPABILITY_OBJECT,
    JSD_CAP_STR = 1 << JSD_CAPABILITY_STR,
    JSD_CAP_INT = 1 << JSD_CAPABILITY_INT,
    JSD_CAP_FLOAT = 1 << JSD_CAPABILITY_FLOAT,
    JSD_CAP_LIST = 1 << JSD_CAPABILITY_LIST,
    JSD_CAP_TUPLE = 1 << JSD_CAPABILITY_TUPLE,
    JSD_CAP_BYTES = 1 << JSD_CAPABILITY_BYTES,
    JSD_CAP_BYTEARRAY = 1 << JSD_CAPABILITY_BYTEARRAY,
    JSD_CAP_DICT = 1 << JSD_CAPABILITY_DICT,
    JSD_CAP_MAKE_STR = 1 << JSD_CAPABILITY_MAKE_STR,
    JSD_CAP_MAKE_INT = 1 << JSD_CAPABILITY_MAKE_INT,
    JSD_CAP_MAKE_FLOAT = 1 << JSD_CAPABILITY_MAKE_FLOAT,
    JSD_CAP_COPY_DICT = 1 << JSD_CAPABILITY_COPY_DICT,
    JSD_CAP_GROW_LIST = 1 << JSD_CAPABILITY_GROW_LIST,
    JSD_CAP_DATETIME = 1 << JSD_CAPABILITY_DATETIME,

    /* An item stays alive in its container while no user code runs: on a
     * build with the GIL. Elsewhere a reference is taken. */
    JSD_CAP_BORROW = 1 << JSD_CAPABILITY_COUNT,
    /* A new str can be filled in place: JSD_CAP_STR and PyUnicode_New. */
    JSD_CAP_NEW_STR = 1 << (JSD_CAPABILITY_COUNT + 1),
    /* Structs are laid out as in abi/fixed_layout.h. Only code that runs where
     * jsd_abi.has_fixed_layout is set may pass it, as a part of a constant:
     * offsets then are constants, too. It is never in jsd_abi.caps. */
    JSD_CAP_FIXED_LAYOUT = 1 << (JSD_CAPABILITY_COUNT + 2),

    /* All that makes, and all that reads. */
    JSD_CAPS_MAKE = JSD_CAP_MAKE_STR | JSD_CAP_MAKE_INT | JSD_CAP_MAKE_FLOAT |
                    JSD_CAP_COPY_DICT | JSD_CAP_GROW_LIST,
    JSD_CAPS_ALL = ((1 << (JSD_CAPABILITY_COUNT + 2)) - 1) & ~JSD_CAPS_MAKE
};

enum {
    JSD_HEAD_OBJECT = 16, /* bytes: PyObject, and what is kept of it */
    JSD_HEAD_STR = 48,    /* PyASCIIObject, or more */
    JSD_HEAD_WIDE = 56    /* PyCompactUnicodeObject since 3.12 */
};

/* Heads of new objects, for abi/make.h. */
typedef struct jsd_heads {
    unsigned char ascii[JSD_HEAD_STR];    /* of a str that nobody has hashed */
    unsigned char wide[3][JSD_HEAD_WIDE]; /* beyond ASCII, of 1, 2, 4 bytes */
    unsigned char real[JSD_HEAD_OBJECT];
    unsigned char integer[JSD_HEAD_OBJECT];
    size_t ascii_size;    /* where the characters begin */
    size_t ascii_length;  /* where their number stands */
    bool has_wide;        /* those heads may be used */
    bool int_has_tag;     /* lv_tag, not ob_size */
    bool none_is_counted; /* None has a reference count like any other */
} jsd_heads;

/* The types of abi/datetime.h. */
typedef enum jsd_datetime_kind {
    JSD_DATETIME_KIND_DATE,
    JSD_DATETIME_KIND_TIME,
    JSD_DATETIME_KIND_DATETIME,
    JSD_DATETIME_KINDS
} jsd_datetime_kind;

enum { JSD_REASON_SIZE = 120 };

typedef struct jsd_abi_state {
    jsd_caps caps;
    jsd_caps proven; /* shown to hold, though perhaps not used */
    jsd_offsets offsets;
    jsd_symbols symbols;

    uint32_t str_compact; /* bits of PyASCIIObject.state */
    uint32_t str_ascii;
    uint32_t str_plain; /* both */
    uint8_t str_kind;   /* shift of the three bits of its kind */

    jsd_heads heads;

    int minor; /* CPython 3.minor */
    bool free_threaded;
    bool debug;
    /* An allocation may start the garbage collector, and so user code. */
    bool allocation_collects;
    /* With less of the C stack than this left, CPython ends the process as
     * soon as it is called. 0 where it does not look. */
    size_t fatal_stack;
    bool has_fixed_layout; /* found to be laid out as abi/fixed_layout.h has it
                            */
    double probe_microseconds;
    char reason[JSD_CAPABILITY_COUNT][JSD_REASON_SIZE]; /* why one is off */

    /* Of JSD_CAP_DATETIME, which is not proven at import: the types whose
     * structs are, and whether that was tried. Atomic, in abi/datetime.*. */
    PyTypeObject *datetime_type_slots[JSD_DATETIME_KINDS];
    int datetime_probed;
} jsd_abi_state;

/* Constant once the first import of the process has filled it, but for what
 * JSD_CAP_DATETIME finds later. */
extern jsd_abi_state jsd_abi;

/* A capability's name in JSONDE_ABI and in layout(). */
extern const char *const jsd_capability_names[JSD_CAPABILITY_COUNT];

/* Probes the interpreter, the first time in this process; later calls, from
 * whatever interpreter, find the result. -1 with a ValueError when
 * JSONDE_ABI names what is not known. */
JSD_MUST_CHECK int jsd_abi_init(void);

/* What the probe found, as the dict that jsonde.layout() returns; new. */
PyObject *jsd_abi_report(void);

/* Version, offsets and symbols of this interpreter, before any proof, laid
 * out as CPython 3.minor of this build. For jsd_abi_init and for tests. */
JSD_MUST_CHECK bool jsd_abi_detect(jsd_abi_state *abi);

/* ------------------------------------------------------------- raw fields */

/* Returns whether caps is a compile-time constant with JSD_CAP_FIXED_LAYOUT.
 * For callers whose caps are a variable this is the constant false. */
JSD_INLINE bool
jsd_layout_is_fixed(jsd_caps caps)
{
    return __builtin_constant_p(caps) && (caps & JSD_CAP_FIXED_LAYOUT) != 0;
}

/* Returns the offset of a field in its struct. */
JSD_INLINE size_t
jsd_offset_of(jsd_caps caps, jsd_field field)
{
    if (jsd_layout_is_fixed(caps))
        return jsd_fixed_offset(&jsd_abi.offsets, field);
    return jsd_abi.offsets.at[field];
}

/* Returns the size of a struct in bytes. */
JSD_INLINE size_t
jsd_size_of(jsd_caps caps, jsd_struct owner)
{
    return jsd_layout_is_fixed(caps) ? jsd_fixed_size(&jsd_abi.offsets, owner)
                                     : jsd_abi.offsets.size[owner];
}

/* Returns the bits that PyASCIIObject.state has in a compact ASCII str. */
JSD_INLINE uint32_t
jsd_str_bits(jsd_caps caps)
{
    return jsd_layout_is_fixed(caps) ? JSD_FIXED_COMPACT | JSD_FIXED_ASCII
                                     : jsd_abi.str_plain;
}

/* The functions below read the field of the struct at o: those with caps at
 * the constant offset if the layout is fixed, the others always at the offset
 * that the probe found. */

JSD_INLINE void *
jsd_load_pointer_with(jsd_caps caps, const void *o, jsd_field field)
{
    void *value;

    memcpy(&value, (const char *)o + jsd_offset_of(caps, field), sizeof value);
    return value;
}

JSD_INLINE Py_ssize_t
jsd_load_ssize_with(jsd_caps caps, const void *o, jsd_field field)
{
    Py_ssize_t value;

    memcpy(&value, (const char *)o + jsd_offset_of(caps, field), sizeof value);
    return value;
}

JSD_INLINE uint32_t
jsd_load_u32_with(jsd_caps caps, const void *o, jsd_field field)
{
    uint32_t value;

    memcpy(&value, (const char *)o + jsd_offset_of(caps, field), sizeof value);
    return value;
}

JSD_INLINE void *
jsd_load_pointer(const void *o, jsd_field field)
{
    return jsd_load_pointer_with(0, o, field);
}

JSD_INLINE Py_ssize_t
jsd_load_ssize(const void *o, jsd_field field)
{
    return jsd_load_ssize_with(0, o, field);
}

JSD_INLINE int
jsd_load_int(const void *o, jsd_field field)
{
    int value;

    memcpy(&value, (const char *)o + jsd_offset_of(0, field), sizeof value);
    return value;
}

/* Returns the address of a field that is an array or a struct. */
JSD_INLINE void *
jsd_field_at_with(jsd_caps caps, const void *o, jsd_field field)
{
    return (char *)(uintptr_t)o + jsd_offset_of(caps, field);
}

JSD_INLINE void *
jsd_field_at(const void *o, jsd_field field)
{
    return jsd_field_at_with(0, o, field);
}

/* Takes n references off None, where it has a count. */
JSD_INLINE void
jsd_none_forget(size_t n)
{
    Py_ssize_t count = jsd_load_ssize(Py_None, JSD_OBJECT_OB_REFCNT);

    count -= (Py_ssize_t)n;
    memcpy(jsd_field_at(Py_None, JSD_OBJECT_OB_REFCNT), &count, sizeof count);
}

/* ------------------------------------------------------------------ types */

/* The type of o; borrowed, alive as long as o keeps it. */
JSD_INLINE PyTypeObject *
jsd_type_of(jsd_caps caps, PyObject *o)
{
    PyObject *type;

    if (caps & JSD_CAP_OBJECT)
        return jsd_load_pointer_with(caps, o, JSD_OBJECT_OB_TYPE);
    type = PyObject_Type(o);
    Py_DecRef(type);
    return (PyTypeObject *)type;
}

/* Gives back what an accessor marked "item" returned. */
JSD_INLINE void
jsd_item_release(jsd_caps caps, PyObject *item)
{
    if (!(caps & JSD_CAP_BORROW))
        Py_DecRef(item);
}

#endif
