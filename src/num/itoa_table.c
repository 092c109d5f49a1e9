/* SPDX-License-Identifier: MIT */
#include "num/itoa_table.h"

/* The preprocessor counts: each level puts every digit behind those that it
 * was given. */
/* clang-format off */
#define DIGITS_ROW(a, b, c) \
    {a, b, c, '0'}, {a, b, c, '1'}, {a, b, c, '2'}, {a, b, c, '3'}, \
    {a, b, c, '4'}, {a, b, c, '5'}, {a, b, c, '6'}, {a, b, c, '7'}, \
    {a, b, c, '8'}, {a, b, c, '9'}
#define HUNDRED_ROWS(a, b) \
    DIGITS_ROW(a, b, '0'), DIGITS_ROW(a, b, '1'), DIGITS_ROW(a, b, '2'), DIGITS_ROW(a, b, '3'), \
    DIGITS_ROW(a, b, '4'), DIGITS_ROW(a, b, '5'), DIGITS_ROW(a, b, '6'), DIGITS_ROW(a, b, '7'), \
    DIGITS_ROW(a, b, '8'), DIGITS_ROW(a, b, '9')
#define THOUSAND_ROWS(a) \
    HUNDRED_ROWS(a, '0'), HUNDRED_ROWS(a, '1'), HUNDRED_ROWS(a, '2'), HUNDRED_ROWS(a, '3'), \
    HUNDRED_ROWS(a, '4'), HUNDRED_ROWS(a, '5'), HUNDRED_ROWS(a, '6'), HUNDRED_ROWS(a, '7'), \
    HUNDRED_ROWS(a, '8'), HUNDRED_ROWS(a, '9')

const char jsd_itoa_table[JSD_ITOA_TABLE_SIZE][4] = {
    THOUSAND_ROWS('0'), THOUSAND_ROWS('1'), THOUSAND_ROWS('2'), THOUSAND_ROWS('3'),
    THOUSAND_ROWS('4'), THOUSAND_ROWS('5'), THOUSAND_ROWS('6'), THOUSAND_ROWS('7'),
    THOUSAND_ROWS('8'), THOUSAND_ROWS('9'),
};
/* clang-format on */
