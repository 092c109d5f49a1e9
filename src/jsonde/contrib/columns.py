# SPDX-License-Identifier: MIT
"""Columns of the values of a table in JSON."""

from __future__ import annotations

from typing import Any

__all__ = ["items_of"]


def items_of(values: Any, name: str) -> list[Any]:
    """Return a column of a list of dicts, or of a dict of lists. Missing items are
    None."""
    if not isinstance(values, dict):
        return [row.get(name) for row in values]
    if name in values:
        return list(values[name])
    return [None] * max(map(len, values.values()), default=0)
