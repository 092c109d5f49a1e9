# SPDX-License-Identifier: MIT
import json
from collections.abc import Callable
from typing import Any

__version__: str

OPT_APPEND_NEWLINE: int
OPT_PASSTHROUGH_SUBCLASS: int
OPT_STRICT_INTEGER: int

class JSONEncodeError(TypeError): ...
class JSONDecodeError(json.JSONDecodeError): ...

def dumps(
    obj: Any,
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
) -> bytes: ...

# data: str, or any object with a contiguous buffer (typing.Buffer from 3.12).
def loads(data: Any, /, *, option: int | None = None) -> Any: ...

# Keys: interpreter, simd, capabilities, structs, symbols, probe_microseconds.
def layout() -> dict[str, Any]: ...
