/* SPDX-License-Identifier: MIT */
#include "text/scan.h"

#include "text/unit.h"
#include "text/word.h"

/* The mask of the units that end a plain run: special ones and surrogates.
 * A surrogate of 2 bytes has its top bit set: there (and only there) the low
 * bits decide, which are 0x5800..0x5fff. One of 4 bytes has it clear. */
JSD_INLINE uint64_t
stops(int width, uint64_t word)
{
    uint64_t top = jsd_word_top(width);
    uint64_t first = jsd_word_fill(width, 0xd800 & jsd_word_low(width));
    uint64_t special = jsd_word_special(width, word);
    uint64_t other;

    if (width == 1)
        return special;
    other = jsd_word_at_least(width, (word & ~top) ^ first, 0x800);
    if (width == 2)
        return special | (~other & word & top);
    return special | (~(other | word) & top);
}

/* What to say of a unit that may not stand in a string, else JSD_OK. */
JSD_INLINE jsd_status
judge(uint32_t unit, int width)
{
    if (JSD_UNLIKELY(unit < 0x20))
        return JSD_CONTROL_CHARACTER;
    if (width > 1 && JSD_UNLIKELY(jsd_unit_is_surrogate(unit)))
        return JSD_SURROGATE;
    return JSD_OK;
}

/* From unit i on to the next one that ends a plain run, or to n. */
JSD_INLINE size_t
skip_plain(const void *s, size_t i, size_t n, uint64_t *seen, int width)
{
    const size_t lanes = (size_t)(JSD_WORD / width);
    const char *bytes = s;
    uint32_t unit;

    for (; n - i >= lanes; i += lanes) {
        uint64_t word = jsd_word_load(bytes + i * (size_t)width);
        uint64_t mask = stops(width, word);

        if (mask != 0) {
            *seen |= jsd_word_before(width, word, mask);
            return i + jsd_word_first(width, mask);
        }
        *seen |= word;
    }
    for (; i < n; i++) {
        unit = jsd_unit_at(s, i, width);
        if (unit == '"' || unit == '\\' || judge(unit, width) != JSD_OK)
            break;
        *seen |= unit;
    }
    return i;
}

JSD_INLINE jsd_status
scan_units(const void *s, size_t n, jsd_scan *scan, int width)
{
    jsd_status status = JSD_END;
    uint64_t seen = 0;
    bool escaped = false;
    uint32_t unit;
    size_t i = 0;

    while ((i = skip_plain(s, i, n, &seen, width)) < n) {
        unit = jsd_unit_at(s, i, width);
        if (JSD_LIKELY(unit == '"')) {
            status = JSD_OK;
            break;
        }
        if (unit == '\\') {
            escaped = true;
            seen |= unit;
            if (++i == n)
                break;
            unit = jsd_unit_at(s, i, width);
        }
        status = judge(unit, width);
        if (status != JSD_OK)
            break;
        seen |= unit;
        status = JSD_END;
        i++;
    }
    scan->len = i;
    scan->seen = jsd_word_or(width, seen);
    scan->escaped = escaped;
    return status;
}

jsd_status
jsd_scan_utf8(const char *s, size_t n, jsd_scan *scan)
{
    return scan_units(s, n, scan, 1);
}

jsd_status
jsd_scan_ucs1(const uint8_t *s, size_t n, jsd_scan *scan)
{
    return scan_units(s, n, scan, 1);
}

jsd_status
jsd_scan_ucs2(const uint16_t *s, size_t n, jsd_scan *scan)
{
    return scan_units(s, n, scan, 2);
}

jsd_status
jsd_scan_ucs4(const uint32_t *s, size_t n, jsd_scan *scan)
{
    return scan_units(s, n, scan, 4);
}
