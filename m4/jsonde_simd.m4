# SPDX-License-Identifier: MIT

# JSONDE_SIMD_FLAGS(NAME, FLAGS, HEADER, PROCESSOR)
# -------------------------------------------------
# Sets NAME_CFLAGS to FLAGS. Sets the conditional HAVE_NAME if the compiler
# accepts FLAGS and HEADER: then the files of that instruction set are built.
# PROCESSOR is 1 for x86-64 and 2 for AArch64.
AC_DEFUN([JSONDE_SIMD_FLAGS], [
AC_MSG_CHECKING([whether $CC compiles for $1])
jsonde_save_CFLAGS=$CFLAGS
CFLAGS="$CFLAGS $2"
AC_COMPILE_IFELSE([AC_LANG_SOURCE([[#if !(defined __x86_64__ && $4 == 1) && \
    !(defined __aarch64__ && $4 == 2)
#error another processor
#endif
#include <$3>
int one(void) { return 1; }]])], [jsonde_simd=yes], [jsonde_simd=no])
CFLAGS=$jsonde_save_CFLAGS
AC_MSG_RESULT([$jsonde_simd])
AM_CONDITIONAL([HAVE_$1], [test "$jsonde_simd" = yes])
AS_VAR_IF([jsonde_simd], [yes],
    [SIMD_CPPFLAGS="$SIMD_CPPFLAGS -DJSD_HAVE_$1=1"
     SIMD_NAMES="$SIMD_NAMES m4_tolower([$1])"])
AC_SUBST([$1_CFLAGS], ["$2"])
])

# JSONDE_SIMD
# -----------
# Sets SIMD_NAMES and SIMD_CPPFLAGS: the instruction sets for which kernels and
# engines are compiled. The module chooses one at import that the processor has.
AC_DEFUN([JSONDE_SIMD], [
SIMD_NAMES=scalar
SIMD_CPPFLAGS=
JSONDE_SIMD_FLAGS([SSE2], [-msse2], [emmintrin.h], [1])
JSONDE_SIMD_FLAGS([AVX2], [-mavx2 -mbmi -mbmi2 -mlzcnt -mpopcnt],
                  [immintrin.h], [1])
JSONDE_SIMD_FLAGS([AVX512],
    [-mavx2 -mbmi -mbmi2 -mlzcnt -mpopcnt -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vbmi -mavx512vbmi2 -mprefer-vector-width=256],
    [immintrin.h], [1])
JSONDE_SIMD_FLAGS([NEON], [], [arm_neon.h], [2])
AM_CONDITIONAL([NO_BASELINE],
    [AS_CASE([" $SIMD_NAMES "], [*" sse2 "*|*" neon "*], [false], [true])])
AC_SUBST([SIMD_CPPFLAGS])
])
