# SPDX-License-Identifier: MIT
"""The option constants, the functions that take each of them, and the pairs
that contradict each other. src/py/options.c has the same rules in C."""

from jsonde._fallback.facts import plain_integer

# options: begin (make_options.py)
OPT_INDENT_2 = 1 << 0
OPT_NAIVE_UTC = 1 << 1
OPT_NON_STR_KEYS = 1 << 2
OPT_OMIT_MICROSECONDS = 1 << 3
OPT_SERIALIZE_NUMPY = 1 << 4
OPT_SORT_KEYS = 1 << 5
OPT_STRICT_INTEGER = 1 << 6
OPT_UTC_Z = 1 << 7
OPT_PASSTHROUGH_SUBCLASS = 1 << 8
OPT_PASSTHROUGH_DATETIME = 1 << 9
OPT_APPEND_NEWLINE = 1 << 10
OPT_PASSTHROUGH_DATACLASS = 1 << 11
OPT_BYTES_BASE64 = 1 << 16
OPT_BYTES_BASE64URL = 1 << 17
OPT_BYTES_HEX = 1 << 18
OPT_BYTES_UTF8 = 1 << 19
OPT_SERIALIZE_BUFFER = 1 << 20
OPT_BUFFER_BASE64 = 1 << 21
OPT_BIG_INTEGER = 1 << 22
OPT_DECIMAL = 1 << 23
OPT_DECIMAL_STR = 1 << 24
OPT_NAN_LITERAL = 1 << 25
OPT_NAN_ERROR = 1 << 26
OPT_ENSURE_ASCII = 1 << 27
OPT_HTML_SAFE = 1 << 28
OPT_SERIALIZE_COLLECTIONS = 1 << 29
OPT_SERIALIZE_NAMEDTUPLE = 1 << 30
OPT_SKIP_NONE = 1 << 31
OPT_CANONICAL = 1 << 32
OPT_MILLISECONDS = 1 << 33
OPT_EPOCH_SECONDS = 1 << 34
OPT_EPOCH_MILLISECONDS = 1 << 35
OPT_SERIALIZE_TIMEDELTA = 1 << 36
OPT_UNIQUE_KEYS = 1 << 37
OPT_LONE_SURROGATES = 1 << 38
OPT_JSONC = 1 << 39
OPT_BYTES_NUMBERS = 1 << 40
OPT_SERIALIZE_SUBCLASSES = 1 << 41
OPT_ENUM_NAME = 1 << 42
OPT_PASSTHROUGH_ENUM = 1 << 43
OPT_SERIALIZE_DATACLASS = 0
OPT_SERIALIZE_UUID = 0
# options: end

# Bits that no user can set; src/py/options.h has them in C.
RAW_FLOAT = 1 << 62
RAW_BYTES = 1 << 61

__all__ = [name for name in dir() if name.startswith("OPT_")]

DUMPS, LOADS, LOADS_ARRAY = 1, 2, 4
CALLERS = {DUMPS: "dumps", LOADS: "loads", LOADS_ARRAY: "loads_array"}

ROWS = (
    # options: begin (make_options.py)
    ("OPT_INDENT_2", OPT_INDENT_2, DUMPS),
    ("OPT_NAIVE_UTC", OPT_NAIVE_UTC, DUMPS),
    ("OPT_NON_STR_KEYS", OPT_NON_STR_KEYS, DUMPS),
    ("OPT_OMIT_MICROSECONDS", OPT_OMIT_MICROSECONDS, DUMPS),
    ("OPT_SERIALIZE_NUMPY", OPT_SERIALIZE_NUMPY, DUMPS),
    ("OPT_SORT_KEYS", OPT_SORT_KEYS, DUMPS),
    ("OPT_STRICT_INTEGER", OPT_STRICT_INTEGER, DUMPS),
    ("OPT_UTC_Z", OPT_UTC_Z, DUMPS),
    ("OPT_PASSTHROUGH_SUBCLASS", OPT_PASSTHROUGH_SUBCLASS, DUMPS),
    ("OPT_PASSTHROUGH_DATETIME", OPT_PASSTHROUGH_DATETIME, DUMPS),
    ("OPT_APPEND_NEWLINE", OPT_APPEND_NEWLINE, DUMPS),
    ("OPT_PASSTHROUGH_DATACLASS", OPT_PASSTHROUGH_DATACLASS, DUMPS),
    ("OPT_BYTES_BASE64", OPT_BYTES_BASE64, DUMPS),
    ("OPT_BYTES_BASE64URL", OPT_BYTES_BASE64URL, DUMPS),
    ("OPT_BYTES_HEX", OPT_BYTES_HEX, DUMPS),
    ("OPT_BYTES_UTF8", OPT_BYTES_UTF8, DUMPS),
    ("OPT_SERIALIZE_BUFFER", OPT_SERIALIZE_BUFFER, DUMPS),
    ("OPT_BUFFER_BASE64", OPT_BUFFER_BASE64, DUMPS | LOADS),
    ("OPT_BIG_INTEGER", OPT_BIG_INTEGER, DUMPS | LOADS),
    ("OPT_DECIMAL", OPT_DECIMAL, DUMPS | LOADS),
    ("OPT_DECIMAL_STR", OPT_DECIMAL_STR, DUMPS),
    ("OPT_NAN_LITERAL", OPT_NAN_LITERAL, DUMPS | LOADS | LOADS_ARRAY),
    ("OPT_NAN_ERROR", OPT_NAN_ERROR, DUMPS),
    ("OPT_ENSURE_ASCII", OPT_ENSURE_ASCII, DUMPS),
    ("OPT_HTML_SAFE", OPT_HTML_SAFE, DUMPS),
    ("OPT_SERIALIZE_COLLECTIONS", OPT_SERIALIZE_COLLECTIONS, DUMPS),
    ("OPT_SERIALIZE_NAMEDTUPLE", OPT_SERIALIZE_NAMEDTUPLE, DUMPS),
    ("OPT_SKIP_NONE", OPT_SKIP_NONE, DUMPS),
    ("OPT_CANONICAL", OPT_CANONICAL, DUMPS),
    ("OPT_MILLISECONDS", OPT_MILLISECONDS, DUMPS),
    ("OPT_EPOCH_SECONDS", OPT_EPOCH_SECONDS, DUMPS),
    ("OPT_EPOCH_MILLISECONDS", OPT_EPOCH_MILLISECONDS, DUMPS),
    ("OPT_SERIALIZE_TIMEDELTA", OPT_SERIALIZE_TIMEDELTA, DUMPS),
    ("OPT_UNIQUE_KEYS", OPT_UNIQUE_KEYS, LOADS),
    ("OPT_LONE_SURROGATES", OPT_LONE_SURROGATES, DUMPS | LOADS),
    ("OPT_JSONC", OPT_JSONC, LOADS),
    ("OPT_BYTES_NUMBERS", OPT_BYTES_NUMBERS, DUMPS),
    ("OPT_SERIALIZE_SUBCLASSES", OPT_SERIALIZE_SUBCLASSES, DUMPS),
    ("OPT_ENUM_NAME", OPT_ENUM_NAME, DUMPS),
    ("OPT_PASSTHROUGH_ENUM", OPT_PASSTHROUGH_ENUM, DUMPS),
    # options: end
)

