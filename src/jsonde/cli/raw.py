# SPDX-License-Identifier: MIT
"""Documents whose numbers keep their text: a float, and an integer of more than
64 bits, is a bytes object."""

from __future__ import annotations

from typing import Any

import jsonde
from jsonde import _implementation

__all__ = ["read_next", "write"]

_module: Any = _implementation

OPTION = jsonde.OPT_LONE_SURROGATES


def read_next(data: bytes, pos: int, option: int) -> tuple[Any, int]:
    """Do what jsonde.loads_next() does, with the text of numbers."""
    pair: tuple[Any, int] = _module.raw_loads(data, pos, option | OPTION)
    return pair


def write(
    value: Any, file: Any, option: int = 0, indent: int | str | None = None
) -> None:
    """Write a value of read_next() to a buffered file of bytes."""
    _module.raw_dump(value, file.write, option | OPTION, indent)
