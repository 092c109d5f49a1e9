/* SPDX-License-Identifier: MIT
 *
 * The one door to Python.h: the stable ABI of CPython 3.9, whatever the
 * version of the headers, without the inlines that know an object's head.
 * Used by floors 2 to 6. It never tells the running version apart: abi/ does.
 */
#ifndef JSONDE_ABI_LIMITED_H
#define JSONDE_ABI_LIMITED_H

/* Free-threaded headers refuse the limited API; configure leaves it undefined
 * there, and the same source is compiled without it. */
#ifdef JSD_LIMITED_API
#define Py_LIMITED_API JSD_LIMITED_API
#endif
#include <Python.h>

/* Stable since 3.7, though older headers show it from 3.10 on only. */
#define JSD_METH_FASTCALL_KEYWORDS 0x0082

#include "abi/poison.h"

#endif
