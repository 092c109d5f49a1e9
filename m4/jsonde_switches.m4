# SPDX-License-Identifier: MIT

# JSONDE_SANITIZE
# ---------------
# Sets SANITIZE_CFLAGS and SANITIZE_PRELOAD, and the conditional SANITIZE. The
# flags are separate from CFLAGS, so that configure's own tests run without them.
# SANITIZE_PRELOAD is the runtime that must be preloaded into a Python that was
# built without it.
AC_DEFUN([JSONDE_SANITIZE], [
AC_ARG_ENABLE([asan],
    [AS_HELP_STRING([--enable-asan],
        [find invalid memory accesses: build with AddressSanitizer])],
    [], [enable_asan=no])
AC_ARG_ENABLE([ubsan],
    [AS_HELP_STRING([--enable-ubsan],
        [find undefined behaviour: build with UndefinedBehaviorSanitizer])],
    [], [enable_ubsan=])
AC_MSG_CHECKING([whether $CC is clang])
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#ifndef __clang__
#error not clang
#endif]])], [jsonde_clang=yes], [jsonde_clang=no])
AC_MSG_RESULT([$jsonde_clang])
jsonde_sanitizers=
jsonde_runtime=
JSONDE_FUZZ
AS_CASE([$enable_ubsan], ["" | no], [enable_ubsan=no],
    [jsonde_sanitizers=undefined
     jsonde_runtime=ubsan])
# The runtime of AddressSanitizer must be loaded first, so it has precedence.
AS_VAR_IF([enable_asan], [no], [],
    [jsonde_sanitizers=address${jsonde_sanitizers:+,undefined}
     jsonde_runtime=asan])
AS_CASE([$jsonde_clang:$jsonde_runtime],
    [*:], [],
    [yes:asan], [jsonde_runtime=libclang_rt.asan-$host_cpu.so],
    [yes:ubsan], [jsonde_runtime=libclang_rt.ubsan_standalone-$host_cpu.so],
    [jsonde_runtime=lib$jsonde_runtime.so])
SANITIZE_CFLAGS=
SANITIZE_PRELOAD=
AS_IF([test -n "$jsonde_sanitizers"],
    [SANITIZE_CFLAGS="-fsanitize=$jsonde_sanitizers -fno-omit-frame-pointer"
     AS_VAR_IF([enable_fuzz], [no], [],
         [SANITIZE_CFLAGS="$SANITIZE_CFLAGS -fsanitize=fuzzer-no-link"])
     SANITIZE_CFLAGS="$SANITIZE_CFLAGS -fno-sanitize-recover=all"
     SANITIZE_PRELOAD=`$CC -print-file-name=$jsonde_runtime`
     AC_MSG_CHECKING([for the runtime of the sanitizers])
     AC_MSG_RESULT([$SANITIZE_PRELOAD])
     AS_IF([test ! -f "$SANITIZE_PRELOAD"],
         [AC_MSG_ERROR([$CC has no $jsonde_runtime])])])
AM_CONDITIONAL([SANITIZE], [test -n "$jsonde_sanitizers"])
AC_SUBST([SANITIZE_CFLAGS])
AC_SUBST([SANITIZE_PRELOAD])
])

# JSONDE_HOSTILE
# --------------
# Sets HOSTILE_CPPFLAGS and the conditional HOSTILE. A hostile build tests that
# the encoder survives changes of its containers (enc/enc_hostile.c).
AC_DEFUN([JSONDE_HOSTILE], [
AC_ARG_ENABLE([hostile],
    [AS_HELP_STRING([--enable-hostile],
        [for tests: change all open containers wherever Python code may run])],
    [], [enable_hostile=no])
HOSTILE_CPPFLAGS=
AS_VAR_IF([enable_hostile], [no], [], [HOSTILE_CPPFLAGS=-DJSD_HOSTILE])
AM_CONDITIONAL([HOSTILE], [test "$enable_hostile" != no])
AC_SUBST([HOSTILE_CPPFLAGS])
])

