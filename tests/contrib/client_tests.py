# SPDX-License-Identifier: MIT
"""The tests of the clients of HTTP. A test module imports them, and has the fixture
client."""

import collections

import numpy
import pytest
from local_server import VALUE

import jsonde
from jsonde.lines import LineError

__all__ = [
    "test_a_compressed_body",
    "test_a_value_goes_there_and_back",
    "test_a_wrong_body",
    "test_lines_are_streamed",
    "test_options_count",
    "test_the_charset_of_the_header_counts",
]

# contrib: the module of jsonde.contrib. send(url, data), send_json(url, arguments),
# get(url): functions that return a response. stream(url): a context of a response.
Client = collections.namedtuple("Client", "contrib send send_json get stream")


def test_a_value_goes_there_and_back(server, client):
    response = client.send_json(server + "/echo", client.contrib.json_body(VALUE))
    assert response.headers["X-Got-Type"] == "application/json"
    assert response.content == jsonde.dumps(VALUE)
    assert client.contrib.read_json(response) == VALUE


def test_options_count(server, client):
    value, option = {"a": numpy.arange(3)}, jsonde.OPT_SERIALIZE_NUMPY
    body = client.contrib.json_body(value, option=option)
    assert client.send_json(server + "/echo", body).content == b'{"a":[0,1,2]}'
    big = client.send(server + "/echo", b"[123456789012345678901]")
    read = client.contrib.read_json(big, option=jsonde.OPT_BIG_INTEGER)
    assert read == [123456789012345678901]


def test_the_charset_of_the_header_counts(server, client):
    assert client.contrib.read_json(client.get(server + "/latin")) == "ü"


def test_lines_are_streamed(server, client):
    with client.stream(server + "/lines") as response:
        rows = list(client.contrib.iter_lines(response, on_error="yield"))
    assert rows[:2] == [{"n": 0, "ü": "x" * 100}, {"n": 1, "ü": "x" * 100}]
    assert len(rows) == 2001
    (error,) = (row for row in rows if isinstance(row, LineError))
    assert error.lineno == 1001


def test_a_wrong_body(server, client):
    response = client.send(server + "/echo", b"[1,")
    with pytest.raises(jsonde.JSONDecodeError) as caught:
        client.contrib.read_json(response)
    assert caught.value.pos == 3


def test_a_compressed_body(server, client):
    response = client.get(server + "/gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert client.contrib.read_json(response) == VALUE
