/* SPDX-License-Identifier: MIT */
#include "num/item.h"

/* Returns the item of an integer of `size` bytes. */
static jsd_item
integer_item(size_t size, bool is_signed)
{
    jsd_item item = size == 1   ? JSD_ITEM_I8
                    : size == 2 ? JSD_ITEM_I16
                    : size == 4 ? JSD_ITEM_I32
                                : JSD_ITEM_I64;

    return is_signed ? item : item + 1;
}

/* Returns the item of a struct code. native: with C's sizes; otherwise with
 * the standard sizes. */
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
        return integer_item(1, code == 'b');
    case 'h':
    case 'H':
        return integer_item(native ? sizeof(short) : 2, code == 'h');
    case 'i':
    case 'I':
        return integer_item(native ? sizeof(int) : 4, code == 'i');
    case 'l':
    case 'L':
        return integer_item(native ? sizeof(long) : 4, code == 'l');
    case 'q':
    case 'Q':
        return integer_item(native ? sizeof(long long) : 8, code == 'q');
    case 'n':
    case 'N':
        return native ? integer_item(sizeof(size_t), code == 'n')
                      : JSD_ITEM_NONE;
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

/* Returns whether this byte order is not the native one. */
static bool
is_swapped(char order, jsd_item item)
{
    if (jsd_item_size(item) <= 1)
        return false;
    return order == '<'                   ? !JSD_LITTLE_ENDIAN
           : order == '>' || order == '!' ? JSD_LITTLE_ENDIAN
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
