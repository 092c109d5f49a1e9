/* SPDX-License-Identifier: MIT
 *
 * Writes a single-precision float as the shortest decimal that reads back as
 * this float. num/ftoa_inline.h has the fast path. The functions never
 * allocate; the caller provides the memory.
 */
#ifndef JSONDE_NUM_FTOA_H
#define JSONDE_NUM_FTOA_H

#include "base/base.h"

/* Bytes that must be writable at out; the text itself is shorter. */
enum { JSD_FTOA_ROOM = 40 };

/* Writes value as jsd_dtoa_put() writes doubles, but positionally for decimal
 * exponents from -6 to 12, as orjson does. This is the slow path: correct for
 * each finite value. */
char *jsd_ftoa_put(char *out, float value);

#endif
