/* SPDX-License-Identifier: MIT
 *
 * datetime, date, time and timedelta as RFC 3339 and ISO 8601 text, or as
 * numbers of seconds. A datetime is read in place where the probe permits it.
 * Its tzinfo is asked for the UTC offset unless it is datetime.timezone.utc.
 */
#ifndef JSONDE_ENC_ENC_DATETIME_H
#define JSONDE_ENC_ENC_DATETIME_H

#include "abi/datetime.h"
#include "enc/enc.h"

/* Returns whether datetimes are written as numbers. */
JSD_INLINE bool
jsd_enc_is_epoch(const jsd_enc *e)
{
    return (e->options &
            (JSD_OPT(EPOCH_SECONDS) | JSD_OPT(EPOCH_MILLISECONDS))) != 0;
}

/* Writes a date and time at p, as the options say, without quotes. offset is
 * in microseconds east of UTC, if has_offset. Touches no Python object, so
 * that it may run without the GIL. */
char *jsd_enc_datetime_fields(const jsd_enc *e, char *p,
                              const jsd_datetime_fields *m, bool has_offset,
                              int64_t offset);

/* Each writes o without quotes, with JSD_ENC_ROOM free bytes at p. NULL with
 * an exception. A tzinfo runs Python code. */
char *jsd_enc_datetime_text(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_date_text(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_time_text(jsd_enc *e, char *p, PyObject *o);

char *jsd_enc_datetime(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_date(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_time(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_timedelta(jsd_enc *e, char *p, PyObject *o);

#endif
