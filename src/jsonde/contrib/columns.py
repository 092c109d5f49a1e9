# SPDX-License-Identifier: MIT
"""Columns of the values of a table in JSON."""

from __future__ import annotations

from itertools import chain
from typing import Any

__all__ = ["columns_of", "items_of"]


def items_of(values: Any, name: str) -> list[Any]:
    """Return a column of a list of dicts, or of a dict of lists. Missing items are
    None."""
    if not isinstance(values, dict):
        return [row.get(name) for row in values]
    if name in values:
        return list(values[name])
    return [None] * max(map(len, values.values()), default=0)


def columns_of(values: Any) -> dict[str, list[Any]]:
    """Return all columns of a list of dicts, or of a dict of lists, in the order in
    which they first appear. Missing items are None."""
    if isinstance(values, dict):
        return values
    names = dict.fromkeys(chain.from_iterable(values))
    return {name: items_of(values, name) for name in names}
