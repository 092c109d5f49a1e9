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

/* Bytes as integers and floats to text, eight at a time. */
void fuzz_digits_put(const uint8_t *data, size_t n);

/* Bytes as items of an array, written by every kernel, against the text of
 * each item alone; and read back. */
void fuzz_array_put(const uint8_t *data, size_t n);

/* A text as an array of numbers, by every kernel, a few items at a time,
 * against each number alone. */
void fuzz_array_read(const uint8_t *data, size_t n);

#endif
