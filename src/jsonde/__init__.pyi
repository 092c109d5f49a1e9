# SPDX-License-Identifier: MIT
"""A JSON encoder and decoder for CPython.

At import, the extension tests how the running interpreter lays out its objects,
and then reads them in place. One stable-ABI binary runs on all versions.
"""

import json
from collections.abc import Callable
from typing import Any, Literal, Protocol, overload

from _typeshed import (
    ReadableBuffer,
    StrOrBytesPath,
    SupportsWrite,
    WriteableBuffer,
)

from jsonde.json_value import JSONValue as JSONValue
from jsonde.option import Option as Option

__all__ = [
    # options: begin (make_options.py)
    "OPT_APPEND_NEWLINE",
    "OPT_BIG_INTEGER",
    "OPT_BUFFER_BASE64",
    "OPT_BYTES_BASE64",
    "OPT_BYTES_BASE64URL",
    "OPT_BYTES_HEX",
    "OPT_BYTES_NUMBERS",
    "OPT_BYTES_UTF8",
    "OPT_CANONICAL",
    "OPT_DECIMAL",
    "OPT_DECIMAL_STR",
    "OPT_ENSURE_ASCII",
    "OPT_ENUM_NAME",
    "OPT_EPOCH_MILLISECONDS",
    "OPT_EPOCH_SECONDS",
    "OPT_HTML_SAFE",
    "OPT_INDENT_2",
    "OPT_JSONC",
    "OPT_LONE_SURROGATES",
    "OPT_MILLISECONDS",
    "OPT_NAIVE_UTC",
    "OPT_NAN_ERROR",
    "OPT_NAN_LITERAL",
    "OPT_NON_STR_KEYS",
    "OPT_OMIT_MICROSECONDS",
    "OPT_PASSTHROUGH_DATACLASS",
    "OPT_PASSTHROUGH_DATETIME",
    "OPT_PASSTHROUGH_ENUM",
    "OPT_PASSTHROUGH_SUBCLASS",
    "OPT_SERIALIZE_BUFFER",
    "OPT_SERIALIZE_COLLECTIONS",
    "OPT_SERIALIZE_DATACLASS",
    "OPT_SERIALIZE_NAMEDTUPLE",
    "OPT_SERIALIZE_NUMPY",
    "OPT_SERIALIZE_SUBCLASSES",
    "OPT_SERIALIZE_TIMEDELTA",
    "OPT_SERIALIZE_UUID",
    "OPT_SKIP_NONE",
    "OPT_SORT_KEYS",
    "OPT_STRICT_INTEGER",
    "OPT_UNIQUE_KEYS",
    "OPT_UTC_Z",
    # options: end
    "Fragment",
    "JSONDecodeError",
    "JSONEncodeError",
    "JSONValue",
    "Option",
    "__version__",
    "dump",
    "dumps",
    "dumps_into",
    "dumps_str",
    "get_include",
    "layout",
    "load",
    "loads",
    "loads_array",
    "loads_next",
    "loads_partial",
]

__version__: str

