# SPDX-License-Identifier: MIT
"""The serializer "jsonde" of Kombu and Celery:

    register()
    app.conf.update(task_serializer="jsonde", result_serializer="jsonde")

Its messages are those of the serializer "json", with fewer bytes: each side may use
either. Dates, Decimals, UUIDs and bytes come back with their types.
"""

from __future__ import annotations

import re
from typing import Any

import jsonde.json as json
from jsonde.contrib import needs

with needs(__name__, "kombu"):
    from kombu import serialization
    from kombu.utils import json as their

__all__ = ["dumps", "loads", "register"]

_encoder = json.JSONEncoder(
    separators=(",", ":"), default=their.JSONEncoder().default
)
# A text with an object for Kombu's hook contains this. A letter may be escaped.
_marked = re.compile(r"__type__|\\u00[567]")


def dumps(obj: Any) -> str:
    """Return the body of a message."""
    return _encoder.encode(obj)


def loads(data: str | bytes | bytearray | memoryview) -> Any:
    """Return the value of a message. Kombu's hook runs only for messages that may
    have an object for it."""
    text = data if isinstance(data, str) else str(data, "utf-8")
    if _marked.search(text):
        return json.loads(text, object_hook=their.object_hook)
    return json.loads(text)


def register(name: str = "jsonde") -> None:
    """Register the serializer under a name, for messages of JSON."""
    serialization.register(
        name, dumps, loads, content_type="application/json", content_encoding="utf-8"
    )