# JSONDE_COVERAGE
# ---------------
# Sets COVERAGE_CFLAGS, GCOVR_FLAGS and the conditional COVERAGE. Adds -O0 to
# CFLAGS, so that each line has code of its own.
AC_DEFUN([JSONDE_COVERAGE], [
AC_ARG_ENABLE([coverage],
    [AS_HELP_STRING([--enable-coverage],
        [count the lines that tests run: 'make coverage' reports them (gcovr)])],
    [], [enable_coverage=no])
AC_CHECK_PROG([GCOVR], [gcovr], [gcovr])
COVERAGE_CFLAGS=
AS_VAR_IF([enable_coverage], [no], [],
    [COVERAGE_CFLAGS=--coverage
     CFLAGS="$CFLAGS -O0"
     AS_VAR_IF([jsonde_clang], [yes],
         [GCOVR_FLAGS='--gcov-executable "llvm-cov gcov"'],
         [COVERAGE_CFLAGS="$COVERAGE_CFLAGS -fprofile-abs-path"])])
AM_CONDITIONAL([COVERAGE], [test "$enable_coverage" != no])
AC_SUBST([COVERAGE_CFLAGS])
AC_SUBST([GCOVR_FLAGS])
])

# JSONDE_PADDING
# --------------
# Sets PADDING_CFLAGS: the compiler pads no code before the targets of jumps. The
# padding is never executed, but is a fortieth of the module. clang has none.
AC_DEFUN([JSONDE_PADDING], [
AC_MSG_CHECKING([whether $CC accepts -fno-align-jumps])
jsonde_save_CFLAGS=$CFLAGS
PADDING_CFLAGS=-fno-align-jumps
CFLAGS="$CFLAGS $PADDING_CFLAGS -Werror"
AC_COMPILE_IFELSE([AC_LANG_SOURCE([[int one(void) { return 1; }]])],
    [jsonde_padding=yes], [jsonde_padding=no PADDING_CFLAGS=])
CFLAGS=$jsonde_save_CFLAGS
AC_MSG_RESULT([$jsonde_padding])
AC_SUBST([PADDING_CFLAGS])
])

# JSONDE_FRAME
# ------------
# Sets FRAME_CFLAGS: the compiler warns of functions that need more than 2048 bytes
# of the C stack, for the directories with recursive functions. The flags are empty
# with sanitizers and -O0, whose frames are larger than those of a release.
AC_DEFUN([JSONDE_FRAME], [
AS_CASE([$jsonde_sanitizers$enable_coverage$CFLAGS],
    [no*-fsanitize*], [FRAME_CFLAGS=],
    [no*], [FRAME_CFLAGS=-Wframe-larger-than=2048],
    [FRAME_CFLAGS=])
AC_SUBST([FRAME_CFLAGS])
])

# JSONDE_FUZZ
# -----------
# Sets the conditional FUZZ. --enable-fuzz enables the sanitizers, so
# JSONDE_SANITIZE expands this macro after it has read their options. clang needs
# 130 s for one engine with both sanitizers, and 36 s with --disable-ubsan.
AC_DEFUN([JSONDE_FUZZ], [
AC_ARG_ENABLE([fuzz],
    [AS_HELP_STRING([--enable-fuzz],
        [build for libFuzzer with both sanitizers, or with --disable-ubsan one:
         'make fuzz-run' runs the targets (CC=clang)])],
    [], [enable_fuzz=no])
AS_VAR_IF([enable_fuzz], [no], [],
    [enable_asan=yes
     AS_VAR_IF([enable_ubsan], [], [enable_ubsan=yes])
     jsonde_save_CFLAGS=$CFLAGS
     CFLAGS="$CFLAGS -fsanitize=fuzzer,address,undefined"
     AC_MSG_CHECKING([whether $CC links libFuzzer])
     AC_LINK_IFELSE([AC_LANG_SOURCE([[#include <stddef.h>
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{ return data == NULL && n > 0; }]])],
         [AC_MSG_RESULT([yes])],
         [AC_MSG_RESULT([no])
          AC_MSG_ERROR([--enable-fuzz needs clang and its libFuzzer.
  Debian: apt-get install clang libclang-rt-14-dev, then CC=clang])])
     CFLAGS=$jsonde_save_CFLAGS])
AM_CONDITIONAL([FUZZ], [test "$enable_fuzz" != no])
])
