# SPDX-License-Identifier: MIT
"""JSON Lines on a Ray cluster, for data beyond one machine:

    rows = read_lines("rows-*.jsonl", blocksize="64MiB")
    rows = read_lines("rows-*.jsonl", schema=pyarrow.schema({"depth": "float64"}))
    to_lines(rows.filter(wanted), "out/part-*.jsonl.gz")

Files are cut at ends of lines. All workers must see them under the same names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any

from jsonde import OPT_SERIALIZE_NUMPY
from jsonde.contrib import needs

with needs(__name__, "ray[data]"):
    import ray.data
    from ray.data.block import BlockAccessor, BlockMetadata
    from ray.data.datasource import Datasink, Datasource, ReadTask

from jsonde.contrib import arrow
from jsonde.contrib.columns import columns_of
from jsonde.contrib.parts import (
    OnError,
    Part,
    Paths,
    parts_of,
    pattern_of,
    values_of,
    write,
)

__all__ = ["read_lines", "to_lines"]

ROWS = 1000  # of a table, before Ray makes blocks of tables


def read_lines(
    urlpath: Paths,
    blocksize: int | str | None = "128MiB",
    *,
    schema: Any = None,
    option: int | None = None,
    on_error: OnError = "raise",
) -> Any:
    """Return a Dataset of the values of JSON Lines.

    urlpath: a path, a pattern (rows-*.jsonl), a URL that fsspec can open, or a list
    of these.
    blocksize: about how many bytes of a file a task reads, or None for whole files.
    Compressed files, and files that are not local, are not cut.
    schema: the columns and types, a pyarrow.Schema. Members without a column are left
    out. Without a schema each object is a row, and another value is a row with the
    column "item"; Ray infers the types, and times stay strings.
    option: as for loads().
    on_error: "raise" or "skip", as for jsonde.lines.iter_lines().

    The error of a wrong line is a LineError, too. It has the name of the file, and the
    number of the line there.
    """
    if on_error not in ("raise", "skip"):
        raise ValueError("on_error must be 'raise' or 'skip'")
    parts = parts_of(urlpath, blocksize)
    source = _JSONLines(parts, schema, option, on_error)
    return ray.data.read_datasource(source, override_num_blocks=len(parts))


class _JSONLines(Datasource):  # type: ignore[misc]
    """The parts of files, each of which a task reads."""

    def __init__(
        self, parts: list[Part], schema: Any, option: int | None, on_error: OnError
    ) -> None:
        super().__init__()
        self._parts = parts
        self._arguments = schema, option, on_error

    def get_name(self) -> str:
        """Return the name of the tasks."""
        return "JSONLines"

    def estimate_inmemory_data_size(self) -> int | None:
        """Return None: how large the values are is not known."""
        return None

    def get_read_tasks(
        self,
        parallelism: int,
        per_task_row_limit: int | None = None,
        data_context: Any = None,
    ) -> list[Any]:
        """Return a task for each part. Ray asks for as many."""
        return [self._task(part, per_task_row_limit) for part in self._parts]

    def _task(self, part: Part, limit: int | None) -> Any:
        """Return the task that reads a part."""
        about = BlockMetadata(
            num_rows=None, size_bytes=None, input_files=(part.name,), exec_stats=None
        )
        read = partial(_tables, part, *self._arguments)
        return ReadTask(read, about, self._arguments[0], limit)


def _tables(
    part: Part, schema: Any, option: int | None, on_error: OnError
) -> Iterator[Any]:
    """Yield the tables of a part."""
    values = values_of([part], option, on_error)
    if schema is not None:
        yield arrow.table_of([], schema)
    while rows := list(islice(values, ROWS)):
        yield _table(rows) if schema is None else arrow.table_of(rows, schema)


def _table(values: list[Any]) -> Any:
    """Return the table of values, whose types Ray infers."""
    rows = [value if isinstance(value, dict) else {"item": value} for value in values]
    return BlockAccessor.batch_to_block(columns_of(rows))


def to_lines(
    dataset: Any,
    urlpath: str | os.PathLike[str],
    default: Callable[[Any], Any] | None = None,
    option: int = arrow.OPTION | OPT_SERIALIZE_NUMPY,
) -> list[str]:
    """Write a Dataset to files of JSON Lines, one for each task of Ray, and return
    their paths.

    urlpath: a path or URL with one '*', which is replaced by the number of the task,
    or a directory for files of the name *.jsonl. A suffix .gz, .bz2 or .xz compresses
    the files.
    default, option: as for dumps(). The standard is that of jsonde.contrib.arrow, with
    OPT_SERIALIZE_NUMPY for tensors.

    A local file appears when it is complete. So files are right if a worker dies, and
    the task is run again by another.
    """
    sink = _LinesSink(pattern_of(urlpath), default, option)
    dataset.write_datasink(sink)
    return sorted(sink.names)


class _LinesSink(Datasink):  # type: ignore[misc]
    """Writes a file for each task. names: the paths, when all files are complete."""

    def __init__(
        self, pattern: str, default: Callable[[Any], Any] | None, option: int
    ) -> None:
        self.names: list[str] = []
        self._pattern = pattern
        self._arguments = default, option

    def write(self, blocks: Iterable[Any], ctx: Any) -> str:
        """Write the blocks of a task to a file, and return its name."""
        tables = (BlockAccessor.for_block(block).to_arrow() for block in blocks)
        rows = chain.from_iterable(map(arrow.rows, tables))
        name = self._pattern.replace("*", f"{ctx.task_idx:06}")
        return write(rows, name, *self._arguments)

    def on_write_complete(self, write_result: Any) -> None:
        """Keep the names of all files."""
        self.names = list(write_result.write_returns)
