# SPDX-License-Identifier: MIT
"""JSON Lines on a Dask cluster, for data beyond one machine:

    bag = read_lines("rows-*.jsonl", blocksize="64MiB")
    frame = read_lines("rows-*.jsonl", meta={"when": "datetime64[us]", "n": "Int64"})
    to_lines(bag.filter(wanted), "out/part-*.jsonl.gz")

Files are cut at ends of lines. All workers must see them under the same names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from jsonde.contrib import needs

with needs(__name__, "dask"):
    import dask
    from dask import bag as bags

from jsonde.contrib.parts import (
    OnError,
    Part,
    Paths,
    list_of,
    parts_of,
    pattern_of,
    write,
)

__all__ = ["read_lines", "to_lines"]


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
    parts = parts_of(urlpath, blocksize)
    if meta is None:
        each = bags.from_sequence(parts, partition_size=1)
        return each.map_partitions(list_of, option=option, on_error=on_error)
    if on_error == "yield":
        raise ValueError("on_error='yield' needs a bag, but meta makes a DataFrame")
    from dask import dataframe

    frame = _empty_frame(meta)
    return dataframe.from_map(
        _frame, parts, meta=frame, dtypes=frame.dtypes, option=option, on_error=on_error
    )


def _empty_frame(meta: Any) -> Any:
    """Return an empty frame with the columns of meta."""
    from jsonde.contrib.pandas import frame_of

    if isinstance(meta, Mapping):
        return frame_of([], meta)
    return meta.iloc[:0]


def _frame(part: Part, dtypes: Any, option: int | None, on_error: OnError) -> Any:
    """Return the frame of a partition."""
    from jsonde.contrib.pandas import frame_of

    return frame_of(list_of([part], option, on_error), dtypes)[list(dtypes.index)]


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
    pattern = pattern_of(urlpath)
    width = len(str(len(parts) - 1))
    names = [pattern.replace("*", f"{n:0{width}}") for n in range(len(parts))]
    task = dask.delayed(_write, pure=False)
    tasks = [task(part, name, default, option) for part, name in zip(parts, names)]
    return list(dask.compute(*tasks)) if compute else tasks


def _write(
    part: Any,
    name: str,
    default: Callable[[Any], Any] | None,
    option: int | None,
) -> str:
    """Write a partition to a path or URL, and return the name."""
    if not hasattr(part, "columns"):
        return write(part, name, default, option)
    from jsonde.contrib import pandas

    default = pandas.to_json if default is None else default
    option = pandas.OPTION if option is None else option
    return write(pandas.rows(part), name, default, option)
