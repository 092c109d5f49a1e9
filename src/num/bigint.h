/* SPDX-License-Identifier: MIT
 *
 * Converts integers of any size from hexadecimal to decimal. The time grows
 * with the square of the number of digits: a million digits take a few
 * seconds.
 */
#ifndef JSONDE_NUM_BIGINT_H
#define JSONDE_NUM_BIGINT_H

#include "base/base.h"
#include "base/status.h"

/* The decimal digits of an integer, in groups. */
typedef struct jsd_bigint {
    uint64_t *groups; /* of 19 digits each, the lowest first; owned */
    size_t count;     /* groups, at least one */
} jsd_bigint;

/* Reads n > 0 hexadecimal digits. On JSD_NO_MEMORY or JSD_TOO_BIG there is
 * nothing to clear. */
JSD_MUST_CHECK jsd_status jsd_bigint_read_hex(jsd_bigint *big, const char *hex,
                                              size_t n);
void jsd_bigint_clear(jsd_bigint *big);

/* Returns the most bytes that jsd_bigint_put() writes. */
size_t jsd_bigint_room(const jsd_bigint *big);

/* Writes the digits, without leading zeros, and returns their end. */
char *jsd_bigint_put(const jsd_bigint *big, char *out);

#endif
