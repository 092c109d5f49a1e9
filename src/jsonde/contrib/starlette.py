# SPDX-License-Identifier: MIT
"""Responses and requests of Starlette, with jsonde instead of json."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from jsonde import dumps, loads
from jsonde.contrib import needs

with needs(__name__, "starlette"):
    from starlette import requests, responses

__all__ = ["JSONResponse", "Request"]


class JSONResponse(responses.JSONResponse):
    """A response whose content jsonde encodes.

    default, option: class attributes, the arguments of dumps(). A subclass sets them:

        class NumpyResponse(JSONResponse):
            option = jsonde.OPT_SERIALIZE_NUMPY
    """

    default: ClassVar[Callable[[Any], Any] | None] = None
    option: ClassVar[int | None] = None

    def render(self, content: Any) -> bytes:
        """Return the content as JSON."""
        return dumps(content, type(self).default, type(self).option)


class Request(requests.Request):
    """A request whose json() is decoded by jsonde.

    option: a class attribute, the argument of loads().
    """

    option: ClassVar[int | None] = None
    _value: Any

    async def json(self) -> Any:
        """Return the value of the body. It is decoded once."""
        if not hasattr(self, "_value"):
            self._value = loads(await self.body(), option=type(self).option)
        return self._value
