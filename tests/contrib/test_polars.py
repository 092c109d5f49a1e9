# SPDX-License-Identifier: MIT
"""jsonde.contrib.polars"""

import datetime
import decimal
import json

import polars
import pytest
from polars.testing import assert_frame_equal

from jsonde.contrib.polars import dump_lines, dumps, loads, read_lines

PARTNER = "polars"
WHEN = datetime.datetime(2026, 1, 2, 3, 4, 5, 678901)


def frame():
    return polars.DataFrame(
        {
            "i": [1, None, 3],
            "f": [1.5, None, 2.5],
            "s": ["ü", None, ""],
            "us": [WHEN, None, WHEN],
            "z": polars.Series([WHEN, None, WHEN]).dt.replace_time_zone("UTC"),
            "day": [WHEN.date(), None, WHEN.date()],
            "time": [WHEN.time(), None, datetime.time(1)],
            "span": [datetime.timedelta(1, 2), None, -datetime.timedelta(0, 1)],
            "dec": [decimal.Decimal("1.10"), None, decimal.Decimal("-2.00")],
            "l": [[1, None], None, []],
            "st": [{"a": 1}, {"a": None}, {"a": 2}],
            "c": polars.Series(["a", None, "b"], dtype=polars.Categorical),
            "b": [b"\xff", None, b""],
        }
    )


@pytest.mark.parametrize("orient", ["records", "columns"])
def test_a_frame_comes_back(orient):
    text = dumps(frame(), orient)
    assert_frame_equal(loads(text, frame().schema), frame())
    json.loads(text)


def test_lines(tmp_path):
    dump_lines(frame(), tmp_path / "a.jsonl.gz")
    assert_frame_equal(read_lines(tmp_path / "a.jsonl.gz", frame().schema), frame())
    got = read_lines(b'{"a":1}\n{"a":null}\n', {"a": polars.Int16, "n": polars.Date})
    assert got.schema == {"a": polars.Int16, "n": polars.Date}
    assert got.rows() == [(1, None), (None, None)]


def test_types_are_inferred():
    assert_frame_equal(
        loads('[{"a":1,"s":"x"}]'), polars.DataFrame({"a": [1], "s": ["x"]})
    )


def test_without_polars(message_without):
    message = message_without("jsonde.contrib.polars", "polars")
    assert "jsonde.contrib.polars needs the package polars" in message
