/* SPDX-License-Identifier: MIT
 *
 * int and float to JSON numbers.
 * Used by encode.c alone. NaN and the infinities become null.
 */
#ifndef JSONDE_ENC_ENC_NUMBER_H
#define JSONDE_ENC_ENC_NUMBER_H

#include "abi/number.h"
#include "enc/enc.h"
#include "num/dtoa.h"
#include "num/itoa.h"
#include "py/error.h"
#include "py/options.h"

/* Beyond it a double, and so JavaScript, does not tell integers apart. */
#define JSD_ENC_MAX_SAFE_INTEGER (((int64_t)1 << 53) - 1)

JSD_INLINE char *
jsd_enc_int(jsd_enc *e, char *p, PyObject *o, jsd_caps caps)
{
    uint64_t bits;
    jsd_int_range range = jsd_int_read(caps, o, &bits);
    int64_t value = (int64_t)bits;

    if (range == JSD_INT_BIG) {
        jsd_raise_encode(e->state, "Integer exceeds 64-bit range");
        return NULL;
    }
    if (JSD_UNLIKELY(e->options & JSD_OPT_STRICT_INTEGER) &&
        (range == JSD_INT_U64 || value > JSD_ENC_MAX_SAFE_INTEGER ||
         value < -JSD_ENC_MAX_SAFE_INTEGER)) {
        jsd_raise_encode(e->state, "Integer exceeds 53-bit range");
        return NULL;
    }
    return range == JSD_INT_I64 ? jsd_itoa_put_i64(p, value)
                                : jsd_itoa_put_u64(p, bits);
}

JSD_INLINE char *
jsd_enc_float(char *p, PyObject *o, jsd_caps caps)
{
    double value = jsd_float_read(caps, o);

    if (JSD_UNLIKELY(!__builtin_isfinite(value))) {
        memcpy(p, "null", 4);
        return p + 4;
    }
    return jsd_dtoa_put(p, value);
}

#endif
