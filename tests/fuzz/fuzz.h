/* SPDX-License-Identifier: MIT
 *
 * Helpers of the fuzz targets: libFuzzer's entry points, an assertion, and
 * functions that split the input.
 */
#ifndef JSONDE_TESTS_FUZZ_H
#define JSONDE_TESTS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"

/* libFuzzer calls both. It calls the first once, before any input. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Aborts with a message if the condition is false. libFuzzer keeps the input
 * as a finding. */
#define REQUIRE(condition, ...)                             \
    do {                                                    \
        if (!(condition)) {                                 \
            fprintf(stderr, "%s:%d: ", __FILE__, __LINE__); \
            fprintf(stderr, __VA_ARGS__);                   \
            fputc('\n', stderr);                            \
            abort();                                        \
        }                                                   \
    } while (0)

/* Returns new memory of exactly n bytes, so that AddressSanitizer sees an
 * over-read. The caller frees it. */
static inline void *
fuzz_new(size_t n)
{
    void *block = malloc(n);

    REQUIRE(block != NULL || n == 0, "out of memory");
    return block;
}

/* Returns a copy of n bytes in such memory. */
static inline void *
fuzz_copy(const void *s, size_t n)
{
    void *block = fuzz_new(n);

    if (n > 0)
        memcpy(block, s, n);
    return block;
}

/* Removes the first byte of the input and returns it; 0 if there is none. */
static inline unsigned
fuzz_take(const uint8_t **data, size_t *n)
{
    if (*n == 0)
        return 0;
    --*n;
    return *(*data)++;
}

#endif
