/* SPDX-License-Identifier: MIT */
#include "num/array.h"

#include "num/dtoa_put.h"
#include "num/es.h"
#include "num/ftoa.h"
#include "num/itoa_put.h"

/* Beyond it a double, and so JavaScript, does not tell integers apart. */
#define MAX_SAFE_INTEGER ((UINT64_C(1) << 53) - 1)

/* Items of the innermost dimension on their way. */
typedef struct run {
    jsd_array_writer *w;
    const char *p;
    ptrdiff_t stride;
    ptrdiff_t suboffset; /* negative: none */
    ptrdiff_t n;         /* items that are left */
} run;

/* -------------------------------------------------------------- one item */

JSD_INLINE uint64_t
load_bits(const char *p, size_t size, bool swapped)
{
    uint64_t wide;
    uint32_t word;
    uint16_t half;

    if (size == 1)
        return (unsigned char)*p;
    if (size == 2) {
        memcpy(&half, p, sizeof half);
        return swapped ? __builtin_bswap16(half) : half;
    }
    if (size == 4) {
        memcpy(&word, p, sizeof word);
        return swapped ? __builtin_bswap32(word) : word;
    }
    memcpy(&wide, p, sizeof wide);
    return swapped ? __builtin_bswap64(wide) : wide;
}

/* NULL: refused. */
static char *
put_special(jsd_array_writer *w, char *out, double value)
{
    const char *word = "null";

    if (w->special == JSD_ARRAY_REFUSE) {
        w->is_refused = true;
        return NULL;
    }
    if (w->special == JSD_ARRAY_LITERAL)
        word = value != value ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    memcpy(out, word, strlen(word));
    return out + strlen(word);
}

/* Half precision as the double of the same value (IEEE 754, binary16). */
static double
half_value(uint32_t bits)
{
    uint32_t exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
    double magnitude;

    if (exponent == 0x1f)
        magnitude = fraction != 0 ? __builtin_nan("") : __builtin_inf();
    else if (exponent == 0)
        magnitude = __builtin_ldexp(fraction, -24);
    else
        magnitude = __builtin_ldexp(fraction + 1024, (int)exponent - 25);
    return bits & 0x8000 ? -magnitude : magnitude;
}

JSD_INLINE char *
put_f64(jsd_array_writer *w, char *out, uint64_t bits)
{
    double value;

    memcpy(&value, &bits, sizeof value);
    if (JSD_UNLIKELY(!__builtin_isfinite(value)))
        return put_special(w, out, value);
    return JSD_UNLIKELY(w->canonical) ? jsd_es_put(out, value)
                                      : jsd_dtoa_put_fast(out, value);
}

JSD_INLINE char *
put_f32(jsd_array_writer *w, char *out, float value)
{
    if (JSD_UNLIKELY(!__builtin_isfinite(value)))
        return put_special(w, out, (double)value);
    return JSD_UNLIKELY(w->canonical) ? jsd_es_put(out, (double)value)
                                      : jsd_ftoa_put(out, value);
}

JSD_INLINE char *
put_integer(jsd_array_writer *w, char *out, uint64_t magnitude, bool negative)
{
    if (JSD_UNLIKELY(w->strict) && magnitude > MAX_SAFE_INTEGER) {
        w->is_refused = true;
        return NULL;
    }
    *out = '-';
    return jsd_itoa_put_u64_fast(out + negative, magnitude);
}

JSD_INLINE char *
put_signed(jsd_array_writer *w, char *out, uint64_t bits, size_t size)
{
    const unsigned shift = 64 - 8 * (unsigned)size;
    int64_t value = (int64_t)(bits << shift) >> shift;

    return put_integer(
        w, out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0);
}

JSD_INLINE char *
put_bool(char *out, bool value)
{
    memcpy(out, value ? "true" : "false", 5);
    return out + (value ? 4 : 5);
}

/* One byte as the text of the character with that number. */
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

/* The item at p; NULL when it is refused. item and swapped are constants. */
JSD_INLINE char *
put_item(jsd_array_writer *w, char *out, const char *p, jsd_item item,
         bool swapped)
{
    const size_t size = jsd_item_size(item);
    uint64_t bits = load_bits(p, size, swapped);
    uint32_t low = (uint32_t)bits;
    float single;

    switch (item) {
    case JSD_ITEM_BOOL:
        return put_bool(out, bits != 0);
    case JSD_ITEM_CHAR:
        return put_char(out, (unsigned char)bits);
    case JSD_ITEM_F16:
        return put_f32(w, out, (float)half_value(low));
    case JSD_ITEM_F32:
        memcpy(&single, &low, sizeof single);
        return put_f32(w, out, single);
    case JSD_ITEM_F64:
        return put_f64(w, out, bits);
    case JSD_ITEM_U8:
    case JSD_ITEM_U16:
    case JSD_ITEM_U32:
    case JSD_ITEM_U64:
        return put_integer(w, out, bits, false);
    default:
        return put_signed(w, out, bits, size);
    }
}

/* ------------------------------------------------------------ many items */

/* Before an item of the innermost dimension that is open. */
static char *
put_break(const jsd_array_writer *w, char *out)
{
    size_t n = 1 + (w->outer + (size_t)w->depth) * w->indent;

    if (w->breaks == NULL)
        return out;
    memcpy(out, w->breaks, n);
    return out + n;
}

