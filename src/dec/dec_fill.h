/* SPDX-License-Identifier: MIT
 *
 * Reads an array of numbers from a text into memory, for loads_array(). A JSON
 * Pointer may name the array. Uses no Python API, so it may run without the
 * GIL.
 */
#ifndef JSONDE_DEC_DEC_FILL_H
#define JSONDE_DEC_DEC_FILL_H

#include "num/array_parse.h"
#include "text/pointer.h"

typedef struct jsd_dec_fill {
    const char *text; /* UTF-8 */
    const char *end;
    jsd_pointer pointer;
    jsd_item_format format;
    bool takes_nan; /* OPT_NAN_LITERAL */
    bool is_given;  /* the caller provides data */
    char *data;     /* otherwise allocated by base/mem.h, or NULL */
    size_t len;     /* of data, in bytes */
    /* The results. */
    size_t items; /* in the array; data may have had room for fewer */
    int ndim;
    ptrdiff_t shape[JSD_ARRAY_DIMENSIONS];
    const char *at; /* where the text fails */
} jsd_dec_fill;

/* Reads the array. The members down to len are set. On failure, frees data
 * that it allocated; memory of the caller has unspecified contents. */
JSD_MUST_CHECK jsd_status jsd_dec_fill_run(jsd_dec_fill *f);

#endif
