/* SPDX-License-Identifier: MIT
 *
 * Reads CPython's objects for the rooms above: jsd_abi holds what the probe
 * has proven about the running interpreter, and the accessors of this room use
 * it. An accessor reads a proven struct in place, or asks the public C API;
 * both answers are equal. Nothing outside of abi/ reads jsd_abi.offsets.
 *
 * Each accessor takes the capabilities that it may use. A caller that has
 * tested jsd_abi.caps once passes JSD_CAPS_ALL, a constant, and the compiler
 * removes the public half. Any other caller passes jsd_abi.caps.
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

/* The objects that may be read through their mirrors, in the order in which
 * the probe proves them. */
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
    JSD_CAPABILITY_LOCK,     /* abi/lock.h */
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
    JSD_CAP_LOCK = 1 << JSD_CAPABILITY_LOCK,
    JSD_CAP_MAKE_STR = 1 << JSD_CAPABILITY_MAKE_STR,
    JSD_CAP_MAKE_INT = 1 << JSD_CAPABILITY_MAKE_INT,
    JSD_CAP_MAKE_FLOAT = 1 << JSD_CAPABILITY_MAKE_FLOAT,
    JSD_CAP_COPY_DICT = 1 << JSD_CAPABILITY_COPY_DICT,
    JSD_CAP_GROW_LIST = 1 << JSD_CAPABILITY_GROW_LIST,
    JSD_CAP_DATETIME = 1 << JSD_CAPABILITY_DATETIME,

    /* An item stays alive in its container while no Python code runs, so a
     * borrowed reference will do. Only builds with the GIL have it; elsewhere
     * an accessor takes a reference. */
    JSD_CAP_BORROW = 1 << JSD_CAPABILITY_COUNT,
    /* A new str can be filled in place: JSD_CAP_STR and PyUnicode_New. */
    JSD_CAP_NEW_STR = 1 << (JSD_CAPABILITY_COUNT + 1),
    /* Structs are laid out as in abi/fixed_layout.h. Only code that runs where
     * jsd_abi.has_fixed_layout is set may pass it, as a part of a constant:
     * offsets then are constants, too. It is never in jsd_abi.caps. */
    JSD_CAP_FIXED_LAYOUT = 1 << (JSD_CAPABILITY_COUNT + 2),
    /* The build is free-threaded: the heads of objects are longer, and the
     * caller holds the lock of each list and dict that it reads. Only engines
     * for these builds pass it, as a part of a constant. */
    JSD_CAP_FREE_THREADED = 1 << (JSD_CAPABILITY_COUNT + 3),

    /* All capabilities that make objects, and all that read them. */
    JSD_CAPS_MAKE = JSD_CAP_MAKE_STR | JSD_CAP_MAKE_INT | JSD_CAP_MAKE_FLOAT |
                    JSD_CAP_COPY_DICT | JSD_CAP_GROW_LIST,
    JSD_CAPS_ALL = ((1 << (JSD_CAPABILITY_COUNT + 2)) - 1) & ~JSD_CAPS_MAKE,
    /* Those of JSD_CAPS_ALL that engines have on free-threaded builds. Nothing
     * there may read a mutable buffer in place. */
    JSD_CAPS_FREE_THREADED =
        JSD_CAPS_ALL &
        ~(JSD_CAP_MANAGEDBUFFER | JSD_CAP_MEMORYVIEW | JSD_CAP_BYTEARRAY)
};

enum {
    JSD_HEAD_OBJECT = 16, /* bytes: PyObject, and what is kept of it */
    JSD_HEAD_STR = 48,    /* PyASCIIObject, or more */
    JSD_HEAD_WIDE = 56,   /* PyCompactUnicodeObject since 3.12 */
    /* Bytes that the first two have more on free-threaded builds. */
    JSD_HEAD_LONGER = JSD_FIXED_FREE_THREADED
};

/* The heads that abi/make.h copies into new objects, and where their fields
 * are. */
typedef struct jsd_heads {
    /* of a str without a hash */
    unsigned char ascii[JSD_HEAD_STR + JSD_HEAD_LONGER];
    unsigned char
        wide[3][JSD_HEAD_WIDE]; /* of non-ASCII str, 1, 2, 4 bytes wide */
    unsigned char real[JSD_HEAD_OBJECT + JSD_HEAD_LONGER];
    unsigned char integer[JSD_HEAD_OBJECT + JSD_HEAD_LONGER];
    size_t ascii_size;    /* offset of the characters */
    size_t ascii_length;  /* offset of the length */
    bool has_wide;        /* the heads in `wide` are proven */
    bool int_has_tag;     /* the size of an int is in lv_tag */
    bool none_is_counted; /* None is not immortal */
} jsd_heads;

/* The types that abi/datetime.h reads. */
typedef enum jsd_datetime_kind {
    JSD_DATETIME_KIND_DATE,
    JSD_DATETIME_KIND_TIME,
    JSD_DATETIME_KIND_DATETIME,
    JSD_DATETIME_KINDS
} jsd_datetime_kind;

enum { JSD_REASON_SIZE = 120 };

