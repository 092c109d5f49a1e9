# SPDX-License-Identifier: MIT
"""jsonde.contrib.pandas"""

import datetime
import decimal
import json

import numpy
import pandas
import pytest

import jsonde
from jsonde.contrib.pandas import dump_lines, dumps, loads, read_lines

PARTNER = "pandas"
TIMES = ["2026-01-02T03:04:05.678901", None, "1969-12-31T23:59:59"]


def frame():
    return pandas.DataFrame(
        {
            "i": [1, 2, 3],
            "f": [1.5, numpy.nan, -0.0],
            "b": [True, False, True],
            "s": ["ü", None, ""],
            "I": pandas.array([1, None, 1 << 62], "Int64"),
            "F": pandas.array([1.5, None, 2.5], "Float64"),
            "B": pandas.array([True, None, False], "boolean"),
            "us": pandas.array(TIMES, "datetime64[us]"),
            "ns": pandas.array(["2026-01-02T03:04:05.123456789", None, None], "M8[ns]"),
            "z": pandas.to_datetime(TIMES, utc=True, format="ISO8601")
            .tz_convert("Europe/Berlin"),
            "d": pandas.to_timedelta(pandas.Series(["1 days 00:00:01.5", None, "-1s"])),
            "c": pandas.Categorical(["a", None, "b"]),
            7: [1, 2, 3],
        }
    )


@pytest.mark.parametrize("orient", ["records", "columns"])
def test_a_frame_comes_back(orient):
    text = dumps(frame(), orient)
    got = loads(text, frame().dtypes)
    pandas.testing.assert_frame_equal(got, frame(), check_column_type=False)
    for row in json.loads(text) if orient == "records" else []:
        assert "NaT" not in row.values()


def test_missing_values_are_null():
    row = json.loads(dumps(frame()))[1]
    nulls = {"f", "s", "I", "F", "B", "us", "ns", "z", "d", "c"}
    assert {name for name, value in row.items() if value is None} == nulls


def test_times_are_iso_8601():
    row = json.loads(dumps(frame()))[0]
    assert row["us"] == "2026-01-02T03:04:05.678901"
    assert row["ns"] == "2026-01-02T03:04:05.123456789"
    assert row["z"] == "2026-01-02T03:04:05.678901+00:00"
    assert row["d"] == "P1DT0H0M1.5S"


def test_objects():
    values = pandas.Series(
        [
            decimal.Decimal("1.10"), datetime.date(2026, 1, 2), pandas.NaT, b"ab",
            pandas.Timestamp(2026, 1, 2), [pandas.NaT, pandas.NA, {"a": float("nan")}],
            numpy.arange(2), pandas.Period("2026-01"), None, pandas.Interval(0, 1),
        ],
        dtype=object,
    )
    got = json.loads(dumps(pandas.DataFrame({"o": values}), "columns"))["o"]
    assert got == [
        "1.10", "2026-01-02", None, "YWI=", "2026-01-02T00:00:00",
        [None, None, {"a": None}], [0, 1], "2026-01", None, "(0, 1]",
    ]


def test_arrow_types():
    made = pandas.DataFrame(
        {
            "t": pandas.array(TIMES, "timestamp[us][pyarrow]"),
            "n": pandas.array([1, None, 3], "int64[pyarrow]"),
        }
    )
    got = loads(dumps(made), made.dtypes)
    pandas.testing.assert_frame_equal(got, made)


def test_lines(tmp_path):
    for name in ("a.jsonl", "a.jsonl.gz"):
        dump_lines(frame(), tmp_path / name)
        got = read_lines(tmp_path / name, frame().dtypes)
        pandas.testing.assert_frame_equal(got, frame(), check_column_type=False)


def test_types_are_inferred_and_members_may_be_missing():
    got = loads('[{"a": 1}, {"b": "x"}]')
    assert got["a"].tolist()[0] == 1 and pandas.isna(got["a"][1])
    got = loads('[{"a": 1}, {}]', {"a": "Int64", "c": "datetime64[us]"})
    assert got["a"].dtype == "Int64" and pandas.isna(got["c"]).all()
    got = loads('{"a": [1, 2]}', {"c": "Int64"})
    assert got["c"].dtype == "Int64" and got["c"].isna().tolist() == [True, True]


def test_empty_frames():
    assert dumps(pandas.DataFrame()) == b"[]"
    assert dumps(pandas.DataFrame({"a": []}), "columns") == b'{"a":[]}'
    assert len(loads(b"[]", {"a": "Int64"})) == 0
    assert len(loads(b"[{},{}]")) == 2
    assert dumps(pandas.DataFrame(index=[0, 1])) == b"[{},{}]"


def test_wrong_arguments():
    twice = pandas.DataFrame([[1, 2]], columns=["a", "a"])
    with pytest.raises(ValueError, match="different names"):
        dumps(twice)
    with pytest.raises(ValueError, match="orient must be"):
        dumps(frame(), "rows")
    with pytest.raises(jsonde.JSONEncodeError, match="complex"):
        dumps(pandas.DataFrame({"a": pandas.Series([1j], dtype=object)}))


def test_without_pandas(message_without):
    message = message_without("jsonde.contrib.pandas", "pandas")
    assert "jsonde.contrib.pandas needs the package pandas" in message
