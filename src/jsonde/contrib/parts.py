# SPDX-License-Identifier: MIT
"""Files of JSON Lines that a cluster reads and writes in parts.

jsonde.contrib.dask and jsonde.contrib.ray call these functions.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple, Union

from jsonde import lines
from jsonde.contrib import needs

with needs(__name__, "fsspec"):
    import fsspec
    from fsspec.implementations.local import LocalFileSystem

__all__ = [
    *("OnError", "Part", "Paths"),
    *("list_of", "parts_of", "pattern_of", "values_of", "write"),
]

BLOCK = 1 << 20
OnError = Literal["raise", "skip", "yield"]
Paths = Union[str, "os.PathLike[str]", "list[str]"]

_size = re.compile(r"\s*(\d+(?:\.\d*)?)\s*(?:([kmgt])(i?))?b?\s*", re.IGNORECASE)


class Part(NamedTuple):
    """A range of bytes of a local file, or another file as a whole.

    source: the path, or an OpenFile of fsspec.
    start, stop: the range. stop is None for the end of the file.
    changed: the time of the last change of a local file, in nanoseconds, so that a
    cluster does not take a partition for that of an older file.
    """

    source: Any
    start: int = 0
    stop: int | None = None
    changed: int = 0

    @property
    def name(self) -> str:
        """The path or URL of the file."""
        return self.source if isinstance(self.source, str) else self.source.full_name


# ---------------------------------------------------------------------- reading


def parts_of(urlpath: Paths, blocksize: int | str | None) -> list[Part]:
    """Return the parts of all files.

    urlpath: a path, a pattern (rows-*.jsonl), a URL that fsspec can open, or a list
    of these.
    blocksize: about how many bytes of a file are a part, or None for whole files.
    """
    size = None if blocksize is None else _bytes_of(blocksize)
    if size is not None and size < 1:
        raise ValueError("blocksize must be at least 1")
    files = fsspec.open_files(urlpath, "rb", compression="infer")
    if not files:
        raise FileNotFoundError(f"no file has the name {urlpath!r}")
    found = []
    for file in files:
        if isinstance(file.fs, LocalFileSystem):
            found += _parts_of_file(file.path, size)
        else:
            found.append(Part(file))
    return found


def _bytes_of(size: int | str) -> int:
    """Return a size such as "64MiB" or "10 kB" as a number of bytes."""
    if not isinstance(size, str):
        return int(size)
    found = _size.fullmatch(size)
    if found is None:
        raise ValueError(f"blocksize {size!r} is not a size such as '64MiB' or '10kB'")
    number, unit, binary = found.groups()
    power = "kmgt".index(unit.lower()) + 1 if unit else 0
    return int(float(number) * (1024 if binary else 1000) ** power)


def _parts_of_file(path: str, size: int | None) -> list[Part]:
    """Return the parts of a local file. An empty file has one, too."""
    status = os.stat(path)
    count = 1 if size is None else -(-status.st_size // size)
    ranges = lines.split(path, max(count, 1)) or [(0, 0)]
    return [Part(path, *each, status.st_mtime_ns) for each in ranges]


def values_of(
    parts: Iterable[Part], option: int | None, on_error: OnError
) -> Iterator[Any]:
    """Yield the values of parts. Each LineError has its place in the whole file."""
    for part in parts:
        if isinstance(part.source, str):
            values = lines.iter_lines(
                part.source,
                option=option,
                on_error=on_error,
                start=part.start,
                stop=part.stop,
            )
            yield from _placed(values, part, on_error)
        else:
            with part.source as file:
                values = lines.iter_lines(file, option=option, on_error=on_error)
                yield from _placed(values, part, on_error)


def list_of(parts: Iterable[Part], option: int | None, on_error: OnError) -> list[Any]:
    """Return the values of parts as a list, which a worker can send to another."""
    return list(values_of(parts, option, on_error))


def _placed(values: Iterator[Any], part: Part, on_error: OnError) -> Iterator[Any]:
    """Yield the values. A LineError gets its place in the whole file."""
    if on_error == "yield":
        before: int | None = None
        for value in values:
            if isinstance(value, lines.LineError):
                before = _lines_before(part) if before is None else before
                _place(value, part, before)
            yield value
        return
    try:
        yield from values
    except lines.LineError as error:
        _place(error, part, _lines_before(part))
        raise


def _place(error: lines.LineError, part: Part, before: int) -> None:
    """Change the line of an error to that of the whole file, and name the file."""
    error.lineno += before
    error.filename = part.name


def _lines_before(part: Part) -> int:
    """Return how many lines of a file are before a part."""
    count, left = 0, part.start
    if left:
        with open(part.source, "rb", buffering=0) as file:
            while left > 0:
                block = file.read(min(left, BLOCK))
                if not block:
                    break
                count += block.count(b"\n")
                left -= len(block)
    return count


# ---------------------------------------------------------------------- writing


def pattern_of(urlpath: str | os.PathLike[str]) -> str:
    """Return a path or URL with one '*', for the number of a part. A directory gets
    files of the name *.jsonl."""
    pattern = os.fspath(urlpath)
    if "*" not in pattern:
        pattern = pattern.rstrip("/") + "/*.jsonl"
    if pattern.count("*") != 1:
        raise ValueError(f"urlpath {pattern!r} must have one '*'")
    return pattern


def write(
    values: Iterable[Any],
    name: str,
    default: Callable[[Any], Any] | None,
    option: int | None,
) -> str:
    """Write values to a path or URL, and return the name.

    A local file appears when it is complete. So files are right if a worker dies, and
    the part is written again by another.
    """
    system, path = fsspec.core.url_to_fs(name)
    if isinstance(system, LocalFileSystem):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        lines.dump_lines(values, path, default, option)
    else:
        with fsspec.open(name, "wb", compression="infer") as file:
            lines.dump_lines(values, file, default, option)
    return name
