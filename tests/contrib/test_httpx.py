# SPDX-License-Identifier: MIT
"""jsonde.contrib.httpx"""

import httpx
import numpy
import pytest
from local_server import VALUE

import jsonde
from jsonde.contrib.httpx import iter_lines, json_body, read_json
from jsonde.lines import LineError

PARTNER = "httpx"


def test_a_value_goes_there_and_back(server):
    with httpx.Client() as client:
        response = client.post(server + "/echo", **json_body(VALUE))
    assert response.headers["X-Got-Type"] == "application/json"
    assert response.content == jsonde.dumps(VALUE)
    assert read_json(response) == VALUE


def test_options_count(server):
    body = json_body({"a": numpy.arange(3)}, option=jsonde.OPT_SERIALIZE_NUMPY)
    assert httpx.post(server + "/echo", **body).content == b'{"a":[0,1,2]}'
    big = httpx.post(server + "/echo", content=b"[123456789012345678901]")
    assert read_json(big, option=jsonde.OPT_BIG_INTEGER) == [123456789012345678901]


def test_the_charset_of_the_header_counts(server):
    assert read_json(httpx.get(server + "/latin")) == "ü"


def test_lines_are_streamed(server):
    with httpx.stream("GET", server + "/lines") as response:
        rows = list(iter_lines(response, on_error="yield"))
    assert rows[:2] == [{"n": 0, "ü": "x" * 100}, {"n": 1, "ü": "x" * 100}]
    assert len(rows) == 2001
    (error,) = (row for row in rows if isinstance(row, LineError))
    assert error.lineno == 1001


def test_a_wrong_body(server):
    response = httpx.post(server + "/echo", content=b"[1,")
    with pytest.raises(jsonde.JSONDecodeError) as caught:
        read_json(response)
    assert caught.value.pos == 3


def test_a_compressed_body(server):
    response = httpx.get(server + "/gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert read_json(response) == VALUE


def test_without_httpx(message_without):
    message = message_without("jsonde.contrib.httpx", "httpx")
    assert "jsonde.contrib.httpx needs the package httpx" in message
