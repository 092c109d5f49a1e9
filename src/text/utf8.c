/* SPDX-License-Identifier: MIT */
#include "text/utf8.h"

#include "text/unit.h"
#include "text/word.h"

enum { GROUP = 4 }; /* words that are judged together */

/* How many bytes at s are ASCII. */
JSD_INLINE size_t
ascii_run(const uint8_t *s, size_t n)
{
    const uint64_t top = jsd_word_top(1);
    size_t i = 0;

    for (; n - i >= JSD_WORD; i += JSD_WORD) {
        uint64_t mask = jsd_word_load(s + i) & top;

        if (mask != 0)
            return i + jsd_word_first(1, mask);
    }
    while (i < n && s[i] < 0x80)
        i++;
    return i;
}

/* byte ^ 0x80 is below 0x40 for 10xxxxxx alone, and is its six bits then. */
JSD_INLINE uint32_t
follow(uint8_t byte)
{
    return byte ^ 0x80U;
}

/* Whether the three bytes at s are a character; s[0] is 1110xxxx.
 * The upper five of its 16 bits tell: 00000 is overlong (below U+0800), 11011
 * are the surrogates (RFC 3629, section 4: E0 A0..BF, ED 80..9F). */
JSD_INLINE bool
is_three(const uint8_t *s)
{
    uint32_t second = follow(s[1]);
    uint32_t upper = (s[0] & 15U) << 1 | second >> 5;
    uint32_t refused = 1U << 0x00 | 1U << 0x1b;

    return (second | follow(s[2])) < 0x40 && (refused >> upper & 1) == 0;
}

/* As above; s[0] is 0xf0 at least. The plane is 1 to 16: F0 90..BF, F4 80..8F;
 * F5 makes it 20 at least. */
JSD_INLINE bool
is_four(const uint8_t *s)
{
    uint32_t second = follow(s[1]);
    uint32_t plane = (s[0] & 15U) << 2 | second >> 4;

    return (second | follow(s[2]) | follow(s[3])) < 0x40 && plane - 1 < 16;
}

/* The length of the character at s, of n > 0 bytes, of which the first is not
 * ASCII; 0 when it is bad. */
JSD_INLINE size_t
sequence(const uint8_t *s, size_t n)
{
    if (s[0] >= 0xf0)
        return n >= 4 && is_four(s) ? 4 : 0;
    if (s[0] >= 0xe0)
        return n >= 3 && is_three(s) ? 3 : 0;
    /* 80..BF start nothing, C0 and C1 are overlong */
    return s[0] >= 0xc2 && n >= 2 && follow(s[1]) < 0x40 ? 2 : 0;
}

/* What is wrong at s, where sequence() found nothing. */
static JSD_COLD jsd_status
explain(const uint8_t *s, size_t n)
{
    if (n >= 3 && s[0] == 0xed && follow(s[1]) < 0x40 && follow(s[2]) < 0x40)
        return JSD_SURROGATE;
    return JSD_BAD_UTF8;
}

/* The largest code point that lead and those below it can start, as far as
 * the units of 1, 2 and 4 bytes see it: C3 ends at U+00FF. */
static uint32_t
widest_of(uint8_t lead)
{
    if (lead >= 0xf0)
        return 0x10ffff;
    if (lead >= 0xc4)
        return 0xffff;
    return lead >= 0x80 ? 0xff : 0x7f;
}

/* What jsd_utf8_measure has found so far. */
typedef struct tally {
    size_t followers; /* bytes 80..BF */
    uint8_t lead;     /* no less than the largest lead, of the same width */
} tally;

/* Whether two characters of three bytes are at s, where 8 can be read: as
 * is_three(), on a word. In the lanes of the leads is their low half, ^ 13
 * where the next byte has bit 5: 0 for E0 80..9F and ED A0..BF alone; adding
 * 15 sets bit 4 for all others. */
JSD_INLINE bool
is_three_twice(const uint8_t *s)
{
    static const uint8_t care[] = {0xf0, 0xc0, 0xc0, 0xf0, 0xc0, 0xc0, 0, 0};
    static const uint8_t want[] = {0xe0, 0x80, 0x80, 0xe0, 0x80, 0x80, 0, 0};
    static const uint8_t leads[] = {1, 0, 0, 1, 0, 0, 0, 0};
    const uint64_t ones = jsd_word_load(leads);
    uint64_t word = jsd_word_load(s);
    uint64_t bit5 = jsd_word_earlier(word) >> 5 & ones;
    uint64_t half = (word & ones * 15) ^ bit5 * 13;

    return (word & jsd_word_load(care)) == jsd_word_load(want) &&
           ((half + ones * 15) & ones * 16) == ones * 16;
}

/* Passes over ASCII and characters of two bytes, in groups of words, as long
 * as there is nothing else and not ASCII alone; returns how far. No branch
 * depends on where words of text end. */
