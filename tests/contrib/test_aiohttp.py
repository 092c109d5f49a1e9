# SPDX-License-Identifier: MIT
"""jsonde.contrib.aiohttp"""

import asyncio

import numpy
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

import jsonde
from jsonde.contrib.aiohttp import dumps, json_response, loads, read_json

PARTNER = "aiohttp"

VALUE = {"a": [1, 2.5, None], "ü": "ö"}


async def echo(request):
    return json_response(await read_json(request), status=201, headers={"X-A": "b"})


async def array(request):
    return json_response({"a": numpy.arange(3)}, option=jsonde.OPT_SERIALIZE_NUMPY)


async def latin(request):
    return web.Response(body='"ü"'.encode("latin-1"), content_type="application/json",
                        charset="latin-1")


def talk(conversation):
    """Runs a conversation with a server."""

    async def run():
        app = web.Application()
        app.router.add_post("/", echo)
        app.router.add_get("/array", array)
        app.router.add_get("/latin", latin)
        async with TestClient(TestServer(app), json_serialize=dumps) as client:
            return await conversation(client)

    return asyncio.run(run())


def test_a_value_goes_there_and_back():
    async def conversation(client):
        response = await client.post("/", json=VALUE)
        assert response.status == 201
        assert response.headers["X-A"] == "b"
        assert response.content_type == "application/json"
        assert await response.read() == jsonde.dumps(VALUE)
        assert await response.json(loads=loads) == VALUE
        return await read_json(response)

    assert talk(conversation) == VALUE


def test_a_client_sends_bytes():
    async def run():
        app = web.Application()
        app.router.add_post("/", echo)
        server = TestServer(app)
        client = TestClient(server, json_serialize_bytes=jsonde.dumps)
        async with client:
            return await read_json(await client.post("/", json=VALUE))

    assert asyncio.run(run()) == VALUE


def test_an_array_goes_out():
    async def conversation(client):
        return await (await client.get("/array")).read()

    assert talk(conversation) == b'{"a":[0,1,2]}'


def test_the_charset_of_the_header_counts():
    async def conversation(client):
        return await read_json(await client.get("/latin"))

    assert talk(conversation) == "ü"


def test_a_wrong_body():
    async def conversation(client):
        response = await client.post("/", data=b"[1,")
        assert response.status == 500

    talk(conversation)


def test_without_aiohttp(message_without):
    message = message_without("jsonde.contrib.aiohttp", "aiohttp")
    assert "jsonde.contrib.aiohttp needs the package aiohttp" in message
