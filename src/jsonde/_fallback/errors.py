# SPDX-License-Identifier: MIT
"""The exceptions of the encoder and the decoder, and how their messages and
positions are made. src/py/error.c does the same in C."""

from jsonde._fallback.docstrings import DOCSTRINGS
from jsonde.errors import JSONDecodeError


class JSONEncodeError(TypeError):
    __doc__ = DOCSTRINGS["JSONEncodeError"]
    __module__ = "jsonde"
    path = ""


class Fault(Exception):
    """A text is not JSON: status (str: the message of the fault), at (int: the
    position of the fault in the text), incomplete (bool), and may_hint (bool:
    the message may name another encoding). pointer: the JSON Pointer that the
    message names, or None."""

    pointer = None

    def __init__(self, status, at, incomplete=False, may_hint=True):
        Exception.__init__(self)
        self.status = status
        self.at = at
        self.incomplete = incomplete
        self.may_hint = may_hint


# ------------------------------------------------------------ encode errors


def must_stay(error):
    """Tells whether an exception must reach the caller as it is."""
    return isinstance(error, MemoryError) or not isinstance(error, Exception)


def raise_from(message, cause):
    """Raises a JSONEncodeError because of an exception that user code raised.

    Raises the exception itself if it is a MemoryError or no Exception.
    """
    if must_stay(cause):
        raise cause
    raise JSONEncodeError(message) from trimmed(cause)


def trimmed(error):
    """Returns an exception of user code, without our frames in its traceback,
    which would keep objects of the caller alive."""
    traceback = error.__traceback__
    while traceback is not None:
        name = traceback.tb_frame.f_globals.get("__name__")
        if not str(name).startswith("jsonde._fallback"):
            break
        traceback = traceback.tb_next
    return error.with_traceback(traceback)


def locate(error, path, more=""):
    """Gives a JSONEncodeError its path (str), and its message more text."""
    if more:
        extend(error, more)
    if not path:
        return
    error.path = path
    if hasattr(error, "add_note"):
        error.add_note(f"at {path}")
    else:
        extend(error, f" (at {path})")


def extend(error, text):
    """Appends text to the message of an exception."""
    error.args = (str(error) + text,)


def pointer_part(key):
    """Returns a key (str) as a part of a JSON Pointer (RFC 6901)."""
    return "/" + key.replace("~", "~0").replace("/", "~1")


# ------------------------------------------------------------ decode errors

END = "unexpected end of data"
EMPTY = "input data is empty: only white space, no value"
NO_DATA = "Input is a zero-length, empty document"
BOM = "a byte order mark (BOM) is not allowed"
EXPECTED_VALUE = "expected a value"
EXPECTED_VALUE_OR_END = "expected a value or ']'"
EXPECTED_KEY = "expected a key in double quotes"
EXPECTED_KEY_OR_END = "expected a key in double quotes or '}'"
EXPECTED_NUMBER = "expected a number or an array"
EXPECTED_REAL = (
    "expected a number or an array (OPT_NAN_LITERAL reads NaN, Infinity and "
    "null)"
)
EXPECTED_BOOL = "expected true, false or an array"
EXPECTED_COLON = "expected ':' after the key"
EXPECTED_COMMA_OR_BRACKET = "expected ',' or ']'"
EXPECTED_COMMA_OR_BRACE = "expected ',' or '}'"
TRAILING = "unexpected content after the document"
BAD_LITERAL = "invalid literal"
BAD_NUMBER = "invalid number"
LEADING_ZERO = "invalid number: a leading zero"
NUMBER_RANGE = "number is beyond the range of a double"
CONTROL_CHARACTER = "control character in a string"
BAD_ESCAPE = "invalid escape in a string"
BAD_HEX = "invalid \\u escape: expected four hexadecimal digits"
LONE_SURROGATE = "lone surrogate in a \\u escape"
SURROGATE = "surrogates are not allowed"
BAD_UTF8 = "invalid UTF-8"
TOO_DEEP = "nested too deeply: the limit is 1024"
REPEATED_KEY = "repeated key"
DECIMAL_RANGE = "number is beyond the range of decimal.Decimal"
BAD_BASE64 = "data of a buffer is not base64"
BAD_SHAPE = "shape of a buffer is not a list of up to 64 sizes"
BAD_BUFFER_SIZE = "data of a buffer has not the bytes of its dtype and shape"
NOT_INTEGER = "the format takes integers only"
ITEM_RANGE = "number is beyond the range of the format"
RAGGED = "the arrays differ in length or depth"
TOO_MANY_DIMENSIONS = "nested too deeply: an array has 64 dimensions"
NOWHERE = "the pointer leads nowhere from here"
BAD_POINTER = (
    "pointer must be '' or begin with '/', and '~' come before 0, 1 or 2"
)

# The statuses whose message goes on with the character that was found.
EXPECTATIONS = frozenset(
    (
        *(EXPECTED_VALUE, EXPECTED_VALUE_OR_END, EXPECTED_KEY),
        *(EXPECTED_KEY_OR_END, EXPECTED_NUMBER, EXPECTED_REAL, EXPECTED_BOOL),
        *(EXPECTED_COLON, EXPECTED_COMMA_OR_BRACKET, EXPECTED_COMMA_OR_BRACE),
    )
)


def decode_message(status, doc, at):
    """Returns the message for a status at a position of doc (str)."""
    if status == EMPTY and not doc:
        return NO_DATA
    if status in EXPECTATIONS:
        return f"{status}, found {str(doc[at : at + 1])!r}"
    return status


def decode_error(status, doc, at, incomplete, hint=None, pointer=None):
    """Returns the JSONDecodeError for a fault at a position of doc (str).

    hint: the name of the encoding that the bytes have instead, or None;
    pointer: the JSON Pointer that failed, or None.
    """
    message = decode_message(status, doc, at)
    if pointer is not None:
        message = f"{message} (pointer {pointer!r})"
    if hint is not None:
        message = f"{message} ({hint})"
    error = JSONDecodeError(message, doc, at)
    if incomplete:
        error.incomplete = True
    return error


# ----------------------------------------------------- bytes that are no text

UTF16 = "the data is UTF-16: decode it first"
UTF32 = "the data is UTF-32: decode it first"

# The longer one first, where one begins like another.
MAGIC = (
    (b"\xff\xfe\0\0", UTF32),
    (b"\0\0\xfe\xff", UTF32),
    (b"\xff\xfe", UTF16),
    (b"\xfe\xff", UTF16),
    (b"\x1f\x8b", "the data is gzip: decompress it first"),
    (b"\x28\xb5\x2f\xfd", "the data is zstd: decompress it first"),
    (b"\xfd7zXZ", "the data is xz: decompress it first"),
    (b"BZh", "the data is bzip2: decompress it first"),
    (b"PK\3\4", "the data is a zip archive: take the file out first"),
)
ZEROS = {5: UTF16, 10: UTF16, 7: UTF32, 14: UTF32}


def encoding_hint(head):
    """Returns what the bytes that begin with head are, or None for JSON."""
    for magic, hint in MAGIC:
        if head.startswith(magic):
            return hint
    if len(head) < 4:
        return None
    zeros = sum((head[i] == 0) << (3 - i) for i in range(4))
    return ZEROS.get(zeros)
