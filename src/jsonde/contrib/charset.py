# SPDX-License-Identifier: MIT
"""JSON in the bodies of HTTP messages."""

from __future__ import annotations

from email.message import Message
from typing import Any

from jsonde import loads

__all__ = ["loads_body"]


def loads_body(body: bytes, content_type: str | None, option: int | None) -> Any:
    """Return the value of a body. It is UTF-8, unless the header Content-Type names
    another charset."""
    if content_type is None or "charset" not in content_type.lower():
        return loads(body, option=option)
    message = Message()
    message["Content-Type"] = content_type
    charset = message.get_content_charset("utf-8")
    if charset in ("utf-8", "utf8", "us-ascii"):
        return loads(body, option=option)
    return loads(body.decode(charset), option=option)
