/* SPDX-License-Identifier: MIT
 *
 * Buffers of numbers and arrays, as nested JSON arrays or by enc_base64.h. A
 * large array is written without the GIL, and by several threads if that is
 * worth it.
 */
#ifndef JSONDE_ENC_ENC_BUFFER_H
#define JSONDE_ENC_ENC_BUFFER_H

#include "enc/enc.h"
#include "num/array_write.h"
#include "py/exporter.h"

/* Returns whether numpy data has the restrictions of orjson, because only
 * OPT_SERIALIZE_NUMPY is set. */
JSD_INLINE bool
jsd_enc_is_strict(const jsd_enc *e)
{
    return (e->options & JSD_BUFFER_OPTIONS) == 0;
}

/* Writes the buffer of o. An object without a buffer of numbers is passed to
 * default. NULL with an exception. The caller owns o. */
char *jsd_enc_buffer(jsd_enc *e, char *p, PyObject *o);

/* Writes the buffer of o at *p. Returns 1 and sets *p to the end of the text;
 * 0 if o exports no numbers, with nothing written; -1 with an exception. The
 * caller owns o. */
JSD_MUST_CHECK int jsd_enc_buffer_try(jsd_enc *e, char **p, PyObject *o);

/* The functions for items that num/ cannot write. put runs without the GIL: it
 * may not touch Python objects. */
typedef struct jsd_enc_items {
    jsd_array_putter *put;
    const void *context; /* an argument of put and refuse */
    /* Raises the exception for an item that put has refused. NULL: the error
     * for a number is raised. */
    void (*refuse)(jsd_enc *e, const void *context, const char *item);
    bool is_alone; /* put may not be called by several threads */
} jsd_enc_items;

/* Writes array as nested JSON arrays. Its data is held by the caller. From
 * JSD_UNLOCKED_BYTES on the GIL is released, so that other threads may run.
 * items is NULL for numbers. NULL with an exception. */
char *jsd_enc_array(jsd_enc *e, char *p, const jsd_array *array,
                    const jsd_enc_items *items);

/* Writes the one item of an array without dimensions at p, which has
 * JSD_ENC_ROOM free bytes and need not be in the output. NULL with an
 * exception. */
char *jsd_enc_array_text(jsd_enc *e, char *p, const jsd_array *array);

/* Turns the exception that an exporter has set into a JSONEncodeError. A
 * ValueError of an exporter in C stays: a released memoryview or a closed mmap
 * raises it. Returns NULL. */
JSD_COLD char *jsd_enc_unreadable(jsd_enc *e, PyObject *o);

#endif
