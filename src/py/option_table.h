/* SPDX-License-Identifier: MIT
 *
 * Every option, once: JSD_OPTION(name, bit, functions, meaning), in the order
 * of the bits. jsonde/make_options.py makes the Python side of it.
 * Used by py/options.h and options.c, each with a JSD_OPTION of its own. The
 * bits below 16 are orjson's.
 */
JSD_OPTION(INDENT_2, 0, JSD_DUMPS, "two spaces of indentation, a line an item")
JSD_OPTION(NAIVE_UTC, 1, JSD_DUMPS, "a datetime without tzinfo is in UTC")
JSD_OPTION(NON_STR_KEYS, 2, JSD_DUMPS,
           "keys may be int, float, bool, None, datetime, date, time, enum "
           "or UUID, too")
JSD_OPTION(OMIT_MICROSECONDS, 3, JSD_DUMPS, "of datetime and time")
JSD_OPTION(SERIALIZE_NUMPY, 4, JSD_DUMPS, "accepted")
JSD_OPTION(SORT_KEYS, 5, JSD_DUMPS, "members of dicts by code point")
JSD_OPTION(STRICT_INTEGER, 6, JSD_DUMPS,
           "an integer beyond 53 bits is an error")
JSD_OPTION(UTC_Z, 7, JSD_DUMPS, "Z instead of +00:00")
JSD_OPTION(PASSTHROUGH_SUBCLASS, 8, JSD_DUMPS,
           "subclasses of str, int, dict and list go to default")
JSD_OPTION(PASSTHROUGH_DATETIME, 9, JSD_DUMPS,
           "datetime, date and time go to default")
JSD_OPTION(APPEND_NEWLINE, 10, JSD_DUMPS, "ends with a newline")
JSD_OPTION(PASSTHROUGH_DATACLASS, 11, JSD_DUMPS, "dataclasses go to default")
JSD_OPTION(BYTES_BASE64, 16, JSD_DUMPS, "bytes as base64, with padding")
JSD_OPTION(BYTES_BASE64URL, 17, JSD_DUMPS,
           "bytes in the URL-safe alphabet, with padding")
JSD_OPTION(BYTES_HEX, 18, JSD_DUMPS, "bytes as lower-case hexadecimal")
JSD_OPTION(BYTES_UTF8, 19, JSD_DUMPS, "bytes that are UTF-8 as that text")
JSD_OPTION(BIG_INTEGER, 22, JSD_DUMPS, "integers of any size")
JSD_OPTION(DECIMAL, 23, JSD_DUMPS, "Decimal as a number, digit by digit")
JSD_OPTION(DECIMAL_STR, 24, JSD_DUMPS, "Decimal as a string")
JSD_OPTION(NAN_LITERAL, 25, JSD_DUMPS, "NaN, Infinity and -Infinity")
JSD_OPTION(NAN_ERROR, 26, JSD_DUMPS, "NaN and the infinities are errors")
JSD_OPTION(ENSURE_ASCII, 27, JSD_DUMPS, "all beyond ASCII is escaped")
JSD_OPTION(HTML_SAFE, 28, JSD_DUMPS, "<, >, &, U+2028 and U+2029 are escaped")
JSD_OPTION(SERIALIZE_COLLECTIONS, 29, JSD_DUMPS,
           "sets, deques, views, iterators and other collections as arrays, "
           "mappings as objects")
JSD_OPTION(SERIALIZE_NAMEDTUPLE, 30, JSD_DUMPS, "named tuples as objects")
JSD_OPTION(SKIP_NONE, 31, JSD_DUMPS, "members that are None are left out")
JSD_OPTION(CANONICAL, 32, JSD_DUMPS, "RFC 8785")
JSD_OPTION(MILLISECONDS, 33, JSD_DUMPS,
           "three digits of a second in datetime and time")
JSD_OPTION(EPOCH_SECONDS, 34, JSD_DUMPS,
           "a datetime as seconds since 1970, an integer")
JSD_OPTION(EPOCH_MILLISECONDS, 35, JSD_DUMPS,
           "a datetime as milliseconds since 1970, an integer")
JSD_OPTION(SERIALIZE_TIMEDELTA, 36, JSD_DUMPS,
           "timedelta as an ISO 8601 duration")
JSD_OPTION(LONE_SURROGATES, 38, JSD_DUMPS, "lone surrogates as \\udXXX")
