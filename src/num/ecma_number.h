/* SPDX-License-Identifier: MIT
 *
 * Writes a double as ECMAScript does (ECMA-262, Number::toString with radix
 * 10), which RFC 8785, section 3.2.2.3, requires. Never allocates.
 */
#ifndef JSONDE_NUM_ECMA_NUMBER_H
#define JSONDE_NUM_ECMA_NUMBER_H

#include "base/base.h"

/* Bytes that must be writable at out; the text has at most 25. */
enum { JSD_ES_ROOM = 40 };

/* Writes value, which is finite, and returns the end of the text, without a
 * terminating NUL. The digits are those of jsd_dtoa_put(). Integers have no
 * point, -0 has no sign. Values from 1e21 on and below 1e-6 have an exponent,
 * as in 1e+21 and 1.5e-7. */
char *jsd_ecma_put(char *out, double value);

#endif
