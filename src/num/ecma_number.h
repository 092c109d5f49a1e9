/* SPDX-License-Identifier: MIT
 *
 * A double as ECMAScript writes it (ECMA-262, Number::toString with a radix
 * of 10), which is what RFC 8785, section 3.2.2.3, asks for.
 * Used by enc/. It never allocates.
 */
#ifndef JSONDE_NUM_ECMA_NUMBER_H
#define JSONDE_NUM_ECMA_NUMBER_H

#include "base/base.h"

/* Bytes that must be free at out; the text itself has at most 25. */
enum { JSD_ES_ROOM = 40 };

/* Writes value, which is finite, and returns the end of the text; no
 * terminating NUL. The digits are those of jsd_dtoa_put. Integers have no
 * point, -0 no sign; from 1e21 on and below 1e-6 there is an exponent, as in
 * 1e+21, 1.5e-7. */
char *jsd_ecma_put(char *out, double value);

#endif
