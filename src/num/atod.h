/* SPDX-License-Identifier: MIT
 *
 * Converts a decimal to the nearest double, ties to even, for every input.
 * Never allocates and does not depend on the locale.
 */
#ifndef JSONDE_NUM_ATOD_H
#define JSONDE_NUM_ATOD_H

#include "base/base.h"

/* A decimal with any number of digits: d.ddd * 10^exponent. */
typedef struct jsd_decimal {
    const char *text; /* the first digit that is not '0' */
    const char *end;  /* of the digits, among which may be one '.' */
    int64_t exponent; /* as if the point stood after the first digit */
} jsd_decimal;

/* Returns the double nearest to mantissa * 10^exponent, or infinity above the
 * largest double. Returns NaN if only jsd_atod_exact() can decide, because the
 * decimal is too close to the middle of two doubles. That happens about once
 * in 2^60 times with random digits. */
double jsd_atod(uint64_t mantissa, int64_t exponent);

/* Returns the bits of the largest double that is not above mantissa *
 * 10^exponent. May return the double before it if the product is below by less
 * than one part in 2^63. Call it only if jsd_atod() returned neither zero nor
 * infinity. Returns the bits of infinity above the largest double. */
uint64_t jsd_atod_floor(uint64_t mantissa, int exponent);

/* Returns the double nearest to d, or infinity above the largest double. The
 * time for each byte of text is bounded, but long. */
double jsd_atod_exact(const jsd_decimal *d);

/* Compares d with the magnitude of value: returns an int below, at or above
 * zero. value is finite and not 0. */
int jsd_atod_compare(const jsd_decimal *d, double value);

#endif
