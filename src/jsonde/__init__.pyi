# SPDX-License-Identifier: MIT
import json
import os
from collections.abc import Callable
from typing import Any, overload

__version__: str

# options: begin (make_options.py)
OPT_APPEND_NEWLINE: int
OPT_BIG_INTEGER: int
OPT_BUFFER_BASE64: int
OPT_BYTES_BASE64: int
OPT_BYTES_BASE64URL: int
OPT_BYTES_HEX: int
OPT_BYTES_NUMBERS: int
OPT_BYTES_UTF8: int
OPT_CANONICAL: int
OPT_DECIMAL: int
OPT_DECIMAL_STR: int
OPT_ENSURE_ASCII: int
OPT_ENUM_NAME: int
OPT_EPOCH_MILLISECONDS: int
OPT_EPOCH_SECONDS: int
OPT_HTML_SAFE: int
OPT_INDENT_2: int
OPT_JSONC: int
OPT_LONE_SURROGATES: int
OPT_MILLISECONDS: int
OPT_NAIVE_UTC: int
OPT_NAN_ERROR: int
OPT_NAN_LITERAL: int
OPT_NON_STR_KEYS: int
OPT_OMIT_MICROSECONDS: int
OPT_PASSTHROUGH_DATACLASS: int
OPT_PASSTHROUGH_DATETIME: int
OPT_PASSTHROUGH_ENUM: int
OPT_PASSTHROUGH_SUBCLASS: int
OPT_SERIALIZE_BUFFER: int
OPT_SERIALIZE_COLLECTIONS: int
OPT_SERIALIZE_DATACLASS: int
OPT_SERIALIZE_NAMEDTUPLE: int
OPT_SERIALIZE_NUMPY: int
OPT_SERIALIZE_SUBCLASSES: int
OPT_SERIALIZE_TIMEDELTA: int
OPT_SERIALIZE_UUID: int
OPT_SKIP_NONE: int
OPT_SORT_KEYS: int
OPT_STRICT_INTEGER: int
OPT_UNIQUE_KEYS: int
OPT_UTC_Z: int
# options: end

class JSONEncodeError(TypeError):
    path: str

class JSONDecodeError(json.JSONDecodeError):
    incomplete: bool

class Fragment:
    # bytes or a contiguous buffer of UTF-8, or str
    @property
    def contents(self) -> Any: ...
    def __new__(cls, contents: Any, /) -> Fragment: ...

def dumps(
    obj: Any,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    indent: int | str | None = None,
) -> bytes: ...
def dumps_str(
    obj: Any,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    indent: int | str | None = None,
) -> str: ...

# buffer: any writable contiguous one (typing.Buffer from 3.12).
def dumps_into(
    obj: Any,
    buffer: Any,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    indent: int | str | None = None,
    offset: int = 0,
) -> int: ...

# file: a path, a descriptor, or a file object with write().
def dump(
    obj: Any,
    file: str | bytes | os.PathLike[str] | os.PathLike[bytes] | int | Any,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    indent: int | str | None = None,
) -> None: ...

# data: str, or any object with a contiguous buffer (typing.Buffer from 3.12).
def loads(data: Any, /, *, option: int | None = None) -> Any: ...
def loads_next(
    data: Any, pos: int = 0, /, *, option: int | None = None
) -> tuple[Any, int]: ...
def loads_partial(
    data: Any, /, *, option: int | None = None
) -> tuple[Any, bool]: ...

# into: any writable contiguous buffer, which is filled; then the shape.
@overload
def loads_array(
    data: Any,
    format: str | None = None,
    /,
    *,
    pointer: str = "",
    into: None = None,
) -> memoryview: ...
@overload
def loads_array(
    data: Any,
    format: str | None = None,
    /,
    *,
    pointer: str = "",
    into: Any,
) -> tuple[int, ...]: ...

# file: a path, a descriptor, or a file object with read().
def load(
    file: str | bytes | os.PathLike[str] | os.PathLike[bytes] | int | Any,
    /,
    *,
    option: int | None = None,
    mmap: bool = False,
) -> Any: ...

# Keys: interpreter, simd, capabilities, structs, symbols, probe_microseconds.
def layout() -> dict[str, Any]: ...
