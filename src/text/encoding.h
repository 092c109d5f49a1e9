/* SPDX-License-Identifier: MIT
 *
 * Bytes that are no UTF-8 but something that people take for JSON: UTF-16,
 * UTF-32, compressed data.
 * Used by py/input.c for the text of an error. It decodes nothing.
 */
#ifndef JSONDE_TEXT_ENCODING_H
#define JSONDE_TEXT_ENCODING_H

#include "base/base.h"

/* Returns what n bytes at s begin with, and what helps, as words for an error;
 * NULL where they may be UTF-8. JSON in UTF-8 never begins so: without a byte
 * order mark UTF-16 and UTF-32 are told by their zeros (RFC 4627, section 3).
 */
const char *jsd_encoding_hint(const char *s, size_t n);

#endif
