# SPDX-License-Identifier: MIT
"""jsonde.contrib.dask, on a cluster of processes"""

import os
import signal

import pandas
import pytest
from distributed import Client, LocalCluster

from jsonde.contrib import pandas as contrib_pandas
from jsonde.contrib.dask import read_lines, to_lines
from jsonde.lines import LineError, dump_lines, iter_lines

PARTNER = "distributed"
META = {"n": "int64", "text": "string[pyarrow]", "half": "Float64"}
COUNT = 20_000


@pytest.fixture(scope="module")
def client():
    with LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster, Client(cluster) as client:
        yield client


@pytest.fixture(scope="module")
def pattern(tmp_path_factory):
    directory = tmp_path_factory.mktemp("rows")
    for part in range(4):
        dump_lines(
            (
                {"n": n, "text": "ü" * (n % 30), "half": n / 2 if n % 3 else None}
                for n in range(part * COUNT, (part + 1) * COUNT)
            ),
            directory / f"rows-{part}.jsonl",
        )
    return str(directory / "rows-*.jsonl")


def on_one_machine(pattern):
    return [
        row
        for part in range(4)
        for row in iter_lines(pattern.replace("*", str(part)))
    ]


def kill_once(values, marker):
    """Kills the worker that handles the first partition, once."""
    values = list(values)
    if values[0]["n"] == 0 and not os.path.exists(marker):
        with open(marker, "w") as file:
            file.write(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGKILL)
    return values


class Killing:
    """A row whose encoding kills the worker, once."""

    def __init__(self, row, marker):
        self.row = row
        self.marker = marker


def kill_or_row(obj):
    if not os.path.exists(obj.marker):
        with open(obj.marker, "w") as file:
            file.write(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGKILL)
    return obj.row


def test_the_workers_are_processes(client):
    pids = set(client.run(os.getpid).values())
    assert len(pids) == 3
    assert os.getpid() not in pids


def test_a_bag_is_equal_to_the_result_of_one_machine(client, pattern):
    bag = read_lines(pattern, "200kB")
    assert bag.npartitions > 12
    assert bag.compute() == on_one_machine(pattern)
    total = bag.filter(lambda row: row["half"] is None).pluck("n").sum().compute()
    assert total == sum(range(0, 4 * COUNT, 3))


def test_a_frame_is_equal_to_that_of_one_machine(client, pattern):
    frame = read_lines(pattern, "200kB", meta=META)
    wanted = contrib_pandas.frame_of(on_one_machine(pattern), META)
    got = frame.compute().reset_index(drop=True)
    pandas.testing.assert_frame_equal(got, wanted)
    assert frame["half"].mean().compute() == pytest.approx(wanted["half"].mean())


def test_an_error_comes_from_a_worker(client, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"1\n" * 1000 + b"[}\n" + b"2\n" * 1000)
    with pytest.raises(LineError) as caught:
        read_lines(str(path), 100).compute()
    assert caught.value.lineno == 1001
    assert caught.value.offset == 2000
    assert caught.value.filename == str(path)


def test_a_worker_is_killed_while_it_reads(client, pattern, tmp_path):
    marker = str(tmp_path / "killed")
    bag = read_lines(pattern, "200kB").map_partitions(kill_once, marker)
    assert bag.compute() == on_one_machine(pattern)
    with open(marker) as file:
        killed = int(file.read())
    assert not os.path.exists(f"/proc/{killed}/exe")
    client.wait_for_workers(3, timeout=60)


def test_a_worker_is_killed_while_it_writes(client, pattern, tmp_path):
    marker = str(tmp_path / "killed")
    wrap = lambda row: Killing(row, marker) if row["n"] == 5000 else row  # noqa: E731
    bag = read_lines(pattern, "200kB").map(wrap)
    paths = to_lines(bag, tmp_path / "out" / "*.jsonl", kill_or_row)
    assert os.path.exists(marker)
    # The killed worker leaves its new file, which has no name of a result.
    found = sorted(path.name for path in (tmp_path / "out").iterdir())
    left = [name for name in found if name.startswith(".jsonde-")]
    assert len(left) <= 1
    assert found == left + [os.path.basename(path) for path in paths]
    got = [row for path in paths for row in iter_lines(path)]
    assert got == on_one_machine(pattern)
    client.wait_for_workers(3, timeout=60)
