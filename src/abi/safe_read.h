/* SPDX-License-Identifier: MIT
 *
 * Reads memory that may not be there, without a signal: the kernel copies it
 * and answers EFAULT instead. Used by the probe, where a pointer has come out
 * of a mirror that is not proven yet. Too slow for anything else.
 */
#ifndef JSONDE_ABI_SAFE_READ_H
#define JSONDE_ABI_SAFE_READ_H

#include "base/base.h"

typedef struct jsd_safe_reader {
    int ends[2]; /* of a pipe */
} jsd_safe_reader;

enum { JSD_PEEK_MAX = 4096 }; /* bytes in one read: less than a pipe holds */

/* False when the process can have no pipe; then every read fails. */
bool jsd_safe_read_open(jsd_safe_reader *peek);
void jsd_safe_read_close(jsd_safe_reader *peek);

/* Copies n <= JSD_PEEK_MAX bytes; false when any of them cannot be read. */
JSD_MUST_CHECK bool jsd_safe_read(const jsd_safe_reader *peek,
                                  const void *from, void *to, size_t n);

#endif
