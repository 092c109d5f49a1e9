# SPDX-License-Identifier: MIT
"""An ASGI service that answers from numpy arrays.

    uvicorn asgi_arrays:app          serves (any ASGI server does)
    python asgi_arrays.py            asks the service in this process (needs httpx)

GET /depths?first=1&last=4 returns a part of the array. The part is a view: jsonde reads
the numbers in place and makes no Python object for a number. POST /mean reads an array
of numbers in JSON into memory of float64, also without objects.
"""

import asyncio
import urllib.parse

import numpy

import jsonde

DEPTHS = numpy.round(1000 * numpy.sin(numpy.arange(1_000_000) / 7), 2)


async def app(scope, receive, send):
    """Answer a request."""
    if scope["type"] != "http":
        raise NotImplementedError(scope["type"])
    try:
        if scope["path"] == "/depths":
            status, answer = 200, depths(scope["query_string"].decode())
        elif scope["path"] == "/mean":
            status, answer = 200, mean(await body(receive))
        else:
            status, answer = 404, {"error": "there are /depths and /mean"}
    except ValueError as error:  # also jsonde.JSONDecodeError
        status, answer = 400, {"error": str(error)}
    await respond(send, status, answer)


def depths(query):
    """Return a part of the array."""
    arguments = dict(urllib.parse.parse_qsl(query))
    first = int(arguments.get("first", 0))
    last = int(arguments.get("last", len(DEPTHS)))
    part = DEPTHS[first:last]
    return {"count": len(part), "depths": part}


def mean(data):
    """Return the mean of an array in JSON."""
    numbers = numpy.asarray(jsonde.loads_array(data, "d"))
    if numbers.size == 0:
        raise ValueError("the array is empty")
    return {"shape": numbers.shape, "mean": numbers.mean()}


async def body(receive):
    """Return the body of a request."""
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


async def respond(send, status, answer):
    """Send an answer as JSON."""
    data = jsonde.dumps(answer, option=jsonde.OPT_SERIALIZE_BUFFER)
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(data)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})


async def main():
    """Ask the service."""
    import httpx

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sea") as client:
        for path in ("/depths?first=1&last=4", "/depths?first=x", "/x"):
            answer = await client.get(path)
            print(path, answer.status_code, answer.text)
        for data in ("[[1, 2], [3, 4.5]]", "[1, null]", "[]"):
            answer = await client.post("/mean", content=data)
            print("/mean", data, answer.status_code, answer.text)
        whole = await client.get("/depths")
        print("/depths", whole.status_code, f"{len(whole.content):,} bytes")


if __name__ == "__main__":
    asyncio.run(main())
