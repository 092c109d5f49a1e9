/* SPDX-License-Identifier: MIT
 *
 * Attributes, branch hints and checked size arithmetic for all rooms. This
 * file includes only headers of the C library.
 */
#ifndef JSONDE_BASE_BASE_H
#define JSONDE_BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* For functions whose result reports a failure: the compiler warns if a caller
 * ignores it. */
#define JSD_MUST_CHECK __attribute__((warn_unused_result))

/* For functions whose call would cost as much as their body, and for functions
 * with constant arguments that must be folded. */
#define JSD_INLINE static inline __attribute__((always_inline))

#define JSD_NOINLINE __attribute__((noinline))

/* For code that runs rarely: it is not inlined, so that its caller needs fewer
 * registers. */
#define JSD_COLD __attribute__((noinline, cold))

/* For an object of another file of the module: no other module has one of its
 * name, so that the compiler addresses it directly. Only ELF needs this. */
#ifdef __ELF__
#define JSD_HIDDEN __attribute__((visibility("hidden")))
#else
#define JSD_HIDDEN
#endif

/* For functions with the arguments of printf(): the numbers of the format and
 * of the first value. With gcc for Windows "printf" means msvcrt's, which does
 * not know %zu. */
#ifdef __MINGW32__
#define JSD_PRINTF(format_at, values_at) \
    __attribute__((format(gnu_printf, format_at, values_at)))
#else
#define JSD_PRINTF(format_at, values_at) \
    __attribute__((format(printf, format_at, values_at)))
#endif

#define JSD_LITTLE_ENDIAN (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

#define JSD_LIKELY(x) __builtin_expect(!!(x), 1)
#define JSD_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define JSD_COUNTOF(a) (sizeof(a) / sizeof((a)[0]))

/* A limit that is small in the hostile build (./configure --enable-hostile),
 * so that tests with small documents reach it. */
#ifdef JSD_HOSTILE
#define JSD_LIMIT(regular, hostile) (hostile)
#else
#define JSD_LIMIT(regular, hostile) (regular)
#endif

/* jsd_add_over() and jsd_mul_over() compute the sum and the product of a and
 * b. They return true if the result overflows a size_t. */
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

/* Returns 1 if a < b, otherwise 0; both are below 2^63. gcc compiles the
 * comparison to an instruction that sets one byte of a register and so waits
 * for the last value of that register: in a loop, for the item before. */
JSD_INLINE uint64_t
jsd_is_below(uint64_t a, uint64_t b)
{
    return (a - b) >> 63;
}

#endif
