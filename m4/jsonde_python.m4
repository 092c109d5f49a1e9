# SPDX-License-Identifier: MIT
#
# Finds Python. AM_PATH_PYTHON finds the program, and the program prints its
# directories, flags and libraries. python3-config is not used: virtual
# environments do not have it, and the one in PATH may belong to another Python.

# JSONDE_PYTHON(OLDEST)
# ---------------------
# Sets PYTHON to the interpreter itself instead of a version manager's shim, and
# PYTHON_HOME to its base prefix. OLDEST is the oldest version that is accepted.
# An interpreter for Windows knows itself by a path of Windows, which no shell can
# start: there PYTHON stays as it was given.
AC_DEFUN([JSONDE_PYTHON], [
m4_define([_AM_PYTHON_INTERPRETER_LIST],
          [python3 python python3.15 python3.14 python3.13 dnl
           python3.12 python3.11 python3.10 python3.9])
AC_ARG_WITH([python],
    [AS_HELP_STRING([--with-python=PROGRAM],
        [the Python to build and to install for (like PYTHON=PROGRAM;
         default: the first python3 of version $1 or newer)])],
    [AS_CASE([$withval],
        [yes], [],
        [no], [AC_MSG_ERROR([jsonde cannot be built without Python])],
        [PYTHON=$withval])])
AS_IF([test -n "$PYTHON"],
    [jsonde_python=`"$PYTHON" -c 'import sys; print(sys.executable)'` ||
         AC_MSG_ERROR(['$PYTHON' is not a Python interpreter])
     AS_CASE([$host_os], [mingw*], [], [PYTHON=$jsonde_python])])
AM_PATH_PYTHON([$1])
AS_CASE([$host_os], [mingw*], [],
    [PYTHON=`"$PYTHON" -c 'import sys; print(sys.executable)'`])
PYTHON_HOME=`"$PYTHON" -c 'import sys; print(sys.base_prefix)'`
AC_SUBST([PYTHON_HOME])
])

