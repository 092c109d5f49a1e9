/* SPDX-License-Identifier: MIT
 *
 * Integers of any size, from hexadecimal to decimal. It takes time by the
 * square of the number of digits: a million digits take a few seconds.
 */
#ifndef JSONDE_NUM_BIGINT_H
#define JSONDE_NUM_BIGINT_H

#include "base/base.h"
#include "base/status.h"

/* The decimal digits of an integer, from groups of them. */
typedef struct jsd_bigint {
    uint64_t *groups; /* of 19 digits each, the lowest first; owned */
    size_t count;     /* groups, more than none */
} jsd_bigint;

/* Reads n > 0 hexadecimal digits. JSD_NO_MEMORY or JSD_TOO_BIG: then there is
 * nothing to clear. */
JSD_MUST_CHECK jsd_status jsd_bigint_read_hex(jsd_bigint *big, const char *hex,
                                              size_t n);
void jsd_bigint_clear(jsd_bigint *big);

/* Bytes that jsd_bigint_put() may write at most. */
size_t jsd_bigint_room(const jsd_bigint *big);

/* Writes the digits, without zeros before them, and returns their end. */
char *jsd_bigint_put(const jsd_bigint *big, char *out);

#endif
