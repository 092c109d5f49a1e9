# SPDX-License-Identifier: MIT
"""jsonde.contrib.ray, on a Ray cluster of processes on this machine"""

import os
import signal
import sys
import zipfile
from fractions import Fraction

import numpy
import pyarrow
import pytest
import ray
from line_files import make_files, rows

from jsonde import OPT_JSONC, JSONEncodeError
from jsonde.contrib import arrow
from jsonde.contrib.ray import read_lines, to_lines
from jsonde.lines import LineError, dump_lines, dumps_lines, iter_lines

PARTNER = "ray"
SCHEMA = pyarrow.schema(
    {"n": "int64", "ü": "string", "half": "float64", "when": pyarrow.timestamp("us")}
)
COUNT = 5000


@pytest.fixture(scope="module", autouse=True)
def cluster(ray_directory):
    """A node with two processors and little memory for objects."""
    ray.init(
        num_cpus=2,
        object_store_memory=100 << 20,
        include_dashboard=False,
        log_to_driver=False,
        logging_level="error",
        _temp_dir=ray_directory,
    )
    # The workers cannot import this file.
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def pattern(tmp_path_factory):
    return make_files(tmp_path_factory.mktemp("rows"), COUNT, 500)


def on_one_machine(pattern):
    names = ("a.jsonl", "c.jsonl.gz")
    directory = os.path.dirname(pattern)
    return [row for name in names for row in iter_lines(os.path.join(directory, name))]


def kill_once(marker):
    """Kills this process, if no process has done so before."""
    if not os.path.exists(marker):
        with open(marker, "w") as file:
            file.write(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGKILL)


def killed_process(marker):
    with open(marker) as file:
        return int(file.read())


def test_the_workers_are_processes(pattern):
    pids = read_lines(pattern, "50kB").map(lambda row: {"pid": os.getpid()}).unique("pid")
    assert pids
    assert os.getpid() not in pids


@pytest.mark.parametrize("blocksize", [None, "50kB"])
def test_rows_are_those_of_one_machine(pattern, blocksize):
    data = read_lines(pattern, blocksize)
    assert data.take_all() == on_one_machine(pattern) == rows(0, COUNT + 500)
    files = [os.path.basename(name) for name in data.input_files()]
    assert sorted(set(files)) == ["a.jsonl", "b.jsonl", "c.jsonl.gz"]
    assert (data.materialize().num_blocks() > 3) is (blocksize is not None)


def test_a_table_is_that_of_one_machine(pattern):
    data = read_lines(pattern, "50kB", schema=SCHEMA)
    assert data.schema().base_schema == SCHEMA
    wanted = arrow.table_of(on_one_machine(pattern), SCHEMA)
    assert data.take_all() == wanted.to_pylist()
    assert data.count() == COUNT + 500
    assert data.limit(7).take_all() == wanted.slice(0, 7).to_pylist()
    half = [row["half"] for row in rows(0, COUNT + 500) if row["half"] is not None]
    assert data.mean("half") == pytest.approx(sum(half) / len(half))
    part = pyarrow.schema({"n": "int32", "missing": "string"})
    few = read_lines(pattern, schema=part).limit(2)
    assert few.take_all() == [{"n": 0, "missing": None}, {"n": 1, "missing": None}]


def test_an_empty_file_has_the_columns_of_the_schema(pattern):
    path = pattern.replace("*.jsonl*", "b.jsonl")
    data = read_lines(path, schema=SCHEMA)
    assert data.take_all() == []
    assert data.materialize().schema().base_schema == SCHEMA
    assert read_lines(path).take_all() == []


def test_values_of_all_types(tmp_path):
    values = [{"a": 1}, {"a": "x", "b": [{}, 1, None]}, 3, None, [2**60], True]
    dump_lines(values, tmp_path / "a.jsonl")
    names = ("a", "b", "item")
    assert read_lines(str(tmp_path / "a.jsonl")).take_all() == [
        dict.fromkeys(names) | (value if isinstance(value, dict) else {"item": value})
        for value in values
    ]


def test_an_integer_column_may_become_one_of_floats(tmp_path):
    values = [{"a": n if n < 3000 else n / 2} for n in range(4000)]
    dump_lines(values, tmp_path / "a.jsonl")
    assert read_lines(str(tmp_path / "a.jsonl")).take_all() == values


@pytest.mark.parametrize("blocksize", [None, 1000])
def test_an_error_names_the_file_and_the_line(tmp_path, blocksize):
    path = tmp_path / "a.jsonl"
    data = b"".join(b'{"n":%d}\n' % n for n in range(1000))
    path.write_bytes(data.replace(b'{"n":777}', b'{"n":]}'))
    with pytest.raises(LineError) as caught:
        read_lines(str(path), blocksize).take_all()
    with pytest.raises(LineError) as wanted:
        list(iter_lines(path))
    assert wanted.value.lineno == 778
    names = ("lineno", "colno", "offset", "msg", "doc", "pos", "incomplete")
    for error in (caught.value, caught.value.cause):
        assert [getattr(error, name) for name in names] == [
            getattr(wanted.value, name) for name in names
        ]
        assert error.filename == str(path)
    assert f"LineError: {wanted.value}" in str(caught.value)


