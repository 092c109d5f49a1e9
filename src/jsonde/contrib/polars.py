# SPDX-License-Identifier: MIT
"""DataFrames of polars in JSON and back, by the Arrow C data interface:

    text = dumps(frame)                     # or orient="columns"
    frame = loads(text, frame.schema)
    frame = read_lines("rows.jsonl.gz", {"when": polars.Datetime, "n": polars.Int64})
"""

from __future__ import annotations

from typing import Any

from jsonde.contrib import needs
from jsonde.contrib.arrow import dump_lines, dumps, rows
from jsonde.contrib.arrow import loads as loads_table
from jsonde.contrib.arrow import read_lines as read_table

with needs(__name__, "polars"):
    import polars

__all__ = ["dump_lines", "dumps", "loads", "read_lines", "rows"]


def _arrow_schema(schema: Any) -> Any:
    """Return the pyarrow.Schema of a schema of polars, or None."""
    if schema is None:
        return None
    return polars.DataFrame(schema=schema).to_arrow().schema


def loads(data: Any, schema: Any = None, *, option: int | None = None) -> Any:
    """Return the frame of JSON, of either orient.

    schema: that of polars, for the types of the columns. Without a schema, times stay
    strings.
    """
    table = loads_table(data, _arrow_schema(schema), option=option)
    return polars.DataFrame(table, schema=schema)


def read_lines(source: Any, schema: Any = None, **arguments: Any) -> Any:
    """Return the frame of JSON Lines.

    source, arguments: those of jsonde.lines.iter_lines(). schema: as for loads().
    """
    table = read_table(source, _arrow_schema(schema), **arguments)
    return polars.DataFrame(table, schema=schema)
