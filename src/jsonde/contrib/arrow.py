# SPDX-License-Identifier: MIT
"""Tables in JSON and back, by the Arrow C data interface:

    text = dumps(frame)            # of polars, pandas, pyarrow, DuckDB, ...
    table = loads(text, schema)    # a pyarrow.Table
    dump_lines(frame, "rows.jsonl")

Each object with __arrow_c_stream__ or __arrow_c_array__ is a table.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any, Literal

import jsonde
from jsonde import OPT_BYTES_BASE64, OPT_DECIMAL_STR, OPT_SERIALIZE_TIMEDELTA, lines
from jsonde.contrib import needs
from jsonde.contrib.columns import columns_of, items_of

with needs(__name__, "pyarrow"):
    import pyarrow
    import pyarrow.compute as compute

__all__ = [
    *("OPTION", "dump_lines", "dumps", "loads", "read_lines", "rows", "table_of"),
]

OPTION = (
    OPT_DECIMAL_STR
    | OPT_BYTES_BASE64
    | OPT_SERIALIZE_TIMEDELTA
    | jsonde.OPT_UTC_Z
)
Orient = Literal["records", "columns"]

_span = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(\.\d+)?S)?)?")


def _batches(table: Any) -> Iterator[Any]:
    """Return an iterator over the record batches of a table."""
    if hasattr(table, "__arrow_c_stream__"):
        return iter(pyarrow.RecordBatchReader.from_stream(table))
    if hasattr(table, "__arrow_c_array__"):
        return iter([pyarrow.record_batch(table)])
    raise TypeError(
        f"{type(table).__name__} has neither __arrow_c_stream__ nor __arrow_c_array__"
    )


def _column(array: Any) -> list[Any]:
    """Return the values of an array for dumps()."""
    kind = array.type
    if pyarrow.types.is_timestamp(kind) and kind.unit == "ns":
        form = "%Y-%m-%dT%H:%M:%S"
        if kind.tz is not None:
            array, form = array.cast(pyarrow.timestamp("ns", "UTC")), form + "Z"
        return list(compute.strftime(array, format=form).to_pylist())
    if pyarrow.types.is_duration(kind) and kind.unit == "ns":
        array = array.cast(pyarrow.duration("us"))
    return list(array.to_pylist())


def rows(table: Any) -> Iterator[dict[str, Any]]:
    """Return an iterator over the rows of a table, as dicts. One record batch is in
    memory at a time."""
    for batch in _batches(table):
        names = batch.schema.names
        if not names:
            yield from ({} for _ in range(batch.num_rows))
            continue
        for values in zip(*map(_column, batch.columns)):
            yield dict(zip(names, values))


def dumps(
    table: Any,
    orient: Orient = "records",
    default: Callable[[Any], Any] | None = None,
    option: int = OPTION,
) -> bytes:
    """Return a table as JSON: an array of objects ("records"), or an object of arrays
    ("columns")."""
    if orient == "records":
        return jsonde.dumps(list(rows(table)), default, option)
    if orient != "columns":
        raise ValueError("orient must be 'records' or 'columns'")
    whole = pyarrow.Table.from_batches(list(_batches(table)), _schema(table))
    columns = {
        name: [value for part in chunks.chunks for value in _column(part)]
        for name, chunks in zip(whole.schema.names, whole.columns)
    }
    return jsonde.dumps(columns, default, option)


def _schema(table: Any) -> Any:
    """Return the schema of a table."""
    if hasattr(table, "__arrow_c_stream__"):
        return pyarrow.RecordBatchReader.from_stream(table).schema
    return pyarrow.record_batch(table).schema


def dump_lines(
    table: Any,
    file: Any,
    default: Callable[[Any], Any] | None = None,
    option: int = OPTION,
) -> None:
    """Write each row of a table as a line of JSON to a file, as
    jsonde.lines.dump_lines() does."""
    lines.dump_lines(rows(table), file, default, option)


def table_of(values: Any, schema: Any = None) -> Any:
    """Return the pyarrow.Table of a list of dicts, or of a dict of lists.

    schema: a pyarrow.Schema. Without one, pyarrow infers the types, and times stay
    strings.
    """
    if schema is None:
        return pyarrow.table(columns_of(values))
    columns = [_array(items_of(values, field.name), field.type) for field in schema]
    return pyarrow.table(columns, schema=schema)


def _array(items: list[Any], kind: Any) -> Any:
    """Return the array of a type. Strings are parsed as times, spans, base64."""
    types = pyarrow.types
    if types.is_timestamp(kind) or types.is_date(kind) or types.is_decimal(kind):
        return pyarrow.array(items, pyarrow.string()).cast(kind)
    if types.is_dictionary(kind):
        return _dictionary(items, kind)
    if types.is_duration(kind):
        spans = _each(_timedelta, items)
        return pyarrow.array(spans, pyarrow.duration("us")).cast(kind)
    if types.is_time(kind):
        items = _each(time.fromisoformat, items)
    elif "binary" in str(kind):
        items = _each(base64.b64decode, items)
    return pyarrow.array(items, kind)


def _each(function: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    """Return the results of a function for all items but None."""
    return [None if item is None else function(item) for item in items]


def _dictionary(items: list[Any], kind: Any) -> Any:
    """Return the array of a dictionary type."""
    values = dict.fromkeys(item for item in items if item is not None)
    places = {value: place for place, value in enumerate(values)}
    indices = pyarrow.array(_each(places.__getitem__, items), kind.index_type)
    array = pyarrow.array(list(values), kind.value_type)
    return pyarrow.DictionaryArray.from_arrays(indices, array, ordered=kind.ordered)


def _timedelta(text: str) -> timedelta:
    """Return the span of an ISO 8601 duration that dumps() wrote."""
    found = _span.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not an ISO 8601 duration in days and seconds")
    sign, days, hours, minutes, seconds, part = found.groups("0")
    micros = int((part[1:] + "000000")[:6]) if part != "0" else 0
    span = timedelta(
        int(days), int(seconds), micros, minutes=int(minutes), hours=int(hours)
    )
    return -span if sign == "-" else span


def loads(data: Any, schema: Any = None, *, option: int | None = None) -> Any:
    """Return the pyarrow.Table of JSON, of either orient. schema: as for
    table_of()."""
    return table_of(jsonde.loads(data, option=option), schema)


def read_lines(source: Any, schema: Any = None, **arguments: Any) -> Any:
    """Return the pyarrow.Table of JSON Lines.

    source, arguments: those of jsonde.lines.iter_lines(). schema: as for table_of().
    """
    return table_of(list(lines.iter_lines(source, **arguments)), schema)
