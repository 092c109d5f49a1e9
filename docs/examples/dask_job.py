# SPDX-License-Identifier: MIT
"""A Dask job over JSON Lines, on a cluster of processes.

    python dask_job.py               (needs dask, distributed and pandas)

The job cuts a file at ends of lines, counts by a bag, averages by a DataFrame, and
writes a part of the rows to compressed files.
"""

import tempfile
from pathlib import Path

from distributed import Client, LocalCluster

from jsonde.contrib.dask import read_lines, to_lines
from jsonde.lines import LineError, dump_lines, iter_lines


def row(n):
    """Return a row."""
    return {"n": n, "station": "abc"[n % 3], "depth": n / 8 if n % 5 else None}


def is_deep(value):
    """Return whether a row is deep."""
    return (value["depth"] or 0) > 1249


def job(path, directory):
    """Run the job on the current cluster."""
    bag = read_lines(str(path), "100kB")
    print("several partitions:", bag.npartitions > 2)
    print("stations:", sorted(bag.pluck("station").frequencies().compute()))
    frame = read_lines(str(path), "100kB", meta={"n": "int64", "depth": "Float64"})
    print("mean depth:", round(frame["depth"].mean().compute(), 3))
    paths = to_lines(bag.filter(is_deep), directory / "deep-*.jsonl.gz")
    deep = [value["n"] for name in paths for value in iter_lines(name)]
    print("deep:", deep)
    with open(path, "ab") as file:
        file.write(b'{"n":\n')
    try:
        read_lines(str(path), "100kB").count().compute()
    except LineError as error:
        print("error:", error.msg, "in line", error.lineno, "of", Path(error.filename).name)


def main():
    """Start a cluster of two processes, and run the job."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "rows.jsonl")
        dump_lines(map(row, range(10_000)), path)
        with LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0"
        ) as cluster, Client(cluster):
            job(path, Path(name))


if __name__ == "__main__":
    main()
