/* SPDX-License-Identifier: MIT */
#include "abi/mirror.h"

const jsd_mirror jsd_mirrors[JSD_STRUCT_COUNT] = {
    [JSD_OBJECT] = {"PyObject", "Include/object.h"},
    [JSD_VAROBJECT] = {"PyVarObject", "Include/object.h"},
    [JSD_BUFFER] = {"Py_buffer", "Include/pybuffer.h"},
    [JSD_MANAGEDBUFFER] = {"_PyManagedBufferObject",
                           "Include/cpython/memoryobject.h"},
    [JSD_MEMORYVIEW] = {"PyMemoryViewObject",
                        "Include/cpython/memoryobject.h"},
    [JSD_ASCII] = {"PyASCIIObject", "Include/cpython/unicodeobject.h"},
    [JSD_COMPACT] = {"PyCompactUnicodeObject",
                     "Include/cpython/unicodeobject.h"},
    [JSD_UNICODE] = {"PyUnicodeObject", "Include/cpython/unicodeobject.h"},
    [JSD_LONG] = {"PyLongObject", "Include/cpython/longintrepr.h"},
    [JSD_FLOAT] = {"PyFloatObject", "Include/cpython/floatobject.h"},
    [JSD_LIST] = {"PyListObject", "Include/cpython/listobject.h"},
    [JSD_TUPLE] = {"PyTupleObject", "Include/cpython/tupleobject.h"},
    [JSD_BYTES] = {"PyBytesObject", "Include/cpython/bytesobject.h"},
    [JSD_BYTEARRAY] = {"PyByteArrayObject",
                       "Include/cpython/bytearrayobject.h"},
    [JSD_DICT] = {"PyDictObject", "Include/cpython/dictobject.h"},
    [JSD_KEYS] = {"PyDictKeysObject", "Include/internal/pycore_dict.h"},
    [JSD_ENTRY] = {"PyDictKeyEntry", "Include/internal/pycore_dict.h"},
    [JSD_UNICODE_ENTRY] = {"PyDictUnicodeEntry",
                           "Include/internal/pycore_dict.h"},
    [JSD_DATE] = {"PyDateTime_Date", "Include/datetime.h"},
    [JSD_TIME] = {"PyDateTime_Time", "Include/datetime.h"},
    [JSD_DATETIME] = {"PyDateTime_DateTime", "Include/datetime.h"},
};

/* Short names for values that many rows have. */
enum {
    OLDEST = JSD_MIRROR_OLDEST,
    NEWEST = JSD_MIRROR_NEWEST,
    GIL = JSD_BUILD_GIL,
    FREE = JSD_BUILD_FREE_THREADED,
    ANY = JSD_BUILD_ANY,
    HEAD = (int)JSD_NESTED + (int)JSD_OBJECT,
    VAR_HEAD = (int)JSD_NESTED + (int)JSD_VAROBJECT,
    NESTED_ASCII = (int)JSD_NESTED + (int)JSD_ASCII,
    NESTED_BUFFER = (int)JSD_NESTED + (int)JSD_BUFFER,
    NESTED_COMPACT = (int)JSD_NESTED + (int)JSD_COMPACT
};

/* The rows of a struct are in the order of its memory. They are known for
 * 3.9 to 3.15. Where a row starts or ends, that version changed the struct. */
