/* SPDX-License-Identifier: MIT */
#include "abi/safe_read.h"

#include <mach/mach.h>
#include <mach/vm_map.h>

bool
jsd_safe_read(const jsd_safe_reader *reader, const void *from, void *to,
              size_t n)
{
    vm_size_t copied = 0;

    return reader->ends[0] == 0 && n > 0 && n <= JSD_SAFE_READ_MAX &&
           vm_read_overwrite(mach_task_self(), (vm_address_t)from, n,
                             (vm_address_t)to, &copied) == KERN_SUCCESS &&
           copied == n;
}
