/* SPDX-License-Identifier: MIT
 *
 * Tests and copies long runs of printable ASCII without '"' and '\', four
 * blocks at a time. The caller checks bounds.
 */
#ifndef JSONDE_SIMD_ASCII_RUN_H
#define JSONDE_SIMD_ASCII_RUN_H

#include "simd/block.h"

enum { JSD_ASCII_RUN = 4 * JSD_BLOCK };

#ifndef JSD_ISA_HAS_ASCII_X4

JSD_INLINE bool
jsd_block_ascii_x4(jsd_block a, jsd_block b, jsd_block c, jsd_block d)
{
    return (jsd_block_non_ascii_or_escape(a) |
            jsd_block_non_ascii_or_escape(b) |
            jsd_block_non_ascii_or_escape(c) |
            jsd_block_non_ascii_or_escape(d)) == 0;
}

#endif

/* Copies n >= JSD_BLOCK bytes from s to `to`. The last block overlaps the one
 * before it. Returns false, after copying some of them, if a byte is non-ASCII
 * or needs an escape. */
JSD_INLINE bool
jsd_ascii_run_copy(char *to, const char *s, size_t n)
{
    size_t i = 0;

    for (; n - i >= JSD_ASCII_RUN; i += JSD_ASCII_RUN) {
        jsd_block a = jsd_block_load(s + i);
        jsd_block b = jsd_block_load(s + i + JSD_BLOCK);
        jsd_block c = jsd_block_load(s + i + 2 * JSD_BLOCK);
        jsd_block d = jsd_block_load(s + i + 3 * JSD_BLOCK);

        if (!jsd_block_ascii_x4(a, b, c, d))
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

/* Returns whether none of the JSD_ASCII_RUN bytes at s is non-ASCII or needs
 * an escape. */
JSD_INLINE bool
jsd_ascii_run_matches(const char *s)
{
    return jsd_block_ascii_x4(jsd_block_load(s), jsd_block_load(s + JSD_BLOCK),
                              jsd_block_load(s + 2 * JSD_BLOCK),
                              jsd_block_load(s + 3 * JSD_BLOCK));
}

#endif
