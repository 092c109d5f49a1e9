/* SPDX-License-Identifier: MIT
 *
 * The status codes that functions of floors 0 and 1 and the decoder return.
 * Only py/error.c turns a status into an exception. A status has no position:
 * functions return the offset of an error separately.
 */
#ifndef JSONDE_BASE_STATUS_H
#define JSONDE_BASE_STATUS_H

#include <stdbool.h>

typedef enum jsd_status {
    JSD_OK = 0,
    JSD_NO_MEMORY,
    JSD_TOO_BIG, /* a size does not fit into a size_t */
    JSD_RAISED,  /* a Python exception is set already */
    JSD_END,     /* the text ended too early */
    JSD_EMPTY,   /* nothing but white space */
    JSD_BOM,     /* a byte order mark before the document */
    JSD_EXPECTED_VALUE,
    JSD_EXPECTED_VALUE_OR_END, /* after '[' */
    JSD_EXPECTED_KEY,          /* after ',' in an object */
    JSD_EXPECTED_KEY_OR_END,   /* after '{' */
    JSD_EXPECTED_NUMBER,       /* numbers and nested arrays are allowed */
    JSD_EXPECTED_REAL, /* as EXPECTED_NUMBER; an option would allow it */
    JSD_EXPECTED_BOOL, /* true, false and nested arrays are allowed */
    JSD_EXPECTED_COLON,
    JSD_EXPECTED_COMMA_OR_BRACKET,
    JSD_EXPECTED_COMMA_OR_BRACE,
    JSD_TRAILING, /* something follows the document */
    JSD_BAD_LITERAL,
    JSD_BAD_NUMBER,
    JSD_LEADING_ZERO,
    JSD_NUMBER_RANGE,      /* above the largest double */
    JSD_CONTROL_CHARACTER, /* U+0000..U+001F inside a string */
    JSD_BAD_ESCAPE,
    JSD_BAD_HEX,        /* \u without four hexadecimal digits */
    JSD_LONE_SURROGATE, /* an escaped surrogate without its other half */
    JSD_SURROGATE,      /* a surrogate as a character, or its UTF-8 form */
    JSD_BAD_UTF8,
    JSD_TOO_DEEP,
    JSD_REPEATED_KEY,  /* an option demands unique keys */
    JSD_DECIMAL_RANGE, /* decimal.Decimal cannot hold it */
    JSD_LONG_INTEGER,  /* more digits than the interpreter allows */
    JSD_NOT_INTEGER,   /* a fraction or exponent where integers are read */
    JSD_ITEM_RANGE,    /* the array's item type cannot hold it */
    JSD_RAGGED,        /* sibling arrays differ in shape */
    JSD_TOO_MANY_DIMENSIONS,
    JSD_NOWHERE,     /* no value at the pointer */
    JSD_BAD_POINTER, /* not a valid JSON Pointer */
    JSD_BAD_BASE64,
    JSD_BAD_SHAPE, /* "shape" of a buffer object (docs/buffers.md) */
    JSD_BAD_BUFFER_SIZE,
    JSD_STATUS_COUNT
} jsd_status;

/* Returns whether the text of status says what was expected. Then the message
 * also says what was found. */
bool jsd_status_is_expectation(jsd_status status);

/* Returns the message of status, without a position. It is never NULL and is
 * never freed. */
const char *jsd_status_text(jsd_status status);

#endif
