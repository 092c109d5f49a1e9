# SPDX-License-Identifier: MIT
"""The C extension. __init__.pyi defines its public names."""

from collections.abc import Callable, Iterable
from typing import Any

from _typeshed import ReadableBuffer, Unused

from jsonde import (
    # options: begin (make_options.py)
    OPT_APPEND_NEWLINE as OPT_APPEND_NEWLINE,
    OPT_BIG_INTEGER as OPT_BIG_INTEGER,
    OPT_BUFFER_BASE64 as OPT_BUFFER_BASE64,
    OPT_BYTES_BASE64 as OPT_BYTES_BASE64,
    OPT_BYTES_BASE64URL as OPT_BYTES_BASE64URL,
    OPT_BYTES_HEX as OPT_BYTES_HEX,
    OPT_BYTES_NUMBERS as OPT_BYTES_NUMBERS,
    OPT_BYTES_UTF8 as OPT_BYTES_UTF8,
    OPT_CANONICAL as OPT_CANONICAL,
    OPT_DECIMAL as OPT_DECIMAL,
    OPT_DECIMAL_STR as OPT_DECIMAL_STR,
    OPT_ENSURE_ASCII as OPT_ENSURE_ASCII,
    OPT_ENUM_NAME as OPT_ENUM_NAME,
    OPT_EPOCH_MILLISECONDS as OPT_EPOCH_MILLISECONDS,
    OPT_EPOCH_SECONDS as OPT_EPOCH_SECONDS,
    OPT_HTML_SAFE as OPT_HTML_SAFE,
    OPT_INDENT_2 as OPT_INDENT_2,
    OPT_JSONC as OPT_JSONC,
    OPT_LONE_SURROGATES as OPT_LONE_SURROGATES,
    OPT_MILLISECONDS as OPT_MILLISECONDS,
    OPT_NAIVE_UTC as OPT_NAIVE_UTC,
    OPT_NAN_ERROR as OPT_NAN_ERROR,
    OPT_NAN_LITERAL as OPT_NAN_LITERAL,
    OPT_NON_STR_KEYS as OPT_NON_STR_KEYS,
    OPT_OMIT_MICROSECONDS as OPT_OMIT_MICROSECONDS,
    OPT_PASSTHROUGH_DATACLASS as OPT_PASSTHROUGH_DATACLASS,
    OPT_PASSTHROUGH_DATETIME as OPT_PASSTHROUGH_DATETIME,
    OPT_PASSTHROUGH_ENUM as OPT_PASSTHROUGH_ENUM,
    OPT_PASSTHROUGH_SUBCLASS as OPT_PASSTHROUGH_SUBCLASS,
    OPT_SERIALIZE_BUFFER as OPT_SERIALIZE_BUFFER,
    OPT_SERIALIZE_COLLECTIONS as OPT_SERIALIZE_COLLECTIONS,
    OPT_SERIALIZE_DATACLASS as OPT_SERIALIZE_DATACLASS,
    OPT_SERIALIZE_NAMEDTUPLE as OPT_SERIALIZE_NAMEDTUPLE,
    OPT_SERIALIZE_NUMPY as OPT_SERIALIZE_NUMPY,
    OPT_SERIALIZE_SUBCLASSES as OPT_SERIALIZE_SUBCLASSES,
    OPT_SERIALIZE_TIMEDELTA as OPT_SERIALIZE_TIMEDELTA,
    OPT_SERIALIZE_UUID as OPT_SERIALIZE_UUID,
    OPT_SKIP_NONE as OPT_SKIP_NONE,
    OPT_SORT_KEYS as OPT_SORT_KEYS,
    OPT_STRICT_INTEGER as OPT_STRICT_INTEGER,
    OPT_UNIQUE_KEYS as OPT_UNIQUE_KEYS,
    OPT_UTC_Z as OPT_UTC_Z,
    # options: end
    JSONEncodeError as JSONEncodeError,
    __version__ as __version__,
    dump as dump,
    dumps as dumps,
    dumps_into as dumps_into,
    dumps_str as dumps_str,
    layout as layout,
    loads as loads,
    loads_array as loads_array,
    loads_next as loads_next,
    loads_partial as loads_partial,
)

def dumps_chunks(
    obj: Any,
    sink: Callable[[bytes], Unused],
    default: Callable[[Any], Any] | None,
    option: int | None,
    indent: int | str | None,
    rest: Callable[[Callable[[bytes], Unused], bytes, Any], Unused] | None,
    /,
) -> None: ...
def loads_lines(
    data: str | ReadableBuffer, /, *, option: int | None = None
) -> list[Any]: ...
def dumps_lines(
    iterable: Iterable[Any],
    /,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
) -> bytes: ...
def raw_loads(
    data: str | ReadableBuffer, pos: int, option: int | None, /
) -> tuple[Any, int]: ...
def raw_dump(
    obj: Any,
    sink: Callable[[bytes], Any],
    option: int | None,
    indent: int | str | None,
    /,
) -> None: ...
def standard_dumps(
    obj: Any,
    default: Callable[[Any], Any] | None,
    made: list[Any] | None,
    indent: str | None,
    ensure_ascii: bool,
    allow_nan: bool,
    sort_keys: bool,
    comma_space: bool,
    colon_space: bool,
    /,
) -> str: ...
def standard_loads(
    text: str | bytes | bytearray, raw_float: bool, unique_keys: bool, /
) -> Any: ...
def call_hooks(
    value: Any,
    object_hook: Callable[[dict[str, Any]], Any] | None,
    object_pairs_hook: Callable[[list[tuple[str, Any]]], Any] | None,
    array_hook: Callable[[list[Any]], Any] | None,
    parse_float: Callable[[str], Any] | None,
    /,
) -> Any: ...