# JSONDE_PYTHON_DIR
# -----------------
# Sets pyexecdir to a directory that PYTHON searches. The directory that automake
# guesses is not searched by Debian's Python, nor by a Python outside the prefix.
AC_DEFUN([JSONDE_PYTHON_DIR], [
AC_ARG_WITH([pyexecdir],
    [AS_HELP_STRING([--with-pyexecdir=DIR],
        [install the package into DIR/jsonde (default: a directory below the
         prefix that PYTHON searches; without --prefix its own directory)])],
    [], [with_pyexecdir=])
AC_MSG_CHECKING([for the directory of Python extensions])
jsonde_prefix=$prefix
AS_VAR_IF([prefix], [NONE], [jsonde_prefix=$ac_default_prefix])
jsonde_pyexecdir_searched=yes
AS_IF([test -n "$with_pyexecdir"], [pyexecdir=$with_pyexecdir],
    [test "${host_os#mingw}" != "$host_os"],
        [pyexecdir='${exec_prefix}/Lib/site-packages'],
    [cat >conftest.py <<'_JSONDE_EOF'
import site, sys, sysconfig
prefix, given = sys.argv[[1]], sys.argv[[2]] != "NONE"
own = sysconfig.get_path("platlib")
for d in [[own]] + site.getsitepackages() + sys.path:
    # "/lib" keeps the prefix /usr from matching directories of /usr/local.
    if d.startswith(prefix + "/lib") and d.endswith("-packages"):
        print("$" + "{exec_prefix}" + d[[len(prefix):]])
        break
else:
    if not given:
        print(own)
_JSONDE_EOF
     jsonde_dir=`"$PYTHON" -I conftest.py "$jsonde_prefix" "$prefix"` ||
         AC_MSG_ERROR([$PYTHON could not print its directory of extensions])
     rm -f conftest.py
     AS_IF([test -n "$jsonde_dir"], [pyexecdir=$jsonde_dir],
           [jsonde_pyexecdir_searched=no])
     # Outside of the prefix, the program belongs to the programs of PYTHON.
     AS_CASE([$bindir:$jsonde_dir], ['$'{exec_prefix}/bin:/*],
         [bindir=`"$PYTHON" -I -c 'import sysconfig
print(sysconfig.get_path("scripts"))'`])])
AS_CASE([$exec_prefix], [NONE], [jsonde_exec_prefix=$jsonde_prefix],
        [jsonde_exec_prefix=$exec_prefix])
jsonde_pyexecdir_text=`AS_ECHO(["$pyexecdir"]) | sed \
    -e "s|[\$]{exec_prefix}|$jsonde_exec_prefix|" \
    -e "s|[\$]{prefix}|$jsonde_prefix|" \
    -e "s|[\$]{PYTHON_EXEC_PREFIX}|$jsonde_exec_prefix|"`
AC_MSG_RESULT([$jsonde_pyexecdir_text])
])

# JSONDE_PYTHON_DEVEL
# -------------------
# Sets PYTHON_CPPFLAGS, PYTHON_LIMITED_CPPFLAGS and PYEXT_SUFFIX. Stops if
# Python.h is missing or older than 3.9.
AC_DEFUN([JSONDE_PYTHON_DEVEL], [
AC_ARG_VAR([PYTHON_CPPFLAGS],
    [C preprocessor flags that find Python.h (default: asked from PYTHON)])
AC_ARG_VAR([PYEXT_SUFFIX],
    [suffix of the module's file name (default: .abi3.so; .abi3t.so if
     PYTHON searches only for that; .pyd on Windows)])
PYTHON_INCLUDE=`"$PYTHON" -c 'import sysconfig
print(sysconfig.get_path("include"))'`
# -isystem suppresses warnings about the headers of Python.
test -n "$PYTHON_CPPFLAGS" || PYTHON_CPPFLAGS="-isystem $PYTHON_INCLUDE"
jsonde_save_CPPFLAGS=$CPPFLAGS
CPPFLAGS="$PYTHON_CPPFLAGS $CPPFLAGS"
AC_MSG_CHECKING([for Python.h])
AC_PREPROC_IFELSE([AC_LANG_PROGRAM([[#include <Python.h>]])],
    [AC_MSG_RESULT([$PYTHON_INCLUDE])],
    [AC_MSG_RESULT([no])
     AC_MSG_ERROR([the headers of $PYTHON are missing.
  Debian, Ubuntu: apt-get install python3-dev
  Fedora: dnf install python3-devel])])
AC_COMPUTE_INT([jsonde_major], [PY_MAJOR_VERSION], [[#include <Python.h>]])
AC_COMPUTE_INT([jsonde_minor], [PY_MINOR_VERSION], [[#include <Python.h>]])
PYTHON_HEADER_VERSION=$jsonde_major.$jsonde_minor
AS_IF([test "$jsonde_major" != 3 || test "$jsonde_minor" -lt 9],
    [AC_MSG_ERROR([Python.h is of version $PYTHON_HEADER_VERSION,
  but jsonde needs 3.9 or newer])])

# Headers of a free-threaded build refuse the limited API of older versions.
AC_MSG_CHECKING([for the limited API of Python 3.9])
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <Python.h>
#ifdef Py_GIL_DISABLED
#error free-threaded
#endif]])],
    [AC_MSG_RESULT([yes])
     PYTHON_LIMITED_CPPFLAGS=-DJSD_LIMITED_API=0x03090000],
    [AC_MSG_RESULT([no])
     PYTHON_LIMITED_CPPFLAGS=])
CPPFLAGS=$jsonde_save_CPPFLAGS
AC_SUBST([PYTHON_LIMITED_CPPFLAGS])

AS_IF([test -z "$PYEXT_SUFFIX"], [PYEXT_SUFFIX=`"$PYTHON" -c '
from importlib.machinery import EXTENSION_SUFFIXES as known
ours = @<:@s for s in (".abi3.so", ".abi3t.so", ".pyd") if s in known@:>@
print((ours + known)@<:@0@:>@)'`])
])

# JSONDE_PYTHON_EMBED
# -------------------
# Sets PYTHON_EMBED_LIBS for programs that embed Python, and the conditional
# HAVE_PYTHON_EMBED. The module itself is never linked with libpython.
AC_DEFUN([JSONDE_PYTHON_EMBED], [
AC_ARG_VAR([PYTHON_EMBED_LIBS],
    [libraries of a program that embeds Python, for tests (default: asked
     from PYTHON)])
AS_IF([test -z "$PYTHON_EMBED_LIBS"], [PYTHON_EMBED_LIBS=`"$PYTHON" -c '
from sysconfig import get_config_var as v
lib = "-lpython" + v("LDVERSION")
if v("Py_ENABLE_SHARED"):
    d = v("LIBDIR")
    own = d not in ("/usr/lib", "/usr/lib64")
    flags = @<:@"-L" + d + " -Wl,-rpath," + d@:>@ if own else @<:@@:>@
    flags += @<:@lib@:>@
else:
    flags = @<:@"-L" + v("LIBPL"), lib, v("LINKFORSHARED") or ""@:>@
print(*flags, v("LIBS") or "", v("SYSLIBS") or "")'`])
jsonde_save_CPPFLAGS=$CPPFLAGS
jsonde_save_LIBS=$LIBS
CPPFLAGS="$PYTHON_CPPFLAGS $CPPFLAGS"
LIBS="$PYTHON_EMBED_LIBS $LIBS"
AC_MSG_CHECKING([whether a program can embed Python])
AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <Python.h>]],
                                [[Py_InitializeEx(0); Py_FinalizeEx();]])],
    [have_python_embed=yes], [have_python_embed=no])
AC_MSG_RESULT([$have_python_embed])
CPPFLAGS=$jsonde_save_CPPFLAGS
LIBS=$jsonde_save_LIBS
AM_CONDITIONAL([HAVE_PYTHON_EMBED], [test "$have_python_embed" = yes])
])

# JSONDE_PYTEST
# -------------
# Sets PYTEST_PYTHON, the Python that runs the tests of the API. This is PYTHON if
# it has pytest and hypothesis. Otherwise 'make pytest-env' creates a virtual
# environment for it, and the conditional PYTEST_ENV is true.
AC_DEFUN([JSONDE_PYTEST], [
AC_ARG_VAR([PYTEST_PYTHON],
    [the Python that runs the tests of the API, with pytest and hypothesis
     (default: PYTHON if it has them, otherwise a virtual environment that
     'make pytest-env' creates)])
PYTEST_TEXT=
jsonde_pytest_env=no
AC_MSG_CHECKING([for pytest and hypothesis])
AS_IF([test -n "$PYTEST_PYTHON"], [],
    ["$PYTHON" -c 'import pytest, hypothesis' >/dev/null 2>&1],
        [PYTEST_PYTHON=$PYTHON],
    [PYTEST_PYTHON='$(abs_top_builddir)/pytest-env/bin/python'
     jsonde_pytest_env=yes
     PYTEST_TEXT='none; make pytest-env downloads them into a virtual environment'])
test -n "$PYTEST_TEXT" || PYTEST_TEXT="pytest of $PYTEST_PYTHON"
AC_MSG_RESULT([$PYTEST_TEXT])
AM_CONDITIONAL([PYTEST_ENV], [test "$jsonde_pytest_env" = yes])
])
