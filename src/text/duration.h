/* SPDX-License-Identifier: MIT
 *
 * Writes a Python timedelta as an ISO 8601 duration. Days are the largest
 * unit, because longer units have no fixed length. Never allocates.
 */
#ifndef JSONDE_TEXT_DURATION_H
#define JSONDE_TEXT_DURATION_H

#include "base/base.h"

/* Bytes that may be written at out: those of -P999999999DT23H59M59.999999S. */
enum { JSD_DURATION_ROOM = 29 };

/* Writes days, seconds and microseconds as Python normalises them: only days
 * may be negative, and have up to nine digits. Returns the end of the text,
 * without a terminating NUL. A negative duration is '-' and its amount. Units
 * that are 0 and trailing zeros of the fraction are omitted; a duration of 0
 * is PT0S. */
char *jsd_duration_put(char *out, int32_t days, int32_t seconds,
                       int32_t microseconds);

#endif
