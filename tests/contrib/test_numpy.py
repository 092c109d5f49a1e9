# SPDX-License-Identifier: MIT
"""jsonde.contrib.numpy"""

import numpy
import pytest

import jsonde
from jsonde.contrib.numpy import dumps, loads, to_json

PARTNER = "numpy"
RECORDS = numpy.array([(1, [2.0, 3.0])], [("a", "<i4"), ("ü", ">f8", (2,))])
ARRAYS = [
    *(numpy.arange(6).astype(code).reshape(2, 3) for code in "bBhHiIlLqQefd?FD"),
    numpy.arange(6.0).reshape(2, 3).T,
    numpy.arange(10)[::-3],
    numpy.zeros((2, 0, 3)),
    numpy.array(1.5),
    numpy.array([1, 2], ">i4"),
    numpy.array([1, -2], "m8[s]"),
    numpy.array(["a", "bü"]),
    numpy.array([b"a", b"bc"]),
    RECORDS,
    numpy.array([((1,), 2)], [("a", [("b", "<i2")]), ("c", "<i4")]),
]


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: str(array.dtype))
def test_an_array_comes_back(array):
    got = loads(dumps({"x": [array]}))["x"][0]
    assert type(got) is numpy.ndarray
    assert got.dtype == array.dtype
    assert got.shape == array.shape
    assert got.tobytes() == array.tobytes()
    assert got.flags.writeable


def test_the_object_is_that_of_the_option():
    array = numpy.arange(3)
    assert dumps(array) == jsonde.dumps(array, option=jsonde.OPT_BUFFER_BASE64)


def test_other_values_stay():
    value = {"a": [1, None, {"dtype": "x"}], "b": {"dtype": 1, "shape": 2, "data": 3}}
    assert loads(dumps(value)) == value


@pytest.mark.parametrize("dtype", ['"size XL"', "5", "[]", '[["a"]]', '[[1,"i4"]]', "null"])
def test_user_data_with_these_members_stays(dtype):
    text = '{"dtype":%s,"shape":[1],"data":"blue"}' % dtype
    assert loads(text) == jsonde.loads(text)


@pytest.mark.parametrize("shape", ['"x"', "3", "[-1]", "[1.0]", "[true]", '["1"]', "null"])
def test_user_data_with_another_shape_stays(shape):
    text = '{"dtype":"<c16","shape":%s,"data":"blue"}' % shape
    assert loads(text) == jsonde.loads(text)


def test_damaged_data():
    for data in ("A", "AAAA", "****", ""):
        with pytest.raises(ValueError):
            loads('{"dtype":"<c16","shape":[2],"data":"%s"}' % data)


def test_times_are_strings_unless_to_json_encodes_them():
    times = numpy.array(["2026-01-02T03:04:05.123456789", "NaT"], "M8[ns]")
    assert loads(dumps(times)) == ["2026-01-02T03:04:05.123456", None]
    got = loads(dumps({"t": to_json(times)}))["t"]
    assert got.dtype == times.dtype
    assert got.tobytes() == times.tobytes()


def test_default_and_option():
    text = dumps({"b": 1j, "a": numpy.array([1j])}, repr, jsonde.OPT_SORT_KEYS)
    assert text == (
        b'{"a":{"data":"AAAAAAAAAAAAAAAAAADwPw==","dtype":"<c16","shape":[1]},"b":"1j"}'
    )


def test_objects_are_refused():
    with pytest.raises(TypeError) as caught:
        dumps(numpy.array([object()]))
    assert str(caught.value.__cause__) == "arrays of the dtype object have no JSON"
    with pytest.raises(TypeError, match="complex"):
        dumps(1j)
    for dtype in ('"|O"', '[["a","|O"]]'):
        with pytest.raises(ValueError, match="have no JSON"):
            loads('{"dtype":%s,"shape":[1],"data":"AAAAAAAAAAA="}' % dtype)


def test_without_numpy(message_without):
    message = message_without("jsonde.contrib.numpy", "numpy")
    assert "jsonde.contrib.numpy needs the package numpy" in message
