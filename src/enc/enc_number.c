/* SPDX-License-Identifier: MIT */
#include "enc/enc_number.h"

#include "enc/enc_big_integer.h"
#include "enc/enc_raise.h"
#include "num/binary64.h"
#include "num/ecma_number.h"
#include "num/float_repr.h"
#include "num/itoa.h"

/* Above this value not every integer has a double of its own, in JavaScript
 * and elsewhere. */
#define MAX_SAFE_INT64 (((int64_t)1 << 53) - 1)

/* Writes an int of more than 53 bits in canonical form. All numbers of RFC
 * 8785 are doubles, so that other ints are errors. NULL with an exception. */
static char *
put_as_double(jsd_enc *e, char *p, jsd_int_range range, uint64_t bits)
{
    const bool negative = range == JSD_INT_I64 && (int64_t)bits < 0;
    const uint64_t magnitude = negative ? 0 - bits : bits;
    const int zeros = __builtin_clzll(magnitude) + __builtin_ctzll(magnitude);

    if (64 - zeros > 53)
        return jsd_enc_raise(e, "Integer exceeds 53-bit range");
    return jsd_ecma_put(
        p, jsd_f64_of(jsd_f64_round(magnitude) | (uint64_t)negative << 63));
}

static JSD_COLD char *
put_big(jsd_enc *e, char *p, PyObject *o)
{
    if (jsd_enc_gives_up(e))
        return NULL;
    e->mode = JSD_ENC_ALONE;
    if (PyErr_Occurred() != NULL) /* no memory to read it */
        return NULL;
    return e->options & JSD_OPT(BIG_INTEGER)
               ? jsd_enc_big_integer(e, p, o)
               : jsd_enc_raise(e, "Integer exceeds 64-bit range");
}

char *
jsd_enc_int(jsd_enc *e, char *p, PyObject *o)
{
    uint64_t bits;
    jsd_int_range range = jsd_int_read(jsd_abi.caps, o, &bits);
    int64_t value = (int64_t)bits;

    if (JSD_UNLIKELY(range == JSD_INT_BIG))
        return put_big(e, p, o);
    if (JSD_UNLIKELY(e->options & JSD_OPT(STRICT_INTEGER)) &&
        (range == JSD_INT_U64 || value > MAX_SAFE_INT64 ||
         value < -MAX_SAFE_INT64))
        return e->options & JSD_OPT(CANONICAL)
                   ? put_as_double(e, p, range, bits)
                   : jsd_enc_raise(e, "Integer exceeds 53-bit range");
    return range == JSD_INT_I64 ? jsd_itoa_put_i64(p, value)
                                : jsd_itoa_put_u64(p, bits);
}

char *
jsd_enc_no_number(jsd_enc *e, char *p, double value)
{
    const char *literal = "null";

    if (e->options & JSD_OPT(NAN_LITERAL))
        literal = jsd_f64_literal(value);
    else if (e->options & (JSD_OPT(NAN_ERROR) | JSD_OPT(CANONICAL)))
        return jsd_enc_raise(e, "NaN and infinities are not JSON");
    memcpy(p, literal, strlen(literal));
    return p + strlen(literal);
}

char *
jsd_enc_float_styled(jsd_enc *e, char *p, double value)
{
    if (!jsd_f64_is_finite(value))
        return jsd_enc_no_number(e, p, value);
    if (e->options & JSD_OPT(CANONICAL))
        return jsd_ecma_put(p, value);
    return e->options & JSD_STANDARD ? jsd_float_repr_put(p, value)
                                     : jsd_dtoa_put_fast(p, value);
}
