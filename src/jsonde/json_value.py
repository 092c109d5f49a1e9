# SPDX-License-Identifier: MIT
"""The type of a JSON document in Python, for annotations.

jsonde imports this module when JSONValue is first used, because the module
typing takes longer to import than jsonde.
"""

from typing import Dict, List, Union

__all__ = ["JSONValue"]

JSONValue = Union[
    Dict[str, "JSONValue"], List["JSONValue"], str, int, float, bool, None
]
