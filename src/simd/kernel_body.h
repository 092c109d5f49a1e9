/* SPDX-License-Identifier: MIT
 *
 * Defines all kernels and their table for the instruction set of this unit
 * (simd/block.h). Only isa/kernels_NAME.c includes it.
 */
#ifndef JSONDE_SIMD_KERNEL_BODY_H
#define JSONDE_SIMD_KERNEL_BODY_H

#include "simd/block.h"
#include "simd/base64_kernel.h"
#include "simd/escape_kernel.h"
#include "simd/utf8_decode_kernel.h"
#include "simd/scan_kernel.h"
#include "simd/style_kernel.h"
#include "simd/unescape_kernel.h"
#include "simd/utf8_kernel.h"

extern const jsd_kernel JSD_ISA(jsd_kernel);

const jsd_kernel JSD_ISA(jsd_kernel) = {
    .name = JSD_ISA_NAME,
    .scan_1 = scan_1,
    .scan_2 = scan_2,
    .scan_4 = scan_4,
    .space_1 = space_1,
    .space_2 = space_2,
    .space_4 = space_4,
    .escape_utf8 = escape_utf8,
    .escape_1 = escape_1,
    .escape_2 = escape_2,
    .escape_4 = escape_4,
    .style_utf8 = style_utf8,
    .style_1 = style_1,
    .style_2 = style_2,
    .style_4 = style_4,
    .unescape_utf8 = unescape_utf8,
    .unescape_1 = unescape_1,
    .unescape_2 = unescape_2,
    .unescape_4 = unescape_4,
    .utf8_string = utf8_string,
    .utf8_measure = utf8_measure,
    .utf8_count = utf8_count,
    .utf8_to_1 = utf8_to_1,
    .utf8_to_2 = utf8_to_2,
    .utf8_to_4 = utf8_to_4,
    .base64 = base64_encode,
    .unbase64 = base64_decode,
    .utf8_into_1 = utf8_into_1,
    .utf8_into_2 = utf8_into_2,
    .utf8_into_4 = utf8_into_4,
};

#endif
