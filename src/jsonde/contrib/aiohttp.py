# SPDX-License-Identifier: MIT
"""JSON of aiohttp's servers and clients.

    ClientSession(json_serialize=dumps)            # session.post(url, json=...)
    value = await read_json(response)
    return json_response(value)                    # a handler of a server
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jsonde
from jsonde import dumps_str as dumps
from jsonde import loads
from jsonde.contrib import needs
from jsonde.contrib.bodies import loads_body

with needs(__name__, "aiohttp"):
    from aiohttp import web

__all__ = ["dumps", "json_response", "loads", "read_json"]


def json_response(
    data: Any,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    *,
    status: int = 200,
    reason: str | None = None,
    headers: Mapping[str, str] | None = None,
    content_type: str = "application/json",
) -> web.Response:
    """Return a response with data as JSON.

    default, option: the arguments of dumps(). The other arguments are those of
    aiohttp.web.Response.
    """
    return web.Response(
        body=jsonde.dumps(data, default, option),
        status=status,
        reason=reason,
        headers=headers,
        content_type=content_type,
    )


async def read_json(message: Any, *, option: int | None = None) -> Any:
    """Return the value of the body of a request or a response."""
    content_type = message.headers.get("Content-Type")
    return loads_body(await message.read(), content_type, option)
