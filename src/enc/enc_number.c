/* SPDX-License-Identifier: MIT */
#include "enc/enc_number.h"

#include "enc/enc_big_integer.h"
#include "num/es.h"
#include "num/itoa.h"

/* Beyond it a double, and so JavaScript, does not tell integers apart. */
#define MAX_SAFE_INTEGER (((int64_t)1 << 53) - 1)

/* RFC 8785 has numbers that are doubles, and no others. */
static char *
put_as_double(jsd_enc *e, char *p, jsd_int_range range, uint64_t bits)
{
    const double end = 18446744073709551616.0; /* 2^64 */
    int64_t value = (int64_t)bits;
    double near = range == JSD_INT_I64 ? (double)value : (double)bits;

    if (range == JSD_INT_I64 ? near < end / 2 && (int64_t)near == value
                             : near < end && (uint64_t)near == bits)
        return jsd_es_put(p, near);
    return jsd_enc_raise(e, "Integer exceeds 53-bit range");
}

static JSD_COLD char *
put_big(jsd_enc *e, char *p, PyObject *o)
{
    if (PyErr_Occurred() != NULL) /* no memory to find out its size */
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
        (range == JSD_INT_U64 || value > MAX_SAFE_INTEGER ||
         value < -MAX_SAFE_INTEGER))
        return e->options & JSD_OPT(CANONICAL)
                   ? put_as_double(e, p, range, bits)
                   : jsd_enc_raise(e, "Integer exceeds 53-bit range");
    return range == JSD_INT_I64 ? jsd_itoa_put_i64(p, value)
                                : jsd_itoa_put_u64(p, bits);
}

char *
jsd_enc_no_number(jsd_enc *e, char *p, double value)
{
    const char *word = "null";

    if (e->options & JSD_OPT(NAN_LITERAL))
        word = value != value ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    else if (e->options & (JSD_OPT(NAN_ERROR) | JSD_OPT(CANONICAL)))
        return jsd_enc_raise(e, "NaN and infinities are not JSON");
    memcpy(p, word, strlen(word));
    return p + strlen(word);
}

char *
jsd_enc_float_styled(jsd_enc *e, char *p, double value)
{
    if (!__builtin_isfinite(value))
        return jsd_enc_no_number(e, p, value);
    return e->options & JSD_OPT(CANONICAL) ? jsd_es_put(p, value)
                                           : jsd_dtoa_put_fast(p, value);
}
