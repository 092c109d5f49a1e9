/* SPDX-License-Identifier: MIT
 *
 * Finds the end of a string (text/scan.h) and of white space (text/space.h).
 * It never allocates.
 */
#ifndef JSONDE_SIMD_SCAN_KERNEL_H
#define JSONDE_SIMD_SCAN_KERNEL_H

#include "simd/block.h"
#include "simd/kernel.h"

/* Returns the 32 units at p as bytes. Units above 0xff become 0xff. */
JSD_INLINE jsd_block
units_narrow(const void *p, int width)
{
    return width == 1   ? jsd_block_load(p)
           : width == 2 ? jsd_block_narrow2(p)
                        : jsd_block_narrow4(p);
}

/* Returns the mask of the surrogates among the 32 units at p. */
JSD_INLINE uint32_t
units_surrogate(const void *p, int width)
{
    return width == 1   ? 0
           : width == 2 ? jsd_block_surrogate2(p)
                        : jsd_block_surrogate4(p);
}

/* Returns 0x7f, 0xff, 0xffff or 0x10ffff: the smallest of them that no unit of
 * mask exceeds. b has the units at p as bytes. The caller combines the results
 * of several blocks with a bitwise or. */
JSD_INLINE uint32_t
units_seen(const void *p, jsd_block b, uint32_t mask, int width)
{
    if ((jsd_block_non_ascii(b) & mask) == 0)
        return 0x7f;
    if (width == 1)
        return 0xff;
    if (width == 2)
        return (jsd_block_above2(p, 0xff) & mask) == 0 ? 0xff : 0xffff;
    if ((jsd_block_above4(p, 0xffff) & mask) != 0)
        return 0x10ffff;
    return (jsd_block_above4(p, 0xff) & mask) == 0 ? 0xff : 0xffff;
}

/* Returns those of `stops`, the special units of b, that end the string. Bit 0
 * of *hidden says whether a backslash escapes the first unit of the block. The
 * function sets it for the first unit of the next block.
 *
 * A run of backslashes escapes the next unit if its length is odd. Adding the
 * first bit of a run to the run carries into the bit after it. If the length
 * is odd, exactly one of this bit and the first bit is at an even index
 * (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019,
 * section 3.1.1). */
JSD_INLINE uint32_t
string_ends(jsd_block b, uint32_t stops, uint32_t *hidden)
{
    const uint64_t even = 0x5555555555555555;
    uint32_t all = jsd_block_equal(b, jsd_block_fill('\\')) & stops;
    uint64_t run = all & ~*hidden;
    uint64_t start = run & ~(run << 1);
    uint64_t behind = ((run + (start & even)) & ~run & ~even) |
                      ((run + (start & ~even)) & ~run & even);
    uint32_t quotes = jsd_block_equal(b, jsd_block_fill('"')) & stops;

    behind |= *hidden;
    *hidden = (uint32_t)(behind >> 32);
    return stops & ~all & ~(quotes & (uint32_t)behind);
}

/* Returns the status for the unit that ends a string: JSD_OK for a quote. */
JSD_INLINE jsd_status
judge_end(uint32_t unit)
{
    if (JSD_LIKELY(unit == '"'))
        return JSD_OK;
    return unit < 0x20 ? JSD_CONTROL_CHARACTER : JSD_SURROGATE;
}

typedef struct unit_scanner {
    uint32_t hidden; /* 1: the next unit is behind a backslash */
    uint32_t seen;
    bool escaped;
} unit_scanner;

/* Returns the index in the block at p where the string ends, or JSD_BLOCK if
 * it does not end there. `ours` is the mask of the units that belong to the
 * text. */
JSD_INLINE size_t
scan_block(unit_scanner *job, const void *p, uint32_t ours, int width)
{
    jsd_block b = units_narrow(p, width);
    uint32_t stops =
        (jsd_block_needs_escape(b) | units_surrogate(p, width)) & ours;

    if (JSD_UNLIKELY(job->hidden != 0) ||
        (stops != 0 &&
         jsd_unit_at(p, jsd_block_first(stops), width) == '\\')) {
        job->escaped = true;
        stops = string_ends(b, stops, &job->hidden);
    }
    job->seen |= units_seen(p, b, ours & jsd_block_before(stops), width);
    return stops == 0 ? JSD_BLOCK : jsd_block_first(stops);
}

JSD_INLINE jsd_status
scan_units(const void *s, size_t n, jsd_scan *scan, int width)
{
    const size_t size = (size_t)(JSD_BLOCK * width);
    unsigned char copy[JSD_BLOCK * 4];
    const char *p = s;
    unit_scanner job = {0, 0, false};
    size_t at = JSD_BLOCK;
    size_t left;

    for (left = n; left >= JSD_BLOCK; left -= JSD_BLOCK, p += size) {
        at = scan_block(&job, p, UINT32_MAX, width);
        if (at < JSD_BLOCK)
            break;
    }
    if (at == JSD_BLOCK && left > 0) {
        p = jsd_block_reach(p, left * (size_t)width, size, copy);
        at = scan_block(&job, p, jsd_block_lowest(left), width);
    }
    if (at == JSD_BLOCK) {
        *scan = (jsd_scan){n, job.seen, job.escaped};
        return JSD_END;
    }
    *scan = (jsd_scan){n - left + at, job.seen, job.escaped};
    return judge_end(jsd_unit_at(p, at, width));
}

static jsd_status
scan_1(const void *s, size_t n, jsd_scan *scan)
{
    return scan_units(s, n, scan, 1);
}

static jsd_status
scan_2(const void *s, size_t n, jsd_scan *scan)
{
    return scan_units(s, n, scan, 2);
}

static jsd_status
scan_4(const void *s, size_t n, jsd_scan *scan)
{
    return scan_units(s, n, scan, 4);
}

/* ------------------------------------------------------------ white space */

JSD_INLINE size_t
space_units(const void *s, size_t n, int width)
{
    const size_t size = (size_t)(JSD_BLOCK * width);
    unsigned char copy[JSD_BLOCK * 4];
    const char *p = s;
    uint32_t stops;
    size_t i;

    for (i = 0; n - i >= JSD_BLOCK; i += JSD_BLOCK, p += size) {
        stops = jsd_block_not_whitespace(units_narrow(p, width));
        if (stops != 0)
            return i + jsd_block_first(stops);
    }
    if (i == n)
        return n;
    p = jsd_block_reach(p, (n - i) * (size_t)width, size, copy);
    stops = jsd_block_not_whitespace(units_narrow(p, width)) &
            jsd_block_lowest(n - i);
    return stops == 0 ? n : i + jsd_block_first(stops);
}

static size_t
space_1(const void *s, size_t n)
{
    return space_units(s, n, 1);
}

static size_t
space_2(const void *s, size_t n)
{
    return space_units(s, n, 2);
}

static size_t
space_4(const void *s, size_t n)
{
    return space_units(s, n, 4);
}

#endif
