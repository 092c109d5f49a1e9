/* SPDX-License-Identifier: MIT
 *
 * The decoder: JSON text to Python objects, in one pass, in place.
 * decode.c is its one unit: the headers of this room hold its parts and are
 * inlined there, once for each form of text. It never recurses: what is open
 * stands on an explicit stack, what is finished on a stack of values.
 */
#ifndef JSONDE_DEC_DEC_H
#define JSONDE_DEC_DEC_H

#include "abi/str.h"
#include "py/state.h"

/* Arrays and objects inside each other. */
enum { JSD_DEC_MAX_DEPTH = 1024 };

/* What the text from source means: a new reference, or NULL with a
 * JSONDecodeError (or that of jsd_input_acquire). */
PyObject *jsd_decode(jsd_state *state, PyObject *source);

typedef struct jsd_dec {
    jsd_caps caps;
    jsd_text text;
    size_t at; /* the next unit; after a failure the one that failed */
    jsd_workspace *work;
    PyObject **base;  /* the stack of values: of an open object its keys and */
    PyObject **top;   /* values in turn, of an open array its items */
    PyObject **limit;
    size_t depth; /* arrays and objects that are open */
    struct jsd_dec_frame {
        size_t start; /* where on the stack its values begin */
        bool is_object;
    } open[JSD_DEC_MAX_DEPTH];
} jsd_dec;

/* Unit i, whatever the form: constant, so that it folds. */
JSD_INLINE uint32_t
jsd_dec_unit(const jsd_dec *d, jsd_form form, size_t i)
{
    switch (form) {
    case JSD_FORM_UCS2:
        return ((const uint16_t *)d->text.data)[i];
    case JSD_FORM_UCS4:
        return ((const uint32_t *)d->text.data)[i];
    default:
        return ((const uint8_t *)d->text.data)[i];
    }
}

/* Where unit i lies. */
JSD_INLINE const void *
jsd_dec_address(const jsd_dec *d, jsd_form form, size_t i)
{
    return (const char *)d->text.data +
           (form == JSD_FORM_UCS2   ? i * 2
            : form == JSD_FORM_UCS4 ? i * 4
                                    : i);
}

/* Notes where it failed. */
JSD_INLINE jsd_status
jsd_dec_fail(jsd_dec *d, jsd_status status, size_t at)
{
    d->at = at;
    return status;
}

#endif
