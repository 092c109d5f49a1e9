/* SPDX-License-Identifier: MIT */
#include "abi/fixed_layout.h"

bool
jsd_fixed_holds(size_t longer, const jsd_offsets *found, uint32_t compact,
                uint32_t ascii)
{
    for (int i = 0; i < JSD_FIELD_COUNT; i++)
        if (jsd_fixed_offset(longer, found, (jsd_field)i) != found->at[i])
            return false;
    for (int i = 0; i < JSD_STRUCT_COUNT; i++)
        if (jsd_fixed_size(longer, found, (jsd_struct)i) != found->size[i])
            return false;
    return compact == jsd_fixed_compact_bit(longer) &&
           ascii == jsd_fixed_ascii_bit(longer);
}
