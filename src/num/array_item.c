/* SPDX-License-Identifier: MIT */
#include "num/array_reader.h"

#include "num/binary64.h"
#include "num/float_round.h"
#include "num/number.h"
#include "simd/kernel.h"

const char *
jsd_array_space(const char *s, const char *end)
{
    return s + jsd_kernel_now->space_1(s, (size_t)(end - s));
}

static const char *
fail_at_item(jsd_array_reader *r, jsd_status status, const char *s)
{
    r->status = status;
    r->s = s;
    return NULL;
}

static bool
is_real(jsd_item item)
{
    return item == JSD_ITEM_F16 || item == JSD_ITEM_F32 ||
           item == JSD_ITEM_F64;
}

/* Has the number at s a fraction or an exponent? */
static bool
has_fraction(const char *s, const char *end)
{
    s += *s == '-';
    while (s < end && *s >= '0' && *s <= '9')
        s++;
    return s < end && (*s == '.' || (*s | 0x20) == 'e');
}

/* An integer to so many bytes; false when it does not fit. */
static bool
store_integer(const jsd_number *number, jsd_item item, char *out)
{
    const unsigned bits = 8 * (unsigned)jsd_item_size(item);
    const bool negative = number->kind == JSD_NUMBER_I64 && number->as.i64 < 0;
    uint64_t value = number->as.u64, most = UINT64_MAX >> (64 - bits);
    uint32_t word = (uint32_t)value;
    uint16_t half = (uint16_t)value;

    if (item == JSD_ITEM_I8 || item == JSD_ITEM_I16 || item == JSD_ITEM_I32 ||
        item == JSD_ITEM_I64)
        most >>= 1;
    else if (negative)
        return false;
    if ((negative ? ~value : value) > most)
        return false;
    if (bits == 8)
        *out = (char)value;
    else if (bits == 16)
        memcpy(out, &half, sizeof half);
    else if (bits == 32)
        memcpy(out, &word, sizeof word);
    else
        memcpy(out, &value, sizeof value);
    return true;
}

/* Returns the double nearest to a number with or without a sign: -0 has one.
 */
static double
double_of(const jsd_number *number, bool negative)
{
    const uint64_t sign = (uint64_t)negative << 63;

    if (number->kind == JSD_NUMBER_F64)
        return number->as.f64;
    return jsd_f64_of(
        sign | jsd_f64_round(negative ? 0 - number->as.u64 : number->as.u64));
}

static jsd_status
put_real(const char *s, size_t n, const jsd_number *number, jsd_item item,
         char *out)
{
    double value = double_of(number, *s == '-');
    jsd_status status;
    uint32_t bits;
    uint16_t half;

    if (item == JSD_ITEM_F64) {
        memcpy(out, &value, sizeof value);
        return JSD_OK;
    }
    status = jsd_float_round(item == JSD_ITEM_F32 ? &jsd_round_to_f32
                                                  : &jsd_round_to_f16,
                             s, n, value, &bits);
    half = (uint16_t)bits;
    if (item == JSD_ITEM_F32)
        memcpy(out, &bits, sizeof bits);
    else
        memcpy(out, &half, sizeof half);
    return status;
}

static const char *
number_item(jsd_array_reader *r, const char *s, char *out)
{
    const jsd_item item = r->format.item;
    jsd_number number = {JSD_NUMBER_I64, {0}};
    size_t n;
    jsd_status status = jsd_number_read(s, (size_t)(r->end - s), &number, &n);

    if (status == JSD_NUMBER_RANGE && item != JSD_ITEM_F64)
        status = JSD_ITEM_RANGE;
    if (!is_real(item) && (status == JSD_OK || status == JSD_ITEM_RANGE)) {
        if (has_fraction(s, r->end))
            return fail_at_item(r, JSD_NOT_INTEGER, s);
        if (status != JSD_OK || number.kind == JSD_NUMBER_F64 ||
            !store_integer(&number, item, out))
            return fail_at_item(r, JSD_ITEM_RANGE, s);
        return s + n;
    }
    if (status != JSD_OK)
        return fail_at_item(
            r, status,
            status == JSD_ITEM_RANGE || status == JSD_NUMBER_RANGE ? s
                                                                   : s + n);
    status = put_real(s, n, &number, item, out);
    return status == JSD_OK ? s + n : fail_at_item(r, status, s);
}

static const char *
read_letters(jsd_array_reader *r, const char *s, const char *word)
{
    for (; *word != '\0'; word++, s++) {
        if (s == r->end)
            return fail_at_item(r, JSD_END, s);
        if (*s != *word)
            return fail_at_item(r, JSD_BAD_LITERAL, s);
    }
    return s;
}

static const char *
word_item(jsd_array_reader *r, const char *s, char *out)
{
    *out = *s == 't';
    return read_letters(r, s, *out ? "true" : "false");
}

/* Infinity, or NaN. */
static void
store_special(jsd_item item, bool negative, bool is_nan, char *out)
{
    const uint64_t wide =
        (uint64_t)negative << 63 | JSD_F64_INFINITY | (uint64_t)is_nan << 51;
    const uint32_t word = (uint32_t)negative << 31 | UINT32_C(0xff) << 23 |
                          (uint32_t)is_nan << 22;
    const uint16_t half =
        (uint16_t)(negative << 15 | 0x1f << 10 | is_nan << 9);

    if (item == JSD_ITEM_F64)
        memcpy(out, &wide, sizeof wide);
    else if (item == JSD_ITEM_F32)
        memcpy(out, &word, sizeof word);
    else
        memcpy(out, &half, sizeof half);
}

/* The word that stands, or must stand, at s, where a float may be one; NULL
 * for none. Without takes_words it has to be whole: then the error names the
 * option. */
static const char *
real_word(const jsd_array_reader *r, const char *s)
{
    const size_t left = (size_t)(r->end - s);
    const char *word = *s == 'N'                              ? "NaN"
                       : *s == 'n'                            ? "null"
                       : *s == 'I'                            ? "Infinity"
                       : *s == '-' && left > 1 && s[1] == 'I' ? "-Infinity"
                                                              : NULL;

    if (word == NULL || !is_real(r->format.item))
        return NULL;
    if (!r->takes_words &&
        (left < strlen(word) || memcmp(s, word, strlen(word)) != 0))
        return NULL;
    return word;
}

static const char *
real_word_item(jsd_array_reader *r, const char *s, const char *word, char *out)
{
    if (!r->takes_words)
        return fail_at_item(r, JSD_EXPECTED_REAL, s);
    store_special(r->format.item, *word == '-', *word == 'N' || *word == 'n',
                  out);
    return read_letters(r, s, word);
}

const char *
jsd_array_item(jsd_array_reader *r, const char *s, char *out)
{
    const char *word;

    if (s == r->end)
        return fail_at_item(r, JSD_END, s);
    if (*s == '[')
        return fail_at_item(r, JSD_RAGGED, s);
    if (r->format.item == JSD_ITEM_BOOL)
        return *s == 't' || *s == 'f' ? word_item(r, s, out)
                                      : fail_at_item(r, JSD_EXPECTED_BOOL, s);
    word = real_word(r, s);
    if (word != NULL)
        return real_word_item(r, s, word, out);
    return *s == '-' || (*s >= '0' && *s <= '9')
               ? number_item(r, s, out)
               : fail_at_item(r, JSD_EXPECTED_NUMBER, s);
}
