/* SPDX-License-Identifier: MIT */
#include "base/pair_table.h"

/* clang-format off */
#define TEN(a) \
    {a, '0'}, {a, '1'}, {a, '2'}, {a, '3'}, {a, '4'}, \
    {a, '5'}, {a, '6'}, {a, '7'}, {a, '8'}, {a, '9'}

const char jsd_pair_table[JSD_PAIR_TABLE_SIZE][2] = {
    TEN('0'), TEN('1'), TEN('2'), TEN('3'), TEN('4'),
    TEN('5'), TEN('6'), TEN('7'), TEN('8'), TEN('9'),
};
/* clang-format on */
