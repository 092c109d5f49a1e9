/* SPDX-License-Identifier: MIT */
#include "text/hex_table.h"

/* clang-format off */
#define ROW(a) \
    {a, '0'}, {a, '1'}, {a, '2'}, {a, '3'}, {a, '4'}, {a, '5'}, \
    {a, '6'}, {a, '7'}, {a, '8'}, {a, '9'}, {a, 'a'}, {a, 'b'}, \
    {a, 'c'}, {a, 'd'}, {a, 'e'}, {a, 'f'}

const char jsd_hex_table[0x100][2] = {
    ROW('0'), ROW('1'), ROW('2'), ROW('3'), ROW('4'), ROW('5'),
    ROW('6'), ROW('7'), ROW('8'), ROW('9'), ROW('a'), ROW('b'),
    ROW('c'), ROW('d'), ROW('e'), ROW('f'),
};
/* clang-format on */
