/* SPDX-License-Identifier: MIT
 *
 * The outcomes that floors 0 and 1, and the parser, report.
 * All rooms may use it; only py/error.c turns a status into an exception.
 * A status never carries a position: that is an offset beside it.
 */
#ifndef JSONDE_BASE_STATUS_H
#define JSONDE_BASE_STATUS_H

#include <stdbool.h>

typedef enum jsd_status {
    JSD_OK = 0,
    JSD_NO_MEMORY,
    JSD_TOO_BIG, /* a size beyond size_t */
    JSD_RAISED,  /* a Python exception is set already */
    JSD_END,     /* the text ended too early */
    JSD_EMPTY,   /* nothing but white space */
    JSD_BOM,     /* a byte order mark before the document */
    JSD_EXPECTED_VALUE,
    JSD_EXPECTED_VALUE_OR_END, /* after '[' */
    JSD_EXPECTED_KEY,          /* after ',' in an object */
    JSD_EXPECTED_KEY_OR_END,   /* after '{' */
    JSD_EXPECTED_NUMBER,       /* where numbers and arrays of them may stand */
    JSD_EXPECTED_REAL, /* the same, where an option reads what stands there */
    JSD_EXPECTED_BOOL, /* the same of true and false */
    JSD_EXPECTED_COLON,
    JSD_EXPECTED_COMMA_OR_BRACKET,
    JSD_EXPECTED_COMMA_OR_BRACE,
    JSD_TRAILING, /* something follows the document */
    JSD_BAD_LITERAL,
    JSD_BAD_NUMBER,
    JSD_LEADING_ZERO,
    JSD_NUMBER_RANGE,      /* beyond the largest double */
    JSD_CONTROL_CHARACTER, /* U+0000..U+001F inside a string */
    JSD_BAD_ESCAPE,
    JSD_BAD_HEX,        /* \u without four hexadecimal digits */
    JSD_LONE_SURROGATE, /* an escaped surrogate without its other half */
    JSD_SURROGATE,      /* a surrogate as a character, or its UTF-8 form */
    JSD_BAD_UTF8,
    JSD_TOO_DEEP,
    JSD_REPEATED_KEY,  /* where keys are to be unique */
    JSD_DECIMAL_RANGE, /* beyond what decimal.Decimal holds */
    JSD_LONG_INTEGER,  /* more digits than the interpreter allows */
    JSD_NOT_INTEGER,   /* a fraction or exponent where integers are read */
    JSD_ITEM_RANGE,    /* beyond what an item of the array holds */
    JSD_RAGGED,        /* arrays side by side that differ in shape */
    JSD_TOO_MANY_DIMENSIONS,
    JSD_NOWHERE,     /* no value at the pointer */
    JSD_BAD_POINTER, /* a JSON Pointer that is none */
    JSD_BAD_BASE64,
    JSD_BAD_SHAPE, /* of a buffer as an object, and what else it has */
    JSD_BAD_BUFFER_SIZE,
    JSD_STATUS_COUNT
} jsd_status;

/* Whether the text says what was expected, so that what was found says more.
 */
bool jsd_status_is_expectation(jsd_status status);

/* A text for people, without a position; never NULL, never freed. */
const char *jsd_status_text(jsd_status status);

#endif
