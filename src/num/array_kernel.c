/* SPDX-License-Identifier: MIT */
#include "num/array_kernel.h"

#include "simd/kernel.h"

#define ARRAY_KERNEL_ROW(NAME, name, built, arrays, engines) \
    JSD_ISA_IF(built, [JSD_SIMD_##NAME] = &jsd_array_kernel_##arrays, )
static const jsd_array_kernel *const array_kernels[JSD_SIMD_COUNT] = {
    JSD_ISA_LIST(ARRAY_KERNEL_ROW)};

const jsd_array_kernel *
jsd_array_kernel_now(void)
{
    return array_kernels[jsd_simd_now];
}

jsd_array_measure *
jsd_array_kernel_measure(jsd_array_putter *put, jsd_item item)
{
    for (int id = 0; id < JSD_SIMD_COUNT; id++)
        if (array_kernels[id] != NULL &&
            put == array_kernels[id]->put[item][false])
            return array_kernels[id]->measure[item];
    return NULL;
}
