/* SPDX-License-Identifier: MIT
 *
 * The lists of options in the docstrings of dumps() and loads(). The script
 * jsonde/make_options.py generates the macros from py/option_table.def.
 */
#ifndef JSONDE_MODULE_OPTION_HELP_H
#define JSONDE_MODULE_OPTION_HELP_H

/* clang-format off */
/* options: begin (make_options.py) */
#define JSD_DUMPS_OPTION_HELP \
    "  OPT_INDENT_2: indents with two spaces, one item or member per line\n" \
    "  OPT_NAIVE_UTC: treats a datetime without tzinfo as UTC\n" \
    "  OPT_NON_STR_KEYS: accepts keys that are int, float, bool, None,\n" \
    "    datetime, date, time, enum, UUID or a numpy number\n" \
    "  OPT_OMIT_MICROSECONDS: omits the microseconds of datetime and time\n" \
    "  OPT_SERIALIZE_NUMPY: encodes the numpy arrays and scalars that\n" \
    "    orjson encodes\n" \
    "  OPT_SORT_KEYS: sorts the members of dicts by code point\n" \
    "  OPT_STRICT_INTEGER: rejects integers of more than 53 bits\n" \
    "  OPT_UTC_Z: writes the UTC offset +00:00 as Z\n" \
    "  OPT_PASSTHROUGH_SUBCLASS: passes subclasses of str, int, dict and\n" \
    "    list to default\n" \
    "  OPT_PASSTHROUGH_DATETIME: passes datetime, date and time to\n" \
    "    default\n" \
    "  OPT_APPEND_NEWLINE: appends a newline to the document\n" \
    "  OPT_PASSTHROUGH_DATACLASS: passes dataclasses to default\n" \
    "  OPT_BYTES_BASE64: encodes bytes as base64 with padding\n" \
    "  OPT_BYTES_BASE64URL: encodes bytes as URL-safe base64 with padding\n" \
    "  OPT_BYTES_HEX: encodes bytes as lower-case hexadecimal\n" \
    "  OPT_BYTES_UTF8: encodes bytes as a string; they must be valid\n" \
    "    UTF-8\n" \
    "  OPT_SERIALIZE_BUFFER: encodes buffers of numbers (not bytes and\n" \
    "    bytearray) as nested arrays\n" \
    "  OPT_BUFFER_BASE64: dumps() encodes a buffer of numbers as an\n" \
    "    object of dtype, shape and base64 data; loads() decodes such an\n" \
    "    object to a memoryview\n" \
    "  OPT_BIG_INTEGER: keeps integers of any size exact\n" \
    "  OPT_DECIMAL: dumps() writes a Decimal as a number with its exact\n" \
    "    digits; loads() returns Decimal instead of float\n" \
    "  OPT_DECIMAL_STR: encodes Decimal as a string\n" \
    "  OPT_NAN_LITERAL: writes and accepts NaN, Infinity and -Infinity\n" \
    "  OPT_NAN_ERROR: rejects NaN and the infinities\n" \
    "  OPT_ENSURE_ASCII: escapes all non-ASCII characters\n" \
    "  OPT_HTML_SAFE: escapes <, >, &, U+2028 and U+2029\n" \
    "  OPT_SERIALIZE_COLLECTIONS: encodes sets, deques, views, iterators\n" \
    "    and other standard library collections as arrays, and mappings\n" \
    "    as objects\n" \
    "  OPT_SERIALIZE_NAMEDTUPLE: encodes named tuples as objects\n" \
    "  OPT_SKIP_NONE: omits members whose value is None or becomes None\n" \
    "  OPT_CANONICAL: writes canonical JSON (RFC 8785)\n" \
    "  OPT_MILLISECONDS: writes three fractional digits of the second in\n" \
    "    datetime and time\n" \
    "  OPT_EPOCH_SECONDS: encodes a datetime as an integer: seconds since\n" \
    "    1970\n" \
    "  OPT_EPOCH_MILLISECONDS: encodes a datetime as an integer:\n" \
    "    milliseconds since 1970\n" \
    "  OPT_SERIALIZE_TIMEDELTA: encodes timedelta as an ISO 8601 duration\n" \
    "  OPT_LONE_SURROGATES: dumps() writes lone surrogates as \\udXXX;\n" \
    "    loads() accepts them\n" \
    "  OPT_BYTES_NUMBERS: encodes bytes as an array of numbers\n" \
    "  OPT_SERIALIZE_SUBCLASSES: encodes subclasses of datetime, date,\n" \
    "    time and UUID as their base class\n" \
    "  OPT_ENUM_NAME: encodes an enum as the name of its member\n" \
    "  OPT_PASSTHROUGH_ENUM: passes enums to default\n" \
    ""
#define JSD_LOADS_OPTION_HELP \
    "  OPT_BUFFER_BASE64: dumps() encodes a buffer of numbers as an\n" \
    "    object of dtype, shape and base64 data; loads() decodes such an\n" \
    "    object to a memoryview\n" \
    "  OPT_BIG_INTEGER: keeps integers of any size exact\n" \
    "  OPT_DECIMAL: dumps() writes a Decimal as a number with its exact\n" \
    "    digits; loads() returns Decimal instead of float\n" \
    "  OPT_NAN_LITERAL: writes and accepts NaN, Infinity and -Infinity\n" \
    "  OPT_UNIQUE_KEYS: rejects an object that has the same key twice\n" \
    "  OPT_LONE_SURROGATES: dumps() writes lone surrogates as \\udXXX;\n" \
    "    loads() accepts them\n" \
    "  OPT_JSONC: accepts comments, and a trailing comma in arrays and\n" \
    "    objects\n" \
    ""
/* options: end */
/* clang-format on */

#endif
