/* SPDX-License-Identifier: MIT
 *
 * The toolbox of the proofs: specimens, which are live objects of known value,
 * and functions that read them through the mirror under test.
 *
 * A read never leaves the memory of its object. Where an address comes out of
 * an unproven field, the kernel reads it (abi/safe_read.h). So a wrong mirror
 * cannot crash the process. Only files of abi/ include this header.
 */
#ifndef JSONDE_ABI_PROBE_H
#define JSONDE_ABI_PROBE_H

#include "abi/abi.h"
#include "abi/safe_read.h"

typedef struct jsd_probe {
    jsd_abi_state *abi;     /* the result; the proof tests its offsets */
    jsd_capability subject; /* what is being proven */
    PyObject *kept;         /* list: owns all specimens of the subject */
    jsd_safe_reader reader;
} jsd_probe;

/* A live object, and the number of its bytes that surely exist. */
typedef struct jsd_specimen {
    PyObject *o;
    size_t extent;
} jsd_specimen;

/* Runs all proofs and fills abi->caps, proven, reason and the bits of str. The
 * caller has set version, offsets and symbols. It cannot fail and leaves no
 * exception. */
void jsd_probe_all(jsd_abi_state *abi);

/* Runs all proofs but that of JSD_CAP_DATETIME, whose bit in abi->caps only
 * says that the proof may run later. */
void jsd_probe_at_import(jsd_abi_state *abi);

/* Runs one proof and adds the subject to abi->proven, or the reason why not to
 * abi->reason. Returns false if a later run may end differently: memory was
 * short, or a module is not imported. */
bool jsd_probe_one(jsd_abi_state *abi, jsd_capability subject);

/* The proofs. Each returns true if the mirror holds; otherwise it has called
 * jsd_probe_fail(), or an exception is set. */
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
bool jsd_probe_lock(jsd_probe *p);
bool jsd_probe_make_str(jsd_probe *p);
bool jsd_probe_make_int(jsd_probe *p);
bool jsd_probe_make_float(jsd_probe *p);
bool jsd_probe_copy_dict(jsd_probe *p);
bool jsd_probe_grow_list(jsd_probe *p);
bool jsd_probe_datetime(jsd_probe *p); /* also fills datetime_type_slots */

/* Stores the reason why the subject is refuted, and returns false. */
bool jsd_probe_fail(jsd_probe *p, const char *format, ...) JSD_PRINTF(2, 3);

/* Gives the new reference `created` to the probe, and returns it as a borrowed
 * one that is valid until the end of the proof. NULL, with its exception,
 * stays NULL. */
PyObject *jsd_probe_keep(jsd_probe *p, PyObject *created);

/* Returns whether this build may make objects directly and all of `needed` is
 * proven; if not, stores the reason. */
bool jsd_probe_may_make(jsd_probe *p, jsd_caps needed);

/* Makes *s a specimen of o, with the extent that its type and its n variable
 * items give. Returns false for NULL, and for a type with a metaclass of its
 * own. */
bool jsd_probe_take(PyObject *o, Py_ssize_t n, jsd_specimen *s);

/* Returns an attribute of o that is an int; -1 with an exception. */
Py_ssize_t jsd_probe_attribute(PyObject *o, const char *name);

/* Reads a field of a specimen into *value, zero-extended from the width of the
 * field. base is the offset of the struct that has the field: 0, or that of a
 * nested struct. Returns false, with a reason, if the field is not inside of
 * the specimen. */
bool jsd_probe_read(jsd_probe *p, const jsd_specimen *s, size_t base,
                    jsd_field field, uint64_t *value);

/* Return whether a field of a specimen holds want, cut to the width of the
 * field; if not, store the reason. base is as above. */
bool jsd_probe_is(jsd_probe *p, const jsd_specimen *s, size_t base,
                  jsd_field field, uint64_t want);
bool jsd_probe_is_pointer(jsd_probe *p, const jsd_specimen *s, size_t base,
                          jsd_field field, const void *want);

/* Return whether n bytes equal those at want: the bytes at an offset of the
 * specimen, or at an address that a field held. If not, store the reason,
 * which names the field. */
bool jsd_probe_bytes_are(jsd_probe *p, const jsd_specimen *s, size_t offset,
                         const void *want, size_t n, jsd_field field);
bool jsd_probe_points_to(jsd_probe *p, const void *address, const void *want,
                         size_t n, jsd_field field);

/* Returns whether this version has the field. */
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
