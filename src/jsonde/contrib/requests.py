# SPDX-License-Identifier: MIT
"""JSON of Requests:

    response = session.post(url, **json_body(value))
    value = read_json(response)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from jsonde import lines
from jsonde.contrib import needs
from jsonde.contrib.bodies import Chunks, headers_and_body, loads_body

with needs(__name__, "requests"):
    from requests import Response

__all__ = ["iter_lines", "json_body", "read_json"]

BLOCK = 1 << 16


def json_body(
    obj: Any, default: Callable[[Any], Any] | None = None, option: int | None = None
) -> dict[str, Any]:
    """Return the arguments headers and data of a request with obj as JSON.

    default, option: the arguments of dumps().
    """
    headers, body = headers_and_body(obj, default, option)
    return {"headers": headers, "data": body}


def read_json(response: Response, *, option: int | None = None) -> Any:
    """Return the value of the body of a response."""
    content_type = response.headers.get("Content-Type")
    return loads_body(response.content or b"", content_type, option)


def iter_lines(
    response: Response,
    *,
    option: int | None = None,
    on_error: Literal["raise", "skip", "yield"] = "raise",
) -> Iterator[Any]:
    """Return an iterator over the values of a response that was requested with
    stream=True, whose body is JSON Lines. The arguments are those of
    jsonde.lines.iter_lines()."""
    file = Chunks(response.iter_content(BLOCK))
    return lines.iter_lines(file, option=option, on_error=on_error)
