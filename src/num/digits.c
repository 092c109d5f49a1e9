/* SPDX-License-Identifier: MIT */
#include "num/digits.h"

#include "num/itoa_inline.h"

char *
jsd_digits_put_exponent(char *out, int e)
{
    out[0] = 'e';
    out[1] = e < 0 ? '-' : '+';
    return jsd_itoa_head4(out + 2, (uint32_t)(e < 0 ? -e : e));
}

/* Writes a positional number with at least eight digits before the point. */
static char *
put_large(char *out, const jsd_digits *d, int e)
{
    const int behind = d->count - d->point;
    char digits[32]; /* followed by zeros, for 1e15 */

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
jsd_digits_put_scientific(char *out, uint64_t high, uint64_t low,
                          uint64_t tail, int count, int point, int most)
{
    const bool leading = (char)high == '0';
    const jsd_digits d = {high, low, tail, count, point, leading};
    const int e = point - leading;
    const int behind = count - leading - 1;

    if (e >= 0 && e < most)
        return put_large(out, &d, e);
    jsd_digits_put_point(out, out, &d, leading);
    /* Without a point, if no digit follows it. */
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

/* The layout of an exponent e; zero: digit 0 is a leading zero. The point is
 * at POINT_INDEX, and byte i shows digit DIGIT_INDEX if there is such a digit.
 */
#define NEGATIVE_PART(e) ((e) < 0 ? (e) : 0)
#define POINT_INDEX(e) ((e) < 0 ? 1 : (e) + 1)
#define DIGIT_INDEX(e, zero, i) \
    ((i) - ((i) > POINT_INDEX(e)) + NEGATIVE_PART(e) + (zero))
#define HAS_DIGIT(e, zero, i)                                      \
    ((i) != POINT_INDEX(e) && DIGIT_INDEX(e, zero, i) >= (zero) && \
     DIGIT_INDEX(e, zero, i) < 16)
#define SOURCE_INDEX(e, zero, i) \
    (uint8_t)(HAS_DIGIT(e, zero, i) ? 15 - DIGIT_INDEX(e, zero, i) : 128)
#define FILL_CHAR(e, zero, i) ((i) == POINT_INDEX(e) ? '.' : '0')
/* The place of digit 16, without and with the point. */
#define FIRST_INDEX(e, zero) (16 - (zero)-NEGATIVE_PART(e))
#define LAST_INDEX(e, zero) \
    (uint8_t)(FIRST_INDEX(e, zero) + (FIRST_INDEX(e, zero) >= POINT_INDEX(e)))

#define FOUR_BYTES(what, e, zero, i)                              \
    what(e, zero, i), what(e, zero, i + 1), what(e, zero, i + 2), \
        what(e, zero, i + 3)
#define EIGHT_BYTES(what, e, zero, i) \
    FOUR_BYTES(what, e, zero, i), FOUR_BYTES(what, e, zero, i + 4)
#define DIGITS_LAYOUT(e, zero)                     \
    {                                              \
        {EIGHT_BYTES(SOURCE_INDEX, e, zero, 0),    \
         EIGHT_BYTES(SOURCE_INDEX, e, zero, 8),    \
         EIGHT_BYTES(SOURCE_INDEX, e, zero, 16),   \
         EIGHT_BYTES(SOURCE_INDEX, e, zero, 24)},  \
            {EIGHT_BYTES(FILL_CHAR, e, zero, 0),   \
             EIGHT_BYTES(FILL_CHAR, e, zero, 8),   \
             EIGHT_BYTES(FILL_CHAR, e, zero, 16)}, \
            LAST_INDEX(e, zero)                    \
    }
#define BOTH_LAYOUTS(e) DIGITS_LAYOUT(e, 1), DIGITS_LAYOUT(e, 0)

const jsd_digits_layout jsd_digits_layouts[JSD_DIGITS_LAYOUTS] = {
    BOTH_LAYOUTS(14), BOTH_LAYOUTS(13), BOTH_LAYOUTS(12), BOTH_LAYOUTS(11),
    BOTH_LAYOUTS(10), BOTH_LAYOUTS(9),  BOTH_LAYOUTS(8),  BOTH_LAYOUTS(7),
    BOTH_LAYOUTS(6),  BOTH_LAYOUTS(5),  BOTH_LAYOUTS(4),  BOTH_LAYOUTS(3),
    BOTH_LAYOUTS(2),  BOTH_LAYOUTS(1),  BOTH_LAYOUTS(0),  BOTH_LAYOUTS(-1),
    BOTH_LAYOUTS(-2), BOTH_LAYOUTS(-3), BOTH_LAYOUTS(-4), BOTH_LAYOUTS(-5),
};

/* Repeat a constant for each lane of a register. */
#define TWO_TIMES(x) x, x
#define FOUR_TIMES(x) TWO_TIMES(x), TWO_TIMES(x)
#define EIGHT_TIMES(x) FOUR_TIMES(x), FOUR_TIMES(x)

const jsd_digits_steps jsd_digits_divide = {
    {TWO_TIMES(3518437209)},
    {TWO_TIMES((UINT64_C(1) << 32) - 10000)},
    {EIGHT_TIMES(5243)},
    {FOUR_TIMES((1 << 16) - 100)},
    {EIGHT_TIMES(6554)},
    {EIGHT_TIMES((1 << 8) - 10)},
    {EIGHT_TIMES(127), EIGHT_TIMES(127)},
};
