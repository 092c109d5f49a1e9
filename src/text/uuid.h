/* SPDX-License-Identifier: MIT
 *
 * Writes UUIDs (RFC 9562, section 4) as text.
 */
#ifndef JSONDE_TEXT_UUID_H
#define JSONDE_TEXT_UUID_H

#include "base/base.h"

/* Bytes that are written at out. */
enum { JSD_UUID_ROOM = 36 };

/* Writes 16 bytes, the most significant first, as 8-4-4-4-12 lower-case
 * digits. Returns the end of the text, without a terminating NUL. */
char *jsd_uuid_put(char *out, const unsigned char bytes[16]);

#endif
