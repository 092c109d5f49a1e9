/* SPDX-License-Identifier: MIT */
#include "num/dtype.h"

/* Kind and size in numpy, and the struct code. */
static const struct {
    char kind, size, code;
} rows[JSD_ITEM_COUNT] = {
    [JSD_ITEM_BOOL] = {'b', '1', '?'}, [JSD_ITEM_CHAR] = {'S', '1', 'c'},
    [JSD_ITEM_I8] = {'i', '1', 'b'},   [JSD_ITEM_U8] = {'u', '1', 'B'},
    [JSD_ITEM_I16] = {'i', '2', 'h'},  [JSD_ITEM_U16] = {'u', '2', 'H'},
    [JSD_ITEM_I32] = {'i', '4', 'i'},  [JSD_ITEM_U32] = {'u', '4', 'I'},
    [JSD_ITEM_I64] = {'i', '8', 'q'},  [JSD_ITEM_U64] = {'u', '8', 'Q'},
    [JSD_ITEM_F16] = {'f', '2', 'e'},  [JSD_ITEM_F32] = {'f', '4', 'f'},
    [JSD_ITEM_F64] = {'f', '8', 'd'},
};

/* Returns the native byte order, or the other one. */
static char
byte_order(bool swapped)
{
    return JSD_LITTLE_ENDIAN == swapped ? '>' : '<';
}

void
jsd_dtype_put(jsd_item_format format, char out[JSD_DTYPE_LEN + 1])
{
    out[0] =
        jsd_item_size(format.item) == 1 ? '|' : byte_order(format.swapped);
    out[1] = rows[format.item].kind;
    out[2] = rows[format.item].size;
    out[3] = '\0';
}

jsd_item_format
jsd_dtype_read(const char *s, size_t n)
{
    jsd_item_format format = {JSD_ITEM_NONE, false};
    int item = JSD_ITEM_COUNT - 1;

    if (n != JSD_DTYPE_LEN)
        return format;
    while (item > JSD_ITEM_NONE &&
           (rows[item].kind != s[1] || rows[item].size != s[2]))
        item--;
    format.swapped = s[0] == byte_order(true);
    if (s[0] == (jsd_item_size((jsd_item)item) == 1
                     ? '|'
                     : byte_order(format.swapped)))
        format.item = (jsd_item)item;
    return format;
}

void
jsd_dtype_put_code(jsd_item_format format, char out[3])
{
    if (format.swapped)
        *out++ = byte_order(true);
    *out++ = rows[format.item].code;
    *out = '\0';
}

/* The type names of numpy, and Python's types that numpy accepts, with their
 * struct codes. */
static const struct {
    const char *name, *code;
} names[] = {
    {"bool", "?"},    {"bool_", "?"},   {"byte", "b"},     {"ubyte", "B"},
    {"short", "h"},   {"ushort", "H"},  {"intc", "i"},     {"uintc", "I"},
    {"long", "l"},    {"ulong", "L"},   {"longlong", "q"}, {"ulonglong", "Q"},
    {"int", "n"},     {"uint", "N"},    {"intp", "n"},     {"uintp", "N"},
    {"int8", "=b"},   {"int16", "=h"},  {"int32", "=i"},   {"int64", "=q"},
    {"uint8", "=B"},  {"uint16", "=H"}, {"uint32", "=I"},  {"uint64", "=Q"},
    {"float16", "e"}, {"float32", "f"}, {"float64", "d"},  {"half", "e"},
    {"single", "f"},  {"double", "d"},  {"float", "d"},
};

jsd_item_format
jsd_dtype_parse(const char *s)
{
    char full[JSD_DTYPE_LEN + 1] = {0};
    jsd_item_format format = {JSD_ITEM_NONE, false};
    const char order = *s != '\0' && strchr("<>=|", *s) != NULL ? *s : '=';

    for (size_t i = 0; i < JSD_COUNTOF(names); i++)
        if (strcmp(names[i].name, s) == 0)
            return jsd_item_parse(names[i].code);
    s += *s == order;
    if (strlen(s) != JSD_DTYPE_LEN - 1)
        return format;
    memcpy(full + 1, s, JSD_DTYPE_LEN - 1);
    full[0] = s[1] == '1'                    ? '|'
              : order == '<' || order == '>' ? order
                                             : byte_order(false);
    return jsd_dtype_read(full, JSD_DTYPE_LEN);
}
