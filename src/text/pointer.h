/* SPDX-License-Identifier: MIT
 *
 * Parses JSON Pointers (RFC 6901) into tokens, and compares tokens with keys.
 * text/skip.h follows a pointer through a document.
 */
#ifndef JSONDE_TEXT_POINTER_H
#define JSONDE_TEXT_POINTER_H

#include "base/base.h"
#include "base/status.h"

typedef struct jsd_pointer_token {
    const char *text; /* UTF-8, unescaped */
    size_t len;
    size_t index; /* of an array's item; SIZE_MAX: the token is no index */
} jsd_pointer_token;

typedef struct jsd_pointer {
    const jsd_pointer_token *tokens;
    size_t count;
    void *memory; /* owned */
} jsd_pointer;

/* Parses n bytes. Returns JSD_BAD_POINTER or JSD_NO_MEMORY; then p needs no
 * jsd_pointer_clear(). */
JSD_MUST_CHECK jsd_status jsd_pointer_init(jsd_pointer *p, const char *s,
                                           size_t n);
void jsd_pointer_clear(jsd_pointer *p);

/* Returns whether token equals a key. raw is the valid text between the quotes
 * of the key. */
bool jsd_pointer_is_key(const jsd_pointer_token *token, const char *raw,
                        size_t n);

#endif
