/* SPDX-License-Identifier: MIT
 *
 * Writes a double as the shortest decimal that reads back as this double.
 * num/dtoa_inline.h has the fast path. The functions never allocate; the
 * caller provides the memory.
 */
#ifndef JSONDE_NUM_DTOA_H
#define JSONDE_NUM_DTOA_H

#include "base/base.h"

/* Bytes that must be writable at out; the text itself is shorter. */
enum { JSD_DTOA_ROOM = 40 };

/* Writes value, which is finite, and returns the end of the text, without a
 * terminating NUL. Of all shortest decimals it is the one nearest to value.
 * Positional notation with a point (1.0, 0.00001) is used for decimal
 * exponents from -5 to 15, scientific notation (1.5e+16, 5e-324) otherwise.
 * This is the slow path: correct for each value, and called for zero,
 * subnormals, powers of two that are not integers, and values for which
 * jsd_shortest_approx() fails. */
char *jsd_dtoa_put(char *out, double value);

#endif
