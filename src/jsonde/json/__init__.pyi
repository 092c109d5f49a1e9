# SPDX-License-Identifier: MIT
"""The API of the standard library's module json, at jsonde's speed."""

from json import (
    JSONDecodeError as JSONDecodeError,
    detect_encoding as detect_encoding,
    dump as dump,
    dumps as dumps,
    load as load,
    loads as loads,
)

from jsonde.json import decoder as decoder, encoder as encoder, scanner as scanner
from jsonde.json.decoder import JSONDecoder as JSONDecoder
from jsonde.json.encoder import JSONEncoder as JSONEncoder

__all__ = [
    "dump",
    "dumps",
    "load",
    "loads",
    "JSONDecoder",
    "JSONDecodeError",
    "JSONEncoder",
    "install",
    "uninstall",
]

def install() -> None: ...
def uninstall() -> None: ...
