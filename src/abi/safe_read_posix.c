/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE 1 /* pipe2, syscall */
#include "abi/safe_read.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

bool
jsd_safe_read_open(jsd_safe_reader *reader)
{
    if (pipe2(reader->ends, O_CLOEXEC | O_NONBLOCK) == 0)
        return true;
    reader->ends[0] = reader->ends[1] = -1;
    return false;
}

void
jsd_safe_read_close(jsd_safe_reader *reader)
{
    if (reader->ends[0] < 0)
        return;
    close(reader->ends[0]);
    close(reader->ends[1]);
    reader->ends[0] = reader->ends[1] = -1;
}

bool
jsd_safe_read(const jsd_safe_reader *reader, const void *from, void *to,
              size_t n)
{
    /* The system call itself: a sanitizer's write() would read the bytes
     * first. Even where a write of up to PIPE_BUF bytes fails, Linux may have
     * taken its readable part: the pipe is emptied. */
    long put = n <= JSD_SAFE_READ_MAX
                   ? syscall(SYS_write, reader->ends[1], from, n)
                   : -1;

    if (put <= 0)
        return false;
    return read(reader->ends[0], to, n) == (ssize_t)n && put == (long)n;
}
