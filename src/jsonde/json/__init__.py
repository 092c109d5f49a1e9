# SPDX-License-Identifier: MIT
"""The API of the standard library's module json, at jsonde's speed.

`import jsonde.json as json` replaces `import json`: each name and argument is that
of the running Python, and each result, exception and message is the same. What
jsonde does not do in exactly the same way, the standard library does: it is called
whenever the native module refuses something.

Without the native module the names are those of the standard library.
"""

import json as standard

import jsonde.json.decoder
import jsonde.json.encoder
import jsonde.json.scanner
from jsonde.json.decoder import JSONDecodeError, JSONDecoder
from jsonde.json.encoder import JSONEncoder

__all__ = [*standard.__all__, "install", "uninstall"]

_default_encoder = JSONEncoder()
_default_decoder = JSONDecoder()


def _with_these_names(function):
    """Returns a copy of a function of the standard library that uses the classes
    of this module. So it has the signature that the running Python gives it."""
    copy = type(function)(
        function.__code__,
        globals(),
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    copy.__doc__ = function.__doc__
    copy.__module__ = __name__
    return copy


dump, dumps, load, loads = map(
    _with_these_names,
    (standard.dump, standard.dumps, standard.load, standard.loads),
)
for _name, _value in vars(standard).items():
    if not _name.startswith("__"):
        globals().setdefault(_name, _value)

# module: the names that install() replaces.
_REPLACED = {
    standard: ("dump", "dumps", "load", "loads", "JSONDecoder", "JSONEncoder"),
    standard.decoder: ("JSONDecoder",),
    standard.encoder: ("JSONEncoder",),
}
_originals = {
    (module, name): getattr(module, name)
    for module, names in _REPLACED.items()
    for name in names
}


def install():
    """Puts the functions and classes of this module into the module json, for
    programs that import json and cannot be changed. Names that a module has
    imported before, as by `from json import loads`, stay as they are."""
    for module, name in _originals:
        setattr(module, name, globals()[name])


def uninstall():
    """Puts the functions and classes of the standard library back into json."""
    for (module, name), original in _originals.items():
        setattr(module, name, original)


def __getattr__(name):
    """Returns a name that the standard library makes when it is asked for."""
    return getattr(standard, name)
