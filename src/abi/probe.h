/* SPDX-License-Identifier: MIT
 *
 * What the proofs are written with: specimens (live objects of known value)
 * and readings of them through the mirror under test.
 * Used inside abi/ alone. A reading never leaves the object's own memory, or
 * else goes through the kernel (abi/safe_read.h): a wrong mirror cannot kill.
 */
#ifndef JSONDE_ABI_PROBE_H
#define JSONDE_ABI_PROBE_H

#include "abi/abi.h"
#include "abi/safe_read.h"

typedef struct jsd_probe {
    jsd_abi_state *abi;     /* the result; its offsets are under test */
    jsd_capability subject; /* what is being proven */
    PyObject *kept;         /* list: owns all specimens of the subject */
    jsd_safe_reader peek;
} jsd_probe;

/* A live object, and how many bytes of it are surely there. */
typedef struct jsd_specimen {
    PyObject *o;
    size_t extent;
} jsd_specimen;

/* Fills abi->caps, proven, reason and the bits of str, for the rest of which
 * (version, offsets, symbols) is given. Never fails, leaves no exception. */
void jsd_probe_all(jsd_abi_state *abi);

/* The same without JSD_CAP_DATETIME, which is only allowed in caps then. */
void jsd_probe_at_import(jsd_abi_state *abi);

/* Adds one subject to abi->proven, or its reason. False when another time it
 * may end otherwise: no memory, a module that is not imported. */
bool jsd_probe_one(jsd_abi_state *abi, jsd_capability subject);

/* One proof each, in its own file. True: it holds. False: the reason is noted
 * (jsd_probe_fail), or an exception is set. */
bool jsd_probe_object(jsd_probe *p);
bool jsd_probe_buffer(jsd_probe *p);
bool jsd_probe_managedbuffer(jsd_probe *p);
bool jsd_probe_memoryview(jsd_probe *p);
bool jsd_probe_str(jsd_probe *p);
bool jsd_probe_int(jsd_probe *p);
bool jsd_probe_float(jsd_probe *p);
bool jsd_probe_list(jsd_probe *p);
bool jsd_probe_tuple(jsd_probe *p);
bool jsd_probe_bytes(jsd_probe *p);
bool jsd_probe_bytearray(jsd_probe *p);
bool jsd_probe_dict(jsd_probe *p);
bool jsd_probe_make_str(jsd_probe *p);
bool jsd_probe_make_int(jsd_probe *p);
bool jsd_probe_make_float(jsd_probe *p);
bool jsd_probe_copy_dict(jsd_probe *p);
bool jsd_probe_grow_list(jsd_probe *p);
bool jsd_probe_datetime(jsd_probe *p); /* fills datetime_type_slots, too */

/* Notes why the subject is refused, and returns false. */
bool jsd_probe_fail(jsd_probe *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Hands a new reference (or NULL, with its exception) over to the probe and
 * returns it borrowed, valid until the subject is done. */
PyObject *jsd_probe_keep(jsd_probe *p, PyObject *created);

/* Whether objects may be made here at all, and what `needed` stands for is
 * proven; notes why not. */
bool jsd_probe_may_make(jsd_probe *p, jsd_caps needed);

/* A specimen of o whose type tells its extent, with n items of its variable
 * part. False for NULL, and for a type that has a metaclass of its own. */
bool jsd_probe_take(PyObject *o, Py_ssize_t n, jsd_specimen *s);

/* An attribute of o that is an int, or -1 with an exception. */
Py_ssize_t jsd_probe_attribute(PyObject *o, const char *name);

/* Where a field lies in its specimen: the offset of the struct that has it
 * (0, or that of a nested one) plus its own. The word read is zero-extended
 * from the field's width. */
bool jsd_probe_read(jsd_probe *p, const jsd_specimen *s, size_t base,
                    jsd_field field, uint64_t *value);

/* True when the field holds want (cut to the field's width). */
bool jsd_probe_is(jsd_probe *p, const jsd_specimen *s, size_t base,
                  jsd_field field, uint64_t want);
bool jsd_probe_is_pointer(jsd_probe *p, const jsd_specimen *s, size_t base,
                          jsd_field field, const void *want);

/* True when the n bytes at offset of the specimen, or at an address that came
 * out of a field, are those of want. */
bool jsd_probe_bytes_are(jsd_probe *p, const jsd_specimen *s, size_t offset,
                         const void *want, size_t n, jsd_field field);
bool jsd_probe_points_to(jsd_probe *p, const void *address, const void *want,
                         size_t n, jsd_field field);

/* Whether this version has the field. */
static inline bool
jsd_probe_has(const jsd_probe *p, jsd_field field)
{
    return p->abi->offsets.at[field] != JSD_ABSENT;
}

static inline size_t
jsd_probe_at(const jsd_probe *p, jsd_field field)
{
    return p->abi->offsets.at[field];
}

#endif
