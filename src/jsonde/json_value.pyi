# SPDX-License-Identifier: MIT
from typing import Dict, List, Union

from typing_extensions import TypeAlias

__all__ = ["JSONValue"]

JSONValue: TypeAlias = Union[
    Dict[str, "JSONValue"], List["JSONValue"], str, int, float, bool, None
]
