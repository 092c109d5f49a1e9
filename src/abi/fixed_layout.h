/* SPDX-License-Identifier: MIT
 *
 * The layout of structs that CPython has had since 3.12, as constants. Code
 * that passes JSD_CAP_FIXED_LAYOUT to the accessors reads at these offsets. It
 * may run only where jsd_fixed_holds() found that the offsets that the probe
 * proved equal these constants. On free-threaded builds the head of an object
 * is longer, and all fields of objects lie further behind by the same number
 * of bytes.
 */
#ifndef JSONDE_ABI_FIXED_LAYOUT_H
#define JSONDE_ABI_FIXED_LAYOUT_H

#include "abi/limited.h"
#include "abi/offsets.h"

/* The structs are declared as in CPython, so that the compiler computes the
 * offsets. */
typedef struct jsd_fixed_object {
    Py_ssize_t refcnt;
    void *type;
} jsd_fixed_object;

typedef struct jsd_fixed_varobject {
    jsd_fixed_object base;
    Py_ssize_t size;
} jsd_fixed_varobject;

typedef struct jsd_fixed_ascii {
    jsd_fixed_object base;
    Py_ssize_t length;
    Py_ssize_t hash;
    uint32_t state;
} jsd_fixed_ascii;

typedef struct jsd_fixed_compact {
    jsd_fixed_ascii base;
    Py_ssize_t utf8_length;
    char *utf8;
} jsd_fixed_compact;

typedef struct jsd_fixed_long {
    jsd_fixed_object base;
    uintptr_t lv_tag;
    uint32_t ob_digit[1];
} jsd_fixed_long;

typedef struct jsd_fixed_float {
    jsd_fixed_object base;
    double ob_fval;
} jsd_fixed_float;

typedef struct jsd_fixed_list {
    jsd_fixed_varobject base;
    void *ob_item;
} jsd_fixed_list;

typedef struct jsd_fixed_dict {
    jsd_fixed_object base;
    Py_ssize_t ma_used;
    uint64_t ma_version_tag;
    void *ma_keys;
    void *ma_values;
} jsd_fixed_dict;

typedef struct jsd_fixed_keys {
    Py_ssize_t dk_refcnt;
    uint8_t dk_log2_size;
    uint8_t dk_log2_index_bytes;
    uint8_t dk_kind;
    uint32_t dk_version;
    Py_ssize_t dk_usable;
    Py_ssize_t dk_nentries;
} jsd_fixed_keys;

typedef struct jsd_fixed_entry {
    Py_hash_t me_hash;
    void *me_key;
    void *me_value;
} jsd_fixed_entry;

typedef struct jsd_fixed_unicode_entry {
    void *me_key;
    void *me_value;
} jsd_fixed_unicode_entry;

/* Bytes by which the head of an object is longer than jsd_fixed_object: the
 * argument `longer` of the functions below. */
enum { JSD_FIXED_GIL = 0, JSD_FIXED_FREE_THREADED = 16 };

/* Returns the bits of PyASCIIObject.state that say that a str is compact, and
 * that it is ASCII. The fields of state begin at the lowest bit; `interned`
 * has two bits, and a byte of its own on free-threaded builds. */
JSD_INLINE uint32_t
jsd_fixed_compact_bit(size_t longer)
{
    return longer == JSD_FIXED_GIL ? 1 << 5 : 1 << 11;
}

JSD_INLINE uint32_t
jsd_fixed_ascii_bit(size_t longer)
{
    return longer == JSD_FIXED_GIL ? 1 << 6 : 1 << 12;
}

/* Returns the offset of a field. Fields that are not listed have the offset
 * that the probe found. */
JSD_INLINE size_t
jsd_fixed_offset(size_t longer, const jsd_offsets *found, jsd_field field)
{
    switch (field) {
    case JSD_OBJECT_OB_TYPE:
        return longer + offsetof(jsd_fixed_object, type);
    case JSD_VAROBJECT_OB_SIZE:
        return longer + offsetof(jsd_fixed_varobject, size);
    case JSD_ASCII_LENGTH:
        return longer + offsetof(jsd_fixed_ascii, length);
    case JSD_ASCII_STATE:
        return longer + offsetof(jsd_fixed_ascii, state);
    case JSD_COMPACT_UTF8_LENGTH:
        return longer + offsetof(jsd_fixed_compact, utf8_length);
    case JSD_COMPACT_UTF8:
        return longer + offsetof(jsd_fixed_compact, utf8);
    case JSD_LONG_LV_TAG:
        return longer + offsetof(jsd_fixed_long, lv_tag);
    case JSD_LONG_OB_DIGIT:
        return longer + offsetof(jsd_fixed_long, ob_digit);
    case JSD_FLOAT_OB_FVAL:
        return longer + offsetof(jsd_fixed_float, ob_fval);
    case JSD_LIST_OB_ITEM:
        return longer + offsetof(jsd_fixed_list, ob_item);
    case JSD_DICT_MA_USED:
        return longer + offsetof(jsd_fixed_dict, ma_used);
    case JSD_DICT_MA_KEYS:
        return longer + offsetof(jsd_fixed_dict, ma_keys);
    case JSD_DICT_MA_VALUES:
        return longer + offsetof(jsd_fixed_dict, ma_values);
    case JSD_KEYS_DK_SIZE:
        return JSD_ABSENT;
    case JSD_KEYS_DK_LOG2_INDEX_BYTES:
        return offsetof(jsd_fixed_keys, dk_log2_index_bytes);
    case JSD_KEYS_DK_KIND:
        return offsetof(jsd_fixed_keys, dk_kind);
    case JSD_KEYS_DK_NENTRIES:
        return offsetof(jsd_fixed_keys, dk_nentries);
    case JSD_ENTRY_ME_KEY:
        return offsetof(jsd_fixed_entry, me_key);
    case JSD_UNICODE_ENTRY_ME_KEY:
        return offsetof(jsd_fixed_unicode_entry, me_key);
    default:
        return found->at[field];
    }
}

/* Returns the size of a struct, in the same way. */
JSD_INLINE size_t
jsd_fixed_size(size_t longer, const jsd_offsets *found, jsd_struct owner)
{
    switch (owner) {
    case JSD_ASCII:
        return longer + sizeof(jsd_fixed_ascii);
    case JSD_COMPACT:
        return longer + sizeof(jsd_fixed_compact);
    case JSD_KEYS:
        return sizeof(jsd_fixed_keys);
    case JSD_ENTRY:
        return sizeof(jsd_fixed_entry);
    case JSD_UNICODE_ENTRY:
        return sizeof(jsd_fixed_unicode_entry);
    default:
        return found->size[owner];
    }
}

/* Returns whether the offsets that the probe found, and the bits of
 * PyASCIIObject.state for a compact and for an ASCII str, equal the constants
 * of this file. */
bool jsd_fixed_holds(size_t longer, const jsd_offsets *found, uint32_t compact,
                     uint32_t ascii);

#endif