# options: begin (make_options.py)
OPT_APPEND_NEWLINE: int
"""appends a newline to the document"""
OPT_BIG_INTEGER: int
"""keeps integers of any size exact"""
OPT_BUFFER_BASE64: int
"""dumps() encodes a buffer of numbers as an object of dtype, shape and base64 data; loads() decodes such an object to a memoryview"""
OPT_BYTES_BASE64: int
"""encodes bytes as base64 with padding"""
OPT_BYTES_BASE64URL: int
"""encodes bytes as URL-safe base64 with padding"""
OPT_BYTES_HEX: int
"""encodes bytes as lower-case hexadecimal"""
OPT_BYTES_NUMBERS: int
"""encodes bytes as an array of numbers"""
OPT_BYTES_UTF8: int
"""encodes bytes as a string; they must be valid UTF-8"""
OPT_CANONICAL: int
"""writes canonical JSON (RFC 8785)"""
OPT_DECIMAL: int
"""dumps() writes a Decimal as a number with its exact digits; loads() returns Decimal instead of float"""
OPT_DECIMAL_STR: int
"""encodes Decimal as a string"""
OPT_ENSURE_ASCII: int
"""escapes all non-ASCII characters"""
OPT_ENUM_NAME: int
"""encodes an enum as the name of its member"""
OPT_EPOCH_MILLISECONDS: int
"""encodes a datetime as an integer: milliseconds since 1970"""
OPT_EPOCH_SECONDS: int
"""encodes a datetime as an integer: seconds since 1970"""
OPT_HTML_SAFE: int
"""escapes <, >, &, U+2028 and U+2029"""
OPT_INDENT_2: int
"""indents with two spaces, one item or member per line"""
OPT_JSONC: int
"""accepts comments, and a trailing comma in arrays and objects"""
OPT_LONE_SURROGATES: int
"""dumps() writes lone surrogates as \\udXXX; loads() accepts them"""
OPT_MILLISECONDS: int
"""writes three fractional digits of the second in datetime and time"""
OPT_NAIVE_UTC: int
"""treats a datetime without tzinfo as UTC"""
OPT_NAN_ERROR: int
"""rejects NaN and the infinities"""
OPT_NAN_LITERAL: int
"""writes and accepts NaN, Infinity and -Infinity"""
OPT_NON_STR_KEYS: int
"""accepts keys that are int, float, bool, None, datetime, date, time, enum, UUID or a numpy number"""
OPT_OMIT_MICROSECONDS: int
"""omits the microseconds of datetime and time"""
OPT_PASSTHROUGH_DATACLASS: int
"""passes dataclasses to default"""
OPT_PASSTHROUGH_DATETIME: int
"""passes datetime, date and time to default"""
OPT_PASSTHROUGH_ENUM: int
"""passes enums to default"""
OPT_PASSTHROUGH_SUBCLASS: int
"""passes subclasses of str, int, dict and list to default"""
OPT_SERIALIZE_BUFFER: int
"""encodes buffers of numbers (not bytes and bytearray) as nested arrays"""
OPT_SERIALIZE_COLLECTIONS: int
"""encodes sets, deques, views, iterators and other standard library collections as arrays, and mappings as objects"""
OPT_SERIALIZE_DATACLASS: int
"""accepted for compatibility with orjson; has no effect"""
OPT_SERIALIZE_NAMEDTUPLE: int
"""encodes named tuples as objects"""
OPT_SERIALIZE_NUMPY: int
"""encodes the numpy arrays and scalars that orjson encodes"""
OPT_SERIALIZE_SUBCLASSES: int
"""encodes subclasses of datetime, date, time and UUID as their base class"""
OPT_SERIALIZE_TIMEDELTA: int
"""encodes timedelta as an ISO 8601 duration"""
OPT_SERIALIZE_UUID: int
"""accepted for compatibility with orjson; has no effect"""
OPT_SKIP_NONE: int
"""omits members whose value is None or becomes None"""
OPT_SORT_KEYS: int
"""sorts the members of dicts by code point"""
OPT_STRICT_INTEGER: int
"""rejects integers of more than 53 bits"""
OPT_UNIQUE_KEYS: int
"""rejects an object that has the same key twice"""
OPT_UTC_Z: int
"""writes the UTC offset +00:00 as Z"""
# options: end

_str = str

class _Readable(Protocol):
    def read(self) -> str | ReadableBuffer | None: ...

class _DType(Protocol):
    @property
    def str(self) -> _str: ...

class JSONEncodeError(TypeError):
    """An object cannot be written as JSON. A subclass of TypeError.

    path: str, a JSON Pointer (RFC 6901) to the value that failed; "" is the whole object.
    """
    path: str

class JSONDecodeError(json.JSONDecodeError):
    """A text is not JSON. A subclass of json.JSONDecodeError and ValueError.

    msg: str, what was expected and what was found.
    doc: str, the text, with U+FFFD in place of invalid UTF-8.
    pos: int, the number of characters before the error.
    lineno, colno: int, line and column, counted from 1 in characters.
    incomplete: bool, whether the text ended too early: some continuation
    would make it a document.
    filename: str or bytes, the file that load() was given, otherwise None.
    """
    incomplete: bool
    filename: str | bytes | None
    def __reduce__(self) -> tuple[Any, ...]: ...

