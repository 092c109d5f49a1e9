# SPDX-License-Identifier: MIT
"""jsonde.contrib.fastapi"""

import datetime

import numpy
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

import jsonde
from jsonde.contrib.fastapi import JSONResponse, JSONRoute, Request

PARTNER = "fastapi"


class Depth(BaseModel):
    place: str
    metres: float
    when: datetime.datetime


class NumpyResponse(JSONResponse):
    option = jsonde.OPT_SERIALIZE_NUMPY


class CountingRequest(Request):
    decoded = 0

    async def json(self):
        type(self).decoded += 1
        return await super().json()


class CountingRoute(JSONRoute):
    request_class = CountingRequest


def application():
    app = FastAPI(default_response_class=JSONResponse)
    router = APIRouter(route_class=CountingRoute)

    @router.post("/depth")
    def depth(depth: Depth):
        return {"got": depth, "type": type(depth).__name__}

    @router.get("/array")
    def array():
        return NumpyResponse({"a": numpy.arange(3.0)})

    @router.get("/model")
    def model() -> Depth:
        return Depth(place="ü", metres=1.5, when=datetime.datetime(2026, 1, 2))

    app.include_router(router)
    return app


WHERE = {"place": "ü", "metres": 1.5, "when": "2026-01-02T00:00:00"}


def test_a_model_goes_in_and_out():
    before = CountingRequest.decoded
    got = TestClient(application()).post("/depth", json=WHERE)
    assert got.json() == {"got": WHERE, "type": "Depth"}
    assert CountingRequest.decoded == before + 1


def test_the_default_response_class_encodes(monkeypatch):
    rendered = []
    render = JSONResponse.render
    monkeypatch.setattr(
        JSONResponse, "render", lambda self, v: rendered.append(v) or render(self, v)
    )
    assert TestClient(application()).get("/model").json() == WHERE
    assert rendered == [WHERE]


def test_an_array_goes_out():
    got = TestClient(application()).get("/array")
    assert got.content == b'{"a":[0.0,1.0,2.0]}'


def test_json_that_is_wrong_has_the_status_422():
    got = TestClient(application()).post(
        "/depth", content=b'{"place":]', headers={"Content-Type": "application/json"}
    )
    assert got.status_code == 422
    (error,) = got.json()["detail"]
    assert error["type"] == "json_invalid"
    assert error["loc"] == ["body", 9]


def test_the_router_of_an_application_takes_the_route():
    app = FastAPI()
    app.router.route_class = CountingRoute

    @app.post("/")
    def echo(value: dict):
        return value

    before = CountingRequest.decoded
    assert TestClient(app).post("/", json=WHERE).json() == WHERE
    assert CountingRequest.decoded == before + 1


def test_without_fastapi(message_without):
    message = message_without("jsonde.contrib.fastapi", "fastapi")
    assert "jsonde.contrib.fastapi needs the package fastapi" in message
