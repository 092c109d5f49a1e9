# SPDX-License-Identifier: MIT
"""JSON in the bodies of HTTP messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import Message
from typing import Any

from jsonde import dumps, loads

__all__ = ["Chunks", "headers_and_body", "loads_body"]

_UTF8 = ("utf-8", "utf8", "us-ascii")


def loads_body(body: bytes, content_type: str | None, option: int | None) -> Any:
    """Return the value of a body. It is UTF-8, unless the header Content-Type names
    another charset."""
    if content_type is None or "charset" not in content_type.lower():
        return loads(body, option=option)
    message = Message()
    message["Content-Type"] = content_type
    charset = message.get_content_charset("utf-8")
    if charset in _UTF8:
        return loads(body, option=option)
    return loads(body.decode(charset), option=option)


def headers_and_body(
    obj: Any, default: Callable[[Any], Any] | None, option: int | None
) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body of a request with obj as JSON."""
    return {"Content-Type": "application/json"}, dumps(obj, default, option)


class Chunks:
    """A file of the chunks of a body, for iter_lines(). Each read() returns a chunk
    that is not empty, of any size, or b"" at the end."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks: Iterator[bytes] = chunks

    def read(self, size: int = -1, /) -> bytes:
        """Return the next chunk."""
        for chunk in self.chunks:
            if chunk:
                return chunk
        return b""