JSD_INLINE size_t
two_byte_run(const uint8_t *s, size_t n, tally *sum)
{
    const uint64_t top = jsd_word_top(1);
    uint64_t split = 0; /* the lead that ends the word before, as lane 0 */
    uint64_t wide = 0;  /* the leads beyond C3 */
    size_t i, k;

    for (i = 0; n - i >= GROUP * JSD_WORD; i += GROUP * JSD_WORD) {
        uint64_t before = split;
        uint64_t bad = 0, any = 0, broad = 0, tails = 0;

        for (k = 0; k < GROUP; k++) {
            uint64_t word = jsd_word_load(s + i + k * JSD_WORD);
            uint64_t lead = word & word << 1 & top;
            uint64_t tail = word & ~(word << 1) & top;
            uint64_t low = word & jsd_word_fill(1, 0x1f);

            bad |= (jsd_word_later(lead) | before) ^ tail;
            bad |= lead & (word << 2 | ~jsd_word_at_least(1, low, 2));
            broad |= lead & jsd_word_at_least(1, low, 4);
            tails += tail >> 7;
            any |= word;
            before = jsd_word_last_to_first(lead);
        }
        if (bad != 0 || (any & top) == 0)
            break;
        sum->followers += (size_t)(tails * jsd_word_fill(1, 1) >> 56);
        wide |= broad;
        split = before;
    }
    if (wide != 0 && sum->lead < 0xdf)
        sum->lead = 0xdf;
    return i - (split != 0);
}

jsd_status
jsd_utf8_measure(const char *s, size_t n, jsd_utf8_size *size, size_t *at)
{
    const uint8_t *bytes = (const uint8_t *)s;
    tally sum = {0, 0};
    size_t len;
    size_t i = 0;

    while ((i += ascii_run(bytes + i, n - i)) < n) {
        sum.lead = bytes[i] > sum.lead ? bytes[i] : sum.lead;
        if (bytes[i] < 0xe0)
            i += two_byte_run(bytes + i, n - i, &sum);
        for (; i < n && bytes[i] >= 0x80; i += len) {
            sum.lead = bytes[i] > sum.lead ? bytes[i] : sum.lead;
            if (n - i >= JSD_WORD && is_three_twice(bytes + i)) {
                len = 6;
                sum.followers += 4;
                continue;
            }
            len = sequence(bytes + i, n - i);
            if (JSD_UNLIKELY(len == 0)) {
                *at = i;
                return explain(bytes + i, n - i);
            }
            sum.followers += len - 1;
        }
    }
    size->count = n - sum.followers;
    size->widest = widest_of(sum.lead);
    return JSD_OK;
}

size_t
jsd_utf8_count(const char *s, size_t n)
{
    const uint64_t ones = jsd_word_fill(1, 1);
    size_t count = n;
    size_t i = 0;
    uint64_t word, sums;
    size_t stop;

    while (n - i >= JSD_WORD) {
        /* a lane counts to 255 at most */
        stop = (n - i) / JSD_WORD < 255 ? n - JSD_WORD : i + 254 * JSD_WORD;
        for (sums = 0; i <= stop; i += JSD_WORD) {
            word = jsd_word_load(s + i);
            sums += word >> 7 & ~word >> 6 & ones; /* 10xxxxxx */
        }
        /* in pairs, so that the sum of all, up to 2040, fits a lane */
        sums = (sums & 0x00ff00ff00ff00ff) + (sums >> 8 & 0x00ff00ff00ff00ff);
        count -= (size_t)(sums * 0x0001000100010001 >> 48);
    }
    for (; i < n; i++)
        count -= ((uint8_t)s[i] & 0xc0) == 0x80;
    return count;
}

/* Copies ASCII to unit o on of out, up to the first other byte, n, or where
 * eight units more might be too many: so many bytes are eight characters at
 * least. Returns how many. */
JSD_INLINE size_t
widen(const uint8_t *s, size_t n, void *out, size_t o, int width)
{
    const size_t enough = JSD_WORD * (width == 1 ? 2 : width == 2 ? 3 : 4);
    const uint64_t top = jsd_word_top(1);
    char *to = out;
    size_t i = 0;

    for (; n - i >= enough; i += JSD_WORD) {
        uint64_t word = jsd_word_load(s + i);

        jsd_word_spread(to + (o + i) * (size_t)width, word, width);
        if ((word & top) != 0)
            return i + jsd_word_first(1, word & top);
    }
    for (; i < n && s[i] < 0x80; i++)
        jsd_unit_put(out, o + i, width, s[i]);
    return i;
}

JSD_INLINE void
decode(const char *s, size_t n, void *out, int width)
{
    const uint8_t *p = (const uint8_t *)s;
    const uint8_t *end = p + n;
    size_t o = 0;
    size_t run;

    while (p < end) {
        run = widen(p, (size_t)(end - p), out, o, width);
        p += run;
        o += run;
        while (p < end && p[0] >= 0x80) {
            uint32_t c = p[0] & 31U;

            if (width == 1 || p[0] < 0xe0) {
                c = c << 6 | follow(p[1]);
                p += 2;
            } else if (width == 2 || p[0] < 0xf0) {
                c = (c & 15) << 12 | follow(p[1]) << 6 | follow(p[2]);
                p += 3;
            } else {
                c = (c & 7) << 18 | follow(p[1]) << 12 | follow(p[2]) << 6 |
                    follow(p[3]);
                p += 4;
            }
            jsd_unit_put(out, o++, width, c);
        }
    }
}

void
jsd_utf8_to_ucs1(const char *s, size_t n, uint8_t *out)
{
    decode(s, n, out, 1);
}

void
jsd_utf8_to_ucs2(const char *s, size_t n, uint16_t *out)
{
    decode(s, n, out, 2);
}

void
jsd_utf8_to_ucs4(const char *s, size_t n, uint32_t *out)
{
    decode(s, n, out, 4);
}
