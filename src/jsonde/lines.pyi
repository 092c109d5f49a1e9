# SPDX-License-Identifier: MIT
"""JSON Lines (NDJSON): one JSON document on each line."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from _typeshed import ReadableBuffer, SupportsRead, SupportsWrite

from jsonde import JSONDecodeError

__all__ = [
    "LineError",
    "IncompleteLineError",
    "append_lines",
    "dump_lines",
    "dumps_lines",
    "iter_lines",
    "loads_lines",
    "split",
]

class LineError(JSONDecodeError):
    offset: int

class IncompleteLineError(ValueError):
    path: str | bytes | os.PathLike[str] | os.PathLike[bytes]
    offset: int
    size: int
    def __init__(
        self,
        path: str | bytes | os.PathLike[str] | os.PathLike[bytes],
        offset: int,
        size: int,
    ) -> None: ...

def loads_lines(
    data: str | ReadableBuffer, /, *, option: int | None = None
) -> list[Any]: ...
def iter_lines(
    source: str
    | int
    | os.PathLike[str]
    | os.PathLike[bytes]
    | ReadableBuffer
    | SupportsRead[str | bytes],
    *,
    option: int | None = None,
    on_error: Literal["raise", "skip", "yield"] = "raise",
    start: int = 0,
    stop: int | None = None,
) -> Iterator[Any]: ...
def split(
    path: str | bytes | os.PathLike[str] | os.PathLike[bytes], n: int
) -> list[tuple[int, int | None]]: ...
def dumps_lines(
    iterable: Iterable[Any],
    /,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
) -> bytes: ...
def dump_lines(
    iterable: Iterable[Any],
    file: str
    | int
    | bytes
    | os.PathLike[str]
    | os.PathLike[bytes]
    | SupportsWrite[bytes]
    | SupportsWrite[str],
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    atomic: bool = True,
) -> None: ...
def append_lines(
    iterable: Iterable[Any],
    path: str | bytes | os.PathLike[str] | os.PathLike[bytes],
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    sync: bool = True,
    incomplete: Literal["raise", "cut", "end"] = "raise",
) -> int: ...
