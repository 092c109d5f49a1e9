/* SPDX-License-Identifier: MIT */
#include "simd/base64_table.h"

/* The preprocessor counts: each row puts every character behind one, and the
 * last two are those that alphabets differ by. */
/* clang-format off */
#define ROW(a, y, z) \
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
#define TABLE(y, z) \
    { \
        ROW('A', y, z), ROW('B', y, z), ROW('C', y, z), ROW('D', y, z), \
        ROW('E', y, z), ROW('F', y, z), ROW('G', y, z), ROW('H', y, z), \
        ROW('I', y, z), ROW('J', y, z), ROW('K', y, z), ROW('L', y, z), \
        ROW('M', y, z), ROW('N', y, z), ROW('O', y, z), ROW('P', y, z), \
        ROW('Q', y, z), ROW('R', y, z), ROW('S', y, z), ROW('T', y, z), \
        ROW('U', y, z), ROW('V', y, z), ROW('W', y, z), ROW('X', y, z), \
        ROW('Y', y, z), ROW('Z', y, z), ROW('a', y, z), ROW('b', y, z), \
        ROW('c', y, z), ROW('d', y, z), ROW('e', y, z), ROW('f', y, z), \
        ROW('g', y, z), ROW('h', y, z), ROW('i', y, z), ROW('j', y, z), \
        ROW('k', y, z), ROW('l', y, z), ROW('m', y, z), ROW('n', y, z), \
        ROW('o', y, z), ROW('p', y, z), ROW('q', y, z), ROW('r', y, z), \
        ROW('s', y, z), ROW('t', y, z), ROW('u', y, z), ROW('v', y, z), \
        ROW('w', y, z), ROW('x', y, z), ROW('y', y, z), ROW('z', y, z), \
        ROW('0', y, z), ROW('1', y, z), ROW('2', y, z), ROW('3', y, z), \
        ROW('4', y, z), ROW('5', y, z), ROW('6', y, z), ROW('7', y, z), \
        ROW('8', y, z), ROW('9', y, z), \
        ROW(y, y, z), ROW(z, y, z) \
    }

const char jsd_base64_table[2][JSD_BASE64_TABLE_SIZE][2] = {
    TABLE('+', '/'),
    TABLE('-', '_'),
};

#define NO JSD_BASE64_NONE
const uint8_t jsd_base64_values[256] = {
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, 62, NO, NO, NO, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, NO, NO, NO, NO, NO, NO,
    NO,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, NO, NO, NO, NO, NO,
    NO, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
};
/* clang-format on */
