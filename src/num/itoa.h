/* SPDX-License-Identifier: MIT
 *
 * Writes 64-bit integers in decimal. num/itoa_inline.h has the fast path. The
 * functions never allocate; the caller provides the memory.
 */
#ifndef JSONDE_NUM_ITOA_H
#define JSONDE_NUM_ITOA_H

#include "base/base.h"

/* Bytes that must be writable at out; the text itself is shorter. */
enum { JSD_ITOA_ROOM = 24 };

/* Write value and return the end of the text, without a terminating NUL. */
char *jsd_itoa_put_u64(char *out, uint64_t value);
char *jsd_itoa_put_i64(char *out, int64_t value);

#endif
