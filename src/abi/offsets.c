/* SPDX-License-Identifier: MIT */
#include "abi/offsets.h"

#include <ffi.h>

enum { MAX_FIELDS = 16 };

/* All structs of one version: libffi keeps pointers between them. */
typedef struct ffi_layout {
    ffi_type structs[JSD_STRUCT_COUNT];
    ffi_type *elements[JSD_STRUCT_COUNT][MAX_FIELDS + 1];
    uint8_t fields[JSD_STRUCT_COUNT][MAX_FIELDS]; /* jsd_field */
    size_t count[JSD_STRUCT_COUNT];
} ffi_layout;

/* Describes an array of bytes to libffi, which knows it as a struct. libffi
 * does not write to a type whose size is set. */
#define BYTES_TYPE(n)                  \
    {                                  \
        n, 1, FFI_TYPE_STRUCT, &no_ffi \
    }

static ffi_type *no_ffi; /* end of a struct's elements */
static ffi_type bytes_4 = BYTES_TYPE(4), bytes_6 = BYTES_TYPE(6),
                bytes_10 = BYTES_TYPE(10);

static ffi_type *
ffi_type_of(int type)
{
    switch (type) {
    case JSD_U8:
        return &ffi_type_uint8;
    case JSD_U16:
        return &ffi_type_uint16;
    case JSD_U32:
        return &ffi_type_uint32;
    case JSD_U64:
        return &ffi_type_uint64;
    case JSD_INT:
        return &ffi_type_sint;
    case JSD_DOUBLE:
        return &ffi_type_double;
    case JSD_U8_4:
        return &bytes_4;
    case JSD_U8_6:
        return &bytes_6;
    case JSD_U8_10:
        return &bytes_10;
    default: /* a pointer, or Py_ssize_t, which is as wide */
        return &ffi_type_pointer;
    }
}

static bool
add_row(ffi_layout *l, const jsd_row *row)
{
    size_t i = l->count[row->owner];

    if (i == MAX_FIELDS)
        return false;
    l->elements[row->owner][i] = row->type >= JSD_NESTED
                                     ? &l->structs[row->type - JSD_NESTED]
                                     : ffi_type_of(row->type);
    l->fields[row->owner][i] = row->field;
    l->count[row->owner] = i + 1;
    return true;
}

static bool
measure_layout(ffi_layout *l, int owner, jsd_offsets *offsets)
{
    size_t at[MAX_FIELDS];

    if (ffi_get_struct_offsets(FFI_DEFAULT_ABI, &l->structs[owner], at) !=
        FFI_OK)
        return false;
    for (size_t i = 0; i < l->count[owner]; i++) {
        ffi_type *element = l->elements[owner][i];
        int field = l->fields[owner][i];

        if (field == JSD_PADDING)
            continue;
        offsets->at[field] = (uint16_t)at[i];
        if (element->type != FFI_TYPE_STRUCT)
            offsets->width[field] = (uint8_t)element->size;
    }
    offsets->size[owner] = (uint16_t)l->structs[owner].size;
    return true;
}

bool
jsd_offsets_compute(const jsd_row *rows, size_t count, int minor,
                    bool free_threaded, jsd_offsets *offsets)
{
    ffi_layout l;

    memset(&l, 0, sizeof l);
    memset(offsets, 0, sizeof *offsets);
    memset(offsets->at, 0xff, sizeof offsets->at);
    for (size_t i = 0; i < count; i++)
        if (jsd_row_applies(&rows[i], minor, free_threaded) &&
            !add_row(&l, &rows[i]))
            return false;
    /* The enum has a nested struct before its users, so its size is known
     * here. */
    for (int s = 0; s < JSD_STRUCT_COUNT; s++) {
        l.structs[s].type = FFI_TYPE_STRUCT;
        l.structs[s].elements = l.elements[s];
        if (l.count[s] != 0 && !measure_layout(&l, s, offsets))
            return false;
    }
    return true;
}
