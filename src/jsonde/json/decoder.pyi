# SPDX-License-Identifier: MIT
import json.decoder
from typing import Any
from json.decoder import JSONDecodeError as JSONDecodeError

__all__ = ["JSONDecoder", "JSONDecodeError"]

class JSONDecoder(json.decoder.JSONDecoder):
    # The keyword arguments are those of the standard library in this version.
    def __init__(self, **named: Any) -> None: ...
