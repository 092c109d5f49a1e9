/* SPDX-License-Identifier: MIT
 *
 * Helpers of the suites of src/num: doubles as bits, and digits of a text.
 */
#ifndef JSONDE_TESTS_NUM_HELPERS_H
#define JSONDE_TESTS_NUM_HELPERS_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"
#include "random.h"
#include "unit_helpers.h"

/* The bits of infinity. */
#define INFINITY_BITS (UINT64_C(0x7ff) << 52)

static inline uint64_t
bits_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline double
double_of(uint64_t bits)
{
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Stores the significant digits of text, without leading and trailing zeros.
 * Returns their number. */
static inline int
digits_in(const char *text, char digits[40])
{
    int n = 0, last = 0;

    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text < '0' || *text > '9' || (n == 0 && *text == '0'))
            continue;
        digits[n++] = *text;
        if (*text != '0')
            last = n;
    }
    return last;
}

static inline int
digits_of(const char *text)
{
    char digits[40];

    return digits_in(text, digits);
}

static inline bool
same_digits(const char *a, const char *b)
{
    char first[40], second[40];
    int n = digits_in(a, first);

    return n == digits_in(b, second) && memcmp(first, second, (size_t)n) == 0;
}

#endif
