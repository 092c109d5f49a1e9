/* SPDX-License-Identifier: MIT
 *
 * Recognises bytes that are no UTF-8 but often mistaken for JSON: UTF-16,
 * UTF-32 and compressed data. The result is the text of an error message.
 */
#ifndef JSONDE_TEXT_ENCODING_H
#define JSONDE_TEXT_ENCODING_H

#include "base/base.h"

/* Returns what the n bytes at s seem to be, and what to do about it, as words
 * for an error message. Returns NULL if they may be UTF-8. UTF-16 and UTF-32
 * without a byte order mark are recognised by their zeros (RFC 4627, section
 * 3), which JSON in UTF-8 never has there. */
const char *jsd_encoding_hint(const char *s, size_t n);

#endif
