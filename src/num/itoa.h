/* SPDX-License-Identifier: MIT
 *
 * 64-bit integers to decimal.
 * Used by enc/. It never allocates; the caller has made room.
 */
#ifndef JSONDE_NUM_ITOA_H
#define JSONDE_NUM_ITOA_H

#include "base/base.h"

/* Bytes that must be free at out; the text itself is shorter. */
enum { JSD_ITOA_ROOM = 24 };

/* Write value and return the end of the text; no terminating NUL. */
char *jsd_itoa_put_u64(char *out, uint64_t value);
char *jsd_itoa_put_i64(char *out, int64_t value);

#endif
