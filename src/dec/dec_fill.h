/* SPDX-License-Identifier: MIT
 *
 * Reads arrays of numbers from a text into memory, for loads_array(). JSON
 * Pointers may name them. All pointers are followed in one pass over the text.
 * Uses no Python API, so it may run without the GIL.
 */
#ifndef JSONDE_DEC_DEC_FILL_H
#define JSONDE_DEC_DEC_FILL_H

#include "dec/dec_parts.h"
#include "num/array_parse.h"
#include "text/path.h"

/* A pointer, and what it names. */
typedef struct jsd_dec_match {
    jsd_pointer pointer;
    bool is_given;       /* the caller provides data */
    char *data;          /* otherwise allocated by base/mem.h, or NULL */
    size_t room;         /* of data, in items */
    size_t window;       /* bytes of text for which memory is allocated next */
    jsd_dec_parts parts; /* data may have had room for fewer items */
    jsd_status status;   /* of the first value that is wrong */
    size_t number;       /* of this value (text/path.h) */
    const char *at;      /* where it is wrong */
} jsd_dec_match;

typedef struct jsd_dec_fill {
    const char *text; /* UTF-8 */
    const char *end;
    jsd_item_format format;
    bool takes_nan; /* OPT_NAN_LITERAL */
    bool is_whole;  /* the text is the array of the only match */
    size_t count;   /* of matches and paths */
    jsd_dec_match *matches;
    jsd_path *paths;
    size_t size;    /* of an item; the reading sets it */
    unsigned shift; /* its logarithm */
    /* After a failure. */
    const char *at; /* where the text fails */
    size_t failed;  /* the match that fails; count: the text is no JSON */
} jsd_dec_fill;

/* Prepares a match. Its pointer is the whole document, and it has no memory.
 */
void jsd_dec_match_start(jsd_dec_match *m);

/* Frees all memory of a match, except memory of the caller. */
void jsd_dec_match_clear(jsd_dec_match *m);

/* Reads the arrays. The members down to paths are set, and the matches are
 * prepared. On failure, memory of the caller has unspecified contents. */
JSD_MUST_CHECK jsd_status jsd_dec_fill_run(jsd_dec_fill *f);

#endif
