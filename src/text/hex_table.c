/* SPDX-License-Identifier: MIT */
#include "text/hex_table.h"

/* clang-format off */
#define HEX_DIGITS_ROW(a) \
    {a, '0'}, {a, '1'}, {a, '2'}, {a, '3'}, {a, '4'}, {a, '5'}, \
    {a, '6'}, {a, '7'}, {a, '8'}, {a, '9'}, {a, 'a'}, {a, 'b'}, \
    {a, 'c'}, {a, 'd'}, {a, 'e'}, {a, 'f'}

const char jsd_hex_table[0x100][2] = {
    HEX_DIGITS_ROW('0'), HEX_DIGITS_ROW('1'), HEX_DIGITS_ROW('2'), HEX_DIGITS_ROW('3'), HEX_DIGITS_ROW('4'), HEX_DIGITS_ROW('5'),
    HEX_DIGITS_ROW('6'), HEX_DIGITS_ROW('7'), HEX_DIGITS_ROW('8'), HEX_DIGITS_ROW('9'), HEX_DIGITS_ROW('a'), HEX_DIGITS_ROW('b'),
    HEX_DIGITS_ROW('c'), HEX_DIGITS_ROW('d'), HEX_DIGITS_ROW('e'), HEX_DIGITS_ROW('f'),
};
/* clang-format on */
