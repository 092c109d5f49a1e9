/* SPDX-License-Identifier: MIT */
#include "num/array_parse_internal.h"

#include "num/binary64.h"
#include "num/float_round.h"
#include "num/number.h"
#include "simd/kernel.h"
#include "text/json_scalar.h"

const char *
jsd_array_skip_space(const char *s, const char *end)
{
    return s + jsd_kernel_now->space_1(s, (size_t)(end - s));
}

static const char *
fail_at_item(jsd_array_parser *r, jsd_status status, const char *s)
{
    r->status = status;
    r->s = s;
    return NULL;
}

static bool
is_float_item(jsd_item item)
{
    return item == JSD_ITEM_F16 || item == JSD_ITEM_F32 ||
           item == JSD_ITEM_F64;
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
store_float(const char *s, size_t n, const jsd_number *number, jsd_item item,
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
parse_number(jsd_array_parser *r, const char *s, char *out)
{
    const jsd_item item = r->format.item;
    jsd_number number = {JSD_NUMBER_I64, {0}};
    size_t n;
    jsd_status status = jsd_number_read(s, (size_t)(r->end - s), &number, &n);

    if (status == JSD_NUMBER_RANGE && item != JSD_ITEM_F64)
        status = JSD_ITEM_RANGE;
    if (!is_float_item(item) &&
        (status == JSD_OK || status == JSD_ITEM_RANGE)) {
        if (!jsd_number_measure(s, r->end).is_integer)
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
    status = store_float(s, n, &number, item, out);
    return status == JSD_OK ? s + n : fail_at_item(r, status, s);
}

static const char *
parse_literal(jsd_array_parser *r, const char *s, const char *literal)
{
    size_t at;
    jsd_status status =
        jsd_scalar_match_literal(s, (size_t)(r->end - s), literal, 1, &at);

    return status == JSD_OK ? s + at : fail_at_item(r, status, s + at);
}

static const char *
parse_bool(jsd_array_parser *r, const char *s, const char *literal, char *out)
{
    if (literal == NULL || (*literal != 't' && *literal != 'f'))
        return fail_at_item(r, JSD_EXPECTED_BOOL, s);
    *out = *literal == 't';
    return parse_literal(r, s, literal);
}

/* Stores an infinity or NaN as a float of the given item. */
static void
store_nonfinite(jsd_item item, bool negative, bool is_nan, char *out)
{
    const uint64_t f64 =
        (uint64_t)negative << 63 | JSD_F64_INFINITY | (uint64_t)is_nan << 51;
    const uint32_t f32 = (uint32_t)negative << 31 | UINT32_C(0xff) << 23 |
                         (uint32_t)is_nan << 22;
    const uint16_t f16 = (uint16_t)(negative << 15 | 0x1f << 10 | is_nan << 9);

    if (item == JSD_ITEM_F64)
        memcpy(out, &f64, sizeof f64);
    else if (item == JSD_ITEM_F32)
        memcpy(out, &f32, sizeof f32);
    else
        memcpy(out, &f16, sizeof f16);
}

/* Parses a literal other than true and false. Without takes_nonfinite, only a
 * complete literal gets the error that names the option. */
static const char *
parse_nonfinite(jsd_array_parser *r, const char *s, const char *literal,
                char *out)
{
    const size_t len = strlen(literal);

    if (!r->takes_nonfinite) {
        if ((size_t)(r->end - s) >= len && memcmp(s, literal, len) == 0)
            return fail_at_item(r, JSD_EXPECTED_REAL, s);
        return *literal == '-' ? parse_number(r, s, out)
                               : fail_at_item(r, JSD_EXPECTED_NUMBER, s);
    }
    store_nonfinite(r->format.item, *literal == '-',
                    *literal == 'N' || *literal == 'n', out);
    return parse_literal(r, s, literal);
}

const char *
jsd_array_parse_item(jsd_array_parser *r, const char *s, char *out)
{
    const char *literal;
    char first, second;

    if (s == r->end)
        return fail_at_item(r, JSD_END, s);
    first = *s;
    if (first == '[')
        return fail_at_item(r, JSD_RAGGED, s);
    second = r->end - s > 1 ? s[1] : '\0';
    literal = jsd_scalar_literal((unsigned char)first, (unsigned char)second);
    if (r->format.item == JSD_ITEM_BOOL)
        return parse_bool(r, s, literal, out);
    if (literal != NULL && *literal != 't' && *literal != 'f' &&
        is_float_item(r->format.item))
        return parse_nonfinite(r, s, literal, out);
    return first == '-' || (first >= '0' && first <= '9')
               ? parse_number(r, s, out)
               : fail_at_item(r, JSD_EXPECTED_NUMBER, s);
}
