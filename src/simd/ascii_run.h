/* SPDX-License-Identifier: MIT
 *
 * Long runs of plain ASCII, four blocks at a time. Included behind a
 * simd/block_NAME.h. Used by dec/. It never checks bounds.
 */
#ifndef JSONDE_SIMD_ASCII_RUN_H
#define JSONDE_SIMD_ASCII_RUN_H

#include "base/base.h"

enum { JSD_ASCII_RUN = 4 * JSD_BLOCK };

#ifdef __AVX2__

/* Blocks a, b, c and d have plain ASCII only. The least of four, compared with
 * signs, is as telling as each of them (jsd_block_non_ascii_or_escape). */
JSD_INLINE bool
jsd_ascii_run_blocks_match(jsd_block a, jsd_block b, jsd_block c, jsd_block d)
{
    __m256i least = _mm256_min_epi8(
        _mm256_min_epi8(jsd_block_turned(a), jsd_block_turned(b)),
        _mm256_min_epi8(jsd_block_turned(c), jsd_block_turned(d)));
    __m256i slash = _mm256_or_si256(
        _mm256_or_si256(jsd_block_is(a, '\\'), jsd_block_is(b, '\\')),
        _mm256_or_si256(jsd_block_is(c, '\\'), jsd_block_is(d, '\\')));
    __m256i low =
        _mm256_cmpgt_epi8(_mm256_set1_epi8(JSD_BLOCK_MOST + 1), least);

    return jsd_block_non_ascii(_mm256_or_si256(low, slash)) == 0;
}

#else

JSD_INLINE bool
jsd_ascii_run_blocks_match(jsd_block a, jsd_block b, jsd_block c, jsd_block d)
{
    return (jsd_block_non_ascii_or_escape(a) |
            jsd_block_non_ascii_or_escape(b) |
            jsd_block_non_ascii_or_escape(c) |
            jsd_block_non_ascii_or_escape(d)) == 0;
}

#endif

/* Copies n >= JSD_BLOCK bytes; false, and some of them were copied, when not
 * all are plain ASCII. The last block overlaps what is before it. */
JSD_INLINE bool
jsd_ascii_run_copy(char *to, const char *s, size_t n)
{
    size_t i = 0;

    for (; n - i >= JSD_ASCII_RUN; i += JSD_ASCII_RUN) {
        jsd_block a = jsd_block_load(s + i);
        jsd_block b = jsd_block_load(s + i + JSD_BLOCK);
        jsd_block c = jsd_block_load(s + i + 2 * JSD_BLOCK);
        jsd_block d = jsd_block_load(s + i + 3 * JSD_BLOCK);

        if (!jsd_ascii_run_blocks_match(a, b, c, d))
            return false;
        jsd_block_store(to + i, a);
        jsd_block_store(to + i + JSD_BLOCK, b);
        jsd_block_store(to + i + 2 * JSD_BLOCK, c);
        jsd_block_store(to + i + 3 * JSD_BLOCK, d);
    }
    while (i < n) {
        i = n - i < JSD_BLOCK ? n - JSD_BLOCK : i;
        if (jsd_block_non_ascii_or_escape(jsd_block_load(s + i)) != 0)
            return false;
        jsd_block_store(to + i, jsd_block_load(s + i));
        i += JSD_BLOCK;
    }
    return true;
}

/* Is there nothing but plain ASCII in the JSD_ASCII_RUN bytes at s? */
JSD_INLINE bool
jsd_ascii_run_matches(const char *s)
{
    return jsd_ascii_run_blocks_match(
        jsd_block_load(s), jsd_block_load(s + JSD_BLOCK),
        jsd_block_load(s + 2 * JSD_BLOCK), jsd_block_load(s + 3 * JSD_BLOCK));
}

#endif
