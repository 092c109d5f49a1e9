/* SPDX-License-Identifier: MIT */
#include "num/itoa_table.h"

/* The preprocessor counts: each level puts every digit behind those that it
 * was given. */
/* clang-format off */
#define ROW(a, b, c) \
    {a, b, c, '0'}, {a, b, c, '1'}, {a, b, c, '2'}, {a, b, c, '3'}, \
    {a, b, c, '4'}, {a, b, c, '5'}, {a, b, c, '6'}, {a, b, c, '7'}, \
    {a, b, c, '8'}, {a, b, c, '9'}
#define HUNDRED(a, b) \
    ROW(a, b, '0'), ROW(a, b, '1'), ROW(a, b, '2'), ROW(a, b, '3'), \
    ROW(a, b, '4'), ROW(a, b, '5'), ROW(a, b, '6'), ROW(a, b, '7'), \
    ROW(a, b, '8'), ROW(a, b, '9')
#define THOUSAND(a) \
    HUNDRED(a, '0'), HUNDRED(a, '1'), HUNDRED(a, '2'), HUNDRED(a, '3'), \
    HUNDRED(a, '4'), HUNDRED(a, '5'), HUNDRED(a, '6'), HUNDRED(a, '7'), \
    HUNDRED(a, '8'), HUNDRED(a, '9')

const char jsd_itoa_table[JSD_ITOA_TABLE_SIZE][4] = {
    THOUSAND('0'), THOUSAND('1'), THOUSAND('2'), THOUSAND('3'),
    THOUSAND('4'), THOUSAND('5'), THOUSAND('6'), THOUSAND('7'),
    THOUSAND('8'), THOUSAND('9'),
};
/* clang-format on */
