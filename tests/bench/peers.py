# SPDX-License-Identifier: MIT
"""The libraries: ours, and its peers.

Each is called in its fastest documented way for plain JSON. dumps gives bytes if
the library can. json and ujson give str, and their time does not include encoding,
which favours them.
"""

import collections
import importlib
import json
import math

OURS = "jsonde"
# Ours, measured a second time: the difference is the noise of the machine.
AGAIN = "jsonde again"
STANDARD = "json"
# In the order of the tables.
NAMES = ("orjson", "ssrjson", "msgspec", "ujson", STANDARD)

Library = collections.namedtuple("Library", "name version dumps loads")


def bind_jsonde(module):
    return module.dumps, module.loads


def bind_orjson(module):
    return module.dumps, module.loads


def bind_ssrjson(module):
    return module.dumps_to_bytes, module.loads


def bind_msgspec(module):
    codec = importlib.import_module("msgspec.json")
    return codec.Encoder().encode, codec.Decoder().decode


def bind_ujson(module):
    return module.dumps, module.loads


def bind_json(module):
    encoder = module.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    return encoder.encode, module.loads


BINDINGS = {
    OURS: bind_jsonde,
    "orjson": bind_orjson,
    "ssrjson": bind_ssrjson,
    "msgspec": bind_msgspec,
    "ujson": bind_ujson,
    STANDARD: bind_json,
}


def load(names):
    """Returns the installed libraries, ours first, and why others are missing."""
    found, missing = [], {}
    for name in (OURS, *names):
        try:
            module = importlib.import_module(name)
        except ImportError as error:
            if name == OURS:
                raise
            missing[name] = f"no wheel of it for this Python? ({error})"
            continue
        version = getattr(module, "__version__", "?")
        found.append(Library(name, version, *BINDINGS[name](module)))
    return found, missing


def with_ours_again(libraries):
    """Returns the libraries, and ours a second time if it is one of them."""
    again = [one._replace(name=AGAIN) for one in libraries if one.name == OURS]
    return [*libraries, *again]


def same(a, b):
    """Returns whether values are equal bit by bit, with equal types and order."""
    if type(a) is not type(b):
        return False
    if type(a) is float:
        return a == b and math.copysign(1, a) == math.copysign(1, b)
    if type(a) is list:
        return len(a) == len(b) and all(map(same, a, b))
    if type(a) is dict:
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    return a == b


def fault(library, direction, text):
    """Returns why a library cannot do a text, or None. The result must mean what
    the standard library says."""
    expected = json.loads(text)
    try:
        if direction == "dumps":
            result = json.loads(library.dumps(json.loads(text)))
        else:
            result = library.loads(text.encode())
            if not same(result, library.loads(text)):
                return "another result from str than from bytes"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None if same(result, expected) else "not the same value"