# The options that each function takes, or'ed.
TAKEN = {
    function: sum(bits for _, bits, takers in ROWS if takers & function)
    for function in CALLERS
}

# At most one option of each row can be given.
CONTRADICTIONS = (
    OPT_BYTES_BASE64
    | OPT_BYTES_BASE64URL
    | OPT_BYTES_HEX
    | OPT_BYTES_UTF8
    | OPT_BYTES_NUMBERS,
    OPT_DECIMAL | OPT_DECIMAL_STR,
    OPT_NAN_LITERAL | OPT_NAN_ERROR,
    OPT_STRICT_INTEGER | OPT_BIG_INTEGER,
    OPT_MILLISECONDS | OPT_OMIT_MICROSECONDS,
    OPT_EPOCH_SECONDS | OPT_EPOCH_MILLISECONDS,
    OPT_ENUM_NAME | OPT_PASSTHROUGH_ENUM,
    OPT_CANONICAL | OPT_INDENT_2,
    OPT_CANONICAL | OPT_APPEND_NEWLINE,
    OPT_CANONICAL | OPT_BIG_INTEGER,
    OPT_CANONICAL | OPT_DECIMAL,
    OPT_CANONICAL | OPT_NAN_LITERAL,
    OPT_CANONICAL | OPT_ENSURE_ASCII,
    OPT_CANONICAL | OPT_HTML_SAFE,
    OPT_CANONICAL | OPT_LONE_SURROGATES,
)

# Groups of options of dumps().
BYTES_STRING_OPTIONS = (
    OPT_BYTES_BASE64 | OPT_BYTES_BASE64URL | OPT_BYTES_HEX | OPT_BYTES_UTF8
)
BYTES_OPTIONS = BYTES_STRING_OPTIONS | OPT_BYTES_NUMBERS
BUFFER_OPTIONS = OPT_SERIALIZE_BUFFER | OPT_BUFFER_BASE64
DECIMAL_OPTIONS = OPT_DECIMAL | OPT_DECIMAL_STR
EPOCH_OPTIONS = OPT_EPOCH_SECONDS | OPT_EPOCH_MILLISECONDS
SORT_OPTIONS = OPT_SORT_KEYS | OPT_CANONICAL


def lowest(bits):
    """Returns the lowest bit of bits."""
    return bits & -bits


def name_of(bits):
    """Returns the name of the lowest option in bits, or None."""
    for name, row, _ in ROWS:
        if row == lowest(bits):
            return name
    return None


def names_in(bits):
    """Returns the names of the options in bits, in the order of the bits."""
    return [name for name, row, _ in ROWS if row & bits]


def read(option, function, exception):
    """Returns the bits of option (an int or None) for a function.

    Raises exception, which names what the function does not take.
    """
    if option is None:
        return 0
    if type(option) is bool or not isinstance(option, int):
        raise exception("option must be an int or None")
    bits = plain_integer(option)
    if not 0 <= bits < 1 << 64:
        raise exception(f"option has bits that are not known: {option}")
    unknown = bits & ~TAKEN[function]
    if unknown:
        raise exception(unknown_text(unknown, CALLERS[function]))
    if bits & (bits - 1):
        check_contradictions(bits, exception)
    return bits


def unknown_text(bits, caller):
    """Returns the message for the lowest bit that a caller does not take."""
    name = name_of(bits)
    if name is not None:
        return f"{caller}() does not take {name}"
    shift = lowest(bits).bit_length() - 1
    return f"option has a bit that {caller}() does not know: 1 << {shift}"


def check_contradictions(bits, exception):
    """Raises exception where two options contradict each other."""
    for row in CONTRADICTIONS:
        both = bits & row
        second = both & (both - 1)
        if second:
            raise exception(f"{name_of(both)} contradicts {name_of(second)}")