const jsd_row jsd_rows[] = {
    /* 3.14 split this field into a count and flags. An increment of the whole
     * field still increments the count. */
    {JSD_OBJECT, JSD_OBJECT_OB_REFCNT, JSD_SSIZE, OLDEST, NEWEST, GIL,
     "ob_refcnt"},
    {JSD_OBJECT, JSD_PADDING, JSD_POINTER, 13, NEWEST, FREE, "ob_tid"},
    {JSD_OBJECT, JSD_PADDING, JSD_U16, 13, NEWEST, FREE, "ob_flags"},
    {JSD_OBJECT, JSD_OBJECT_OB_MUTEX, JSD_U8, 13, NEWEST, FREE, "ob_mutex"},
    {JSD_OBJECT, JSD_PADDING, JSD_U8, 13, NEWEST, FREE, "ob_gc_bits"},
    {JSD_OBJECT, JSD_OBJECT_OB_REFCNT, JSD_U32, 13, NEWEST, FREE,
     "ob_ref_local"},
    {JSD_OBJECT, JSD_PADDING, JSD_SSIZE, 13, NEWEST, FREE, "ob_ref_shared"},
    {JSD_OBJECT, JSD_OBJECT_OB_TYPE, JSD_POINTER, OLDEST, NEWEST, ANY,
     "ob_type"},

    {JSD_VAROBJECT, JSD_PADDING, HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_VAROBJECT, JSD_VAROBJECT_OB_SIZE, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "ob_size"},

    {JSD_BUFFER, JSD_BUFFER_BUF, JSD_POINTER, OLDEST, NEWEST, ANY, "buf"},
    {JSD_BUFFER, JSD_BUFFER_OBJ, JSD_POINTER, OLDEST, NEWEST, ANY, "obj"},
    {JSD_BUFFER, JSD_BUFFER_LEN, JSD_SSIZE, OLDEST, NEWEST, ANY, "len"},
    {JSD_BUFFER, JSD_BUFFER_ITEMSIZE, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "itemsize"},
    {JSD_BUFFER, JSD_BUFFER_READONLY, JSD_INT, OLDEST, NEWEST, ANY,
     "readonly"},
    {JSD_BUFFER, JSD_BUFFER_NDIM, JSD_INT, OLDEST, NEWEST, ANY, "ndim"},
    {JSD_BUFFER, JSD_BUFFER_FORMAT, JSD_POINTER, OLDEST, NEWEST, ANY,
     "format"},
    {JSD_BUFFER, JSD_BUFFER_SHAPE, JSD_POINTER, OLDEST, NEWEST, ANY, "shape"},
    {JSD_BUFFER, JSD_BUFFER_STRIDES, JSD_POINTER, OLDEST, NEWEST, ANY,
     "strides"},
    {JSD_BUFFER, JSD_BUFFER_SUBOFFSETS, JSD_POINTER, OLDEST, NEWEST, ANY,
     "suboffsets"},
    {JSD_BUFFER, JSD_BUFFER_INTERNAL, JSD_POINTER, OLDEST, NEWEST, ANY,
     "internal"},

    {JSD_MANAGEDBUFFER, JSD_PADDING, HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_MANAGEDBUFFER, JSD_MANAGEDBUFFER_FLAGS, JSD_INT, OLDEST, NEWEST, ANY,
     "flags"},
    {JSD_MANAGEDBUFFER, JSD_MANAGEDBUFFER_EXPORTS, JSD_SSIZE, OLDEST, NEWEST,
     ANY, "exports"},
    {JSD_MANAGEDBUFFER, JSD_MANAGEDBUFFER_MASTER, NESTED_BUFFER, OLDEST,
     NEWEST, ANY, "master"},

    {JSD_MEMORYVIEW, JSD_PADDING, VAR_HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_MEMORYVIEW, JSD_MEMORYVIEW_MBUF, JSD_POINTER, OLDEST, NEWEST, ANY,
     "mbuf"},
    {JSD_MEMORYVIEW, JSD_MEMORYVIEW_HASH, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "hash"},
    {JSD_MEMORYVIEW, JSD_MEMORYVIEW_FLAGS, JSD_INT, OLDEST, NEWEST, ANY,
     "flags"},
    {JSD_MEMORYVIEW, JSD_MEMORYVIEW_EXPORTS, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "exports"},
    {JSD_MEMORYVIEW, JSD_MEMORYVIEW_VIEW, NESTED_BUFFER, OLDEST, NEWEST, ANY,
     "view"},
    {JSD_MEMORYVIEW, JSD_MEMORYVIEW_WEAKREFLIST, JSD_POINTER, OLDEST, NEWEST,
     ANY, "weakreflist"},
    {JSD_MEMORYVIEW, JSD_MEMORYVIEW_OB_ARRAY, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "ob_array"},

    {JSD_ASCII, JSD_PADDING, HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_ASCII, JSD_ASCII_LENGTH, JSD_SSIZE, OLDEST, NEWEST, ANY, "length"},
    {JSD_ASCII, JSD_ASCII_HASH, JSD_SSIZE, OLDEST, NEWEST, ANY, "hash"},
    {JSD_ASCII, JSD_ASCII_STATE, JSD_U32, OLDEST, NEWEST, ANY, "state"},
    {JSD_ASCII, JSD_PADDING, JSD_POINTER, OLDEST, 11, ANY, "wstr"},

    {JSD_COMPACT, JSD_PADDING, NESTED_ASCII, OLDEST, NEWEST, ANY, "_base"},
    {JSD_COMPACT, JSD_COMPACT_UTF8_LENGTH, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "utf8_length"},
    {JSD_COMPACT, JSD_COMPACT_UTF8, JSD_POINTER, OLDEST, NEWEST, ANY, "utf8"},
    {JSD_COMPACT, JSD_PADDING, JSD_SSIZE, OLDEST, 11, ANY, "wstr_length"},

    {JSD_UNICODE, JSD_PADDING, NESTED_COMPACT, OLDEST, NEWEST, ANY, "_base"},
    {JSD_UNICODE, JSD_UNICODE_DATA, JSD_POINTER, OLDEST, NEWEST, ANY, "data"},

    {JSD_LONG, JSD_PADDING, VAR_HEAD, OLDEST, 11, ANY, "ob_base"},
    {JSD_LONG, JSD_PADDING, HEAD, 12, NEWEST, ANY, "ob_base"},
    {JSD_LONG, JSD_LONG_LV_TAG, JSD_POINTER, 12, NEWEST, ANY, "lv_tag"},
    {JSD_LONG, JSD_LONG_OB_DIGIT, JSD_U32, OLDEST, NEWEST, ANY, "ob_digit"},

    {JSD_FLOAT, JSD_PADDING, HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_FLOAT, JSD_FLOAT_OB_FVAL, JSD_DOUBLE, OLDEST, NEWEST, ANY, "ob_fval"},

    {JSD_LIST, JSD_PADDING, VAR_HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_LIST, JSD_LIST_OB_ITEM, JSD_POINTER, OLDEST, NEWEST, ANY, "ob_item"},
    {JSD_LIST, JSD_LIST_ALLOCATED, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "allocated"},

    {JSD_TUPLE, JSD_PADDING, VAR_HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_TUPLE, JSD_TUPLE_OB_HASH, JSD_SSIZE, 14, NEWEST, ANY, "ob_hash"},
    {JSD_TUPLE, JSD_TUPLE_OB_ITEM, JSD_POINTER, OLDEST, NEWEST, ANY,
     "ob_item"},

    {JSD_BYTES, JSD_PADDING, VAR_HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_BYTES, JSD_BYTES_OB_SHASH, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "ob_shash"},
    {JSD_BYTES, JSD_BYTES_OB_SVAL, JSD_U8, OLDEST, NEWEST, ANY, "ob_sval"},

    {JSD_BYTEARRAY, JSD_PADDING, VAR_HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_BYTEARRAY, JSD_BYTEARRAY_OB_ALLOC, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "ob_alloc"},
    {JSD_BYTEARRAY, JSD_BYTEARRAY_OB_BYTES, JSD_POINTER, OLDEST, NEWEST, ANY,
     "ob_bytes"},
    {JSD_BYTEARRAY, JSD_BYTEARRAY_OB_START, JSD_POINTER, OLDEST, NEWEST, ANY,
     "ob_start"},
    {JSD_BYTEARRAY, JSD_BYTEARRAY_OB_EXPORTS, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "ob_exports"},
    {JSD_BYTEARRAY, JSD_BYTEARRAY_OB_BYTES_OBJECT, JSD_POINTER, 15, NEWEST,
     ANY, "ob_bytes_object"},

    {JSD_DICT, JSD_PADDING, HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_DICT, JSD_DICT_MA_USED, JSD_SSIZE, OLDEST, NEWEST, ANY, "ma_used"},
    {JSD_DICT, JSD_PADDING, JSD_U64, OLDEST, NEWEST, ANY,
     "ma_version_tag"}, /* _ma_watcher_tag from 3.14 on */
    {JSD_DICT, JSD_DICT_MA_KEYS, JSD_POINTER, OLDEST, NEWEST, ANY, "ma_keys"},
    {JSD_DICT, JSD_DICT_MA_VALUES, JSD_POINTER, OLDEST, NEWEST, ANY,
     "ma_values"},

    /* dk_indices and then the entries follow it. Its size tells where. */
    {JSD_KEYS, JSD_KEYS_DK_REFCNT, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "dk_refcnt"},
    {JSD_KEYS, JSD_KEYS_DK_SIZE, JSD_SSIZE, OLDEST, 10, ANY, "dk_size"},
    {JSD_KEYS, JSD_PADDING, JSD_POINTER, OLDEST, 10, ANY, "dk_lookup"},
    {JSD_KEYS, JSD_KEYS_DK_LOG2_SIZE, JSD_U8, 11, NEWEST, ANY, "dk_log2_size"},
    {JSD_KEYS, JSD_KEYS_DK_LOG2_INDEX_BYTES, JSD_U8, 11, NEWEST, ANY,
     "dk_log2_index_bytes"},
    {JSD_KEYS, JSD_KEYS_DK_KIND, JSD_U8, 11, NEWEST, ANY, "dk_kind"},
    /* dk_mutex (free-threaded) fills the padding before dk_version. */
    {JSD_KEYS, JSD_PADDING, JSD_U32, 11, NEWEST, ANY, "dk_version"},
    {JSD_KEYS, JSD_KEYS_DK_USABLE, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "dk_usable"},
    {JSD_KEYS, JSD_KEYS_DK_NENTRIES, JSD_SSIZE, OLDEST, NEWEST, ANY,
     "dk_nentries"},

    {JSD_ENTRY, JSD_ENTRY_ME_HASH, JSD_SSIZE, OLDEST, NEWEST, ANY, "me_hash"},
    {JSD_ENTRY, JSD_ENTRY_ME_KEY, JSD_POINTER, OLDEST, NEWEST, ANY, "me_key"},
    {JSD_ENTRY, JSD_ENTRY_ME_VALUE, JSD_POINTER, OLDEST, NEWEST, ANY,
     "me_value"},

    {JSD_UNICODE_ENTRY, JSD_UNICODE_ENTRY_ME_KEY, JSD_POINTER, 11, NEWEST, ANY,
     "me_key"},
    {JSD_UNICODE_ENTRY, JSD_UNICODE_ENTRY_ME_VALUE, JSD_POINTER, 11, NEWEST,
     ANY, "me_value"},

    {JSD_DATE, JSD_PADDING, HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_DATE, JSD_PADDING, JSD_SSIZE, OLDEST, NEWEST, ANY, "hashcode"},
    {JSD_DATE, JSD_PADDING, JSD_U8, OLDEST, NEWEST, ANY, "hastzinfo"},
    {JSD_DATE, JSD_DATE_DATA, JSD_U8_4, OLDEST, NEWEST, ANY, "data"},

    /* An object without a time zone ends behind fold. */
    {JSD_TIME, JSD_PADDING, HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_TIME, JSD_PADDING, JSD_SSIZE, OLDEST, NEWEST, ANY, "hashcode"},
    {JSD_TIME, JSD_TIME_HASTZINFO, JSD_U8, OLDEST, NEWEST, ANY, "hastzinfo"},
    {JSD_TIME, JSD_TIME_DATA, JSD_U8_6, OLDEST, NEWEST, ANY, "data"},
    {JSD_TIME, JSD_TIME_FOLD, JSD_U8, OLDEST, NEWEST, ANY, "fold"},
    {JSD_TIME, JSD_TIME_TZINFO, JSD_POINTER, OLDEST, NEWEST, ANY, "tzinfo"},

    {JSD_DATETIME, JSD_PADDING, HEAD, OLDEST, NEWEST, ANY, "ob_base"},
    {JSD_DATETIME, JSD_PADDING, JSD_SSIZE, OLDEST, NEWEST, ANY, "hashcode"},
    {JSD_DATETIME, JSD_DATETIME_HASTZINFO, JSD_U8, OLDEST, NEWEST, ANY,
     "hastzinfo"},
    {JSD_DATETIME, JSD_DATETIME_DATA, JSD_U8_10, OLDEST, NEWEST, ANY, "data"},
    {JSD_DATETIME, JSD_DATETIME_FOLD, JSD_U8, OLDEST, NEWEST, ANY, "fold"},
    {JSD_DATETIME, JSD_DATETIME_TZINFO, JSD_POINTER, OLDEST, NEWEST, ANY,
     "tzinfo"},
};

const size_t jsd_row_count = JSD_COUNTOF(jsd_rows);

bool
jsd_row_applies(const jsd_row *row, int minor, bool free_threaded)
{
    int build = free_threaded ? JSD_BUILD_FREE_THREADED : JSD_BUILD_GIL;

    return row->first <= minor && minor <= row->last &&
           (row->builds & build) != 0;
}
