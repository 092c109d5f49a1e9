/* SPDX-License-Identifier: MIT
 *
 * The times of numpy, which its arrays hold as integers, as the items of an
 * array. Used by enc_numpy.c.
 */
#ifndef JSONDE_ENC_ENC_DATETIME64_H
#define JSONDE_ENC_ENC_DATETIME64_H

#include "enc/enc.h"
#include "num/array_write.h"
#include "text/datetime64.h"

/* The context of the functions below. */
typedef struct jsd_enc_datetimes {
    const jsd_enc *e;
    jsd_datetime64_scale scale;
} jsd_enc_datetimes;

/* Writes one item, a string or a number, and returns the place behind it;
 * NULL: refused. */
char *jsd_enc_put_datetime(const jsd_enc_datetimes *d, char *out,
                           const char *item, bool swapped);

/* A jsd_array_putter of int64. */
char *jsd_enc_put_datetimes(jsd_array_run *r, char *out, const char *limit);

/* Of jsd_enc_items: raises why an item was not written. */
void jsd_enc_refuse_datetime(jsd_enc *e, const void *context,
                             const char *item);

#endif
