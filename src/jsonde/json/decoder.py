# SPDX-License-Identifier: MIT
"""The names of json.decoder, with a class JSONDecoder that decodes by jsonde."""

import json.decoder as standard

from jsonde import _implementation

globals().update(
    (name, value) for name, value in vars(standard).items() if name[:2] != "__"
)
__all__ = standard.__all__
_StandardDecoder = standard.JSONDecoder
_native_loads = getattr(_implementation.module, "standard_loads", None)
_call_hooks = getattr(_implementation.module, "call_hooks", None)


_PLAIN = _StandardDecoder()


def _is_standard(decoder):
    """Returns whether a decoder reads scalars, other than floats, and grammar as
    the standard library does by default."""
    return (
        decoder.strict is True
        and decoder.parse_int is int
        and decoder.parse_constant == _PLAIN.parse_constant
        and decoder.parse_object is _PLAIN.parse_object
        and decoder.parse_array is _PLAIN.parse_array
        and decoder.parse_string is _PLAIN.parse_string
    )


def _with_hooks(s, value, hooks):
    """Returns the value of the text s after the hooks. The standard library takes
    a StopIteration for the end of the text."""
    try:
        return _call_hooks(value, *hooks)
    except StopIteration as error:
        position = error.value
    raise JSONDecodeError("Expecting value", s, position)


class JSONDecoder(_StandardDecoder):
    __doc__ = _StandardDecoder.__doc__

    def __init__(self, **named):
        super().__init__(**named)
        # The scanner has the hooks that it was made with.
        self._scanner = self.scan_once if _is_standard(self) else None
        number = None if self.parse_float is float else self.parse_float
        hooks = (
            self.object_hook,
            self.object_pairs_hook,
            getattr(self, "array_hook", None),
            number,
        )
        self._raw_float = number is not None
        self._hooks = hooks if any(hook is not None for hook in hooks) else None

    def decode(self, s, _w=standard.WHITESPACE.match):
        """Return the Python representation of `s` (a `str` instance containing a
        JSON document)."""
        own = getattr(self.raw_decode, "__func__", None)
        if (
            self.scan_once is not self._scanner
            or own is not _StandardDecoder.raw_decode
            or type(s) is not str
        ):
            return super().decode(s, _w)
        hooks = self._hooks
        try:
            value = _native_loads(s, self._raw_float, hooks is not None)
        except Exception:
            pass  # an error of the standard library has no context
        else:
            return value if hooks is None else _with_hooks(s, value, hooks)
        return super().decode(s, _w)


if _native_loads is None:
    JSONDecoder = _StandardDecoder
