/* SPDX-License-Identifier: MIT */
#include "simd/escape_table.h"

/* clang-format off */
#define HEX(a, b) {{'\\', 'u', '0', '0', a, b}, 6}
#define SHORT(letter) {{'\\', letter}, 2}
#define ONE(c) {{(char)(c)}, 1}
#define TWO(c) {{(char)(0xc0 | (c) >> 6), (char)(0x80 | ((c) & 0x3f))}, 2}
#define FOUR(k, c) k(c), k((c) + 1), k((c) + 2), k((c) + 3)
#define SIXTEEN(k, c) \
    FOUR(k, c), FOUR(k, (c) + 4), FOUR(k, (c) + 8), FOUR(k, (c) + 12)

const jsd_piece jsd_pieces[0x100] = {
    HEX('0', '0'), HEX('0', '1'), HEX('0', '2'), HEX('0', '3'),
    HEX('0', '4'), HEX('0', '5'), HEX('0', '6'), HEX('0', '7'),
    SHORT('b'),    SHORT('t'),    SHORT('n'),    HEX('0', 'b'),
    SHORT('f'),    SHORT('r'),    HEX('0', 'e'), HEX('0', 'f'),
    HEX('1', '0'), HEX('1', '1'), HEX('1', '2'), HEX('1', '3'),
    HEX('1', '4'), HEX('1', '5'), HEX('1', '6'), HEX('1', '7'),
    HEX('1', '8'), HEX('1', '9'), HEX('1', 'a'), HEX('1', 'b'),
    HEX('1', 'c'), HEX('1', 'd'), HEX('1', 'e'), HEX('1', 'f'),
    ONE(' '), ONE('!'), SHORT('"'), ONE('#'),
    FOUR(ONE, 0x24), FOUR(ONE, 0x28), FOUR(ONE, 0x2c),
    SIXTEEN(ONE, 0x30), SIXTEEN(ONE, 0x40),
    FOUR(ONE, 0x50), FOUR(ONE, 0x54), FOUR(ONE, 0x58),
    SHORT('\\'), ONE(']'), ONE('^'), ONE('_'),
    SIXTEEN(ONE, 0x60), SIXTEEN(ONE, 0x70),
    SIXTEEN(TWO, 0x80), SIXTEEN(TWO, 0x90), SIXTEEN(TWO, 0xa0),
    SIXTEEN(TWO, 0xb0), SIXTEEN(TWO, 0xc0), SIXTEEN(TWO, 0xd0),
    SIXTEEN(TWO, 0xe0), SIXTEEN(TWO, 0xf0),
};
/* clang-format on */
