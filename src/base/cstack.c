/* SPDX-License-Identifier: MIT */
#include "base/cstack.h"

static _Thread_local jsd_cstack_bounds my_bounds;

static JSD_COLD const jsd_cstack_bounds *
find_my_bounds(void)
{
    my_bounds = jsd_cstack_find();
    return &my_bounds;
}

size_t
jsd_cstack_left(void)
{
    const uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    const jsd_cstack_bounds *bounds = &my_bounds;
    size_t left;

    if (JSD_UNLIKELY(bounds->highest == 0))
        bounds = find_my_bounds();
    left = here - bounds->lowest;
    if (left >= bounds->highest - bounds->lowest)
        return SIZE_MAX;
    return left < bounds->reserve ? 0 : left - bounds->reserve;
}
