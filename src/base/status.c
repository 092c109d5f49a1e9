/* SPDX-License-Identifier: MIT */
#include "base/status.h"

#include "base/base.h"

static const char *const status_texts[JSD_STATUS_COUNT] = {
    [JSD_OK] = "no error",
    [JSD_NO_MEMORY] = "out of memory",
    [JSD_TOO_BIG] = "size is too large for this machine",
    [JSD_RAISED] = "an exception is set",
    [JSD_END] = "unexpected end of data",
    [JSD_EMPTY] = "input data is empty: only white space, no value",
    [JSD_BOM] = "a byte order mark (BOM) is not allowed",
    [JSD_EXPECTED_VALUE] = "expected a value",
    [JSD_EXPECTED_VALUE_OR_END] = "expected a value or ']'",
    [JSD_EXPECTED_KEY] = "expected a key in double quotes",
    [JSD_EXPECTED_KEY_OR_END] = "expected a key in double quotes or '}'",
    [JSD_EXPECTED_NUMBER] = "expected a number or an array",
    [JSD_EXPECTED_REAL] = ("expected a number or an array (OPT_NAN_LITERAL "
                           "reads NaN, Infinity and null)"),
    [JSD_EXPECTED_BOOL] = "expected true, false or an array",
    [JSD_EXPECTED_COLON] = "expected ':' after the key",
    [JSD_EXPECTED_COMMA_OR_BRACKET] = "expected ',' or ']'",
    [JSD_EXPECTED_COMMA_OR_BRACE] = "expected ',' or '}'",
    [JSD_TRAILING] = "unexpected content after the document",
    [JSD_BAD_LITERAL] = "invalid literal",
    [JSD_BAD_NUMBER] = "invalid number",
    [JSD_LEADING_ZERO] = "invalid number: a leading zero",
    [JSD_NUMBER_RANGE] = "number is beyond the range of a double",
    [JSD_CONTROL_CHARACTER] = "control character in a string",
    [JSD_BAD_ESCAPE] = "invalid escape in a string",
    [JSD_BAD_HEX] = "invalid \\u escape: expected four hexadecimal digits",
    [JSD_LONE_SURROGATE] = "lone surrogate in a \\u escape",
    [JSD_SURROGATE] = "surrogates are not allowed",
    [JSD_BAD_UTF8] = "invalid UTF-8",
    [JSD_TOO_DEEP] = "nested too deeply: the limit is 1024",
    [JSD_REPEATED_KEY] = "repeated key",
    [JSD_DECIMAL_RANGE] = "number is beyond the range of decimal.Decimal",
    [JSD_LONG_INTEGER] = "integer has too many digits",
    [JSD_BAD_BASE64] = "data of a buffer is not base64",
    [JSD_BAD_SHAPE] = "shape of a buffer is not a list of up to 64 sizes",
    [JSD_BAD_BUFFER_SIZE] =
        "data of a buffer has not the bytes of its dtype and shape",
    [JSD_NOT_INTEGER] = "the format takes integers only",
    [JSD_ITEM_RANGE] = "number is beyond the range of the format",
    [JSD_RAGGED] = "the arrays differ in length or depth",
    [JSD_TOO_MANY_DIMENSIONS] =
        "nested too deeply: an array has 64 dimensions",
    [JSD_NOWHERE] = "the pointer leads nowhere from here",
    [JSD_BAD_POINTER] =
        "pointer must be '' or begin with '/', and '~' come before 0, 1 or 2",
};

const char *
jsd_status_text(jsd_status status)
{
    size_t i = (size_t)status;

    return i < JSD_COUNTOF(status_texts) ? status_texts[i] : "unknown status";
}

bool
jsd_status_is_expectation(jsd_status status)
{
    return status >= JSD_EXPECTED_VALUE &&
           status <= JSD_EXPECTED_COMMA_OR_BRACE;
}
