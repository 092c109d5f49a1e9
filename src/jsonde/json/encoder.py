# SPDX-License-Identifier: MIT
"""The names of json.encoder, with a class JSONEncoder that encodes by jsonde."""

import json.encoder as standard

from jsonde import _implementation

globals().update(
    (name, value) for name, value in vars(standard).items() if name[:2] != "__"
)
_StandardEncoder = standard.JSONEncoder
_native_dumps = getattr(_implementation.module, "standard_dumps", None)

# separator: whether it has a space. Texts with others are for the standard
# library.
_ITEM_SEPARATORS = {",": False, ", ": True}
_KEY_SEPARATORS = {":": False, ": ": True}


class _Replay:
    """The function default for a second run. It returns what default returned in
    the first run, raises the exception that it raised then, and calls default
    again after that."""

    def __init__(self, default, made, error):
        self.default = default
        self.made = iter(made)
        self.error = error.__cause__

    def __call__(self, o):
        for result in self.made:
            return result
        self.finish()
        return self.default(o)

    def finish(self):
        """Raises the exception of the first run, if it was not raised again
        because default has changed the objects."""
        error, self.error = self.error, None
        if error is not None:
            raise error


def _default_of(encoder):
    """Returns the function default of an encoder, or None if it only raises the
    exception for an unknown type."""
    default = encoder.default
    function = getattr(default, "__func__", None)
    return None if function is _StandardEncoder.default else default


def _arguments_of(encoder):
    """Returns the last arguments of _native_dumps() for an encoder. KeyError or
    TypeError if _native_dumps() has none for it."""
    bool(encoder.skipkeys), bool(encoder.check_circular)  # may raise
    indent = encoder.indent
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    return (
        indent,
        bool(encoder.ensure_ascii),
        bool(encoder.allow_nan),
        bool(encoder.sort_keys),
        _ITEM_SEPARATORS[encoder.item_separator],
        _KEY_SEPARATORS[encoder.key_separator],
    )


def _encode(encoder, o):
    """Encodes o by the native module. Returns the text, and an encoder of the
    standard library that shall encode o if the text is None. It calls default
    only for objects for which it was not called here."""
    default = _default_of(encoder)
    made = None if default is None else []
    try:
        return _native_dumps(o, default, made, *_arguments_of(encoder)), None
    except Exception as error:
        if not made and error.__cause__ is None:
            return None, encoder
        return None, _replaying(encoder, _Replay(default, made, error))


def _replaying(encoder, replay):
    """Returns an encoder of the standard library that calls replay for default."""
    return _StandardEncoder(
        skipkeys=encoder.skipkeys,
        ensure_ascii=encoder.ensure_ascii,
        check_circular=encoder.check_circular,
        allow_nan=encoder.allow_nan,
        sort_keys=encoder.sort_keys,
        indent=encoder.indent,
        separators=(encoder.item_separator, encoder.key_separator),
        default=replay,
    )


def _encode_by_standard(encoder, o):
    """Does what JSONEncoder.encode() of the standard library does. That would call
    iterencode() of this module, and encode o by the native module again."""
    if isinstance(o, str):
        text = _StandardEncoder.encode(encoder, o)
    else:
        parts = _StandardEncoder.iterencode(encoder, o, _one_shot=True)
        text = "".join(parts if isinstance(parts, (list, tuple)) else list(parts))
    _finish(encoder)
    return text


def _finish(encoder):
    """Ends a run of an encoder that _encode() has returned."""
    if isinstance(encoder.default, _Replay):
        encoder.default.finish()


def _parts(encoder, o, one_shot):
    """Yields the text of JSONEncoder.iterencode()."""
    text, encoder = _encode(encoder, o)
    if text is not None:
        yield text
    else:
        yield from _StandardEncoder.iterencode(encoder, o, one_shot)
        _finish(encoder)


class JSONEncoder(_StandardEncoder):
    __doc__ = _StandardEncoder.__doc__

    def encode(self, o):
        """Return a JSON string representation of a Python data structure."""
        own = getattr(self.iterencode, "__func__", None)
        if own is not JSONEncoder.iterencode:
            return super().encode(o)
        text, encoder = _encode(self, o)
        return _encode_by_standard(encoder, o) if text is None else text

    def iterencode(self, o, _one_shot=False):
        """Encode the given object and yield the text, in one part if jsonde
        encodes it."""
        if self.indent is not None:
            _StandardEncoder.iterencode(self, o)  # raises for a wrong indent
        return _parts(self, o, _one_shot)


if _native_dumps is None:
    JSONEncoder = _StandardEncoder
