# SPDX-License-Identifier: MIT
"""dump() to a path."""

from typing import Any

from _typeshed import StrOrBytesPath

__all__ = ["write_path"]

def write_path(
    path: StrOrBytesPath,
    obj: Any,
    arguments: tuple[Any, Any, Any],
    atomic: bool,
) -> None:
    """Write obj as JSON to the file at path."""
