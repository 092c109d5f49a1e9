/* SPDX-License-Identifier: MIT
 *
 * ISO 8601 durations of a Python timedelta.
 * Used by enc/. It never allocates and knows no unit above the day, whose
 * length in days would not be fixed.
 */
#ifndef JSONDE_TEXT_DURATION_H
#define JSONDE_TEXT_DURATION_H

#include "base/base.h"

/* Bytes that must be free at out, of -P999999999DT23H59M59.999999S; none
 * behind these is written. */
enum { JSD_DURATION_ROOM = 29 };

/* Writes days, seconds and microseconds as Python normalises them (only days
 * are negative, and have up to nine digits), and returns the end of the text;
 * no terminating NUL. A negative duration is that of its amount behind a '-'.
 * Parts that are 0 are left out, zeros at the end of the fraction as well; of
 * nothing PT0S stays. */
char *jsd_duration_put(char *out, int32_t days, int32_t seconds,
                       int32_t microseconds);

#endif
