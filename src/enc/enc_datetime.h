/* SPDX-License-Identifier: MIT
 *
 * datetime, date, time and timedelta, as RFC 3339 and ISO 8601 write them, or
 * as numbers. Used by enc_dispatch.c and enc_key.c.
 */
#ifndef JSONDE_ENC_ENC_DATETIME_H
#define JSONDE_ENC_ENC_DATETIME_H

#include "abi/datetime.h"
#include "enc/enc.h"

/* Whether moments are numbers. */
JSD_INLINE bool
jsd_enc_is_epoch(const jsd_enc *e)
{
    return (e->options &
            (JSD_OPT(EPOCH_SECONDS) | JSD_OPT(EPOCH_MILLISECONDS))) != 0;
}

/* A date and time, as the options say, without quotes; offset:
 * microseconds east of UTC, if there is one. It touches nothing of Python. */
char *jsd_enc_datetime_fields(const jsd_enc *e, char *p,
                              const jsd_datetime_fields *m, bool has_offset,
                              int64_t offset);

/* Each without quotes, where JSD_ENC_ROOM is free. NULL with an exception.
 * Those with a tzinfo run user code. */
char *jsd_enc_datetime_text(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_date_text(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_time_text(jsd_enc *e, char *p, PyObject *o);

char *jsd_enc_datetime(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_date(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_time(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_timedelta(jsd_enc *e, char *p, PyObject *o);

#endif
