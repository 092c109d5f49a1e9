# SPDX-License-Identifier: MIT
"""jsonde.contrib.starlette"""

import math

import numpy
from starlette.applications import Starlette
from starlette.responses import JSONResponse as TheirResponse
from starlette.routing import Route
from starlette.testclient import TestClient

import jsonde
from jsonde.contrib.starlette import JSONResponse, Request

PARTNER = "starlette"

DOCUMENT = {"a": [1, 2.5, None, True], "ü": "\u2028 ", "b": {"c": "x" * 1000}}


class NumpyResponse(JSONResponse):
    option = jsonde.OPT_SERIALIZE_NUMPY


class ReprResponse(JSONResponse):
    default = repr


async def echo(scope, receive, send):
    value = await Request(scope, receive).json()
    await JSONResponse(value)(scope, receive, send)


async def twice(request):
    request = Request(request.scope, request.receive)
    return JSONResponse([await request.json() is await request.json()])


def client(answer):
    return TestClient(Starlette(routes=[Route("/", answer, methods=["GET", "POST"])]))


def test_the_body_is_that_of_starlette():
    assert JSONResponse(DOCUMENT).body == TheirResponse(DOCUMENT).body


def test_an_application_answers():
    got = client(lambda request: JSONResponse(DOCUMENT, 201, {"X-A": "b"})).get("/")
    assert got.status_code == 201
    assert got.headers["content-type"] == "application/json"
    assert got.headers["x-a"] == "b"
    assert got.json() == DOCUMENT


def test_a_subclass_sets_options():
    body = NumpyResponse({"a": numpy.arange(3)}).body
    assert body == b'{"a":[0,1,2]}'


def test_a_subclass_sets_default():
    assert ReprResponse([1j]).body == b'["1j"]'


def test_nan_is_null():
    assert JSONResponse([math.nan]).body == b"[null]"


def test_a_request_is_decoded():
    assert TestClient(echo).post("/", json=DOCUMENT).json() == DOCUMENT


def test_a_request_is_decoded_once():
    assert client(twice).post("/", json={}).json() == [True]


def test_a_wrong_body_raises_the_exception_of_jsonde():
    try:
        TestClient(echo).post("/", content=b"[1,")
    except jsonde.JSONDecodeError as error:
        assert error.pos == 3
    else:
        raise AssertionError


def test_without_starlette(message_without):
    message = message_without("jsonde.contrib.starlette", "starlette")
    assert "jsonde.contrib.starlette needs the package starlette (pip install" in message
