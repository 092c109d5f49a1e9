# SPDX-License-Identifier: MIT
"""Checks a whole document, and finds the places of the values that JSON
Pointers (RFC 6901) name. src/text/pointer.c, path.c and skip.c do the same in
C."""

import re

from jsonde._fallback import errors
from jsonde._fallback.decode import Decoder
from jsonde._fallback.decode_numbers import read_number
from jsonde._fallback.errors import Fault
from jsonde._fallback.options import OPT_NAN_LITERAL

INDEX = re.compile(r"0|[1-9][0-9]*")
ESCAPE = re.compile("~[012]")
ESCAPES = {"~0": "~", "~1": "/", "~2": "*"}


class Token:
    """A token of a pointer: its text, the index that it is, or None, and
    whether it names every item or member."""

    def __init__(self, raw):
        self.is_any = raw == "*"
        self.text = ESCAPE.sub(lambda match: ESCAPES[match.group()], raw)
        self.index = int(self.text) if INDEX.fullmatch(self.text) else None


def parse(pointer):
    """Returns the tokens of a JSON Pointer (str)."""
    if not pointer:
        return []
    if pointer[0] != "/" or re.search("~(?![012])", pointer):
        raise ValueError(errors.BAD_POINTER)
    return [Token(raw) for raw in pointer[1:].split("/")]


class Level:
    """An array or object that is open. index: of the item that comes, in an
    array."""

    __slots__ = ("is_object", "index")

    def __init__(self, is_object):
        self.is_object = is_object
        self.index = 0


class NamedLevel:
    """An array or object that the tokens name. before: the values that were
    found before it; is_found: it has what its token names."""

    __slots__ = ("start", "before", "is_found")

    def __init__(self, start, before):
        self.start = start
        self.before = before
        self.is_found = False


class Path:
    """Where a pointer has come to in a document.

    Of equal keys the last one counts. So the values that are found have
    numbers, which are taken back if a key comes again; count: the numbers.
    nowhere: (number, position) of the first place where the pointer leads
    nowhere, or None. is_named: the tokens so far name the next value;
    is_found: all tokens do.
    """

    def __init__(self, tokens):
        self.tokens = tokens
        self.named = []  # NamedLevel, from the outermost on
        self.count = 0
        self.nowhere = None
        self.is_named = True
        self.is_found = False

    def token(self):
        """Returns the token that looks into the innermost named level."""
        return self.tokens[len(self.named) - 1]

    def lead_nowhere(self, i):
        """Notes that the pointer leads nowhere from here."""
        if self.nowhere is None:
            self.nowhere = (self.count, i)
        self.count += 1

    def reach(self, i, is_container):
        """Looks at the value at i, which the tokens so far name."""
        if len(self.named) == len(self.tokens):
            self.count += 1
            self.is_named = False
            self.is_found = True
        elif not is_container:
            self.is_named = False
            self.lead_nowhere(i)

    def leave(self):
        """Leaves the innermost named level."""
        if not self.named[-1].is_found and not self.token().is_any:
            self.lead_nowhere(self.named[-1].start)
        self.named.pop()
        self.is_named = False

    def name(self, key, index):
        """Moves to a member, or to an item (key: None)."""
        token, level = self.token(), self.named[-1]
        if token.is_any:
            self.is_named = True
            return
        self.is_named = (
            token.index == index if key is None else token.text == key
        )
        if self.is_named:
            self.count = level.before
            if self.nowhere is not None and self.nowhere[0] >= self.count:
                self.nowhere = None
            level.is_found = True


class Walker:
    """Goes over a document.

    found(position) is called at each value of a path: those paths have
    is_found, which the function resets. It returns the end of the value, or
    None where the walker must go over it.
    """

    def __init__(self, text, end, paths, options, of_bytes, found):
        self.decoder = Decoder(text, 0, end, options, of_bytes)
        self.end = end
        self.paths = paths
        self.found = found
        self.levels = self.decoder.open
        self.starts = tuple("tfnNI" if options & OPT_NAN_LITERAL else "tfn")

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

    def reach(self, i):
        """Tells the paths of the value at i. Returns its end, or None where
        the walker must go over it."""
        is_container = self.decoder.peek(i) in ("[", "{")
        for path in self.paths:
            if path.is_named:
                path.reach(i, is_container)
        if not any(path.is_found for path in self.paths):
            return None
        behind = self.found(i)
        leads_on = any(path.is_named for path in self.paths)
        return None if leads_on else behind

    def value(self, i):
        """Goes over the value at i. Returns (its end, False), or (the place
        of its first value, True)."""
        d = self.decoder
        if i < self.end:
            behind = self.reach(i)
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
        level = Level(c == "{")
        first = d.skip(i + 1)
        self.levels.append(level)
        for path in self.paths:
            if path.is_named:
                path.named.append(NamedLevel(i, path.count))
        if d.peek(first) == ("}" if level.is_object else "]"):
            self.leave()
            return first + 1, False
        if level.is_object:
            return self.key(first, errors.EXPECTED_KEY_OR_END), True
        self.name(None, 0)
        return first, True

    def leave(self):
        """Leaves the innermost array or object."""
        for path in self.paths:
            if len(path.named) == len(self.levels):
                path.leave()
        self.levels.pop()

    def name(self, key, index):
        """Tells the paths of the member or item that comes."""
        for path in self.paths:
            if len(path.named) == len(self.levels):
                path.name(key, index)

    def key(self, i, status):
        """Goes over the key at i; returns the place of its value."""
        d = self.decoder
        if d.peek(i) != '"':
            raise d.unexpected(status, i)
        key, behind = d.strings.read(i)
        self.name(key, None)
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
                self.name(None, level.index)
                return i, False
            if c != ("}" if level.is_object else "]"):
                raise d.unexpected(
                    errors.EXPECTED_COMMA_OR_BRACE
                    if level.is_object
                    else errors.EXPECTED_COMMA_OR_BRACKET,
                    i,
                )
            self.leave()
            i += 1
        return i, True
