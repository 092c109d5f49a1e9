# SPDX-License-Identifier: MIT
"""Lines of a log, which must be written whatever the values are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jsonde import (
    OPT_BIG_INTEGER,
    OPT_LONE_SURROGATES,
    OPT_NON_STR_KEYS,
    OPT_UTC_Z,
    Fragment,
    JSONEncodeError,
    dumps,
)

__all__ = ["OPTION", "line", "show"]

OPTION = OPT_NON_STR_KEYS | OPT_LONE_SURROGATES | OPT_BIG_INTEGER | OPT_UTC_Z


def show(obj: Any) -> str:
    """Return repr(obj), or what is left to say if repr() fails."""
    try:
        return repr(obj)
    except Exception as error:
        return f"<{type(obj).__name__}, whose repr() raised {type(error).__name__}>"


def line(
    fields: Mapping[Any, Any], default: Callable[[Any], Any] | None, option: int
) -> bytes:
    """Return fields as JSON. Those that cannot be encoded are written as repr()."""
    try:
        return dumps(fields, default, option)
    except (JSONEncodeError, RecursionError):
        return dumps(
            {
                str(name): _encodable(value, default, option)
                for name, value in fields.items()
            },
            None,
            option,
        )


def _encodable(
    value: Any, default: Callable[[Any], Any] | None, option: int
) -> Any:
    """Return a value that dumps() can encode: the value itself, or its repr()."""
    try:
        return Fragment(dumps(value, default, option))
    except (JSONEncodeError, RecursionError):
        return show(value)
