/* SPDX-License-Identifier: MIT */
#include "simd/base64_table.h"

/* The preprocessor generates the table. Each row combines the first character
 * a with all 64 second ones. The alphabets differ in the last two characters,
 * y and z. */
/* clang-format off */
#define BASE64_ROW(a, y, z) \
    {a, 'A'}, {a, 'B'}, {a, 'C'}, {a, 'D'}, {a, 'E'}, {a, 'F'}, \
    {a, 'G'}, {a, 'H'}, {a, 'I'}, {a, 'J'}, {a, 'K'}, {a, 'L'}, \
    {a, 'M'}, {a, 'N'}, {a, 'O'}, {a, 'P'}, {a, 'Q'}, {a, 'R'}, \
    {a, 'S'}, {a, 'T'}, {a, 'U'}, {a, 'V'}, {a, 'W'}, {a, 'X'}, \
    {a, 'Y'}, {a, 'Z'}, {a, 'a'}, {a, 'b'}, {a, 'c'}, {a, 'd'}, \
    {a, 'e'}, {a, 'f'}, {a, 'g'}, {a, 'h'}, {a, 'i'}, {a, 'j'}, \
    {a, 'k'}, {a, 'l'}, {a, 'm'}, {a, 'n'}, {a, 'o'}, {a, 'p'}, \
    {a, 'q'}, {a, 'r'}, {a, 's'}, {a, 't'}, {a, 'u'}, {a, 'v'}, \
    {a, 'w'}, {a, 'x'}, {a, 'y'}, {a, 'z'}, {a, '0'}, {a, '1'}, \
    {a, '2'}, {a, '3'}, {a, '4'}, {a, '5'}, {a, '6'}, {a, '7'}, \
    {a, '8'}, {a, '9'}, \
    {a, y}, {a, z}
#define BASE64_TABLE(y, z) \
    { \
        BASE64_ROW('A', y, z), BASE64_ROW('B', y, z), BASE64_ROW('C', y, z), BASE64_ROW('D', y, z), \
        BASE64_ROW('E', y, z), BASE64_ROW('F', y, z), BASE64_ROW('G', y, z), BASE64_ROW('H', y, z), \
        BASE64_ROW('I', y, z), BASE64_ROW('J', y, z), BASE64_ROW('K', y, z), BASE64_ROW('L', y, z), \
        BASE64_ROW('M', y, z), BASE64_ROW('N', y, z), BASE64_ROW('O', y, z), BASE64_ROW('P', y, z), \
        BASE64_ROW('Q', y, z), BASE64_ROW('R', y, z), BASE64_ROW('S', y, z), BASE64_ROW('T', y, z), \
        BASE64_ROW('U', y, z), BASE64_ROW('V', y, z), BASE64_ROW('W', y, z), BASE64_ROW('X', y, z), \
        BASE64_ROW('Y', y, z), BASE64_ROW('Z', y, z), BASE64_ROW('a', y, z), BASE64_ROW('b', y, z), \
        BASE64_ROW('c', y, z), BASE64_ROW('d', y, z), BASE64_ROW('e', y, z), BASE64_ROW('f', y, z), \
        BASE64_ROW('g', y, z), BASE64_ROW('h', y, z), BASE64_ROW('i', y, z), BASE64_ROW('j', y, z), \
        BASE64_ROW('k', y, z), BASE64_ROW('l', y, z), BASE64_ROW('m', y, z), BASE64_ROW('n', y, z), \
        BASE64_ROW('o', y, z), BASE64_ROW('p', y, z), BASE64_ROW('q', y, z), BASE64_ROW('r', y, z), \
        BASE64_ROW('s', y, z), BASE64_ROW('t', y, z), BASE64_ROW('u', y, z), BASE64_ROW('v', y, z), \
        BASE64_ROW('w', y, z), BASE64_ROW('x', y, z), BASE64_ROW('y', y, z), BASE64_ROW('z', y, z), \
        BASE64_ROW('0', y, z), BASE64_ROW('1', y, z), BASE64_ROW('2', y, z), BASE64_ROW('3', y, z), \
        BASE64_ROW('4', y, z), BASE64_ROW('5', y, z), BASE64_ROW('6', y, z), BASE64_ROW('7', y, z), \
        BASE64_ROW('8', y, z), BASE64_ROW('9', y, z), \
        BASE64_ROW(y, y, z), BASE64_ROW(z, y, z) \
    }

const char jsd_base64_table[2][JSD_BASE64_TABLE_SIZE][2] = {
    BASE64_TABLE('+', '/'),
    BASE64_TABLE('-', '_'),
};

#define NO_VALUE JSD_BASE64_NONE
const uint8_t jsd_base64_values[256] = {
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, 62, NO_VALUE, NO_VALUE, NO_VALUE, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
    NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE,
};
/* clang-format on */