class Fragment:
    """A string of JSON that dumps() inserts into its output unchecked.

    contents: bytes or any contiguous buffer of UTF-8, or str. The attribute
    is read-only. Like orjson's, a Fragment is equal only to itself.
    """
    @property
    def contents(self) -> str | ReadableBuffer: ...
    def __new__(cls, contents: str | ReadableBuffer, /) -> Fragment: ...

def dumps(
    obj: Any,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    indent: int | str | None = None,
) -> bytes:
    """Write obj as JSON (RFC 8259) and return bytes of UTF-8.

    obj: a dict (with str keys), list, tuple, str, int (64 bits),
    float, bool, None, datetime, date, time, UUID, dataclass, enum,
    Fragment, or an instance of a subclass of str, int, list or dict.
    A float is written with the shortest digits that read back to it;
    NaN and the infinities are null.
    default: a function that is called with each object of another
    type. It must return an object to write in its place, or raise an
    exception. If the result needs default too, calls nest up to 255
    deep. A function that returns nothing returns None: null is
    written.
    option: None, or constants combined by |:
      OPT_INDENT_2: indents with two spaces, one item or member per line
      OPT_NAIVE_UTC: treats a datetime without tzinfo as UTC
      OPT_NON_STR_KEYS: accepts keys that are int, float, bool, None,
        datetime, date, time, enum, UUID or a numpy number
      OPT_OMIT_MICROSECONDS: omits the microseconds of datetime and time
      OPT_SERIALIZE_NUMPY: encodes the numpy arrays and scalars that
        orjson encodes
      OPT_SORT_KEYS: sorts the members of dicts by code point
      OPT_STRICT_INTEGER: rejects integers of more than 53 bits
      OPT_UTC_Z: writes the UTC offset +00:00 as Z
      OPT_PASSTHROUGH_SUBCLASS: passes subclasses of str, int, dict and
        list to default
      OPT_PASSTHROUGH_DATETIME: passes datetime, date and time to
        default
      OPT_APPEND_NEWLINE: appends a newline to the document
      OPT_PASSTHROUGH_DATACLASS: passes dataclasses to default
      OPT_BYTES_BASE64: encodes bytes as base64 with padding
      OPT_BYTES_BASE64URL: encodes bytes as URL-safe base64 with padding
      OPT_BYTES_HEX: encodes bytes as lower-case hexadecimal
      OPT_BYTES_UTF8: encodes bytes as a string; they must be valid
        UTF-8
      OPT_SERIALIZE_BUFFER: encodes buffers of numbers (not bytes and
        bytearray) as nested arrays
      OPT_BUFFER_BASE64: dumps() encodes a buffer of numbers as an
        object of dtype, shape and base64 data; loads() decodes such an
        object to a memoryview
      OPT_BIG_INTEGER: keeps integers of any size exact
      OPT_DECIMAL: dumps() writes a Decimal as a number with its exact
        digits; loads() returns Decimal instead of float
      OPT_DECIMAL_STR: encodes Decimal as a string
      OPT_NAN_LITERAL: writes and accepts NaN, Infinity and -Infinity
      OPT_NAN_ERROR: rejects NaN and the infinities
      OPT_ENSURE_ASCII: escapes all non-ASCII characters
      OPT_HTML_SAFE: escapes <, >, &, U+2028 and U+2029
      OPT_SERIALIZE_COLLECTIONS: encodes sets, deques, views, iterators
        and other standard library collections as arrays, and mappings
        as objects
      OPT_SERIALIZE_NAMEDTUPLE: encodes named tuples as objects
      OPT_SKIP_NONE: omits members whose value is None or becomes None
      OPT_CANONICAL: writes canonical JSON (RFC 8785)
      OPT_MILLISECONDS: writes three fractional digits of the second in
        datetime and time
      OPT_EPOCH_SECONDS: encodes a datetime as an integer: seconds since
        1970
      OPT_EPOCH_MILLISECONDS: encodes a datetime as an integer:
        milliseconds since 1970
      OPT_SERIALIZE_TIMEDELTA: encodes timedelta as an ISO 8601 duration
      OPT_LONE_SURROGATES: dumps() writes lone surrogates as \\udXXX;
        loads() accepts them
      OPT_BYTES_NUMBERS: encodes bytes as an array of numbers
      OPT_SERIALIZE_SUBCLASSES: encodes subclasses of datetime, date,
        time and UUID as their base class
      OPT_ENUM_NAME: encodes an enum as the name of its member
      OPT_PASSTHROUGH_ENUM: passes enums to default
    indent: 0 to 16 spaces for each level, or a str of JSON white
    space.

    Raises JSONEncodeError (a TypeError), whose path is a JSON Pointer
    to the value that failed. If default raised an exception, it is
    the __cause__. An unknown option raises JSONEncodeError, too.
    """