/* Items, each with a comma behind it, as long as there is room. */
JSD_INLINE char *
put_run(run *r, char *out, const char *limit, jsd_item item, bool swapped)
{
    while (r->n > 0 && limit - out >= (ptrdiff_t)r->w->room) {
        const char *p = r->p;
        char *end;

        if (JSD_UNLIKELY(r->suboffset >= 0)) {
            memcpy(&p, r->p, sizeof p);
            p += r->suboffset;
        }
        if (JSD_UNLIKELY(r->w->breaks != NULL)) {
            end = put_item(r->w, put_break(r->w, out), p, item, swapped);
        } else {
            end = put_item(r->w, out, p, item, swapped);
        }
        if (JSD_UNLIKELY(end == NULL))
            return out;
        *end = ',';
        out = end + 1;
        r->p += r->stride;
        r->n--;
    }
    return out;
}

typedef char *putter(run *r, char *out, const char *limit);

/* One function for each item, in each order of bytes. */
#define RUN(name, item)                                               \
    static char *name(run *r, char *out, const char *limit)           \
    {                                                                 \
        return put_run(r, out, limit, item, false);                   \
    }                                                                 \
    static char *name##_swapped(run *r, char *out, const char *limit) \
    {                                                                 \
        return put_run(r, out, limit, item, true);                    \
    }
RUN(put_bool_run, JSD_ITEM_BOOL)
RUN(put_char_run, JSD_ITEM_CHAR)
RUN(put_i8_run, JSD_ITEM_I8)
RUN(put_u8_run, JSD_ITEM_U8)
RUN(put_i16_run, JSD_ITEM_I16)
RUN(put_u16_run, JSD_ITEM_U16)
RUN(put_i32_run, JSD_ITEM_I32)
RUN(put_u32_run, JSD_ITEM_U32)
RUN(put_i64_run, JSD_ITEM_I64)
RUN(put_u64_run, JSD_ITEM_U64)
RUN(put_f16_run, JSD_ITEM_F16)
RUN(put_f32_run, JSD_ITEM_F32)
RUN(put_f64_run, JSD_ITEM_F64)

#define ROW(item, name) [item] = {name, name##_swapped}
static putter *const putters[JSD_ITEM_COUNT][2] = {
    ROW(JSD_ITEM_BOOL, put_bool_run), ROW(JSD_ITEM_CHAR, put_char_run),
    ROW(JSD_ITEM_I8, put_i8_run),     ROW(JSD_ITEM_U8, put_u8_run),
    ROW(JSD_ITEM_I16, put_i16_run),   ROW(JSD_ITEM_U16, put_u16_run),
    ROW(JSD_ITEM_I32, put_i32_run),   ROW(JSD_ITEM_U32, put_u32_run),
    ROW(JSD_ITEM_I64, put_i64_run),   ROW(JSD_ITEM_U64, put_u64_run),
    ROW(JSD_ITEM_F16, put_f16_run),   ROW(JSD_ITEM_F32, put_f32_run),
    ROW(JSD_ITEM_F64, put_f64_run),
};

void
jsd_array_start(jsd_array_writer *w, const jsd_array *array)
{
    w->array = array;
    w->is_done = false;
    w->is_refused = false;
    w->depth = 0;
    w->base[0] = array->data;
    w->room =
        JSD_ARRAY_ROOM + 1 + (w->outer + (size_t)array->ndim) * w->indent;
}

/* Of the dimension that is innermost of the open ones. */
static const char *
item_at(const jsd_array_writer *w, int dimension, ptrdiff_t index)
{
    const jsd_array *a = w->array;
    const char *p = w->base[dimension] + index * a->strides[dimension];

    if (a->suboffsets != NULL && a->suboffsets[dimension] >= 0) {
        memcpy(&p, p, sizeof p);
        p += a->suboffsets[dimension];
    }
    return p;
}

/* The rest of the innermost dimension; true: all of it. */
static bool
put_innermost(jsd_array_writer *w, char **out, const char *limit)
{
    const jsd_array *a = w->array;
    int last = a->ndim - 1;
    ptrdiff_t i = w->index[last];
    run r = {w, w->base[last] + i * a->strides[last], a->strides[last],
             a->suboffsets == NULL ? -1 : a->suboffsets[last],
             a->shape[last] - i};

    *out = putters[a->format.item][a->format.swapped](&r, *out, limit);
    w->index[last] = a->shape[last] - r.n;
    return r.n == 0;
}

/* An array without dimensions is its only item. */
static char *
put_only(jsd_array_writer *w, char *out)
{
    const jsd_array *a = w->array;
    run r = {w, a->data, 0, -1, 1};

    w->breaks = NULL;
    out = putters[a->format.item][a->format.swapped](&r, out,
                                                     out + JSD_ARRAY_ROOM);
    w->is_done = r.n == 0;
    return out - w->is_done; /* without the comma */
}

/* The innermost open dimension ends; true: there was none around it. */
static bool
close_dimension(jsd_array_writer *w, char **out)
{
    bool has_items = (*out)[-1] == ',';
    char *p = *out - has_items;

    w->depth--;
    if (has_items)
        p = put_break(w, p);
    *p++ = ']';
    *out = p;
    if (w->depth == 0)
        return true;
    *p = ',';
    *out = p + 1;
    w->index[w->depth - 1]++;
    return false;
}

char *
jsd_array_put(jsd_array_writer *w, char *out, const char *limit)
{
    const jsd_array *a = w->array;

    if (a->ndim == 0)
        return put_only(w, out);
    while (limit - out >= (ptrdiff_t)w->room) {
        int open = w->depth;

        if (open == a->ndim) {
            if (!put_innermost(w, &out, limit))
                return out;
            w->is_done = close_dimension(w, &out);
        } else if (open > 0 && w->index[open - 1] == a->shape[open - 1]) {
            w->is_done = close_dimension(w, &out);
        } else {
            if (open > 0) {
                w->base[open] = item_at(w, open - 1, w->index[open - 1]);
                out = put_break(w, out);
            }
            w->index[open] = 0;
            w->depth++;
            *out++ = '[';
        }
        if (w->is_done)
            return out;
    }
    return out;
}
