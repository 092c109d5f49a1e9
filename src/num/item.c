/* SPDX-License-Identifier: MIT */
#include "num/item.h"

/* An integer of so many bytes. */
static jsd_item
integer(size_t size, bool is_signed)
{
    jsd_item item = size == 1   ? JSD_ITEM_I8
                    : size == 2 ? JSD_ITEM_I16
                    : size == 4 ? JSD_ITEM_I32
                                : JSD_ITEM_I64;

    return is_signed ? item : item + 1;
}

/* native: the sizes of C here, else those of the standard. */
static jsd_item
item_of(char code, bool native)
{
    switch (code) {
    case '?':
        return JSD_ITEM_BOOL;
    case 'c':
        return JSD_ITEM_CHAR;
    case 'b':
    case 'B':
        return integer(1, code == 'b');
    case 'h':
    case 'H':
        return integer(native ? sizeof(short) : 2, code == 'h');
    case 'i':
    case 'I':
        return integer(native ? sizeof(int) : 4, code == 'i');
    case 'l':
    case 'L':
        return integer(native ? sizeof(long) : 4, code == 'l');
    case 'q':
    case 'Q':
        return integer(native ? sizeof(long long) : 8, code == 'q');
    case 'n':
    case 'N':
        return native ? integer(sizeof(size_t), code == 'n') : JSD_ITEM_NONE;
    case 'e':
        return JSD_ITEM_F16;
    case 'f':
        return JSD_ITEM_F32;
    case 'd':
        return JSD_ITEM_F64;
    default:
        return JSD_ITEM_NONE;
    }
}

static bool
is_little_endian(void)
{
    const union {
        uint16_t word;
        uint8_t first;
    } order = {1};

    return order.first == 1;
}

/* Whether bytes in this order have to be swapped. */
static bool
is_swapped(char order, jsd_item item)
{
    if (jsd_item_size(item) <= 1)
        return false;
    return order == '<'                   ? !is_little_endian()
           : order == '>' || order == '!' ? is_little_endian()
                                          : false;
}

jsd_item_format
jsd_item_parse(const char *format)
{
    jsd_item_format found = {JSD_ITEM_NONE, false};
    char order = '@';

    if (format == NULL)
        format = "B";
    if (*format != '\0' && strchr("@=<>!", *format) != NULL)
        order = *format++;
    if (format[0] == '\0' || format[1] != '\0')
        return found;
    found.item = item_of(*format, order == '@');
    found.swapped = is_swapped(order, found.item);
    return found;
}

jsd_item_format
jsd_item_parse_dtype(const char *dtype)
{
    static const struct {
        char dtype[3];
        char code; /* of struct, with the sizes of its standard */
    } rows[] = {{"b1", '?'}, {"S1", 'c'}, {"i1", 'b'}, {"u1", 'B'},
                {"i2", 'h'}, {"u2", 'H'}, {"i4", 'i'}, {"u4", 'I'},
                {"i8", 'q'}, {"u8", 'Q'}, {"f2", 'e'}, {"f4", 'f'},
                {"f8", 'd'}};
    jsd_item_format found = {JSD_ITEM_NONE, false};

    if (*dtype == '\0' || strchr("<>|", *dtype) == NULL)
        return found;
    for (size_t i = 0; i < JSD_ARRAY_LEN(rows); i++)
        if (strcmp(dtype + 1, rows[i].dtype) == 0)
            found.item = item_of(rows[i].code, false);
    found.swapped = is_swapped(*dtype, found.item);
    return found;
}