def dumps_str(
    obj: Any,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    indent: int | str | None = None,
) -> str:
    """Write obj as JSON and return a str. Arguments and exceptions are
    those of dumps().
    """

def dumps_into(
    obj: Any,
    buffer: WriteableBuffer,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    indent: int | str | None = None,
    offset: int = 0,
) -> int:
    """Write obj as JSON into buffer, and return the end of the text, in
    bytes from the start of the buffer.

    buffer: a writable contiguous buffer (bytearray, memoryview, mmap,
    ...). It is not resized, and only buffer[offset:end] changes.
    default, option, indent: as for dumps().

    Raises BufferError with the number of bytes that are needed if the
    text does not fit, and every exception of dumps(). After an
    exception nothing is written.
    """

def dump(
    obj: Any,
    file: StrOrBytesPath | int | SupportsWrite[bytes] | SupportsWrite[str],
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    indent: int | str | None = None,
    atomic: bool = True,
) -> None:
    """Write obj as JSON to a file, in chunks of about 64 KiB.

    file: a path (str, bytes or os.PathLike), a file descriptor, or a
    binary or text file object.
    default, option, indent: as for dumps().
    atomic: replace the regular file that a path names in one step,
    after everything is written. If anything fails, the old file stays
    unchanged. With False the file is written in place, as open(path,
    "wb") does. Devices, pipes and links to open files (/dev/stdout)
    are always written in place.

    Raises JSONEncodeError, and the exceptions of the file. Chunks
    that were already written to a descriptor or a file object stay
    there.
    """

def loads(
    data: str | ReadableBuffer, /, *, option: int | None = None
) -> Any:
    """Read one JSON document (RFC 8259) and return its value.

    data: a str, or UTF-8 in bytes, bytearray, memoryview or any other
    object with a contiguous buffer.
    option: None, or constants combined by |:
      OPT_BUFFER_BASE64: dumps() encodes a buffer of numbers as an
        object of dtype, shape and base64 data; loads() decodes such an
        object to a memoryview
      OPT_BIG_INTEGER: keeps integers of any size exact
      OPT_DECIMAL: dumps() writes a Decimal as a number with its exact
        digits; loads() returns Decimal instead of float
      OPT_NAN_LITERAL: writes and accepts NaN, Infinity and -Infinity
      OPT_UNIQUE_KEYS: rejects an object that has the same key twice
      OPT_LONE_SURROGATES: dumps() writes lone surrogates as \\udXXX;
        loads() accepts them
      OPT_JSONC: accepts comments, and a trailing comma in arrays and
        objects

    Objects become dict (of equal keys, the last one counts), arrays
    list, numbers int (within 64 bits) or float, strings str.

    Raises JSONDecodeError (a json.JSONDecodeError) with msg, doc,
    pos, lineno and colno, in characters, and incomplete (bool: the
    text ended too early); ValueError for a released memoryview, and
    for an option that loads() does not know; BufferError for a buffer
    that is not contiguous.
    """

def loads_next(
    data: str | ReadableBuffer, pos: int = 0, /, *, option: int | None = None
) -> tuple[Any, int]:
    """Read the JSON document that begins at pos, one of several
    documents in a row. Return (value, end).

    data, option: as for loads().
    pos, end: count bytes of a buffer, or characters of a str. White
    space before and after the document is skipped, so that end is
    len(data) if no other document follows.

    Raises the exceptions of loads(), with positions in the whole of
    data, and ValueError for a pos outside of data.
    """

def loads_partial(
    data: str | ReadableBuffer,
    /,
    *,
    option: int | None = None,
    partial: Literal["all", "closed"] = "all",
) -> tuple[Any, bool]:
    """Read a JSON document that may be truncated at any place. Return
    (value, complete): the longest value that the text determines
    (None if it determines none), and whether the text is a whole
    document.

    data, option: as for loads().
    partial: 'all', or 'closed' to leave out a string, number or
    literal at the end that more text may change.

    Raises the exceptions of loads() if no continuation would make the
    text a document.
    """

