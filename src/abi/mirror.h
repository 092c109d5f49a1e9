/* SPDX-License-Identifier: MIT
 *
 * The mirrors: a table with a row for each field of the CPython structs that
 * jsonde reads, and the versions that have the field.
 *
 * A mirror is a claim and no fact: nothing may read through it before the
 * probe has proven it on live objects. Only files of abi/ include this header.
 */
#ifndef JSONDE_ABI_MIRROR_H
#define JSONDE_ABI_MIRROR_H

#include "base/base.h"

typedef enum jsd_struct {
    JSD_OBJECT,        /* PyObject */
    JSD_VAROBJECT,     /* PyVarObject */
    JSD_BUFFER,        /* Py_buffer */
    JSD_MANAGEDBUFFER, /* _PyManagedBufferObject */
    JSD_MEMORYVIEW,    /* PyMemoryViewObject */
    JSD_ASCII,         /* PyASCIIObject */
    JSD_COMPACT,       /* PyCompactUnicodeObject */
    JSD_UNICODE,       /* PyUnicodeObject */
    JSD_LONG,          /* PyLongObject */
    JSD_FLOAT,         /* PyFloatObject */
    JSD_LIST,          /* PyListObject */
    JSD_TUPLE,         /* PyTupleObject */
    JSD_BYTES,         /* PyBytesObject */
    JSD_BYTEARRAY,     /* PyByteArrayObject */
    JSD_DICT,          /* PyDictObject */
    JSD_KEYS,          /* PyDictKeysObject */
    JSD_ENTRY,         /* PyDictKeyEntry */
    JSD_UNICODE_ENTRY, /* PyDictUnicodeEntry */
    JSD_DATE,          /* PyDateTime_Date */
    JSD_TIME,          /* PyDateTime_Time */
    JSD_DATETIME,      /* PyDateTime_DateTime */
    JSD_STRUCT_COUNT
} jsd_struct;

