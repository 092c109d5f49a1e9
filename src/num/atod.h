/* SPDX-License-Identifier: MIT
 *
 * A decimal to the nearest double, ties to even, for every input.
 * Used by num/number.c. It never allocates and never asks the locale.
 */
#ifndef JSONDE_NUM_ATOD_H
#define JSONDE_NUM_ATOD_H

#include "base/base.h"

/* A decimal with any number of digits: d.ddd * 10^exponent. */
typedef struct jsd_decimal {
    const char *text; /* its first digit that is not '0' */
    const char *end;  /* of the digits, among which one '.' may stand */
    int64_t exponent; /* as if the point stood after the first digit */
} jsd_decimal;

/* The double nearest to mantissa * 10^exponent; infinity beyond the largest
 * double. NaN when that is so near to the middle of two doubles that only
 * jsd_atod_exact can tell: about once in 2^60 times with random digits. */
double jsd_atod(uint64_t mantissa, int64_t exponent);

/* The bits of the largest double that is not above mantissa * 10^exponent,
 * or of the one before it when the product is barely not below it (by less
 * than one part in 2^63). For where jsd_atod neither answered zero nor
 * infinity; infinity's bits beyond the largest double. */
uint64_t jsd_atod_floor(uint64_t mantissa, int exponent);

/* The double nearest to d; infinity beyond the largest double. Its time has
 * a bound for each byte of text, but it is not fast. */
double jsd_atod_exact(const jsd_decimal *d);

/* Below, at or above zero as d is below, at or above the magnitude of value,
 * which is not 0, finite, and not beyond the doubles in the digits that it
 * needs. */
int jsd_atod_compare(const jsd_decimal *d, double value);

#endif
