/* SPDX-License-Identifier: MIT
 *
 * num/digits.h and num/dtoa_inline.h as a unit with AVX2 has them.
 * Used by digits_suite.c, where the processor has it.
 */
#ifndef JSONDE_TESTS_DIGITS_AVX2_H
#define JSONDE_TESTS_DIGITS_AVX2_H

#include <stdint.h>

char *digits_avx2_put(char *out, double value);
char *digits_avx2_put_tens(char *out, uint64_t tens, uint32_t last,
                           int exponent);

#endif
