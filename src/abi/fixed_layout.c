/* SPDX-License-Identifier: MIT */
#include "abi/fixed_layout.h"

bool
jsd_fixed_holds(const jsd_offsets *found, uint32_t compact, uint32_t ascii)
{
    for (int i = 0; i < JSD_FIELD_COUNT; i++)
        if (jsd_fixed_offset(found, (jsd_field)i) != found->at[i])
            return false;
    for (int i = 0; i < JSD_STRUCT_COUNT; i++)
        if (jsd_fixed_size(found, (jsd_struct)i) != found->size[i])
            return false;
    return compact == JSD_FIXED_COMPACT && ascii == JSD_FIXED_ASCII;
}
