/* SPDX-License-Identifier: MIT
 *
 * JSON Pointers (RFC 6901): their tokens, and what these name.
 * Used by text/skip.h and dec/. It never looks at a document's structure.
 */
#ifndef JSONDE_TEXT_POINTER_H
#define JSONDE_TEXT_POINTER_H

#include "base/base.h"
#include "base/status.h"

typedef struct jsd_pointer_token {
    const char *text; /* UTF-8, its escapes undone */
    size_t len;
    size_t index; /* of the array's item that it names; SIZE_MAX: none */
} jsd_pointer_token;

typedef struct jsd_pointer {
    const jsd_pointer_token *tokens;
    size_t count;
    void *memory; /* owned */
} jsd_pointer;

/* Parses n bytes. JSD_BAD_POINTER, or JSD_NO_MEMORY; then there is nothing to
 * clear. */
JSD_MUST_CHECK jsd_status jsd_pointer_init(jsd_pointer *p, const char *s,
                                           size_t n);
void jsd_pointer_clear(jsd_pointer *p);

/* Does the token name this member? raw: the key as it stands between its
 * quotes, which is valid. */
bool jsd_pointer_is_key(const jsd_pointer_token *token, const char *raw,
                        size_t n);

#endif
