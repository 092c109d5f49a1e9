/* SPDX-License-Identifier: MIT
 *
 * UUIDs (RFC 9562, section 4) as text.
 * Used by enc/. It never allocates.
 */
#ifndef JSONDE_TEXT_UUID_H
#define JSONDE_TEXT_UUID_H

#include "base/base.h"

/* Bytes that must be free at out: all are written, none behind. */
enum { JSD_UUID_ROOM = 36 };

/* Writes the 16 bytes, the most significant first, as 8-4-4-4-12 digits in
 * lower case, and returns the end; no terminating NUL. */
char *jsd_uuid_put(char *out, const unsigned char bytes[16]);

#endif
