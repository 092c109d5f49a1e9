# SPDX-License-Identifier: MIT
"""The renderer of structlog, for logs in JSON Lines:

    structlog.configure(processors=[..., JSONRenderer()])
    structlog.configure(
        processors=[..., JSONRenderer(as_bytes=True)],
        logger_factory=structlog.BytesLoggerFactory(),
    )
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jsonde.contrib import needs
from jsonde.contrib.log_lines import OPTION, line

with needs(__name__, "structlog"):
    from structlog import processors

__all__ = ["JSONRenderer", "serialize", "serialize_bytes"]


def serialize_bytes(
    obj: Any, default: Callable[[Any], Any] | None = None, option: int = OPTION
) -> bytes:
    """Return an event as JSON. Values that cannot be encoded are written as their
    repr(), so that no event is lost."""
    return line(obj, default, option)


def serialize(
    obj: Any, default: Callable[[Any], Any] | None = None, option: int = OPTION
) -> str:
    """Return an event as JSON, in a str."""
    return line(obj, default, option).decode()


class JSONRenderer(processors.JSONRenderer):
    """A processor that renders events as JSON.

    as_bytes: return bytes, for structlog.BytesLoggerFactory.
    arguments: default and option, the arguments of dumps(). The standard default is
    that of structlog: __structlog__(), or else repr().
    """

    def __init__(self, *, as_bytes: bool = False, **arguments: Any) -> None:
        serializer: Callable[..., str | bytes] = serialize
        if as_bytes:
            serializer = serialize_bytes
        super().__init__(serializer, **arguments)
