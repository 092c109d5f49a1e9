/* SPDX-License-Identifier: MIT
 *
 * The parts of the target for numbers.
 */
#ifndef JSONDE_TESTS_FUZZ_NUMBERS_H
#define JSONDE_TESTS_FUZZ_NUMBERS_H

#include "fuzz.h"

static inline uint64_t
bits_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Writes integers and floats from the input, eight bytes at a time. */
void fuzz_digits_put(const uint8_t *data, size_t n);

/* Writes items of an array with each kernel, compares with the text of each
 * single item, and reads it back. */
void fuzz_array_put(const uint8_t *data, size_t n);

/* Reads an array of numbers with each kernel, a few items at a time, and
 * compares with each single number. */
void fuzz_array_read(const uint8_t *data, size_t n);

#endif
