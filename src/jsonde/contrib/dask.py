# SPDX-License-Identifier: MIT
"""JSON Lines on a Dask cluster, for data beyond one machine:

    bag = read_lines("rows-*.jsonl", blocksize="64MiB")
    frame = read_lines("rows-*.jsonl", meta={"when": "datetime64[us]", "n": "Int64"})
    to_lines(bag.filter(wanted), "out/part-*.jsonl.gz")

Files are cut at ends of lines. All workers must see them under the same names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, Union

from jsonde import lines
from jsonde.contrib import needs

with needs(__name__, "dask"):
    import dask
    import fsspec
    from dask import bag as bags
    from dask.utils import parse_bytes
    from fsspec.implementations.local import LocalFileSystem

__all__ = ["Part", "read_lines", "to_lines"]

BLOCK = 1 << 20
OnError = Literal["raise", "skip", "yield"]
Paths = Union[str, "os.PathLike[str]", "list[str]"]


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


# ---------------------------------------------------------------------- reading


def read_lines(
    urlpath: Paths,
    blocksize: int | str | None = "128MiB",
    *,
    meta: Any = None,
    option: int | None = None,
    on_error: OnError = "raise",
) -> Any:
    """Return a bag of the values of JSON Lines, or a DataFrame of the objects.

    urlpath: a path, a pattern (rows-*.jsonl), a URL that fsspec can open, or a list
    of these.
    blocksize: about how many bytes of a file are a partition, or None for whole
    files. Compressed files, and files that are not local, are not cut.
    meta: the columns and types of a DataFrame: an empty frame, or name to type.
    Members without a column are left out.
    option: as for loads().
    on_error: as for jsonde.lines.iter_lines(). "yield" needs a bag.

    Each LineError has the name of the file, and the number of the line there.
    """
    parts = _parts(urlpath, blocksize)
    if meta is None:
        each = bags.from_sequence(parts, partition_size=1)
        return each.map_partitions(_list, option=option, on_error=on_error)
    if on_error == "yield":
        raise ValueError("on_error='yield' needs a bag, but meta makes a DataFrame")
    from dask import dataframe

    frame = _empty_frame(meta)
    return dataframe.from_map(
        _frame, parts, meta=frame, dtypes=frame.dtypes, option=option, on_error=on_error
    )


def _parts(urlpath: Paths, blocksize: int | str | None) -> list[Part]:
    """Return the partitions of all files."""
    size = None if blocksize is None else parse_bytes(blocksize)
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


def _parts_of_file(path: str, size: int | None) -> list[Part]:
    """Return the partitions of a local file. An empty file has one, too."""
    status = os.stat(path)
    count = 1 if size is None else -(-status.st_size // size)
    ranges = lines.split(path, max(count, 1)) or [(0, 0)]
    return [Part(path, *each, status.st_mtime_ns) for each in ranges]


def _values(
    parts: Iterable[Part], option: int | None, on_error: OnError
) -> Iterator[Any]:
    """Yield the values of partitions."""
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


def _list(parts: Iterable[Part], option: int | None, on_error: OnError) -> list[Any]:
    """Return the values of partitions. A generator has no place in a bag: a worker
    cannot send it to another."""
    return list(_values(parts, option, on_error))


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
    if not isinstance(part.source, str):
        error.filename = part.source.full_name


def _lines_before(part: Part) -> int:
    """Return how many lines of a file are before a partition."""
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


def _empty_frame(meta: Any) -> Any:
    """Return an empty frame with the columns of meta."""
    from jsonde.contrib.pandas import frame_of

    if isinstance(meta, Mapping):
        return frame_of([], meta)
    return meta.iloc[:0]


def _frame(part: Part, dtypes: Any, option: int | None, on_error: OnError) -> Any:
    """Return the frame of a partition."""
    from jsonde.contrib.pandas import frame_of

    return frame_of(_list([part], option, on_error), dtypes)[list(dtypes.index)]


# ---------------------------------------------------------------------- writing


def to_lines(
    collection: Any,
    urlpath: str | os.PathLike[str],
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    compute: bool = True,
) -> list[Any]:
    """Write each partition of a bag or a DataFrame as a file of JSON Lines.

    urlpath: a path or URL with one '*', which is replaced by the number of the
    partition, or a directory for files of the name *.jsonl. A suffix .gz, .bz2 or .xz
    compresses the files.
    default, option: as for dumps(). The standard of DataFrames is that of
    jsonde.contrib.pandas.
    compute: write now, and return the paths. Otherwise return Delayed objects of the
    paths.

    A local file appears when it is complete. So files are right if a worker dies,
    and the partition is written again by another.
    """
    parts = collection.to_delayed()
    pattern = os.fspath(urlpath)
    if "*" not in pattern:
        pattern = pattern.rstrip("/") + "/*.jsonl"
    if pattern.count("*") != 1:
        raise ValueError(f"urlpath {pattern!r} must have one '*'")
    width = len(str(len(parts) - 1))
    names = [pattern.replace("*", f"{n:0{width}}") for n in range(len(parts))]
    write = dask.delayed(_write, pure=False)
    tasks = [
        write(part, name, default, option) for part, name in zip(parts, names)
    ]
    return list(dask.compute(*tasks)) if compute else tasks


def _write(
    part: Any,
    name: str,
    default: Callable[[Any], Any] | None,
    option: int | None,
) -> str:
    """Write a partition to a path or URL, and return the name."""
    if hasattr(part, "columns"):
        from jsonde.contrib import pandas

        values: Any = pandas.rows(part)
        default = pandas.to_json if default is None else default
        option = pandas.OPTION if option is None else option
    else:
        values = part
    system, path = fsspec.core.url_to_fs(name)
    if isinstance(system, LocalFileSystem):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        lines.dump_lines(values, path, default, option)
    else:
        with fsspec.open(name, "wb", compression="infer") as file:
            lines.dump_lines(values, file, default, option)
    return name
