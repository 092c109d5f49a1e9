# SPDX-License-Identifier: MIT
"""FastAPI with jsonde instead of json, in both directions:

    app = FastAPI(default_response_class=JSONResponse)
    app.router.route_class = JSONRoute
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from jsonde.contrib import needs

with needs(__name__, "fastapi"):
    from fastapi import routing

    from jsonde.contrib.starlette import JSONResponse, Request

__all__ = ["JSONResponse", "JSONRoute", "Request"]


class JSONRoute(routing.APIRoute):
    """A route whose requests are decoded by jsonde.

    request_class: a class attribute, the class of the requests.
    """

    request_class: ClassVar[type[Request]] = Request

    def get_route_handler(self) -> Callable[[Any], Coroutine[Any, Any, Any]]:
        """Return the function that answers a request."""
        answer: Callable[[Any], Coroutine[Any, Any, Any]] = super().get_route_handler()

        async def handler(request: Any) -> Any:
            return await answer(type(self).request_class(request.scope, request.receive))

        return handler
