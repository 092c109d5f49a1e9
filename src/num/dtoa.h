/* SPDX-License-Identifier: MIT
 *
 * A double to the shortest decimal that reads back as the same double.
 * Used by enc/. It never allocates; the caller has made room.
 */
#ifndef JSONDE_NUM_DTOA_H
#define JSONDE_NUM_DTOA_H

#include "base/base.h"

/* Bytes that must be free at out; the text itself is shorter. */
enum { JSD_DTOA_ROOM = 40 };

/* Writes value, which is finite, and returns the end of the text; no
 * terminating NUL. Of the shortest decimals it is the one nearest to value.
 * A value whose decimal exponent is within -5 <= e < 16 is written
 * positionally and always with a point (1.0, 0.00001), any other as
 * 1.5e+16, 5e-324. */
char *jsd_dtoa_put(char *out, double value);

#endif
