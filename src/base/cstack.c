/* SPDX-License-Identifier: MIT */
#include "base/cstack.h"

static _Thread_local jsd_cstack_bounds my_bounds;

size_t
jsd_cstack_left(void)
{
    const uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    size_t left;

    if (JSD_UNLIKELY(my_bounds.highest == 0))
        my_bounds = jsd_cstack_find();
    if (here < my_bounds.lowest || here >= my_bounds.highest)
        return SIZE_MAX;
    left = here - my_bounds.lowest;
    return left < my_bounds.reserve ? 0 : left - my_bounds.reserve;
}
