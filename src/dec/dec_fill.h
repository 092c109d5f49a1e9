/* SPDX-License-Identifier: MIT
 *
 * The numbers that a pointer names in a text, to memory.
 * Used by dec/dec_array.c. It touches nothing of Python, so that it may run
 * without the GIL.
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
    bool is_given;  /* data is the caller's */
    char *data;     /* else it is of base/mem.h, or NULL */
    size_t len;     /* bytes of it */
    /* What is answered. */
    size_t items; /* what the array has; fewer may have had room in data */
    int ndim;
    ptrdiff_t shape[JSD_ARRAY_DIMENSIONS];
    const char *at; /* where it fails */
} jsd_dec_fill;

/* Fills it from the members up to len. On failure data of our own is freed,
 * and what the caller's holds is not told. */
JSD_MUST_CHECK jsd_status jsd_dec_fill_run(jsd_dec_fill *f);

#endif
