/* SPDX-License-Identifier: MIT
 *
 * int and float to JSON numbers.
 * Used by the engines. NaN and the infinities become null.
 */
#ifndef JSONDE_ENC_ENC_NUMBER_H
#define JSONDE_ENC_ENC_NUMBER_H

#include "abi/number.h"
#include "enc/enc.h"
#include "num/dtoa_put.h"

/* Any int. */
char *jsd_enc_int(jsd_enc *e, char *p, PyObject *o);

JSD_INLINE char *
jsd_enc_float(char *p, double value)
{
    if (JSD_UNLIKELY(!__builtin_isfinite(value))) {
        memcpy(p, "null", 4);
        return p + 4;
    }
    return jsd_dtoa_put_fast(p, value);
}

#endif
