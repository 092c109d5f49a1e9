/* SPDX-License-Identifier: MIT */
#include "num/dtoa.h"

#include "num/digits.h"
#include "num/shortest.h"

char *
jsd_dtoa_put(char *out, double value)
{
    const uint64_t hidden = UINT64_C(1) << 52;
    uint64_t bits, significand;
    int biased;
    jsd_shortest s;
    jsd_digits d;

    memcpy(&bits, &value, sizeof(bits));
    *out = '-';
    out += bits >> 63;
    significand = bits & (hidden - 1);
    biased = (int)(bits >> 52) & 0x7ff;
    if (biased == 0) {
        if (significand == 0) {
            memcpy(out, "0.0", 3);
            return out + 3;
        }
        s = jsd_shortest_exact(significand, -1074, false);
    } else {
        s = jsd_shortest_exact(significand | hidden, biased - 1075,
                               significand == 0 && biased > 1);
    }
    jsd_digits_widen(&d, 10 * s.tens + s.last, s.exponent);
    return jsd_digits_put(out, &d);
}
