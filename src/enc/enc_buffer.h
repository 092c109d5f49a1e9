/* SPDX-License-Identifier: MIT
 *
 * What exports a buffer of numbers: as nested arrays, or by enc_base64.h.
 * Used by enc/. Large ones are written without the GIL.
 */
#ifndef JSONDE_ENC_ENC_BUFFER_H
#define JSONDE_ENC_ENC_BUFFER_H

#include "enc/enc.h"
#include "num/array_write.h"
#include "py/exporter.h"

/* Whether of numpy only what orjson writes is asked for. */
JSD_INLINE bool
jsd_enc_is_strict(const jsd_enc *e)
{
    return (e->options & JSD_BUFFER_OPTIONS) == 0;
}

/* Of an object that may export one; what is none goes to default. The caller
 * owns o. */
char *jsd_enc_buffer(jsd_enc *e, char *p, PyObject *o);

/* The same of an object that the caller holds: 1, and *p is where it ends; 0,
 * and nothing is written, where it exports no numbers; -1 with an exception.
 */
JSD_MUST_CHECK int jsd_enc_buffer_try(jsd_enc *e, char **p, PyObject *o);

/* Who writes the items, if it is not num/. It may not touch Python. */
typedef struct jsd_enc_items {
    jsd_array_putter *put;
    const void *context; /* of the jsd_array_writer */
    /* Raises the exception for an item that put refuses; NULL: for a number.
     */
    void (*refuse)(jsd_enc *e, const void *context, const char *item);
    bool is_alone; /* put is called by one thread, in order */
} jsd_enc_items;

/* An array that is held: other code may run, from JSD_UNLOCKED_BYTES on. items
 * is NULL for numbers. */
char *jsd_enc_array(jsd_enc *e, char *p, const jsd_array *array,
                    const jsd_enc_items *items);

/* An array without dimensions at p, which has JSD_ENC_ROOM bytes and need not
 * be in the output. */
char *jsd_enc_array_text(jsd_enc *e, char *p, const jsd_array *array);

/* An exception of an exporter as one of ours; what a buffer in C says with a
 * ValueError, as a released memoryview and a closed mmap do, stays. NULL. */
JSD_COLD char *jsd_enc_unreadable(jsd_enc *e, PyObject *o);

#endif
