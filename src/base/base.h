/* SPDX-License-Identifier: MIT
 *
 * What every file starts from: attributes and checked size arithmetic.
 * All rooms may use it. It never includes anything but the C library.
 */
#ifndef JSONDE_BASE_BASE_H
#define JSONDE_BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The result tells of a failure: it may not be dropped. */
#define JSD_MUST_CHECK __attribute__((warn_unused_result))

/* For the few functions whose call would cost as much as their body. */
#define JSD_INLINE static inline __attribute__((always_inline))

/* For what runs rarely, so that it stays out of its caller's registers. */
#define JSD_COLD __attribute__((noinline, cold))

#define JSD_LITTLE_ENDIAN (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

#define JSD_LIKELY(x) __builtin_expect(!!(x), 1)
#define JSD_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define JSD_COUNTOF(a) (sizeof(a) / sizeof((a)[0]))

/* Both return true when the exact result does not fit into a size_t. */
static inline bool
jsd_add_over(size_t a, size_t b, size_t *result)
{
    return __builtin_add_overflow(a, b, result);
}

static inline bool
jsd_mul_over(size_t a, size_t b, size_t *result)
{
    return __builtin_mul_overflow(a, b, result);
}

#endif
