/* SPDX-License-Identifier: MIT
 *
 * numpy.datetime64: the items of an array, which numpy stores as 64-bit
 * integers with a unit. The functions are called by num/ without the GIL.
 */
#ifndef JSONDE_ENC_ENC_DATETIME64_H
#define JSONDE_ENC_ENC_DATETIME64_H

#include "enc/enc.h"
#include "num/array_write.h"
#include "text/datetime64.h"

/* The context of a jsd_enc_items for datetimes. */
typedef struct jsd_enc_datetimes {
    const jsd_enc *e;
    jsd_datetime64_scale scale;
} jsd_enc_datetimes;

/* Writes one item, a string or a number, and returns the place after it. NULL
 * if the item has no JSON. */
char *jsd_enc_put_datetime(const jsd_enc_datetimes *d, char *out,
                           const char *item, bool swapped);

/* Writes the items of a run of int64: a jsd_array_putter. */
char *jsd_enc_put_datetimes(jsd_array_run *r, char *out, const char *limit);

/* Raises the exception for an item that was refused: jsd_enc_items.refuse. */
void jsd_enc_refuse_datetime(jsd_enc *e, const void *context,
                             const char *item);

#endif
