# SPDX-License-Identifier: MIT
"""jsonde.contrib.dask, without a cluster"""

import pickle

import dask
import fsspec
import pandas
import pytest
from line_files import make_files, rows

from jsonde.contrib import pandas as contrib_pandas
from jsonde.contrib.dask import read_lines, to_lines
from jsonde.lines import LineError, dump_lines, iter_lines

PARTNER = "dask"
META = {"n": "int64", "ü": "string[pyarrow]", "half": "Float64", "when": "datetime64[us]"}


@pytest.fixture(autouse=True)
def scheduler():
    with dask.config.set(scheduler="threads"):
        yield


@pytest.fixture
def files(tmp_path):
    return make_files(tmp_path, 1000, 500)


@pytest.mark.parametrize("blocksize", [None, "10kB", 1000, 64])
def test_a_bag_has_all_values_in_order(files, blocksize):
    bag = read_lines(files, blocksize)
    assert bag.compute() == rows(0, 1500)
    whole = blocksize is None
    assert (bag.npartitions == 3) is whole
    assert bag.npartitions <= 1002


@pytest.mark.parametrize("blocksize", [None, "10kB"])
def test_a_frame_is_that_of_one_machine(files, blocksize, tmp_path):
    got = read_lines(files, blocksize, meta=META).compute().reset_index(drop=True)
    wanted = contrib_pandas.frame_of(rows(0, 1500), META)
    pandas.testing.assert_frame_equal(got, wanted)
    part = read_lines(files, meta={"n": "Int64", "missing": "Int64"})
    assert part["n"].sum().compute() == sum(range(1500))
    assert part["missing"].isna().all().compute()


def test_meta_may_be_a_frame(files):
    meta = contrib_pandas.frame_of(rows(0, 2), META)
    frame = read_lines(files, meta=meta)
    assert list(frame.columns) == list(META)
    assert len(frame) == 1500


@pytest.mark.parametrize("blocksize", [None, 100])
def test_an_error_names_the_file_and_the_line(tmp_path, blocksize):
    path = tmp_path / "a.jsonl"
    data = b"".join(b'{"n":%d}\n' % n for n in range(100))
    path.write_bytes(data.replace(b'{"n":77}', b'{"n":]}'))
    with pytest.raises(LineError) as caught:
        read_lines(str(path), blocksize).compute()
    (wanted,) = (
        value
        for value in iter_lines(path, on_error="yield")
        if isinstance(value, LineError)
    )
    names = ("lineno", "colno", "offset", "msg", "doc")
    for error in (caught.value, pickle.loads(pickle.dumps(caught.value))):
        assert [getattr(error, name) for name in names] == [
            getattr(wanted, name) for name in names
        ]
        assert error.filename == str(path)
        assert str(error).endswith(f"line 78 column 6 (offset {wanted.offset}): "
                                   f"{str(path)!r}")


def test_errors_can_be_skipped_and_yielded(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'1\n{\n3\n[\n5\n')
    assert read_lines(str(path), 2, on_error="skip").compute() == [1, 3, 5]
    got = read_lines(str(path), 2, on_error="yield").compute()
    assert [getattr(value, "lineno", value) for value in got] == [1, 2, 3, 4, 5]
    with pytest.raises(ValueError, match="needs a bag"):
        read_lines(str(path), meta=META, on_error="yield")


def test_files_that_are_not_local():
    with fsspec.open("memory://sea/a.jsonl", "wb") as file:
        dump_lines(rows(0, 10), file)
    with fsspec.open("memory://sea/b.jsonl", "wb") as file:
        file.write(b"1\n]\n")
    assert read_lines("memory://sea/a.jsonl").compute() == rows(0, 10)
    with pytest.raises(LineError) as caught:
        read_lines("memory://sea/b.jsonl").compute()
    assert caught.value.lineno == 2
    assert caught.value.filename == "memory:///sea/b.jsonl"
    names = to_lines(read_lines("memory://sea/a.jsonl"), "memory://out/*.jsonl.gz")
    assert names == ["memory://out/0.jsonl.gz"]
    assert read_lines("memory://out/*.jsonl.gz").compute() == rows(0, 10)


@pytest.mark.parametrize("name", ["out", "out/part-*.jsonl", "out/*.jsonl.gz"])
def test_bags_are_written(files, tmp_path, name):
    bag = read_lines(files, "10kB")
    paths = to_lines(bag, tmp_path / name)
    assert len(paths) == bag.npartitions
    assert paths == sorted(paths)
    assert [row for path in paths for row in iter_lines(path)] == rows(0, 1500)
    assert read_lines(paths).compute() == rows(0, 1500)


def test_frames_are_written(files, tmp_path):
    frame = read_lines(files, "10kB", meta=META)
    paths = to_lines(frame, str(tmp_path / "frames"))
    again = read_lines(paths, meta=META).compute().reset_index(drop=True)
    pandas.testing.assert_frame_equal(again, frame.compute().reset_index(drop=True))


def test_writing_can_wait(tmp_path):
    bag = dask.bag.from_sequence([1, 2, 3], npartitions=2)
    tasks = to_lines(bag, tmp_path / "o", default=repr, compute=False)
    assert not (tmp_path / "o").exists()
    paths = dask.compute(*tasks)
    assert [value for path in paths for value in iter_lines(path)] == [1, 2, 3]


def test_wrong_arguments(tmp_path):
    with pytest.raises(FileNotFoundError, match="no file has the name"):
        read_lines(str(tmp_path / "none-*.jsonl"))
    with pytest.raises(ValueError, match="blocksize must be at least 1"):
        read_lines(str(tmp_path), 0)
    with pytest.raises(ValueError, match="must have one"):
        to_lines(dask.bag.from_sequence([1]), "a*b*")


def test_without_dask(message_without):
    message = message_without("jsonde.contrib.dask", "dask")
    assert "jsonde.contrib.dask needs the package dask" in message


def test_a_changed_file_makes_other_partitions(tmp_path):
    path = tmp_path / "a.jsonl"
    dump_lines([1], path)
    before = read_lines(str(path)).name
    assert read_lines(str(path)).name == before
    dump_lines([2], path)
    assert read_lines(str(path)).name != before
