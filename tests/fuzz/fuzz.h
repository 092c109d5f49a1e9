/* SPDX-License-Identifier: MIT
 *
 * What the fuzz targets share: the entry that libFuzzer calls, a demand that
 * is a finding where it is not met, and input taken apart.
 */
#ifndef JSONDE_TESTS_FUZZ_H
#define JSONDE_TESTS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"

/* libFuzzer calls both; the first once, before any input. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* A condition that holds for every input: else the input is a finding. */
#define REQUIRE(condition, ...)                             \
    do {                                                    \
        if (!(condition)) {                                 \
            fprintf(stderr, "%s:%d: ", __FILE__, __LINE__); \
            fprintf(stderr, __VA_ARGS__);                   \
            fputc('\n', stderr);                            \
            abort();                                        \
        }                                                   \
    } while (0)

/* New memory of exactly n bytes, so that AddressSanitizer sees an access
 * beyond it. The caller frees it. */
static inline void *
fuzz_new(size_t n)
{
    void *block = malloc(n);

    REQUIRE(block != NULL || n == 0, "out of memory");
    return block;
}

/* A copy of n bytes of the same kind. */
static inline void *
fuzz_copy(const void *s, size_t n)
{
    void *block = fuzz_new(n);

    if (n > 0)
        memcpy(block, s, n);
    return block;
}

/* Takes the next byte of the input off it; 0 when there is none. */
static inline unsigned
fuzz_take(const uint8_t **data, size_t *n)
{
    if (*n == 0)
        return 0;
    --*n;
    return *(*data)++;
}

#endif
