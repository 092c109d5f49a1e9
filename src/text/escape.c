/* SPDX-License-Identifier: MIT */
#include "text/escape.h"

#include "text/unit.h"
#include "text/word.h"

/* What a unit below U+0100 becomes: len bytes of text. */
typedef struct piece {
    char text[7];
    uint8_t len;
} piece;

enum {
    BLOCK = JSD_WORD, /* units that become one word of output if plain */
    BLOCK_ROOM = (BLOCK - 1) * JSD_ESCAPE_MAX + (int)sizeof(piece)
};

/* clang-format off */
#define HEX(a, b) {{'\\', 'u', '0', '0', a, b}, 6}
#define SHORT(letter) {{'\\', letter}, 2}
#define ONE(c) {{(char)(c)}, 1}
#define TWO(c) {{(char)(0xc0 | (c) >> 6), (char)(0x80 | ((c) & 0x3f))}, 2}
#define FOUR(k, c) k(c), k((c) + 1), k((c) + 2), k((c) + 3)
#define SIXTEEN(k, c) \
    FOUR(k, c), FOUR(k, (c) + 4), FOUR(k, (c) + 8), FOUR(k, (c) + 12)

static const piece pieces[0x100] = {
    HEX('0', '0'), HEX('0', '1'), HEX('0', '2'), HEX('0', '3'),
    HEX('0', '4'), HEX('0', '5'), HEX('0', '6'), HEX('0', '7'),
    SHORT('b'),    SHORT('t'),    SHORT('n'),    HEX('0', 'b'),
    SHORT('f'),    SHORT('r'),    HEX('0', 'e'), HEX('0', 'f'),
    HEX('1', '0'), HEX('1', '1'), HEX('1', '2'), HEX('1', '3'),
    HEX('1', '4'), HEX('1', '5'), HEX('1', '6'), HEX('1', '7'),
    HEX('1', '8'), HEX('1', '9'), HEX('1', 'a'), HEX('1', 'b'),
    HEX('1', 'c'), HEX('1', 'd'), HEX('1', 'e'), HEX('1', 'f'),
    ONE(' '), ONE('!'), SHORT('"'), ONE('#'),
    FOUR(ONE, 0x24), FOUR(ONE, 0x28), FOUR(ONE, 0x2c),
    SIXTEEN(ONE, 0x30), SIXTEEN(ONE, 0x40),
    FOUR(ONE, 0x50), FOUR(ONE, 0x54), FOUR(ONE, 0x58),
    SHORT('\\'), ONE(']'), ONE('^'), ONE('_'),
    SIXTEEN(ONE, 0x60), SIXTEEN(ONE, 0x70),
    SIXTEEN(TWO, 0x80), SIXTEEN(TWO, 0x90), SIXTEEN(TWO, 0xa0),
    SIXTEEN(TWO, 0xb0), SIXTEEN(TWO, 0xc0), SIXTEEN(TWO, 0xd0),
    SIXTEEN(TWO, 0xe0), SIXTEEN(TWO, 0xf0),
};
/* clang-format on */

/* The low bytes of BLOCK units as one word; *wide when one is not ASCII. */
JSD_INLINE uint64_t
narrow(const unsigned char *in, int width, bool *wide)
{
    unsigned char bytes[BLOCK];
    uint32_t all = 0;
    uint32_t unit;
    uint64_t word;
    size_t i;

    if (width == 1) {
        word = jsd_word_load(in);
        *wide = (word & jsd_word_top(1)) != 0;
        return word;
    }
    for (i = 0; i < BLOCK; i++) {
        unit = jsd_unit_at(in, i, width);
        all |= unit;
        bytes[i] = (unsigned char)unit;
    }
    *wide = all >= 0x80;
    return jsd_word_load(bytes);
}

/* Up to n units, one by one, of which each may write `room` bytes: those
 * behind what is meant are written over later. Stops at a surrogate. */
JSD_INLINE jsd_status
step(jsd_escape *e, size_t n, size_t room, int width, bool utf8)
{
    const unsigned char *in = e->in;
    jsd_status status = JSD_OK;
    char *out = e->out;
    uint32_t unit;

    for (; n > 0; n--) {
        unit = jsd_unit_at(in, 0, width);
        if (unit < (utf8 || width > 1 ? 0x80 : 0x100)) {
            memcpy(out, &pieces[unit], room);
            out += pieces[unit].len;
        } else if (utf8) {
            *out++ = (char)unit;
        } else if (width > 1 && JSD_UNLIKELY(jsd_unit_is_surrogate(unit))) {
            status = JSD_SURROGATE;
            break;
        } else {
            out = jsd_unit_put_utf8(out, unit, width);
        }
        in += width;
    }
    e->in = in;
    e->out = out;
    return status;
}

/* The last units when they are plain bytes, fewer than a block. */
JSD_INLINE void
copy_few(jsd_escape *e, bool utf8)
{
    size_t n = (size_t)((const char *)e->end - (const char *)e->in);
    uint64_t word;

    if (n - 1 >= BLOCK - 1 || e->limit - e->out < BLOCK)
        return; /* none as well: 0 - 1 wraps */
    word = jsd_word_load_few(e->in, n);
    if (jsd_word_special(1, word) != 0 ||
        (!utf8 && (word & jsd_word_top(1)) != 0))
        return;
    jsd_word_store(e->out, word);
    e->in = e->end;
    e->out += n;
}

/* utf8: units of one byte that are UTF-8 already. */
JSD_INLINE jsd_status
escape(jsd_escape *given, int width, bool utf8)
{
    jsd_escape e = *given; /* whose address stays here: all in registers */
    const unsigned char *end = given->end;
    jsd_status status = JSD_OK;
    uint64_t word;
    bool wide;

    while (end - (const unsigned char *)e.in >= BLOCK * width &&
           e.limit - e.out >= BLOCK_ROOM) {
        word = narrow(e.in, width, &wide);
        if ((utf8 || !wide) && jsd_word_special(1, word) == 0) {
            jsd_word_store(e.out, word);
            e.in = (const unsigned char *)e.in + BLOCK * width;
            e.out += BLOCK;
            continue;
        }
        status = step(&e, BLOCK, sizeof(piece), width, utf8);
        if (status != JSD_OK)
            break;
    }
    if (width == 1)
        copy_few(&e, utf8);
    while (status == JSD_OK && e.in != end &&
           e.limit - e.out >= JSD_ESCAPE_MAX)
        status = step(&e, 1, JSD_ESCAPE_MAX, width, utf8);
    given->in = e.in;
    given->out = e.out;
    return status;
}

void
jsd_escape_utf8(jsd_escape *e)
{
    (void)escape(e, 1, true);
}

void
jsd_escape_ucs1(jsd_escape *e)
{
    (void)escape(e, 1, false);
}

jsd_status
jsd_escape_ucs2(jsd_escape *e)
{
    return escape(e, 2, false);
}

jsd_status
jsd_escape_ucs4(jsd_escape *e)
{
    return escape(e, 4, false);
}
