/* SPDX-License-Identifier: MIT
 *
 * Computes the byte offsets of a mirror's fields from its rows. libffi knows
 * the alignment rules of this machine's C ABI. No object is read.
 */
#ifndef JSONDE_ABI_OFFSETS_H
#define JSONDE_ABI_OFFSETS_H

#include "abi/mirror.h"
#include "base/base.h"

/* The offset of a field that this version does not have. */
enum { JSD_ABSENT = 0xffff };

typedef struct jsd_offsets {
    uint16_t at[JSD_FIELD_COUNT]; /* bytes from the start of its struct */
    uint16_t
        size[JSD_STRUCT_COUNT]; /* bytes; 0: this version has no such struct */
    uint8_t
        width[JSD_FIELD_COUNT]; /* bytes; 0: absent, or a struct or array */
} jsd_offsets;

/* Computes the offsets of the given rows for CPython 3.minor of this build.
 * Returns false if libffi refuses; *offsets is unspecified then. */
JSD_MUST_CHECK bool jsd_offsets_compute(const jsd_row *rows, size_t count,
                                        int minor, bool free_threaded,
                                        jsd_offsets *offsets);

#endif
