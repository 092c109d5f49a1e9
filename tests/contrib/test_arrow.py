# SPDX-License-Identifier: MIT
"""jsonde.contrib.arrow"""

import datetime
import decimal
import json

import pandas
import polars
import pyarrow
import pytest

from jsonde import lines
from jsonde.contrib.arrow import dump_lines, dumps, loads, read_lines

PARTNER = "pyarrow"
WHEN = datetime.datetime(2026, 1, 2, 3, 4, 5, 678901)
COLUMNS = {
    "i": ([1, None, -3], pyarrow.int8()),
    "u": ([1, None, (1 << 64) - 1], pyarrow.uint64()),
    "f": ([1.5, None, -0.0], pyarrow.float32()),
    "b": ([True, None, False], pyarrow.bool_()),
    "s": (["ü", None, ""], pyarrow.string()),
    "S": (["ü", None, ""], pyarrow.string_view()),
    "x": ([b"\xff", None, b""], pyarrow.binary()),
    "us": ([WHEN, None, WHEN], pyarrow.timestamp("us")),
    "ns": ([1767323045123456789, None, 0], pyarrow.timestamp("ns")),
    "z": ([WHEN, None, WHEN], pyarrow.timestamp("us", "UTC")),
    "nz": ([1767323045123456789, None, 0], pyarrow.timestamp("ns", "Europe/Berlin")),
    "day": ([WHEN.date(), None, WHEN.date()], pyarrow.date32()),
    "time": ([WHEN.time(), None, datetime.time(1)], pyarrow.time64("us")),
    "span": ([datetime.timedelta(1, 2, 500000), None, -datetime.timedelta(0, 1)],
             pyarrow.duration("us")),
    "dec": ([decimal.Decimal("1.10"), None, decimal.Decimal("-2.00")],
            pyarrow.decimal128(10, 2)),
    "l": ([[1, None], None, []], pyarrow.list_(pyarrow.int64())),
    "st": ([{"a": 1}, None, {"a": None}], pyarrow.struct([("a", pyarrow.int64())])),
    "dict": (["a", None, "a"], pyarrow.dictionary(pyarrow.int32(), pyarrow.string())),
}


def table():
    return pyarrow.table(
        {name: pyarrow.array(*column) for name, column in COLUMNS.items()}
    )


class Stream:
    """An object that has nothing but the interface."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


class Array:
    def __init__(self, batch):
        self.batch = batch

    def __arrow_c_array__(self, requested_schema=None):
        return self.batch.__arrow_c_array__(requested_schema)


@pytest.mark.parametrize("orient", ["records", "columns"])
@pytest.mark.parametrize(
    "wrap", [lambda t: t, Stream, lambda t: Array(t.to_batches()[0])]
)
def test_a_table_comes_back(wrap, orient):
    text = dumps(wrap(table()), orient)
    assert loads(text, table().schema).equals(table())
    json.loads(text)


def test_the_text():
    row = json.loads(dumps(table()))[0]
    assert row["us"] == "2026-01-02T03:04:05.678901"
    assert row["ns"] == "2026-01-02T03:04:05.123456789"
    assert row["z"] == "2026-01-02T03:04:05.678901Z"
    assert row["nz"] == "2026-01-02T03:04:05.123456789Z"
    assert row["span"] == "P1DT2.5S"
    assert row["dec"] == "1.10"
    assert row["x"] == "/w=="
    assert set(json.loads(dumps(table()))[1].values()) == {None}


def test_frames_of_other_libraries():
    columns = {"a": [1, 2], "s": ["ü", None]}
    wanted = [{"a": 1, "s": "ü"}, {"a": 2, "s": None}]
    for made in (polars.DataFrame(columns), pandas.DataFrame(columns)):
        assert json.loads(dumps(made)) == wanted
        assert json.loads(dumps(made, "columns")) == columns


def test_a_table_of_several_batches():
    parts = pyarrow.Table.from_batches(table().to_batches() * 3)
    text = dumps(parts, "columns")
    assert loads(text, parts.schema).equals(parts.combine_chunks())
    assert loads(dumps(parts), parts.schema).equals(parts.combine_chunks())


def test_lines(tmp_path):
    dump_lines(table(), tmp_path / "a.jsonl.gz")
    assert read_lines(tmp_path / "a.jsonl.gz", table().schema).equals(table())
    assert read_lines(b'{"a":1}\n{"a":2}\n') == pyarrow.table({"a": [1, 2]})


def test_empty_tables():
    empty = table().slice(0, 0)
    assert dumps(empty) == b"[]"
    assert loads(dumps(empty, "columns"), empty.schema).equals(empty)


def test_columns_may_be_missing():
    schema = pyarrow.schema([("a", pyarrow.int8()), ("b", pyarrow.date32())])
    wanted = [{"a": 1, "b": None}, {"a": None, "b": None}]
    for text in ('[{"a":1},{}]', '{"a":[1,null]}'):
        assert loads(text, schema).to_pylist() == wanted


def test_columns_may_begin_in_a_later_row():
    rows = [{"a": 1}, {"b": "x", "a": 2}, {}]
    wanted = [{"a": 1, "b": None}, {"a": 2, "b": "x"}, {"a": None, "b": None}]
    assert loads(json.dumps(rows)).to_pylist() == wanted
    assert read_lines(lines.dumps_lines(rows)).to_pylist() == wanted


def test_wrong_arguments():
    with pytest.raises(TypeError, match="list has neither __arrow_c_stream__ nor"):
        dumps([])
    with pytest.raises(ValueError, match="orient must be"):
        dumps(table(), "rows")
    schema = pyarrow.schema([("a", pyarrow.duration("us"))])
    with pytest.raises(ValueError, match="'P1Y' is not an ISO 8601 duration"):
        loads('[{"a":"P1Y"}]', schema)
    with pytest.raises(pyarrow.ArrowInvalid):
        loads('[{"a":"x"}]', pyarrow.schema([("a", pyarrow.date32())]))


def test_without_pyarrow(message_without):
    message = message_without("jsonde.contrib.arrow", "pyarrow")
    assert "jsonde.contrib.arrow needs the package pyarrow" in message
