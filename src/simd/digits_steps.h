/* SPDX-License-Identifier: MIT
 *
 * The constants with which simd/digits_avx2.h makes decimal digits. They are
 * data in memory, because the compiler would need three instructions to make
 * each.
 */
#ifndef JSONDE_SIMD_DIGITS_STEPS_H
#define JSONDE_SIMD_DIGITS_STEPS_H

#include "base/base.h"

/* by10000, by100 and by10 are the reciprocals of the divisors. change* is the
 * factor of the quotient in the sum that splits a lane. */
typedef struct jsd_digits_steps {
    _Alignas(16) uint64_t by10000[2];
    uint64_t change10000[2];
    uint16_t by100[8];
    uint32_t change100[4];
    uint16_t by10[8];
    uint16_t change10[8];
    uint8_t below_top[16]; /* 127: added to a digit, it sets the top bit
                              unless the digit is 0 */
} jsd_digits_steps;

#endif
