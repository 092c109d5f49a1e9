/* SPDX-License-Identifier: MIT
 *
 * Reads memory that may not exist, without a signal or an exception of the
 * system. The probe follows pointers that way which a mirror gave that is not
 * proven yet. On POSIX the kernel copies the memory through a pipe, and
 * reports EFAULT instead: two system calls for each read. On macOS one call
 * copies memory and reports what it cannot read. On Windows the kernel tells
 * which pages are readable before they are copied.
 */
#ifndef JSONDE_ABI_SAFE_READ_H
#define JSONDE_ABI_SAFE_READ_H

#include "base/base.h"

typedef struct jsd_safe_reader {
    int ends[2]; /* of the pipe, or -1 if the reader is closed */
} jsd_safe_reader;

enum {
    JSD_SAFE_READ_MAX = 4096
}; /* bytes in one read: fewer than a pipe can hold */

/* Opens the reader. Returns false if it cannot be opened; then each read
 * fails. */
bool jsd_safe_read_open(jsd_safe_reader *reader);
void jsd_safe_read_close(jsd_safe_reader *reader);

/* Copies n <= JSD_SAFE_READ_MAX bytes. Returns false if one of them cannot be
 * read.
 */
JSD_MUST_CHECK bool jsd_safe_read(const jsd_safe_reader *reader,
                                  const void *from, void *to, size_t n);

#endif
