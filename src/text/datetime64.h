/* SPDX-License-Identifier: MIT
 *
 * Converts values of numpy's datetime64 to dates and times of day. Knows no
 * numpy: a dtype is the text of its attribute str. Never allocates.
 */
#ifndef JSONDE_TEXT_DATETIME64_H
#define JSONDE_TEXT_DATETIME64_H

#include "base/base.h"

typedef enum jsd_datetime64_unit {
    JSD_DATETIME64_GENERIC, /* no unit: only NaT has a meaning */
    JSD_DATETIME64_YEARS,
    JSD_DATETIME64_MONTHS,
    JSD_DATETIME64_WEEKS,
    JSD_DATETIME64_DAYS,
    JSD_DATETIME64_HOURS,
    JSD_DATETIME64_MINUTES,
    JSD_DATETIME64_SECONDS,
    JSD_DATETIME64_MILLISECONDS,
    JSD_DATETIME64_MICROSECONDS,
    JSD_DATETIME64_NANOSECONDS,
    JSD_DATETIME64_PICOSECONDS,
    JSD_DATETIME64_FEMTOSECONDS,
    JSD_DATETIME64_ATTOSECONDS
} jsd_datetime64_unit;

/* The length of one step: a count of units. */
typedef struct jsd_datetime64_scale {
    jsd_datetime64_unit unit;
    uint32_t count;
    char order;   /* of the bytes, '<' or '>' */
    bool swapped; /* the byte order is not the native one */
} jsd_datetime64_scale;

/* NaT, "not a time", which becomes null. */
#define JSD_DATETIME64_NAT INT64_MIN

typedef struct jsd_datetime64 {
    uint32_t year, month, day;
    uint32_t hour, minute, second, microsecond;
    int32_t days; /* since 1970-01-01 */
} jsd_datetime64;

/* Parses a dtype such as "<M8[ns]", ">M8[25s]" or "<M8". Returns false for
 * other types. */
bool jsd_datetime64_parse(const char *dtype, jsd_datetime64_scale *scale);

/* Converts a value, and rounds down to whole microseconds. Returns false for
 * NaT, without a unit, and outside of the years 0 to 9999. */
bool jsd_datetime64_read(const jsd_datetime64_scale *scale, int64_t value,
                         jsd_datetime64 *m);

#endif
