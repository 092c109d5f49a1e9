/* SPDX-License-Identifier: MIT
 *
 * Pseudo-random numbers for the suites, from splitmix64 by Steele, Lea and
 * Flood. The caller keeps the state, so that each run of a test makes the same
 * numbers.
 */
#ifndef JSONDE_TESTS_RANDOM_H
#define JSONDE_TESTS_RANDOM_H

#include <stdint.h>
#include <string.h>

/* Returns 64 random bits and advances *state. */
static inline uint64_t
random_u64(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Returns a random number from 0 to limit - 1 and advances *state. */
static inline uint32_t
random_below(uint64_t *state, uint32_t limit)
{
    return (uint32_t)((random_u64(state) >> 32) % limit);
}

/* Returns a finite double and advances *state. Each finite pattern of bits is
 * equally likely. */
static inline double
random_double(uint64_t *state)
{
    const uint64_t infinity = UINT64_C(0x7ff) << 52;
    uint64_t bits;
    double value;

    do
        bits = random_u64(state);
    while ((bits & infinity) == infinity);
    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
