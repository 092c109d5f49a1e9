/* SPDX-License-Identifier: MIT
 *
 * Bytes as hexadecimal digits, in lower case.
 * Used by enc/. It never allocates.
 */
#ifndef JSONDE_TEXT_HEX_H
#define JSONDE_TEXT_HEX_H

#include "base/base.h"

/* Writes the 2 * n digits of n bytes, and nothing behind, and returns the
 * end. */
char *jsd_hex_put(char *out, const void *data, size_t n);

#endif
