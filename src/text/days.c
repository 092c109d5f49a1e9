/* SPDX-License-Identifier: MIT */
#include "text/days.h"

/* Years start in March here, so the leap day is the last day of a year. */
int32_t
jsd_days_from_civil(uint32_t year, uint32_t month, uint32_t day)
{
    /* Finished years since the year -400. */
    const uint32_t years = year + 400 - (month < 3);
    const uint32_t months = month < 3 ? month + 9 : month - 3;
    /* From March on, months have 31 30 31 30 31 days, again and again: 153
     * days in five months. */
    const uint32_t before = (153 * months + 2) / 5;
    const uint32_t leaps = years / 4 - years / 100 + years / 400;
    const int32_t epoch = 719469 + 146097; /* 1970-01-01 */

    return (int32_t)(365 * years + leaps + before + day) - epoch;
}

void
jsd_days_to_civil(int32_t days, uint32_t *year, uint32_t *month, uint32_t *day)
{
    enum { DAYS_OF_400 = 146097, DAYS_OF_100 = 36524, DAYS_OF_4 = 1461 };
    /* Counted from March 1 of the year -400, so the number is positive. */
    const uint32_t n = (uint32_t)(days + 719468 + DAYS_OF_400);
    const uint32_t rest = n % DAYS_OF_400;
    /* The days without leap days: each year has 365 of them. The last of the
     * 400 years ends with a leap day that would otherwise start another year.
     */
    const uint32_t years = (rest - rest / (DAYS_OF_4 - 1) +
                            rest / DAYS_OF_100 - rest / (DAYS_OF_400 - 1)) /
                           365;
    const uint32_t in_year = rest - (365 * years + years / 4 - years / 100);
    const uint32_t months = (5 * in_year + 2) / 153; /* since March */

    *day = in_year - (153 * months + 2) / 5 + 1;
    *month = months < 10 ? months + 3 : months - 9;
    *year = n / DAYS_OF_400 * 400 + years + (*month < 3) - 400;
}
