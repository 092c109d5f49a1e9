/* SPDX-License-Identifier: MIT
 *
 * Writes a double as repr() of a Python float does. Never allocates.
 */
#ifndef JSONDE_NUM_FLOAT_REPR_H
#define JSONDE_NUM_FLOAT_REPR_H

#include "base/base.h"

/* Writes value, which is finite, and returns the end of the text, without a
 * terminating NUL. 32 bytes must be writable at out. The digits are those of
 * jsd_dtoa_put(). Values from 1e16 on and below 1e-4 have an exponent with a
 * sign and at least two digits, as in 1e+16 and 1.5e-07. */
char *jsd_float_repr_put(char *out, double value);

#endif
