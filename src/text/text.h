/* SPDX-License-Identifier: MIT
 *
 * Text in memory: where it lies, how long it is, and how its units encode
 * characters. It owns nothing: whoever fills a jsd_text keeps the memory
 * alive.
 */
#ifndef JSONDE_TEXT_TEXT_H
#define JSONDE_TEXT_TEXT_H

#include "base/base.h"

/* How the units of a text encode its characters. */
typedef enum jsd_form {
    JSD_FORM_UTF8, /* bytes of UTF-8, and so of ASCII too */
    JSD_FORM_UCS1, /* bytes: Latin-1 */
    JSD_FORM_UCS2, /* two bytes for each character, no surrogate pairs */
    JSD_FORM_UCS4
} jsd_form;

/* Returns the bytes of a unit. */
JSD_INLINE size_t
jsd_form_width(jsd_form form)
{
    return form == JSD_FORM_UCS2 ? 2 : form == JSD_FORM_UCS4 ? 4 : 1;
}

typedef struct jsd_text {
    const void *data; /* aligned for its unit */
    size_t len;       /* in units */
    jsd_form form;
} jsd_text;

#endif
