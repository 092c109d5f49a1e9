# SPDX-License-Identifier: MIT
"""The options of jsonde as an enum, whose combinations print as names.

jsonde imports this module when Option is first used, because the module enum
takes longer to import than jsonde.
"""

import enum

import jsonde

__all__ = ["Option"]


class Option(enum.IntFlag):
    """The options of dumps() and loads(): Option.X equals OPT_X.

    A combination prints the names of its options. It is an int, and every
    function takes it in place of one.
    """

    # options: begin (make_options.py)
    APPEND_NEWLINE = jsonde.OPT_APPEND_NEWLINE
    BIG_INTEGER = jsonde.OPT_BIG_INTEGER
    BUFFER_BASE64 = jsonde.OPT_BUFFER_BASE64
    BYTES_BASE64 = jsonde.OPT_BYTES_BASE64
    BYTES_BASE64URL = jsonde.OPT_BYTES_BASE64URL
    BYTES_HEX = jsonde.OPT_BYTES_HEX
    BYTES_NUMBERS = jsonde.OPT_BYTES_NUMBERS
    BYTES_UTF8 = jsonde.OPT_BYTES_UTF8
    CANONICAL = jsonde.OPT_CANONICAL
    DECIMAL = jsonde.OPT_DECIMAL
    DECIMAL_STR = jsonde.OPT_DECIMAL_STR
    ENSURE_ASCII = jsonde.OPT_ENSURE_ASCII
    ENUM_NAME = jsonde.OPT_ENUM_NAME
    EPOCH_MILLISECONDS = jsonde.OPT_EPOCH_MILLISECONDS
    EPOCH_SECONDS = jsonde.OPT_EPOCH_SECONDS
    HTML_SAFE = jsonde.OPT_HTML_SAFE
    INDENT_2 = jsonde.OPT_INDENT_2
    JSONC = jsonde.OPT_JSONC
    LONE_SURROGATES = jsonde.OPT_LONE_SURROGATES
    MILLISECONDS = jsonde.OPT_MILLISECONDS
    NAIVE_UTC = jsonde.OPT_NAIVE_UTC
    NAN_ERROR = jsonde.OPT_NAN_ERROR
    NAN_LITERAL = jsonde.OPT_NAN_LITERAL
    NON_STR_KEYS = jsonde.OPT_NON_STR_KEYS
    OMIT_MICROSECONDS = jsonde.OPT_OMIT_MICROSECONDS
    PASSTHROUGH_DATACLASS = jsonde.OPT_PASSTHROUGH_DATACLASS
    PASSTHROUGH_DATETIME = jsonde.OPT_PASSTHROUGH_DATETIME
    PASSTHROUGH_ENUM = jsonde.OPT_PASSTHROUGH_ENUM
    PASSTHROUGH_SUBCLASS = jsonde.OPT_PASSTHROUGH_SUBCLASS
    SERIALIZE_BUFFER = jsonde.OPT_SERIALIZE_BUFFER
    SERIALIZE_COLLECTIONS = jsonde.OPT_SERIALIZE_COLLECTIONS
    SERIALIZE_DATACLASS = jsonde.OPT_SERIALIZE_DATACLASS
    SERIALIZE_NAMEDTUPLE = jsonde.OPT_SERIALIZE_NAMEDTUPLE
    SERIALIZE_NUMPY = jsonde.OPT_SERIALIZE_NUMPY
    SERIALIZE_SUBCLASSES = jsonde.OPT_SERIALIZE_SUBCLASSES
    SERIALIZE_TIMEDELTA = jsonde.OPT_SERIALIZE_TIMEDELTA
    SERIALIZE_UUID = jsonde.OPT_SERIALIZE_UUID
    SKIP_NONE = jsonde.OPT_SKIP_NONE
    SORT_KEYS = jsonde.OPT_SORT_KEYS
    STRICT_INTEGER = jsonde.OPT_STRICT_INTEGER
    UNIQUE_KEYS = jsonde.OPT_UNIQUE_KEYS
    UTC_Z = jsonde.OPT_UTC_Z
    # options: end
