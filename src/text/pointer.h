/* SPDX-License-Identifier: MIT
 *
 * Parses JSON Pointers (RFC 6901) into tokens, and compares tokens with keys.
 * text/path.h follows a pointer through a document.
 *
 * A token that is '*' alone names every item of an array and every member of
 * an object. The escape ~2 is a '*' that has no such meaning.
 */
#ifndef JSONDE_TEXT_POINTER_H
#define JSONDE_TEXT_POINTER_H

#include "base/base.h"
#include "base/status.h"

typedef struct jsd_pointer_token {
    const char *text; /* UTF-8, unescaped */
    size_t len;
    size_t index; /* of an array's item; SIZE_MAX: the token is no index */
    bool is_any;  /* every item or member */
} jsd_pointer_token;

/* The state that a path keeps for each token while the container is open into
 * which the token looks (text/path.h). */
typedef struct jsd_pointer_level {
    const char *start; /* of the container */
    size_t before;     /* values that were found before the container */
    bool is_found;     /* the container has what the token names */
} jsd_pointer_level;

typedef struct jsd_pointer {
    const jsd_pointer_token *tokens;
    jsd_pointer_level *levels; /* one for each token, uninitialised */
    size_t count;
    bool has_any; /* a token names every item or member */
    void *memory; /* owned */
} jsd_pointer;

/* The pointer that names the whole document. It owns nothing. */
#define JSD_POINTER_EMPTY                                             \
    (jsd_pointer)                                                     \
    {                                                                 \
        .tokens = NULL, .levels = NULL, .count = 0, .has_any = false, \
        .memory = NULL                                                \
    }

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
