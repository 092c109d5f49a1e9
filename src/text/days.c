/* SPDX-License-Identifier: MIT */
#include "text/days.h"

/* Years start in March here, so that a leap day is the last of one. */
int32_t
jsd_days_from_civil(uint32_t year, uint32_t month, uint32_t day)
{
    const uint32_t years = year + 400 - (month < 3); /* over, since -400 */
    const uint32_t months = month < 3 ? month + 9 : month - 3;
    /* From March on the lengths go 31 30 31 30 31, again and again: 153 days
     * in five months, rounded in the right place. */
    const uint32_t before = (153 * months + 2) / 5;
    const uint32_t leaps = years / 4 - years / 100 + years / 400;
    const int32_t epoch = 719469 + 146097; /* 1970-01-01, counted so */

    return (int32_t)(365 * years + leaps + before + day) - epoch;
}

void
jsd_days_to_civil(int32_t days, uint32_t *year, uint32_t *month, uint32_t *day)
{
    enum { DAYS_OF_400 = 146097, DAYS_OF_100 = 36524, DAYS_OF_4 = 1461 };
    /* From March 1 of the year -400 on: it is positive. */
    const uint32_t n = (uint32_t)(days + 719468 + DAYS_OF_400);
    const uint32_t rest = n % DAYS_OF_400;
    /* Days that are no leap days, of which each year has as many; the last of
     * the 400 years ends with one that has no other place. */
    const uint32_t years = (rest - rest / (DAYS_OF_4 - 1) +
                            rest / DAYS_OF_100 - rest / (DAYS_OF_400 - 1)) /
                           365;
    const uint32_t in_year = rest - (365 * years + years / 4 - years / 100);
    const uint32_t months = (5 * in_year + 2) / 153; /* since March */

    *day = in_year - (153 * months + 2) / 5 + 1;
    *month = months < 10 ? months + 3 : months - 9;
    *year = n / DAYS_OF_400 * 400 + years + (*month < 3) - 400;
}
