# SPDX-License-Identifier: MIT
# Made by make_stub.py
"""The docstrings of the native module, which its functions in Python have, too."""

DOCSTRINGS = {
    "JSONEncodeError": """An object cannot be written as JSON. A subclass of TypeError.

path: str, a JSON Pointer (RFC 6901) to the value that failed; "" is the whole object.
""",
    "call_hooks": """Call hooks, or None, on a value that standard_loads() has returned.
The value is changed. parse_float takes the floats that are bytes.
""",
    "dump": """Write obj as JSON to a file, in chunks of about 64 KiB.

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
""",
    "dumps": """Write obj as JSON (RFC 8259) and return bytes of UTF-8.

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
""",
    "dumps_chunks": """Write obj as JSON by calls of sink(bytes), with about 64 KiB each.
If sink does not return the number of bytes, rest(sink, bytes,
result) is called; rest may be None. Only files.py uses this
function.
""",
    "dumps_into": """Write obj as JSON into buffer, and return the end of the text, in
bytes from the start of the buffer.

buffer: a writable contiguous buffer (bytearray, memoryview, mmap,
...). It is not resized, and only buffer[offset:end] changes.
default, option, indent: as for dumps().

Raises BufferError with the number of bytes that are needed if the
text does not fit, and every exception of dumps(). After an
exception nothing is written.
""",
    "dumps_lines": """Write each object of an iterable as a line of JSON, and return bytes
of UTF-8. Each line ends in a line feed.

default, option: as for dumps(), without OPT_INDENT_2.

Raises the exceptions of dumps() and of the iterable. The path of a
JSONEncodeError begins with the index of the object.
""",
    "dumps_str": """Write obj as JSON and return a str. Arguments and exceptions are
those of dumps().
""",
    "layout": """Return the results of the probe in this interpreter, a new dict:

interpreter: version, head_size (bytes), free_threaded, debug,
pointer_size (bytes).
simd: the SIMD kernel, named by its instruction set.
capabilities: name to "direct", or to "public: " and the reason.
structs: name to field to offset (bytes).
symbols: name of an optional function to whether it is used.
probe_microseconds: the duration of the probe, at import.
""",
    "loads": """Read one JSON document (RFC 8259) and return its value.

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
""",
    "loads_array": """Read an array of numbers, or one number, and return a writable
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
""",
    "loads_lines": """Read JSON Lines and return the list of their values: each line is a
document of its own. Blank lines are skipped. Lines end in a line
feed, with or without a carriage return; the last one may lack it.

data, option: as for loads().

Raises the exceptions of loads(), with positions in the whole of
data.
""",
    "loads_next": """Read the JSON document that begins at pos, one of several
documents in a row. Return (value, end).

data, option: as for loads().
pos, end: count bytes of a buffer, or characters of a str. White
space before and after the document is skipped, so that end is
len(data) if no other document follows.

Raises the exceptions of loads(), with positions in the whole of
data, and ValueError for a pos outside of data.
""",
    "loads_partial": """Read a JSON document that may be truncated at any place. Return
(value, complete): the longest value that the text determines
(None if it determines none), and whether the text is a whole
document.

data, option: as for loads().
partial: 'all', or 'closed' to leave out a string, number or
literal at the end that more text may change.

Raises the exceptions of loads() if no continuation would make the
text a document.
""",
    "raw_dump": """Write a value of raw_loads() by calls of sink(bytes), with about
64 KiB each: bytes are written as they are. Only the command line
uses this function.
""",
    "raw_loads": """Do what loads_next() does, but return the text, as bytes, for each
float and for each integer of more than 64 bits. Only the command
line uses this function.
""",
    "standard_dumps": """Return obj as JSON, a str, in the format of the standard library.
default: a callable or None. made: a list that collects what
default returns. indent: a str or None. The others are bools.
""",
    "standard_loads": """Decode text, a str, bytes or bytearray, as the standard library
does. raw_float: floats become their text, as bytes. unique_keys:
refuse an object that has the same key twice.
""",
}
