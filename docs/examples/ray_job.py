# SPDX-License-Identifier: MIT
"""A Ray job over JSON Lines, on worker processes of this machine.

    python ray_job.py                (needs ray[data])

The job cuts a file at ends of lines, counts and averages its rows, and writes a part of
the rows to compressed files.
"""

import tempfile
from pathlib import Path

import pyarrow
import ray
from ray.data.expressions import col

from jsonde.contrib.ray import read_lines, to_lines
from jsonde.lines import LineError, dump_lines, iter_lines

SCHEMA = pyarrow.schema({"n": "int64", "station": "string", "depth": "float64"})


def row(n):
    """Return a row."""
    return {"n": n, "station": "abc"[n % 3], "depth": n / 8 if n % 5 else None}


def job(path, directory):
    """Run the job on the current cluster."""
    rows = read_lines(path, "100kB", schema=SCHEMA)
    counts = rows.groupby("station", num_partitions=2).count().take_all()
    print("stations:", sorted((each["station"], each["count()"]) for each in counts))
    print("mean depth:", round(rows.mean("depth"), 3))
    paths = to_lines(rows.filter(expr=col("depth") > 1249), directory / "deep-*.jsonl.gz")
    print("several files:", len(paths) > 2)
    deep = [value["n"] for name in paths for value in iter_lines(name)]
    print("deep:", sorted(deep))
    with open(path, "ab") as file:
        file.write(b'{"n":\n')
    try:
        read_lines(path, "100kB").count()
    except LineError as error:
        print("error:", error.msg, "in line", error.lineno, "of", Path(error.filename).name)


def main():
    """Start two workers, and run the job."""
    ray.init(num_cpus=2, include_dashboard=False, logging_level="error")
    ray.data.DataContext.get_current().enable_progress_bars = False
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "rows.jsonl")
        dump_lines(map(row, range(10_000)), path)
        job(path, Path(name))
    ray.shutdown()


if __name__ == "__main__":
    main()
