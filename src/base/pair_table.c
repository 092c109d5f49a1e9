/* SPDX-License-Identifier: MIT */
#include "base/pair_table.h"

/* clang-format off */
#define TEN_PAIRS(a) \
    {a, '0'}, {a, '1'}, {a, '2'}, {a, '3'}, {a, '4'}, \
    {a, '5'}, {a, '6'}, {a, '7'}, {a, '8'}, {a, '9'}

const char jsd_pair_table[JSD_PAIR_TABLE_SIZE][2] = {
    TEN_PAIRS('0'), TEN_PAIRS('1'), TEN_PAIRS('2'), TEN_PAIRS('3'), TEN_PAIRS('4'),
    TEN_PAIRS('5'), TEN_PAIRS('6'), TEN_PAIRS('7'), TEN_PAIRS('8'), TEN_PAIRS('9'),
};
/* clang-format on */
