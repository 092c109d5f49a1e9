/* SPDX-License-Identifier: MIT
 *
 * Reads memory that may not exist, and raises no signal: the kernel copies it
 * through a pipe, and reports EFAULT instead. The probe follows pointers that
 * way which a mirror gave that is not proven yet. It costs two system calls
 * for each read.
 */
#ifndef JSONDE_ABI_SAFE_READ_H
#define JSONDE_ABI_SAFE_READ_H

#include "base/base.h"

typedef struct jsd_safe_reader {
    int ends[2]; /* of the pipe */
} jsd_safe_reader;

enum {
    JSD_SAFE_READ_MAX = 4096
}; /* bytes in one read: fewer than a pipe can hold */

/* Opens the pipe. Returns false if the process cannot have one; then each read
 * fails. */
bool jsd_safe_read_open(jsd_safe_reader *reader);
void jsd_safe_read_close(jsd_safe_reader *reader);

/* Copies n <= JSD_SAFE_READ_MAX bytes. Returns false if one of them cannot be
 * read.
 */
JSD_MUST_CHECK bool jsd_safe_read(const jsd_safe_reader *reader,
                                  const void *from, void *to, size_t n);

#endif