def test_errors_can_be_skipped(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a":1}\n{\n{"a":3}\n[\n')
    got = read_lines(str(path), 9, on_error="skip").take_all()
    assert got == [{"a": 1}, {"a": 3}]
    with pytest.raises(ValueError, match="on_error must be 'raise' or 'skip'"):
        read_lines(str(path), on_error="yield")


def test_an_option_is_used(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"a":1} // one\n')
    data = read_lines(str(tmp_path / "a.jsonl"), option=OPT_JSONC)
    assert data.take_all() == [{"a": 1}]


def test_files_that_are_not_local(tmp_path):
    """A file in a zip archive, which fsspec opens."""
    url = f"zip://sea.jsonl::file://{tmp_path}/a.zip"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("sea.jsonl", dumps_lines(rows(0, 10)))
    assert read_lines(url).take_all() == rows(0, 10)
    out = f"simplecache::file://{tmp_path}/out-*.jsonl.gz"
    names = to_lines(read_lines(url), out)
    assert names == [out.replace("*", "000000")]
    assert list(iter_lines(tmp_path / "out-000000.jsonl.gz")) == rows(0, 10)


@pytest.mark.parametrize("name", ["out", "out/part-*.jsonl", "out/*.jsonl.gz"])
def test_rows_are_written(pattern, tmp_path, name):
    paths = to_lines(read_lines(pattern, "50kB"), tmp_path / name)
    assert len(paths) > 3
    assert paths == sorted(paths)
    assert sorted(os.listdir(tmp_path / "out")) == [
        os.path.basename(path) for path in paths
    ]
    wanted = on_one_machine(pattern)
    assert [row for path in paths for row in iter_lines(path)] == wanted
    assert read_lines(paths).take_all() == wanted


def test_tables_and_tensors_are_written(pattern, tmp_path):
    data = read_lines(pattern, "50kB", schema=SCHEMA)
    paths = to_lines(data, tmp_path / "typed")
    assert [row for path in paths for row in iter_lines(path)] == rows(0, COUNT + 500)
    squares = ray.data.range_tensor(3, shape=(2, 2))
    (path,) = to_lines(squares.repartition(1), tmp_path / "tensors")
    assert list(iter_lines(path)) == [
        {"data": numpy.full((2, 2), n).tolist()} for n in range(3)
    ]


def test_default_writes_other_types(tmp_path):
    data = ray.data.from_items([{"a": [Fraction(1, 3)]}], override_num_blocks=1)
    with pytest.raises(JSONEncodeError) as caught:
        to_lines(data, tmp_path / "none")
    assert caught.value.cause.path == "/0/a/0"
    assert os.listdir(tmp_path / "none") == []
    (path,) = to_lines(data, tmp_path / "out", default=str)
    assert list(iter_lines(path)) == [{"a": ["1/3"]}]


def test_a_worker_is_killed_while_it_reads(pattern, tmp_path):
    marker = str(tmp_path / "killed")

    def kill(row):
        if row["n"] == 2000:
            kill_once(marker)
        return row

    got = read_lines(pattern, "50kB").map(kill).take_all()
    assert got == on_one_machine(pattern)
    assert not os.path.exists(f"/proc/{killed_process(marker)}/exe")


def test_a_worker_is_killed_while_it_writes(pattern, tmp_path):
    marker = str(tmp_path / "killed")

    def kill(obj):
        kill_once(marker)
        return str(obj)

    def wrap(row):
        return row | {"part": Fraction(1, 3) if row["n"] == 2000 else "1/3"}

    data = read_lines(pattern, "50kB").map(wrap)
    paths = to_lines(data, tmp_path / "out" / "*.jsonl", kill)
    assert not os.path.exists(f"/proc/{killed_process(marker)}/exe")
    # The killed worker leaves its new file, which has no name of a result.
    found = sorted(os.listdir(tmp_path / "out"))
    left = [name for name in found if name.startswith(".jsonde-")]
    assert len(left) <= 1
    assert found == left + [os.path.basename(path) for path in paths]
    got = [row for path in paths for row in iter_lines(path)]
    assert got == [row | {"part": "1/3"} for row in on_one_machine(pattern)]


def test_wrong_arguments(tmp_path):
    with pytest.raises(FileNotFoundError, match="no file has the name"):
        read_lines(str(tmp_path / "none-*.jsonl"))
    with pytest.raises(ValueError, match="blocksize must be at least 1"):
        read_lines(str(tmp_path), 0)
    with pytest.raises(ValueError, match="blocksize '1 mile' is not a size"):
        read_lines(str(tmp_path), "1 mile")
    with pytest.raises(ValueError, match="must have one"):
        to_lines(None, "a*b*")


def test_without_ray(message_without):
    message = message_without("jsonde.contrib.ray", "ray")
    assert "jsonde.contrib.ray needs the package ray[data]" in message
