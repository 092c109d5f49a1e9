/* SPDX-License-Identifier: MIT */
#include "num/atod.h"

#include "num/binary64.h"

#include <stdlib.h>

enum {
    FRACTION_BITS = 52,
    EXPONENT_BIAS = 1023,
    INFINITE_EXPONENT = 0x7ff,
    KEPT = 19, /* digits that a uint64_t holds, whatever they are */
    LIMB_POW10 = 1000000000,
    /* The middle of two doubles is n * 2^-1075 with n < 2^54 at the smallest
     * scale: at most 768 digits, and fewer at other scales. */
    MAX_DIGITS = 768,
    /* compare_middle() has at most 769 digits (2555 bits) on the left, or
     * what is below 10^310; on the right 54 bits times 5^1092 (2590 bits).
     * The shift brings the lesser side to the size of the other, give or
     * take 64 bits: 84 limbs, and one for a carry. */
    MAX_LIMBS = 88
};

/* A natural number: the least significant limb first, no leading zeros. Limbs
 * after MAX_LIMBS are cut off, which happens only if another thread changes
 * the digits between two reads. */
typedef struct natural_number {
    unsigned count;
    uint32_t limbs[MAX_LIMBS];
} natural_number;

/* Computes x = x * factor + term. */
static void
multiply_add(natural_number *x, uint32_t factor, uint32_t term)
{
    uint64_t carry = term;

    for (unsigned i = 0; i < x->count; i++) {
        carry += (uint64_t)x->limbs[i] * factor;
        x->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0 && x->count < MAX_LIMBS)
        x->limbs[x->count++] = (uint32_t)carry;
}

static void
multiply_pow5(natural_number *x, unsigned exponent)
{
    const unsigned step = 13; /* the largest power of five in a limb */

    for (; exponent >= step; exponent -= step)
        multiply_add(x, 1220703125, 0);
    for (; exponent > 0; exponent--)
        multiply_add(x, 5, 0);
}

static void
shift_left(natural_number *x, unsigned bits)
{
    unsigned whole = bits / 32;

    multiply_add(x, UINT32_C(1) << bits % 32, 0);
    if (whole > MAX_LIMBS - x->count)
        whole = MAX_LIMBS - x->count;
    memmove(x->limbs + whole, x->limbs, x->count * sizeof(x->limbs[0]));
    memset(x->limbs, 0, whole * sizeof(x->limbs[0]));
    x->count += whole;
}

/* Returns an int below, at or above zero as a is below, at or above b. */
static int
compare_naturals(const natural_number *a, const natural_number *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (unsigned i = a->count; i-- > 0;) {
        if (a->limbs[i] != b->limbs[i])
            return a->limbs[i] < b->limbs[i] ? -1 : 1;
    }
    return 0;
}

/* Reads the digits of d into x and returns their number. Digits after
 * MAX_DIGITS matter only if one of them is not zero. A 1 stands for all of
 * them, because no middle of two doubles has so many digits. */
static int
read_natural(natural_number *x, const jsd_decimal *d)
{
    const char *p = d->text;
    uint32_t factor = 1, term = 0;
    int taken = 0;

    x->count = 0;
    for (; p < d->end && taken < MAX_DIGITS; p++) {
        if (*p == '.')
            continue;
        taken++;
        factor *= 10;
        term = 10 * term + (uint32_t)(*p - '0');
        if (factor == LIMB_POW10) {
            multiply_add(x, factor, term);
            factor = 1;
            term = 0;
        }
    }
    multiply_add(x, factor, term);
    for (; p < d->end; p++) {
        if (*p != '.' && *p != '0') {
            multiply_add(x, 10, 1);
            return taken + 1;
        }
    }
    return taken;
}

/* Compares d with significand * 2^scale, a double or the middle of two:
 * returns an int below, at or above zero. */
static int
compare_middle(const jsd_decimal *d, uint64_t significand, int scale)
{
    natural_number left, right = {0};
    int exponent = (int)d->exponent + 1 - read_natural(&left, d);

    /* left * 10^exponent and right * 2^scale. Negative powers move to the
     * other side, so that both are integers. */
    multiply_add(&right, 1, (uint32_t)(significand >> 32));
    shift_left(&right, 32);
    multiply_add(&right, 1, (uint32_t)significand);
    multiply_pow5(exponent >= 0 ? &left : &right, (unsigned)abs(exponent));
    scale -= exponent;
    shift_left(scale >= 0 ? &right : &left, (unsigned)abs(scale));
    return compare_naturals(&left, &right);
}

/* Rounds d, which is not below the double of these bits, and less than one and
 * a half steps above it. */
static uint64_t
round_exactly(const jsd_decimal *d, uint64_t bits)
{
    uint64_t hidden = UINT64_C(1) << FRACTION_BITS;
    int exponent = (int)(bits >> FRACTION_BITS);
    uint64_t significand = bits & (hidden - 1);
    int order;

    if (exponent != 0)
        significand |= hidden;
    else
        exponent = 1;
    order = compare_middle(d, 2 * significand + 1,
                           exponent - EXPONENT_BIAS - FRACTION_BITS - 1);
    /* The bits of the next double are the next integer, also for infinity. */
    return bits + (order > 0 || (order == 0 && (bits & 1) != 0));
}

int
jsd_atod_compare(const jsd_decimal *d, double value)
{
    const uint64_t hidden = UINT64_C(1) << FRACTION_BITS;
    uint64_t bits = jsd_f64_magnitude(value);
    int exponent = (int)(bits >> FRACTION_BITS);

    bits &= hidden - 1;
    if (exponent != 0)
        bits |= hidden;
    else
        exponent = 1;
    return compare_middle(d, bits, exponent - EXPONENT_BIAS - FRACTION_BITS);
}

double
jsd_atod_exact(const jsd_decimal *d)
{
    uint64_t mantissa = 0, bits;
    int64_t exponent = d->exponent + 1;
    double value;
    int kept = 0;

    for (const char *p = d->text; p < d->end && kept < KEPT; p++) {
        if (*p == '.')
            continue;
        mantissa = 10 * mantissa + (uint64_t)(*p - '0');
        kept++;
    }
    if (mantissa == 0) /* see natural_number */
        return 0.0;
    exponent -= kept;
    /* d lies between these two doubles, unless one is NaN. Their bits are
     * compared, because DAZ and FZ make all subnormals equal. */
    value = jsd_atod(mantissa, exponent);
    bits = jsd_f64_bits(jsd_atod(mantissa + 1, exponent));
    if (jsd_f64_bits(value) == bits && bits <= JSD_F64_INFINITY)
        return value;
    bits = jsd_atod_floor(mantissa, (int)exponent);
    if (bits < (uint64_t)INFINITE_EXPONENT << FRACTION_BITS)
        bits = round_exactly(d, bits);
    return jsd_f64_of(bits);
}
