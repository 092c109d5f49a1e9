/* SPDX-License-Identifier: MIT
 *
 * Writes bytes as lower-case hexadecimal digits.
 */
#ifndef JSONDE_TEXT_HEX_H
#define JSONDE_TEXT_HEX_H

#include "base/base.h"

/* Writes n bytes as 2 * n digits, and returns their end. */
char *jsd_hex_put(char *out, const void *data, size_t n);

#endif
