/* SPDX-License-Identifier: MIT
 *
 * A single-precision float to the shortest decimal that reads back as the
 * same float.
 * Used by enc/. It never allocates; the caller has made room.
 */
#ifndef JSONDE_NUM_FTOA_H
#define JSONDE_NUM_FTOA_H

#include "base/base.h"

/* Bytes that must be free at out; the text itself is shorter. */
enum { JSD_FTOA_ROOM = 40 };

/* As jsd_dtoa_put: value is finite; but the notation is positional for decimal
 * exponents of -6 <= e < 13, as orjson has it. */
char *jsd_ftoa_put(char *out, float value);

#endif
