# SPDX-License-Identifier: MIT
"""JSON Lines into polars, with types.

    python lines_to_polars.py        (needs polars and pyarrow)

With a schema, strings become times, decimals and durations, and members that a line
lacks are null. A program can read one range of a large file at a time, so that memory
stays bounded.
"""

import tempfile
from pathlib import Path

import polars

from jsonde.contrib.polars import dump_lines, read_lines
from jsonde.lines import split

SCHEMA = {
    "station": polars.String,
    "when": polars.Datetime("us", "UTC"),
    "depth": polars.Float64,
    "price": polars.Decimal(10, 2),
}
LINES = b"""\
{"station":"a","when":"2026-01-02T03:04:05Z","depth":12.5,"price":"1.10"}
{"station":"b","when":"2026-01-02T04:04:05.5Z","depth":null}
{"station":"a","when":null,"depth":7.25,"price":"2.35"}
{"station":"b","when":"2026-01-03T00:00:00Z","depth":30,"price":"0.05"}
"""


def main():
    """Read a file, whole and in ranges, and write a result."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "rows.jsonl")
        path.write_bytes(LINES)
        frame = read_lines(path, SCHEMA)
        print(dict(frame.schema))
        by_station = frame.group_by("station").agg(
            polars.col("depth").max(), polars.col("price").sum(),
            polars.col("when").max(),
        )
        dump_lines(by_station.sort("station"), Path(name, "result.jsonl"))
        print(Path(name, "result.jsonl").read_text(), end="")
        parts = [
            read_lines(path, SCHEMA, start=start, stop=stop)
            for start, stop in split(path, 2)
        ]
        print(len(parts), "ranges of", [len(part) for part in parts], "rows")
        assert polars.concat(parts).equals(frame)


if __name__ == "__main__":
    main()
