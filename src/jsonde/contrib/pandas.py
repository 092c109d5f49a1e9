# SPDX-License-Identifier: MIT
"""DataFrames of pandas in JSON and back. NaT, NA and NaN are null.

    text = dumps(frame)                                  # or orient="columns"
    frame = loads(text, dtype=frame.dtypes)
    dump_lines(frame, "rows.jsonl")
    frame = read_lines("rows.jsonl", dtype={"when": "datetime64[us]", "n": "Int64"})

The index is not written: reset_index() makes columns of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

import jsonde
from jsonde import OPT_BYTES_BASE64, OPT_DECIMAL_STR, OPT_NON_STR_KEYS, lines
from jsonde.contrib import needs
from jsonde.contrib.columns import items_of

with needs(__name__, "pandas"):
    import numpy
    import pandas

__all__ = [
    *("OPTION", "column", "dump_lines", "dumps", "frame_of", "loads"),
    *("read_lines", "rows", "to_json"),
]

OPTION = (
    jsonde.OPT_SERIALIZE_NUMPY | OPT_DECIMAL_STR | OPT_BYTES_BASE64 | OPT_NON_STR_KEYS
)
Orient = Literal["records", "columns"]


def to_json(obj: Any) -> Any:
    """Return what stands in JSON for an object of pandas inside a value."""
    if obj is pandas.NaT or obj is pandas.NA:
        return None
    if isinstance(obj, (pandas.Timestamp, pandas.Timedelta)):
        return obj.isoformat()
    if isinstance(obj, (pandas.Period, pandas.Interval)):
        return str(obj)
    raise TypeError(f"Type is not JSON serializable: {type(obj).__name__}")


def column(series: Any) -> list[Any]:
    """Return the values of a Series for dumps(), with None for missing values."""
    kind = getattr(series.dtype, "kind", "O")
    if isinstance(series.dtype, numpy.dtype) and kind in "biu":
        return list(series.tolist())
    if kind == "M" and not isinstance(series.dtype, pandas.ArrowDtype):
        return _times(series)
    found = series.astype(object)
    missing = series.isna().tolist()
    return [None if no else value for value, no in zip(found.tolist(), missing)]


def _times(series: Any) -> list[Any]:
    """Return times as ISO 8601, with nanoseconds if there are any. Times with a zone
    are those of UTC."""
    zone = getattr(series.dtype, "tz", None)
    if zone is not None:
        series = series.dt.tz_convert("UTC").dt.tz_localize(None)
    times = series.to_numpy()
    if (times.astype("M8[us]") == times).sum() == series.count():
        times = times.astype("M8[us]")
    end = "" if zone is None else "+00:00"
    texts = numpy.datetime_as_string(times).tolist()
    return [None if text == "NaT" else text + end for text in texts]


def _columns(frame: Any) -> dict[str, list[Any]]:
    """Return the columns of a frame by their names."""
    if not frame.columns.is_unique:
        raise ValueError("columns of a frame need different names")
    return {str(name): column(frame[name]) for name in frame.columns}


def rows(frame: Any) -> Iterator[dict[str, Any]]:
    """Return an iterator over the rows of a frame, as dicts."""
    columns = _columns(frame)
    if not columns:
        return iter([{} for _ in range(len(frame))])
    return (dict(zip(columns, values)) for values in zip(*columns.values()))


def dumps(
    frame: Any,
    orient: Orient = "records",
    default: Callable[[Any], Any] | None = to_json,
    option: int = OPTION,
) -> bytes:
    """Return a frame as JSON: an array of objects ("records"), or an object of arrays
    ("columns")."""
    if orient not in ("records", "columns"):
        raise ValueError("orient must be 'records' or 'columns'")
    value = _columns(frame) if orient == "columns" else list(rows(frame))
    return jsonde.dumps(value, default, option)


def dump_lines(
    frame: Any,
    file: Any,
    default: Callable[[Any], Any] | None = to_json,
    option: int = OPTION,
) -> None:
    """Write each row of a frame as a line of JSON to a file, as
    jsonde.lines.dump_lines() does."""
    lines.dump_lines(rows(frame), file, default, option)


def frame_of(values: Any, dtype: Mapping[Any, Any] | None = None) -> Any:
    """Return the frame of a list of dicts, or of a dict of lists.

    dtype: the type of each column, such as frame.dtypes. The columns of dtype come
    first. pandas infers the types of the others. A missing member is null.
    """
    types: dict[Any, Any] = {} if dtype is None else dict(dtype)
    names = list(dict.fromkeys([*map(str, types), *_names(values)]))
    by_name = {str(name): kind for name, kind in types.items()}
    columns = {
        name: _series(items_of(values, name), by_name.get(name)) for name in names
    }
    index = None if columns or isinstance(values, dict) else range(len(values))
    frame = pandas.DataFrame(columns, index=index)
    return frame.rename(columns={str(name): name for name in types})


def _names(values: Any) -> list[str]:
    """Return the names of all columns."""
    if isinstance(values, dict):
        return list(values)
    return list(dict.fromkeys(name for row in values for name in row))


def _series(items: Any, dtype: Any) -> Any:
    """Return a column of a type. pandas parses times."""
    if dtype is None:
        return pandas.Series(items)
    kind = pandas.api.types.pandas_dtype(dtype)
    if isinstance(kind, pandas.DatetimeTZDtype):
        times = pandas.to_datetime(pandas.Series(items, dtype=object), utc=True, format="ISO8601")
        return times.dt.tz_convert(kind.tz).astype(kind)
    if isinstance(kind, numpy.dtype) and kind.kind == "m":
        spans = [None if item is None else pandas.Timedelta(item) for item in items]
        return pandas.Series(spans, dtype="timedelta64[ns]").astype(kind)
    return pandas.Series(items, dtype=kind)


def loads(
    data: Any,
    dtype: Mapping[Any, Any] | None = None,
    *,
    option: int | None = None,
) -> Any:
    """Return the frame of JSON, of either orient. dtype: as for frame_of()."""
    return frame_of(jsonde.loads(data, option=option), dtype)


def read_lines(
    source: Any,
    dtype: Mapping[Any, Any] | None = None,
    **arguments: Any,
) -> Any:
    """Return the frame of JSON Lines.

    source, arguments: those of jsonde.lines.iter_lines(). dtype: as for frame_of().
    """
    return frame_of(list(lines.iter_lines(source, **arguments)), dtype)
