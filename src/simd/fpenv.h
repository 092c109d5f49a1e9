/* SPDX-License-Identifier: MIT
 *
 * Whether floating-point arithmetic may be used: in the environment that C
 * programs start with it rounds to nearest, keeps subnormals and never traps.
 * It never changes the environment,
 * which belongs to the thread.
 */
#ifndef JSONDE_SIMD_FPENV_H
#define JSONDE_SIMD_FPENV_H

#include "base/base.h"

#if defined __SSE__

/* MXCSR: all exceptions masked, round to nearest, neither FTZ nor DAZ. The six
 * bits that say what happened before do not count. */
JSD_INLINE bool
jsd_fpenv_is_default(void)
{
    return (__builtin_ia32_stmxcsr() & 0xffc0) == 0x1f80;
}

#elif defined __aarch64__

/* FPCR: bits of traps, the rounding mode, FZ, and FIZ and AH (FEAT_AFP). */
JSD_INLINE bool
jsd_fpenv_is_default(void)
{
    uint64_t fpcr;

    __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
    return fpcr == 0;
}

#else

/* Only the rounding mode can be found out: one plus and minus a tiny number
 * are both one when it is to nearest. It is tiny for long double, too, in
 * which the x87 computes. */
JSD_INLINE bool
jsd_fpenv_is_default(void)
{
    static const volatile double tiny = 0x1p-200;
    /* volatile: the compiler must not compute them later, behind a call that
     * changes the mode. */
    volatile double above = 1.0 + tiny, below = 1.0 - tiny;

    return above == below;
}

#endif

#endif
