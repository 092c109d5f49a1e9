/* SPDX-License-Identifier: MIT */
#include "enc/enc_number.h"

#include "num/itoa.h"
#include "py/error.h"
#include "py/options.h"

/* Beyond it a double, and so JavaScript, does not tell integers apart. */
#define MAX_SAFE_INTEGER (((int64_t)1 << 53) - 1)

char *
jsd_enc_int(jsd_enc *e, char *p, PyObject *o)
{
    uint64_t bits;
    jsd_int_range range = jsd_int_read(jsd_abi.caps, o, &bits);
    int64_t value = (int64_t)bits;

    if (range == JSD_INT_BIG) {
        jsd_raise_encode(e->state, "Integer exceeds 64-bit range");
        return NULL;
    }
    if (JSD_UNLIKELY(e->options & JSD_OPT_STRICT_INTEGER) &&
        (range == JSD_INT_U64 || value > MAX_SAFE_INTEGER ||
         value < -MAX_SAFE_INTEGER)) {
        jsd_raise_encode(e->state, "Integer exceeds 53-bit range");
        return NULL;
    }
    return range == JSD_INT_I64 ? jsd_itoa_put_i64(p, value)
                                : jsd_itoa_put_u64(p, bits);
}