@overload
def loads_array(
    data: str | ReadableBuffer,
    /,
    format: str | _DType | type[Any] | None = None,
    *,
    pointer: Literal[""] = "",
    into: None = None,
    option: int | None = None,
) -> memoryview[Any]:
    """Read an array of numbers, or one number, and return a writable
    memoryview of the numbers. The array may be nested 64 deep, but all
    parts must have one shape. No object is created for an item.

    data: as for loads().
    format: a code of struct (?bBhHiIlLqQnNefd) with an optional byte
    order (@=<>!), or a numpy type ('<f4', 'float32', a dtype). The
    default is the format of into, or 'd'. Integer formats are read
    exactly, float formats rounded once; '?' reads true and false.
    pointer: a JSON Pointer (RFC 6901) to the array inside data. '*'
    between slashes names every item or member, and '~2' is a '*'. n
    arrays of one shape become one array of the shape (n, *shape);
    others become a list of memoryviews. A list or tuple of pointers
    gives the list of their results, read in one pass over the text.
    into: a writable contiguous buffer that is filled from its start,
    for one pointer. Then each memoryview is replaced by its shape, a
    tuple.
    option: OPT_NAN_LITERAL reads NaN, Infinity, -Infinity, and null
    (as NaN) if the items are floats.

    Raises the exceptions of loads(), at the number or array that does
    not fit, or where the pointer leads nowhere, and names the first of
    several pointers that fails; ValueError for an invalid pointer or
    format; BufferError with the number of bytes that are needed if the
    items do not fit into the buffer. After an exception the buffer may
    be partly overwritten.
    """

# With '*' in the pointer, the result may be a list: Any spares callers a check
# where the pointer has none.
@overload
def loads_array(
    data: str | ReadableBuffer,
    /,
    format: str | _DType | type[Any] | None = None,
    *,
    pointer: str,
    into: None = None,
    option: int | None = None,
) -> memoryview[Any] | Any: ...

@overload
def loads_array(
    data: str | ReadableBuffer,
    /,
    format: str | _DType | type[Any] | None = None,
    *,
    pointer: list[str] | tuple[str, ...],
    into: None = None,
    option: int | None = None,
) -> list[memoryview[Any] | Any]: ...

@overload
def loads_array(
    data: str | ReadableBuffer,
    /,
    format: str | _DType | type[Any] | None = None,
    *,
    pointer: Literal[""] = "",
    into: WriteableBuffer,
    option: int | None = None,
) -> tuple[int, ...]: ...

@overload
def loads_array(
    data: str | ReadableBuffer,
    /,
    format: str | _DType | type[Any] | None = None,
    *,
    pointer: str,
    into: WriteableBuffer,
    option: int | None = None,
) -> tuple[int, ...] | Any: ...

def load(
    file: StrOrBytesPath | int | _Readable,
    /,
    *,
    option: int | None = None,
    mmap: bool = False,
) -> Any:
    """Read one JSON document from a file and return its value.

    file: a path (str, bytes or os.PathLike), a file descriptor, or a binary
    or text file object. A descriptor or a file object is read from its
    current position to its end, and stays open.
    option: as for loads().
    mmap: map a regular file that a path names, and copy the text from the
    mapping instead of reading the file. If another process truncates the
    file during the copy, the operating system ends this process (SIGBUS).

    Raises the exceptions of loads() and of the file. A JSONDecodeError has
    the name of the file as filename.
    """

def get_include() -> str:
    """Return the directory of jsonde.h, the header of the C API.

    A C compiler takes it by its option -I.
    """
def layout() -> dict[str, Any]:
    """Return the results of the probe in this interpreter, a new dict:

    interpreter: version, head_size (bytes), free_threaded, debug,
    pointer_size (bytes).
    simd: the SIMD kernel, named by its instruction set.
    capabilities: name to "direct", or to "public: " and the reason.
    structs: name to field to offset (bytes).
    symbols: name of an optional function to whether it is used.
    probe_microseconds: the duration of the probe, at import.
    """
