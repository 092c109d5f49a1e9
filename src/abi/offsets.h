/* SPDX-License-Identifier: MIT
 *
 * From a mirror's rows to byte offsets, by libffi, for this machine's C ABI.
 * Used inside abi/ alone, when the module starts. It reads no object.
 */
#ifndef JSONDE_ABI_OFFSETS_H
#define JSONDE_ABI_OFFSETS_H

#include "abi/mirror.h"
#include "base/base.h"

/* Of a field that this version has not. */
enum { JSD_ABSENT = 0xffff };

typedef struct jsd_offsets {
    uint16_t at[JSD_FIELD_COUNT];    /* bytes from the start of its struct */
    uint16_t size[JSD_STRUCT_COUNT]; /* bytes, 0: no such struct */
    uint8_t width[JSD_FIELD_COUNT];  /* bytes, 0: absent, a struct, an array */
} jsd_offsets;

/* Lays out the given rows as CPython 3.minor of this build has them. False
 * when libffi refuses; offsets is unspecified then. */
JSD_MUST_CHECK bool jsd_offsets_compute(const jsd_row *rows, size_t count,
                                        int minor, bool free_threaded,
                                        jsd_offsets *offsets);

#endif
