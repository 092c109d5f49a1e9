/* SPDX-License-Identifier: MIT */
#include "simd/block_avx2.h"

#include "digits_avx2.h"
#include "num/dtoa_inline.h"

char *
digits_avx2_put(char *out, double value)
{
    return jsd_dtoa_put_fast(out, value);
}

char *
digits_avx2_put_tens(char *out, uint64_t tens, uint32_t last, int exponent)
{
    return jsd_digits_put_tens(out, tens, last, exponent);
}
