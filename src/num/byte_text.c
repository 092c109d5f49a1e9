/* SPDX-License-Identifier: MIT */
#include "num/byte_text.h"

/* clang-format off */
/* The preprocessor counts: each level puts every digit behind those that it
 * was given. */
#define TEN_ROWS(row, ...) \
    row(__VA_ARGS__, '0'), row(__VA_ARGS__, '1'), row(__VA_ARGS__, '2'), \
    row(__VA_ARGS__, '3'), row(__VA_ARGS__, '4'), row(__VA_ARGS__, '5'), \
    row(__VA_ARGS__, '6'), row(__VA_ARGS__, '7'), row(__VA_ARGS__, '8'), \
    row(__VA_ARGS__, '9')
#define ONE_DIGIT(a) {{a, ','}, 2}
#define TWO_DIGITS(a, b) {{a, b, ','}, 3}
#define THREE_DIGITS(a, b, c) {{a, b, c, ','}, 4}
#define HUNDRED_TEXTS(a) \
    TEN_ROWS(THREE_DIGITS, a, '0'), TEN_ROWS(THREE_DIGITS, a, '1'), \
    TEN_ROWS(THREE_DIGITS, a, '2'), TEN_ROWS(THREE_DIGITS, a, '3'), \
    TEN_ROWS(THREE_DIGITS, a, '4'), TEN_ROWS(THREE_DIGITS, a, '5'), \
    TEN_ROWS(THREE_DIGITS, a, '6'), TEN_ROWS(THREE_DIGITS, a, '7'), \
    TEN_ROWS(THREE_DIGITS, a, '8'), TEN_ROWS(THREE_DIGITS, a, '9')

const jsd_byte_text jsd_byte_texts[256] = {
    ONE_DIGIT('0'), ONE_DIGIT('1'), ONE_DIGIT('2'), ONE_DIGIT('3'),
    ONE_DIGIT('4'), ONE_DIGIT('5'), ONE_DIGIT('6'), ONE_DIGIT('7'),
    ONE_DIGIT('8'), ONE_DIGIT('9'),
    TEN_ROWS(TWO_DIGITS, '1'), TEN_ROWS(TWO_DIGITS, '2'), TEN_ROWS(TWO_DIGITS, '3'),
    TEN_ROWS(TWO_DIGITS, '4'), TEN_ROWS(TWO_DIGITS, '5'), TEN_ROWS(TWO_DIGITS, '6'),
    TEN_ROWS(TWO_DIGITS, '7'), TEN_ROWS(TWO_DIGITS, '8'), TEN_ROWS(TWO_DIGITS, '9'),
    HUNDRED_TEXTS('1'),
    TEN_ROWS(THREE_DIGITS, '2', '0'), TEN_ROWS(THREE_DIGITS, '2', '1'),
    TEN_ROWS(THREE_DIGITS, '2', '2'), TEN_ROWS(THREE_DIGITS, '2', '3'),
    TEN_ROWS(THREE_DIGITS, '2', '4'),
    THREE_DIGITS('2', '5', '0'), THREE_DIGITS('2', '5', '1'),
    THREE_DIGITS('2', '5', '2'), THREE_DIGITS('2', '5', '3'),
    THREE_DIGITS('2', '5', '4'), THREE_DIGITS('2', '5', '5'),
};

#define FALSE_TEXT "false,"
#define TRUE_TEXT "true,"

const jsd_bool_group_text jsd_bool_group_texts[1 << JSD_BOOL_GROUP] = {
    {FALSE_TEXT FALSE_TEXT FALSE_TEXT FALSE_TEXT, 24},
    {TRUE_TEXT FALSE_TEXT FALSE_TEXT FALSE_TEXT, 23},
    {FALSE_TEXT TRUE_TEXT FALSE_TEXT FALSE_TEXT, 23},
    {TRUE_TEXT TRUE_TEXT FALSE_TEXT FALSE_TEXT, 22},
    {FALSE_TEXT FALSE_TEXT TRUE_TEXT FALSE_TEXT, 23},
    {TRUE_TEXT FALSE_TEXT TRUE_TEXT FALSE_TEXT, 22},
    {FALSE_TEXT TRUE_TEXT TRUE_TEXT FALSE_TEXT, 22},
    {TRUE_TEXT TRUE_TEXT TRUE_TEXT FALSE_TEXT, 21},
    {FALSE_TEXT FALSE_TEXT FALSE_TEXT TRUE_TEXT, 23},
    {TRUE_TEXT FALSE_TEXT FALSE_TEXT TRUE_TEXT, 22},
    {FALSE_TEXT TRUE_TEXT FALSE_TEXT TRUE_TEXT, 22},
    {TRUE_TEXT TRUE_TEXT FALSE_TEXT TRUE_TEXT, 21},
    {FALSE_TEXT FALSE_TEXT TRUE_TEXT TRUE_TEXT, 22},
    {TRUE_TEXT FALSE_TEXT TRUE_TEXT TRUE_TEXT, 21},
    {FALSE_TEXT TRUE_TEXT TRUE_TEXT TRUE_TEXT, 21},
    {TRUE_TEXT TRUE_TEXT TRUE_TEXT TRUE_TEXT, 20},
};
/* clang-format on */
