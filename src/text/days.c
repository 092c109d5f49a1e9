/* SPDX-License-Identifier: MIT */
#include "text/days.h"

/* Years start in March here, so that a leap day is the last of one. */
int32_t
jsd_days_from_civil(uint32_t year, uint32_t month, uint32_t day)
{
    const uint32_t years = year - (month < 3); /* that are over */
    const uint32_t months = month < 3 ? month + 9 : month - 3;
    /* From March on the lengths go 31 30 31 30 31, again and again: 153 days
     * in five months, rounded in the right place. */
    const uint32_t before = (153 * months + 2) / 5;
    const uint32_t leaps = years / 4 - years / 100 + years / 400;
    const int32_t epoch = 719469; /* of 1970-01-01, were it counted so */

    return (int32_t)(365 * years + leaps + before + day) - epoch;
}
