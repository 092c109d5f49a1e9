/* SPDX-License-Identifier: MIT */
#include "abi/usual.h"

bool
jsd_usual_holds(const jsd_abi_state *abi)
{
    const jsd_offsets *found = &abi->offsets;

    for (int i = 0; i < JSD_FIELD_COUNT; i++)
        if (jsd_usual_offset(found, (jsd_field)i) != found->at[i])
            return false;
    for (int i = 0; i < JSD_STRUCT_COUNT; i++)
        if (jsd_usual_size(found, (jsd_struct)i) != found->size[i])
            return false;
    return abi->str_compact == JSD_USUAL_COMPACT &&
           abi->str_ascii == JSD_USUAL_ASCII;
}
