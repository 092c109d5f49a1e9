/* SPDX-License-Identifier: MIT
 *
 * The options of dumps() and loads() as rows of their docstrings.
 * Used by module/methods.c alone. jsonde/make_options.py writes it.
 */
#ifndef JSONDE_MODULE_OPTION_HELP_H
#define JSONDE_MODULE_OPTION_HELP_H

/* clang-format off */
/* options: begin (make_options.py) */
#define JSD_DUMPS_OPTION_HELP \
    "  OPT_INDENT_2: two spaces of indentation, a line an item\n" \
    "  OPT_NAIVE_UTC: a datetime without tzinfo is in UTC\n" \
    "  OPT_NON_STR_KEYS: keys may be int, float, bool, None, datetime,\n" \
    "    date, time, enum, UUID or a number of numpy, too\n" \
    "  OPT_OMIT_MICROSECONDS: of datetime and time\n" \
    "  OPT_SERIALIZE_NUMPY: the arrays and scalars of numpy that orjson\n" \
    "    writes\n" \
    "  OPT_SORT_KEYS: members of dicts by code point\n" \
    "  OPT_STRICT_INTEGER: an integer beyond 53 bits is an error\n" \
    "  OPT_UTC_Z: Z instead of +00:00\n" \
    "  OPT_PASSTHROUGH_SUBCLASS: subclasses of str, int, dict and list go\n" \
    "    to default\n" \
    "  OPT_PASSTHROUGH_DATETIME: datetime, date and time go to default\n" \
    "  OPT_APPEND_NEWLINE: ends with a newline\n" \
    "  OPT_PASSTHROUGH_DATACLASS: dataclasses go to default\n" \
    "  OPT_BYTES_BASE64: bytes as base64, with padding\n" \
    "  OPT_BYTES_BASE64URL: bytes in the URL-safe alphabet, with padding\n" \
    "  OPT_BYTES_HEX: bytes as lower-case hexadecimal\n" \
    "  OPT_BYTES_UTF8: bytes that are UTF-8 as that text\n" \
    "  OPT_SERIALIZE_BUFFER: buffers of numbers, but not bytes, as nested\n" \
    "    arrays\n" \
    "  OPT_BUFFER_BASE64: buffers of numbers as objects of dtype, shape\n" \
    "    and base64\n" \
    "  OPT_BIG_INTEGER: integers of any size\n" \
    "  OPT_DECIMAL: Decimal as a number, digit by digit; Decimal in place\n" \
    "    of float\n" \
    "  OPT_DECIMAL_STR: Decimal as a string\n" \
    "  OPT_NAN_LITERAL: NaN, Infinity and -Infinity\n" \
    "  OPT_NAN_ERROR: NaN and the infinities are errors\n" \
    "  OPT_ENSURE_ASCII: all beyond ASCII is escaped\n" \
    "  OPT_HTML_SAFE: <, >, &, U+2028 and U+2029 are escaped\n" \
    "  OPT_SERIALIZE_COLLECTIONS: sets, deques, views, iterators and\n" \
    "    other collections of the standard library as arrays, mappings as\n" \
    "    objects\n" \
    "  OPT_SERIALIZE_NAMEDTUPLE: named tuples as objects\n" \
    "  OPT_SKIP_NONE: members that are or become None are left out\n" \
    "  OPT_CANONICAL: RFC 8785\n" \
    "  OPT_MILLISECONDS: three digits of a second in datetime and time\n" \
    "  OPT_EPOCH_SECONDS: a datetime as seconds since 1970, an integer\n" \
    "  OPT_EPOCH_MILLISECONDS: a datetime as milliseconds since 1970, an\n" \
    "    integer\n" \
    "  OPT_SERIALIZE_TIMEDELTA: timedelta as an ISO 8601 duration\n" \
    "  OPT_LONE_SURROGATES: lone surrogates as \\udXXX\n" \
    "  OPT_BYTES_NUMBERS: bytes as arrays of numbers\n" \
    "  OPT_SERIALIZE_SUBCLASSES: subclasses of datetime, date, time and\n" \
    "    UUID as their base\n" \
    "  OPT_ENUM_NAME: an enum as the name of its member\n" \
    "  OPT_PASSTHROUGH_ENUM: enums go to default\n" \
    ""
#define JSD_LOADS_OPTION_HELP \
    "  OPT_BUFFER_BASE64: buffers of numbers as objects of dtype, shape\n" \
    "    and base64\n" \
    "  OPT_BIG_INTEGER: integers of any size\n" \
    "  OPT_DECIMAL: Decimal as a number, digit by digit; Decimal in place\n" \
    "    of float\n" \
    "  OPT_NAN_LITERAL: NaN, Infinity and -Infinity\n" \
    "  OPT_UNIQUE_KEYS: a repeated key is an error\n" \
    "  OPT_LONE_SURROGATES: lone surrogates as \\udXXX\n" \
    "  OPT_JSONC: comments, and a comma behind the last item or member\n" \
    ""
/* options: end */
/* clang-format on */

#endif
