/* SPDX-License-Identifier: MIT
 *
 * The functions of num/digits.h and num/dtoa_inline.h, compiled with AVX2.
 * digits_suite.c calls them if the processor supports AVX2.
 */
#ifndef JSONDE_TESTS_DIGITS_AVX2_H
#define JSONDE_TESTS_DIGITS_AVX2_H

#include <stdint.h>

char *digits_avx2_put(char *out, double value);
char *digits_avx2_put_tens(char *out, uint64_t tens, uint32_t last,
                           int exponent);

#endif
