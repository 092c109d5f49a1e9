/* SPDX-License-Identifier: MIT
 *
 * The only file that includes Python.h: the stable ABI of CPython 3.9,
 * whatever the version of the headers, and without the inline functions that
 * know the head of an object. Code behind this header cannot tell the versions
 * of CPython apart; only abi/ can, at run time.
 */
#ifndef JSONDE_ABI_LIMITED_H
#define JSONDE_ABI_LIMITED_H

/* The headers of a free-threaded build refuse the limited API. There configure
 * leaves JSD_LIMITED_API undefined, and the same source is compiled without
 * it. */
#ifdef JSD_LIMITED_API
#define Py_LIMITED_API JSD_LIMITED_API
#endif
#include <Python.h>

/* METH_FASTCALL | METH_KEYWORDS: stable since 3.7, but declared for the
 * limited API only since 3.10. */
#define JSD_METH_FASTCALL_KEYWORDS 0x0082

#include "abi/poison.h"

#endif
