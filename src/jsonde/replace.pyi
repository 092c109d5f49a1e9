# SPDX-License-Identifier: MIT
"""Writing a document to what a path names."""

from typing import Any

from _typeshed import StrOrBytesPath

__all__ = ["write_path"]

def write_path(
    path: StrOrBytesPath,
    obj: Any,
    arguments: tuple[Any, Any, Any],
    atomic: bool,
) -> None:
    """Writes obj to what path names, as dump() does."""
