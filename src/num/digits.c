/* SPDX-License-Identifier: MIT */
#include "num/digits.h"

#include "num/itoa_put.h"

char *
jsd_digits_put_exponent(char *out, int e)
{
    out[0] = 'e';
    out[1] = e < 0 ? '-' : '+';
    return jsd_itoa_head4(out + 2, (uint32_t)(e < 0 ? -e : e));
}

/* Positional, with eight digits or more before the point. */
static char *
put_large(char *out, const jsd_digits *d, int e)
{
    const int behind = d->count - d->point;
    char digits[32]; /* with zeros behind, for 1e15 */

    memset(digits + 17, '0', 15);
    jsd_swar_store(digits, d->high);
    digits[8] = (char)d->low;
    jsd_swar_store(digits + 9, d->tail);
    memcpy(out, digits + d->leading, 16);
    out[e + 1] = '.';
    memcpy(out + e + 2, digits + d->leading + e + 1, 9);
    return out + e + 1 + (behind > 2 ? behind : 2);
}

char *
jsd_digits_put_far(char *out, uint64_t high, uint64_t low, uint64_t tail,
                   int count, int point, int most)
{
    const bool leading = (char)high == '0';
    const jsd_digits d = {high, low, tail, count, point, leading};
    const int e = point - leading;
    const int behind = count - leading - 1;

    if (e >= 0 && e < most)
        return put_large(out, &d, e);
    jsd_digits_put_point(out, out, &d, leading);
    /* Without a point, when nothing is behind it. */
    return jsd_digits_put_exponent(out + 1 + (behind > 0 ? behind + 1 : 0), e);
}

char *
jsd_digits_put_plain(char *out, uint64_t tens, uint32_t last, int exponent)
{
    return jsd_digits_put_table(out, tens, last, exponent);
}

void
jsd_digits_widen(jsd_digits *d, uint64_t digits, int exponent)
{
    const uint32_t ten9 = 1000000000;

    for (; digits < UINT64_C(10000000000000000); digits *= 10)
        exponent--;
    jsd_digits_init(d, (uint32_t)(digits / ten9),
                    (uint32_t)(digits % ten9 / 10), (uint32_t)(digits % 10));
    d->point = exponent + 16;
}

/* The layout of an e, zero telling whether digit 0 is one: the point is at
 * byte DOT, and byte i has digit DIGIT, if there is such a digit. */
#define LESS(e) ((e) < 0 ? (e) : 0)
#define DOT(e) ((e) < 0 ? 1 : (e) + 1)
#define DIGIT(e, zero, i) ((i) - ((i) > DOT(e)) + LESS(e) + (zero))
#define HAS(e, zero, i) \
    ((i) != DOT(e) && DIGIT(e, zero, i) >= (zero) && DIGIT(e, zero, i) < 16)
#define FROM(e, zero, i) \
    (uint8_t)(HAS(e, zero, i) ? 15 - DIGIT(e, zero, i) : 128)
#define TEXT(e, zero, i) ((i) == DOT(e) ? '.' : '0')
/* Number 16, were there no point, and as there is one. */
#define PLACE(e, zero) (16 - (zero)-LESS(e))
#define LAST(e, zero) (uint8_t)(PLACE(e, zero) + (PLACE(e, zero) >= DOT(e)))

#define FOUR(what, e, zero, i)                                    \
    what(e, zero, i), what(e, zero, i + 1), what(e, zero, i + 2), \
        what(e, zero, i + 3)
#define EIGHT(what, e, zero, i) \
    FOUR(what, e, zero, i), FOUR(what, e, zero, i + 4)
#define LAYOUT(e, zero)                                        \
    {                                                          \
        {EIGHT(FROM, e, zero, 0), EIGHT(FROM, e, zero, 8),     \
         EIGHT(FROM, e, zero, 16), EIGHT(FROM, e, zero, 24)},  \
            {EIGHT(TEXT, e, zero, 0), EIGHT(TEXT, e, zero, 8), \
             EIGHT(TEXT, e, zero, 16)},                        \
            LAST(e, zero)                                      \
    }
#define BOTH(e) LAYOUT(e, 1), LAYOUT(e, 0)

const jsd_digits_layout jsd_digits_layouts[JSD_DIGITS_LAYOUTS] = {
    BOTH(14), BOTH(13), BOTH(12), BOTH(11), BOTH(10), BOTH(9),  BOTH(8),
    BOTH(7),  BOTH(6),  BOTH(5),  BOTH(4),  BOTH(3),  BOTH(2),  BOTH(1),
    BOTH(0),  BOTH(-1), BOTH(-2), BOTH(-3), BOTH(-4), BOTH(-5),
};

/* In each lane of a register. */
#define TWICE(x) x, x
#define FOURFOLD(x) TWICE(x), TWICE(x)
#define EIGHTFOLD(x) FOURFOLD(x), FOURFOLD(x)

const jsd_digits_steps jsd_digits_divide = {
    {TWICE(3518437209)},
    {TWICE((UINT64_C(1) << 32) - 10000)},
    {EIGHTFOLD(5243)},
    {FOURFOLD((1 << 16) - 100)},
    {EIGHTFOLD(6554)},
    {EIGHTFOLD((1 << 8) - 10)},
    {EIGHTFOLD(127), EIGHTFOLD(127)},
};
