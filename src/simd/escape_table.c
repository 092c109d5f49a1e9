/* SPDX-License-Identifier: MIT */
#include "simd/escape_table.h"

/* clang-format off */
#define HEX_ROW(a, b) {{'\\', 'u', '0', '0', a, b}, 6}
#define SHORT_ROW(letter) {{'\\', letter}, 2}
#define ONE_BYTE_ROW(c) {{(char)(c)}, 1}
#define TWO_BYTE_ROW(c) {{(char)(0xc0 | (c) >> 6), (char)(0x80 | ((c) & 0x3f))}, 2}
#define FOUR_ROWS(k, c) k(c), k((c) + 1), k((c) + 2), k((c) + 3)
#define SIXTEEN_ROWS(k, c) \
    FOUR_ROWS(k, c), FOUR_ROWS(k, (c) + 4), FOUR_ROWS(k, (c) + 8), FOUR_ROWS(k, (c) + 12)

const jsd_piece jsd_pieces[0x100] = {
    HEX_ROW('0', '0'), HEX_ROW('0', '1'), HEX_ROW('0', '2'), HEX_ROW('0', '3'),
    HEX_ROW('0', '4'), HEX_ROW('0', '5'), HEX_ROW('0', '6'), HEX_ROW('0', '7'),
    SHORT_ROW('b'),    SHORT_ROW('t'),    SHORT_ROW('n'),    HEX_ROW('0', 'b'),
    SHORT_ROW('f'),    SHORT_ROW('r'),    HEX_ROW('0', 'e'), HEX_ROW('0', 'f'),
    HEX_ROW('1', '0'), HEX_ROW('1', '1'), HEX_ROW('1', '2'), HEX_ROW('1', '3'),
    HEX_ROW('1', '4'), HEX_ROW('1', '5'), HEX_ROW('1', '6'), HEX_ROW('1', '7'),
    HEX_ROW('1', '8'), HEX_ROW('1', '9'), HEX_ROW('1', 'a'), HEX_ROW('1', 'b'),
    HEX_ROW('1', 'c'), HEX_ROW('1', 'd'), HEX_ROW('1', 'e'), HEX_ROW('1', 'f'),
    ONE_BYTE_ROW(' '), ONE_BYTE_ROW('!'), SHORT_ROW('"'), ONE_BYTE_ROW('#'),
    FOUR_ROWS(ONE_BYTE_ROW, 0x24), FOUR_ROWS(ONE_BYTE_ROW, 0x28), FOUR_ROWS(ONE_BYTE_ROW, 0x2c),
    SIXTEEN_ROWS(ONE_BYTE_ROW, 0x30), SIXTEEN_ROWS(ONE_BYTE_ROW, 0x40),
    FOUR_ROWS(ONE_BYTE_ROW, 0x50), FOUR_ROWS(ONE_BYTE_ROW, 0x54), FOUR_ROWS(ONE_BYTE_ROW, 0x58),
    SHORT_ROW('\\'), ONE_BYTE_ROW(']'), ONE_BYTE_ROW('^'), ONE_BYTE_ROW('_'),
    SIXTEEN_ROWS(ONE_BYTE_ROW, 0x60), SIXTEEN_ROWS(ONE_BYTE_ROW, 0x70),
    SIXTEEN_ROWS(TWO_BYTE_ROW, 0x80), SIXTEEN_ROWS(TWO_BYTE_ROW, 0x90), SIXTEEN_ROWS(TWO_BYTE_ROW, 0xa0),
    SIXTEEN_ROWS(TWO_BYTE_ROW, 0xb0), SIXTEEN_ROWS(TWO_BYTE_ROW, 0xc0), SIXTEEN_ROWS(TWO_BYTE_ROW, 0xd0),
    SIXTEEN_ROWS(TWO_BYTE_ROW, 0xe0), SIXTEEN_ROWS(TWO_BYTE_ROW, 0xf0),
};
/* clang-format on */