typedef struct jsd_abi_state {
    jsd_caps caps;
    /* The capabilities of engines, which hold the GIL or lock what they read,
     * and make objects for their own thread. */
    jsd_caps engine_caps;
    jsd_caps proven; /* includes those that are switched off */
    jsd_offsets offsets;
    jsd_symbols symbols;

    uint32_t str_compact; /* bits of PyASCIIObject.state */
    uint32_t str_ascii;
    uint32_t str_plain; /* both of these bits */
    uint8_t str_kind;   /* shift of the three bits of the kind */

    jsd_heads heads;

    int minor; /* CPython 3.minor */
    bool free_threaded;
    bool debug;
    /* An allocation may start the garbage collector, and so run Python code.
     */
    bool allocation_collects;
    /* CPython ends the process if it is called with less C stack than this
     * left, in bytes; 0 where it does not check. */
    size_t fatal_stack;
    bool has_fixed_layout; /* as in abi/fixed_layout.h */
    double probe_microseconds;
    char reason[JSD_CAPABILITY_COUNT][JSD_REASON_SIZE]; /* why it is off */

    /* JSD_CAP_DATETIME is not proven at import: the types whose structs are
     * proven, and whether the proof has run. Both are read and written
     * atomically, in abi/datetime.[ch]. */
    PyTypeObject *datetime_type_slots[JSD_DATETIME_KINDS];
    int datetime_probed;
} jsd_abi_state;

/* The result of the probe. It is constant once the first import of the process
 * has filled it, but for the fields of JSD_CAP_DATETIME. */
extern jsd_abi_state jsd_abi;

/* The names of the capabilities in JSONDE_ABI and in layout(). */
extern const char *const jsd_capability_names[JSD_CAPABILITY_COUNT];

/* Probes the interpreter and fills jsd_abi, without the capabilities that
 * setting switches off (abi/abi_config.h). Later calls of the process, from
 * any interpreter, find the result of the first. Runs Python code. Returns -1
 * with a ValueError if setting names an unknown capability. */
JSD_MUST_CHECK int jsd_abi_init(const char *setting);

/* Decides from abi->caps, the proven capabilities that are not switched off,
 * what may be read in place, and when. Sets caps, engine_caps and reasons. For
 * jsd_abi_init() and tests. */
void jsd_abi_choose_caps(jsd_abi_state *abi);

/* Returns the result of the probe as the dict of jsonde.layout(): a new
 * reference, or NULL with an exception. */
PyObject *jsd_abi_report(void);

/* Fills *abi with the version, the optional symbols and the offsets of this
 * interpreter, without any proof. Returns false if libffi cannot compute the
 * offsets. For jsd_abi_init() and tests. */
JSD_MUST_CHECK bool jsd_abi_detect(jsd_abi_state *abi);

/* ------------------------------------------------------------- raw fields */

/* Returns whether caps is a compile-time constant with JSD_CAP_FIXED_LAYOUT.
 * For callers whose caps are a variable this is the constant false. */
JSD_INLINE bool
jsd_layout_is_fixed(jsd_caps caps)
{
    return __builtin_constant_p(caps) && (caps & JSD_CAP_FIXED_LAYOUT) != 0;
}

/* Returns the head of objects for jsd_fixed_offset() and jsd_fixed_size(). */
JSD_INLINE size_t
jsd_fixed_head(jsd_caps caps)
{
    return caps & JSD_CAP_FREE_THREADED ? JSD_FIXED_FREE_THREADED
                                        : JSD_FIXED_GIL;
}

/* Returns the offset of a field in its struct, in bytes. */
JSD_INLINE size_t
jsd_offset_of(jsd_caps caps, jsd_field field)
{
    if (jsd_layout_is_fixed(caps))
        return jsd_fixed_offset(jsd_fixed_head(caps), &jsd_abi.offsets, field);
    return jsd_abi.offsets.at[field];
}

/* Returns the size of a struct in bytes. */
JSD_INLINE size_t
jsd_size_of(jsd_caps caps, jsd_struct owner)
{
    return jsd_layout_is_fixed(caps)
               ? jsd_fixed_size(jsd_fixed_head(caps), &jsd_abi.offsets, owner)
               : jsd_abi.offsets.size[owner];
}

/* Returns the bits of PyASCIIObject.state that are set in each compact ASCII
 * str. */
JSD_INLINE uint32_t
jsd_str_bits(jsd_caps caps)
{
    const size_t head = jsd_fixed_head(caps);

    return jsd_layout_is_fixed(caps)
               ? jsd_fixed_compact_bit(head) | jsd_fixed_ascii_bit(head)
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

/* Reads a pointer that another thread may set meanwhile, after what it points
 * to. */
JSD_INLINE void *
jsd_load_pointer_acquire(jsd_caps caps, const void *o, jsd_field field)
{
    void *const *place =
        (void *const *)((const char *)o + jsd_offset_of(caps, field));

    return __atomic_load_n(place, __ATOMIC_ACQUIRE);
}

/* Reads a field of an object that other threads may change meanwhile, as
 * CPython itself does without a lock. */
JSD_INLINE Py_ssize_t
jsd_load_ssize_relaxed(jsd_caps caps, const void *o, jsd_field field)
{
    const Py_ssize_t *place =
        (const Py_ssize_t *)((const char *)o + jsd_offset_of(caps, field));

    return __atomic_load_n(place, __ATOMIC_RELAXED);
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

/* Subtracts n from the reference count of None, which is not immortal. */
JSD_INLINE void
jsd_none_forget(size_t n)
{
    Py_ssize_t count = jsd_load_ssize(Py_None, JSD_OBJECT_OB_REFCNT);

    count -= (Py_ssize_t)n;
    memcpy(jsd_field_at(Py_None, JSD_OBJECT_OB_REFCNT), &count, sizeof count);
}

/* ------------------------------------------------------------------ types */

/* Returns the type of o: borrowed, and alive as long as o keeps it. */
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

/* Releases an item that an accessor returned: such a reference is borrowed
 * with JSD_CAP_BORROW, and owned without it. */
JSD_INLINE void
jsd_item_release(jsd_caps caps, PyObject *item)
{
    if (!(caps & JSD_CAP_BORROW))
        Py_DecRef(item);
}

#endif
