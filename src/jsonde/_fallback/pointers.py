# SPDX-License-Identifier: MIT
"""Checks a whole document, and finds the places of the values that a JSON
Pointer (RFC 6901) names. src/text/pointer.c and skip.c do
the same in C."""

import re

from jsonde._fallback import errors
from jsonde._fallback.decode import Decoder
from jsonde._fallback.decode_numbers import read_number
from jsonde._fallback.errors import Fault
from jsonde._fallback.options import OPT_NAN_LITERAL

INDEX = re.compile(r"0|[1-9][0-9]*")


class Token:
    """A token of a pointer: its text, and the index that it is, or None."""

    def __init__(self, text):
        self.text = text
        self.index = int(text) if INDEX.fullmatch(text) else None


def parse(pointer):
    """Returns the tokens of a JSON Pointer (str)."""
    if not pointer:
        return []
    if pointer[0] != "/" or re.search("~(?![01])", pointer):
        raise ValueError(errors.BAD_POINTER)
    parts = pointer[1:].split("/")
    return [Token(p.replace("~1", "/").replace("~0", "~")) for p in parts]


class Level:
    """An array or object that is open. named: the index of the token that
    names one of its values, or None where the pointer does not go through
    it; index: of the item that comes, in an array."""

    __slots__ = ("is_object", "named", "index")

    def __init__(self, is_object, named):
        self.is_object = is_object
        self.named = named
        self.index = 0


class Walker:
    """Goes over a document. depth(): the arrays and objects that are open;
    last: where the value begins that was named last.

    found(position) is called at each value that all tokens name; it returns
    the end of the value, or None where the walker must go over it.
    """

    def __init__(self, text, end, tokens, options, of_bytes, found):
        self.decoder = Decoder(text, 0, end, options, of_bytes)
        self.end = end
        self.tokens = tokens
        self.found = found
        self.last = 0
        self.levels = self.decoder.open
        self.starts = tuple("tfnNI" if options & OPT_NAN_LITERAL else "tfn")
        self.is_named = True  # the tokens so far name the value that comes

    def walk(self):
        """Goes over all of the document. Raises Fault."""
        d = self.decoder
        i = d.skip(0)
        while True:
            i, is_open = self.value(i)
            if is_open:
                continue
            i, ended = self.after_values(i)
            if ended:
                break
        i = d.skip(i)
        if i < self.end:
            raise Fault(errors.TRAILING, i)

    def value(self, i):
        """Goes over the value at i. Returns (its end, False), or (the place
        of its first value, True)."""
        d = self.decoder
        if self.is_named and i < self.end:
            self.last = i
            if len(self.levels) == len(self.tokens):
                self.is_named = False
                behind = self.found(i)
                if behind is not None:
                    return behind, False
        c = d.peek(i)
        if c == '"':
            return d.strings.read(i)[1], False
        if c == "{" or c == "[":
            return self.open(c, i)
        if c and c in "-0123456789":
            return self.number(i), False
        if c not in self.starts:
            raise self.no_value(c, i)
        return d.literal(c, i)[1], False

    def number(self, i):
        """Returns the end of the number at i."""
        d = self.decoder
        if d.peek(i + 1) == "I" and "I" in self.starts:
            return d.number(i)[1]
        return read_number(d.text, i, self.end, 0)[1]

    def no_value(self, c, i):
        """Returns the Fault for a place where no value begins."""
        fault = self.decoder.no_value(c, i)
        if self.is_first(i) and fault.status == errors.EXPECTED_VALUE:
            fault.status = errors.EXPECTED_VALUE_OR_END
        return fault

    def is_first(self, i):
        """Tells whether ']' may stand at i."""
        level = self.levels[-1] if self.levels else None
        return level is not None and not level.is_object and level.index == 0

    def open(self, c, i):
        """Opens the array or object at i, as value() has it."""
        d = self.decoder
        if len(self.levels) == 1024:
            raise Fault(errors.TOO_DEEP, i)
        named = len(self.levels) if self.is_named else None
        level = Level(c == "{", named)
        first = d.skip(i + 1)
        self.levels.append(level)
        if d.peek(first) == ("}" if level.is_object else "]"):
            self.levels.pop()
            return first + 1, False
        if level.is_object:
            return self.key(first, errors.EXPECTED_KEY_OR_END), True
        self.name_item(level)
        return first, True

    def name_item(self, level):
        """Notes whether the pointer names the item that comes."""
        self.is_named = level.named is not None and (
            self.tokens[level.named].index == level.index
        )

    def key(self, i, status):
        """Goes over the key at i; returns the place of its value."""
        d = self.decoder
        if d.peek(i) != '"':
            raise d.unexpected(status, i)
        key, behind = d.strings.read(i)
        named = self.levels[-1].named
        self.is_named = named is not None and self.tokens[named].text == key
        i = d.skip(behind)
        if d.peek(i) != ":":
            raise d.unexpected(errors.EXPECTED_COLON, i)
        return d.skip(i + 1)

    def after_values(self, i):
        """Goes on behind a value that ends at i. Returns (the place of the
        next value, False), or (the end of the document, True)."""
        d = self.decoder
        while self.levels:
            level = self.levels[-1]
            i = d.skip(i)
            c = d.peek(i)
            if c == ",":
                i = d.skip(i + 1)
                if level.is_object:
                    return self.key(i, errors.EXPECTED_KEY), False
                level.index += 1
                self.name_item(level)
                return i, False
            if c != ("}" if level.is_object else "]"):
                raise d.unexpected(
                    errors.EXPECTED_COMMA_OR_BRACE
                    if level.is_object
                    else errors.EXPECTED_COMMA_OR_BRACKET,
                    i,
                )
            self.levels.pop()
            self.is_named = False
            i += 1
        return i, True