/* The fields that may be read once they are proven, with CPython's names. */
typedef enum jsd_field {
    JSD_OBJECT_OB_MUTEX,  /* free-threaded only */
    JSD_OBJECT_OB_REFCNT, /* free-threaded: ob_ref_local */
    JSD_OBJECT_OB_TYPE,
    JSD_VAROBJECT_OB_SIZE,
    JSD_BUFFER_BUF,
    JSD_BUFFER_OBJ,
    JSD_BUFFER_LEN,
    JSD_BUFFER_ITEMSIZE,
    JSD_BUFFER_READONLY,
    JSD_BUFFER_NDIM,
    JSD_BUFFER_FORMAT,
    JSD_BUFFER_SHAPE,
    JSD_BUFFER_STRIDES,
    JSD_BUFFER_SUBOFFSETS,
    JSD_BUFFER_INTERNAL,
    JSD_MANAGEDBUFFER_FLAGS,
    JSD_MANAGEDBUFFER_EXPORTS,
    JSD_MANAGEDBUFFER_MASTER,
    JSD_MEMORYVIEW_MBUF,
    JSD_MEMORYVIEW_HASH,
    JSD_MEMORYVIEW_FLAGS,
    JSD_MEMORYVIEW_EXPORTS,
    JSD_MEMORYVIEW_VIEW,
    JSD_MEMORYVIEW_WEAKREFLIST,
    JSD_MEMORYVIEW_OB_ARRAY,
    JSD_ASCII_LENGTH,
    JSD_ASCII_HASH,
    JSD_ASCII_STATE,
    JSD_COMPACT_UTF8_LENGTH,
    JSD_COMPACT_UTF8,
    JSD_UNICODE_DATA,
    JSD_LONG_LV_TAG, /* 3.12 and later; before, ob_size has the sign */
    JSD_LONG_OB_DIGIT,
    JSD_FLOAT_OB_FVAL,
    JSD_LIST_OB_ITEM,
    JSD_LIST_ALLOCATED,
    JSD_TUPLE_OB_HASH, /* 3.14 and later */
    JSD_TUPLE_OB_ITEM,
    JSD_BYTES_OB_SHASH,
    JSD_BYTES_OB_SVAL,
    JSD_BYTEARRAY_OB_ALLOC,
    JSD_BYTEARRAY_OB_BYTES,
    JSD_BYTEARRAY_OB_START,
    JSD_BYTEARRAY_OB_EXPORTS,
    JSD_BYTEARRAY_OB_BYTES_OBJECT, /* 3.15 and later */
    JSD_DICT_MA_USED,
    JSD_DICT_MA_KEYS,
    JSD_DICT_MA_VALUES,
    JSD_KEYS_DK_REFCNT,
    JSD_KEYS_DK_SIZE,             /* up to 3.10 */
    JSD_KEYS_DK_LOG2_SIZE,        /* 3.11 and later */
    JSD_KEYS_DK_LOG2_INDEX_BYTES, /* 3.11 and later */
    JSD_KEYS_DK_KIND,             /* 3.11 and later */
    JSD_KEYS_DK_USABLE,
    JSD_KEYS_DK_NENTRIES,
    JSD_ENTRY_ME_HASH,
    JSD_ENTRY_ME_KEY,
    JSD_ENTRY_ME_VALUE,
    JSD_UNICODE_ENTRY_ME_KEY,
    JSD_UNICODE_ENTRY_ME_VALUE,
    JSD_DATE_DATA,
    JSD_TIME_HASTZINFO,
    JSD_TIME_DATA,
    JSD_TIME_FOLD,
    JSD_TIME_TZINFO,
    JSD_DATETIME_HASTZINFO,
    JSD_DATETIME_DATA,
    JSD_DATETIME_FOLD,
    JSD_DATETIME_TZINFO,
    JSD_FIELD_COUNT,
    JSD_PADDING =
        JSD_FIELD_COUNT /* takes its place in the struct, and is never read */
} jsd_field;

typedef enum jsd_ctype {
    JSD_U8,
    JSD_U16,
    JSD_U32,
    JSD_U64,
    JSD_INT,
    JSD_SSIZE,
    JSD_POINTER,
    JSD_DOUBLE,
    JSD_U8_4, /* arrays of 4, 6 and 10 bytes */
    JSD_U8_6,
    JSD_U8_10,
    JSD_NESTED /* JSD_NESTED + a jsd_struct: that struct, inline */
} jsd_ctype;

/* One field of one struct in CPython 3.first to 3.last. */
typedef struct jsd_row {
    uint8_t owner;  /* jsd_struct */
    uint8_t field;  /* jsd_field, or JSD_PADDING */
    uint8_t type;   /* jsd_ctype */
    uint8_t first;  /* minor version; JSD_MIRROR_OLDEST: all before, too */
    uint8_t last;   /* minor version; JSD_MIRROR_NEWEST: all after, too */
    uint8_t builds; /* JSD_BUILD_* */
    const char *name;
} jsd_row;

enum { JSD_BUILD_GIL = 1, JSD_BUILD_FREE_THREADED = 2, JSD_BUILD_ANY = 3 };

/* A version older or newer than all known ones uses the nearest rows. The
 * probe decides whether they hold. */
enum { JSD_MIRROR_OLDEST = 0, JSD_MIRROR_NEWEST = 255 };

/* The name of a struct, and the file of CPython that defines it. */
typedef struct jsd_mirror {
    const char *name;
    const char *source;
} jsd_mirror;

extern const jsd_mirror jsd_mirrors[JSD_STRUCT_COUNT];
extern const jsd_row jsd_rows[];
extern const size_t jsd_row_count;

/* Returns whether the row belongs to its struct in CPython 3.minor of this
 * build. */
bool jsd_row_applies(const jsd_row *row, int minor, bool free_threaded);

#endif
