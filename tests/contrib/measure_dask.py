# SPDX-License-Identifier: MIT
"""Measures a sum over JSON Lines: measure_dask.py DIRECTORY [GIGABYTES] [WORKERS]

Prints a table of the seconds of one process, of a local cluster with
jsonde.contrib.dask, and of the cluster with dask.bag and json. Each result is checked.
"""

import json
import os
import sys
import time

import distributed
from dask import bag as bags

import jsonde
from jsonde.contrib.dask import read_lines
from jsonde.lines import dump_lines, iter_lines


def row(n):
    return {
        "id": n,
        "name": f"station {n}",
        "position": [n * 0.25, -n * 0.125, n / 7],
        "tags": ["sea", "depth", "\u00fc"],
        "reading": {"depth": n % 4000, "ok": n % 3 == 0, "note": None},
    }


def make(path, size):
    """Writes rows until the file has a size, and returns how many."""
    block = jsonde.dumps(row(10**7)) + b"\n"
    count = size // len(block)
    if not os.path.exists(path):
        dump_lines(map(row, range(count)), path)
    return count


def depth(value):
    return value["reading"]["depth"]


def one_process(path):
    return sum(map(depth, iter_lines(path)))


def cluster(path):
    return read_lines(path, "64MiB").map(depth).sum().compute()


def cluster_with_json(path):
    lines = bags.read_text(path, blocksize="64MiB", encoding="utf-8")
    return lines.map(json.loads).map(depth).sum().compute()


def processor_time(client):
    """Returns the seconds of processors that this process and all workers used."""
    return time.process_time() + sum(client.run(time.process_time).values())


def main(directory, gigabytes="2", workers="2"):
    path = os.path.join(directory, f"rows-{gigabytes}.jsonl")
    count = make(path, int(float(gigabytes) * 1e9))
    wanted = sum(n % 4000 for n in range(count))
    size = os.path.getsize(path) / 1e9
    print(f"{count} lines, {size:.2f} GB, {workers} workers of a LocalCluster,")
    print(f"load of the machine {os.getloadavg()[0]:.1f}\n")
    print("| reader | seconds | seconds of processors | MB for each of them |")
    print("|---|---|---|---|", flush=True)
    with distributed.LocalCluster(
        n_workers=int(workers), threads_per_worker=1, dashboard_address=":0"
    ) as local, distributed.Client(local) as client:
        for function in (one_process, cluster, cluster_with_json):
            start, before = time.perf_counter(), processor_time(client)
            assert function(path) == wanted
            took = time.perf_counter() - start
            used = processor_time(client) - before
            name = function.__name__.replace("_", " ")
            print(f"| {name} | {took:.1f} | {used:.1f} | {size * 1e3 / used:.0f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
