# SPDX-License-Identifier: MIT

# JSONDE_SYSTEM
# -------------
# Sets the conditionals WINDOWS and MACOS, which choose between the sources
# *_posix.c, *_macos.c and *_windows.c, and what only one of the systems needs:
# SYSTEM_CPPFLAGS, SYSTEM_CFLAGS, DL_LIBS, MODULE_LDFLAGS and MODULE_LIBS of the
# module, and TEST_CPPFLAGS of the tests in C.
AC_DEFUN([JSONDE_SYSTEM], [
SYSTEM_CPPFLAGS=
SYSTEM_CFLAGS=
DL_LIBS=
MODULE_LDFLAGS=
MODULE_LIBS=
TEST_CPPFLAGS=
AS_CASE([$host_os], [mingw*], [jsonde_windows=yes], [jsonde_windows=no])
AS_VAR_IF([jsonde_windows], [yes], [JSONDE_SYSTEM_WINDOWS],
          [JSONDE_SYSTEM_POSIX])
AM_CONDITIONAL([WINDOWS], [test "$jsonde_windows" = yes])
AS_CASE([$host_os], [darwin*], [jsonde_macos=yes], [jsonde_macos=no])
AM_CONDITIONAL([MACOS], [test "$jsonde_macos" = yes])
AC_SUBST([SYSTEM_CPPFLAGS])
AC_SUBST([SYSTEM_CFLAGS])
AC_SUBST([DL_LIBS])
AC_SUBST([MODULE_LDFLAGS])
AC_SUBST([MODULE_LIBS])
AC_SUBST([TEST_CPPFLAGS])
])

# JSONDE_SYSTEM_POSIX
# -------------------
# The module is never linked with libpython: the interpreter that loads it has
# the symbols.
AC_DEFUN([JSONDE_SYSTEM_POSIX], [
jsonde_save_LIBS=$LIBS
AC_SEARCH_LIBS([dlsym], [dl], [],
               [AC_MSG_ERROR([this system has no dlsym])])
DL_LIBS=$LIBS
LIBS=$jsonde_save_LIBS
])

# JSONDE_SYSTEM_WINDOWS
# ---------------------
# mingw-w64. A DLL has no undefined symbols, so the module is linked with
# python3.dll, which every CPython of version 3 has. Without -bindir libtool would
# install it as a DLL of programs. msvcrt.dll's printf does not
# know %zu, and mingw-w64 has another. gcc does not align the stack for AVX
# (gcc's bug 54412): the assembler makes aligned moves unaligned, which are as
# fast where the address is aligned. Check has no fork() there: its failures
# return, and its messages have the formats of msvcrt.dll. So the compiler gives
# warnings for most of its uses.
AC_DEFUN([JSONDE_SYSTEM_WINDOWS], [
SYSTEM_CPPFLAGS=-D__USE_MINGW_ANSI_STDIO=1
MODULE_LDFLAGS='-no-undefined -bindir $(pkgpyexecdir)'
MODULE_LIBS=-lpython3
TEST_CPPFLAGS="-Wno-format -Wno-format-extra-args -Wno-float-conversion"
TEST_CPPFLAGS="$TEST_CPPFLAGS -Wno-return-type -Wno-maybe-uninitialized"
AC_MSG_CHECKING([whether the assembler can make aligned moves unaligned])
jsonde_save_CFLAGS=$CFLAGS
CFLAGS="$CFLAGS -Wa,-muse-unaligned-vector-move"
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
    [AC_MSG_RESULT([yes])
     SYSTEM_CFLAGS=-Wa,-muse-unaligned-vector-move],
    [AC_MSG_RESULT([no])
     AC_MSG_ERROR([a build for Windows needs binutils 2.38 or newer])])
CFLAGS=$jsonde_save_CFLAGS
])
