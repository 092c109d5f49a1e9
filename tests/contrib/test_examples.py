# SPDX-License-Identifier: MIT
"""The examples of docs/examples that need no cluster and no DataFrames"""

import pytest
from examples import output_of

PARTNER = "examples"


def test_asgi_arrays():
    assert output_of("asgi_arrays.py") == [
        '/depths?first=1&last=4 200 {"count":3,"depths":[142.37,281.84,415.57]}',
        '/depths?first=x 400 {"error":"invalid literal for int() with base 10: \'x\'"}',
        '/x 404 {"error":"there are /depths and /mean"}',
        '/mean [[1, 2], [3, 4.5]] 200 {"shape":[2,2],"mean":2.625}',
        '/mean [1, null] 400 {"error":"expected a number or an array (OPT_NAN_LITERAL '
        "reads NaN, Infinity and null), found 'n': line 1 column 5 (char 4)\"}",
        '/mean [] 400 {"error":"the array is empty"}',
        "/depths 200 7,330,522 bytes",
    ]


def test_shared_memory():
    assert output_of("shared_memory.py") == [
        "24 bytes: 0 0 depths",
        "6083 bytes: 1 1000 depths",
        "12583 bytes: 2 2000 depths",
        "BufferError: 1048580 bytes are needed at offset 0 of a buffer of 1048576",
    ]


def test_log_pipeline():
    assert output_of("log_pipeline.py") == [
        "errors:",
        "   {'level': 'ERROR', 'path': '/mean', 'ms': 340}",
        "   {'level': 'ERROR', 'path': '/x', 'ms': 1}",
        "set aside:",
        "   line 3, offset 84: unexpected end of data",
        "   line 5, offset 117: expected a value, found 'N'",
        "   line 7, offset 198: expected a value, found 'S'",
    ]


@pytest.mark.parametrize("mode", ["direct", "public"])
def test_memoryview_tour(mode, monkeypatch):
    monkeypatch.setenv("JSONDE_ABI", mode)
    lines = output_of("memoryview_tour.py")
    read = [
        "  len: 48, as the public attribute",
        "  itemsize: 4, as the public attribute",
        "  readonly: 0, as the public attribute",
        "  ndim: 2, as the public attribute",
        "  format: b'i', as the public attribute",
        "  shape: (3, 4), as the public attribute",
        "  strides: (16, 4), as the public attribute",
        "  exports: 0, and 1 while a PickleBuffer has one",
    ]
    assert lines[0].startswith(f"memoryview: {mode}")
    assert lines[1:9] == read if mode == "direct" else not set(read) & set(lines)
    assert lines[-6:] == [
        "whole: [[0,1,2,3],[4,5,6,7],[8,9,10,11]]",
        "last row: [[8,9,10,11]]",
        "back: [[8,9,10,11],[4,5,6,7],[0,1,2,3]]",
        "loads of a slice: {'a': [1, 2]}",
        "loads of a released view: ValueError: "
        "operation forbidden on released memoryview object",
        "dumps of a released view: ValueError: "
        "operation forbidden on released memoryview object",
    ]
