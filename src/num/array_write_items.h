/* SPDX-License-Identifier: MIT
 *
 * Writes one item of an array as text, for one instruction set. A unit may
 * include a simd/block_NAME.h before this header. array_write_rows.h has the
 * loops.
 */
#ifndef JSONDE_NUM_ARRAY_WRITE_ITEMS_H
#define JSONDE_NUM_ARRAY_WRITE_ITEMS_H

#include "num/array_write.h"
#include "num/binary64.h"
#include "num/dtoa_inline.h"
#include "num/ftoa_inline.h"
#include "num/htoa_inline.h"
#include "num/itoa_long.h"

/* The largest integer that a double, and so JavaScript, tells from its
 * neighbours. */
#define MAX_SAFE_INTEGER ((UINT64_C(1) << 53) - 1)

/* -------------------------------------------------------------- one item */

JSD_INLINE uint64_t
load_bits(const char *p, size_t size)
{
    uint64_t wide;
    uint32_t single;
    uint16_t half;

    if (size == 1)
        return (unsigned char)*p;
    if (size == 2) {
        memcpy(&half, p, sizeof half);
        return half;
    }
    if (size == 4) {
        memcpy(&single, p, sizeof single);
        return single;
    }
    memcpy(&wide, p, sizeof wide);
    return wide;
}

/* Writes null or a literal, or returns NULL if the value is refused. */
static char *
put_nonfinite(jsd_array_writer *w, char *out, double value)
{
    const char *literal = "null";

    if (w->special == JSD_ARRAY_REFUSE) {
        w->is_refused = true;
        return NULL;
    }
    if (w->special == JSD_ARRAY_LITERAL)
        literal = jsd_f64_literal(value);
    memcpy(out, literal, strlen(literal));
    return out + strlen(literal);
}

JSD_INLINE char *
put_f64(jsd_array_writer *w, char *out, uint64_t bits)
{
    const double value = jsd_f64_of(bits);

    if (JSD_UNLIKELY(!jsd_f64_is_finite(value)))
        return put_nonfinite(w, out, value);
    return jsd_dtoa_put_fast(out, value);
}

JSD_INLINE char *
put_f32(jsd_array_writer *w, char *out, uint32_t bits)
{
    float value;

    if (JSD_UNLIKELY((bits >> 23 & 0xff) == 0xff))
        return put_nonfinite(w, out, jsd_f64_of(jsd_f64_widen(bits)));
    memcpy(&value, &bits, sizeof value);
    return jsd_ftoa_put_fast(out, value);
}

JSD_INLINE char *
put_f16(jsd_array_writer *w, char *out, uint32_t bits)
{
    if (JSD_UNLIKELY((bits >> 10 & 0x1f) == 0x1f))
        return put_nonfinite(w, out,
                             jsd_f64_of(jsd_f64_widen(jsd_f32_widen(bits))));
    return jsd_htoa_put_fast(out, bits);
}

/* Writes x < 10^8 without a branch that depends on it. Stores eight bytes. */
JSD_INLINE char *
put_branchless(char *out, uint32_t x)
{
    const uint64_t word = jsd_itoa_digits8(x);
    /* The last digit is written even if it is zero. */
    const uint64_t other = (word ^ JSD_SWAR_ZEROS) | UINT64_C(1) << 56;
    const unsigned zeros = jsd_swar_count(other);

    jsd_swar_store(out, word >> 8 * zeros);
    return out + 8 - zeros;
}

JSD_INLINE char *
put_magnitude(jsd_array_writer *w, char *out, uint64_t magnitude,
              bool negative, size_t size)
{
    if (size == 8 && JSD_UNLIKELY(w->strict) && magnitude > MAX_SAFE_INTEGER) {
        w->is_refused = true;
        return NULL;
    }
    *out = '-';
    return size < 4 ? put_branchless(out + negative, (uint32_t)magnitude)
                    : jsd_itoa_put_u64_long(out + negative, magnitude);
}

JSD_INLINE char *
put_signed(jsd_array_writer *w, char *out, uint64_t bits, size_t size)
{
    const unsigned shift = 64 - 8 * (unsigned)size;
    int64_t value = (int64_t)(bits << shift) >> shift;

    return put_magnitude(w, out,
                         value < 0 ? 0 - (uint64_t)value : (uint64_t)value,
                         value < 0, size);
}

/* Writes a byte as a string of one character (Latin-1). */
static char *
put_char(char *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[' '] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};

    *out++ = '"';
    if (c < ' ' && letters[c] != '\0') {
        *out++ = '\\';
        *out++ = letters[c];
    } else if (c < ' ') {
        memcpy(out, "\\u00", 4);
        out[4] = hex[c >> 4];
        out[5] = hex[c & 15];
        out += 6;
    } else if (c >= 0x80) {
        *out++ = (char)(0xc0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3f));
    } else {
        *out = '\\';
        out += c == '"' || c == '\\';
        *out++ = (char)c;
    }
    *out++ = '"';
    return out;
}

/* Writes the item at p, in the native byte order. Returns NULL if it is
 * refused. item is a constant: array_write_rows.h and array_write_bools.h
 * write the other ones. */
JSD_INLINE char *
put_item(jsd_array_writer *w, char *out, const char *p, jsd_item item)
{
    const size_t size = jsd_item_size(item);
    const uint64_t bits = load_bits(p, size);

    switch (item) {
    case JSD_ITEM_CHAR:
        return put_char(out, (unsigned char)bits);
    case JSD_ITEM_F16:
        return put_f16(w, out, (uint32_t)bits);
    case JSD_ITEM_F32:
        return put_f32(w, out, (uint32_t)bits);
    case JSD_ITEM_F64:
        return put_f64(w, out, bits);
    case JSD_ITEM_U16:
    case JSD_ITEM_U32:
    case JSD_ITEM_U64:
        return put_magnitude(w, out, bits, false, size);
    default:
        return put_signed(w, out, bits, size);
    }
}

#endif
