# SPDX-License-Identifier: MIT
"""The decoder: JSON text to Python objects, without recursion.

What is open stands on a stack, so that documents may be as deep as the native
module allows. After a fault the stack tells what the beginning of a document
says (decode_partial.py). src/dec/ does the same in C.
"""

import re

from jsonde._fallback import errors
from jsonde._fallback.decode_buffer import as_buffer
from jsonde._fallback.decode_numbers import read_number
from jsonde._fallback.decode_strings import Strings
from jsonde._fallback.errors import Fault
from jsonde._fallback.options import (
    OPT_BUFFER_BASE64,
    OPT_NAN_LITERAL,
    OPT_UNIQUE_KEYS,
)

MAX_DEPTH = 1024  # arrays and objects inside each other
SPACE = re.compile(r"[ \t\n\r]*")
NUMBER_STARTS = frozenset("-0123456789")
LITERALS = {"t": ("true", True), "f": ("false", False), "n": ("null", None)}
NAN_LITERALS = {
    "N": ("NaN", float("nan")),
    "I": ("Infinity", float("inf")),
    "-": ("-Infinity", float("-inf")),
}


class Decoder:
    """Reads one document from start to end of a text.

    open: the arrays and objects that are open; keys: the key of each of them
    that waits for its value; token: where the scalar began that failed, or
    None; wants_key: the token is that of a key.
    """

    def __init__(self, text, start, end, options, of_bytes):
        self.text = text
        self.start = start
        self.end = end
        self.options = options
        self.strings = Strings(text, end, options, of_bytes)
        self.open = []
        self.keys = []
        self.token = None
        self.wants_key = False

    def skip(self, i):
        """Returns the position behind the white space at i."""
        if i < self.end and self.text[i] > " ":
            return i
        return SPACE.match(self.text, i, self.end).end()

    def peek(self, i):
        """Returns the character at i; "" at the end."""
        return self.text[i] if i < self.end else ""

    def document(self):
        """Returns (the value of the document, its end)."""
        i = self.skip(self.start)
        while True:
            value, i = self.value(i)
            if value is self:
                continue  # an array or object was opened
            while self.open:
                i, value = self.after(value, i)
                if value is self:
                    break
            else:
                return value, i

    def value(self, i):
        """Returns (the value at i, its end), or (self, the place of the first
        value) of an array or object that was opened."""
        c = self.peek(i)
        if c == '"':
            self.token = i
            value, i = self.strings.read(i)
        elif c == "{" or c == "[":
            return self.open_container(c, i)
        elif c in NUMBER_STARTS:
            return self.number(i)
        else:
            return self.literal(c, i)
        self.token = None
        return value, i

    def number(self, i):
        """Returns (the number at i, its end)."""
        if self.options & OPT_NAN_LITERAL:
            if self.text[i] == "-" and self.peek(i + 1) == "I":
                return self.letters(i, *NAN_LITERALS["-"])
        self.token = i
        value, i = read_number(self.text, i, self.end, self.options)
        self.token = None
        return value, i

    def literal(self, c, i):
        """Returns (the literal at i, its end)."""
        found = LITERALS.get(c)
        if found is None and self.options & OPT_NAN_LITERAL:
            found = NAN_LITERALS.get(c)
        if found is None:
            raise self.no_value(c, i)
        return self.letters(i, *found)

    def letters(self, i, letters, value):
        """Returns (value, its end) where these letters stand at i."""
        self.token = i
        stop = i + len(letters)
        if stop > self.end or not self.text.startswith(letters, i):
            for at, letter in enumerate(letters, i):
                if at == self.end:
                    raise Fault(errors.END, at, True)
                if self.text[at] != letter:
                    raise Fault(errors.BAD_LITERAL, at)
        self.token = None
        return value, stop

    def no_value(self, c, i):
        """Returns the Fault for a place where no value begins."""
        self.token = None
        if not c:
            status = errors.END if self.open else errors.EMPTY
            return Fault(status, self.end, True)
        if c == "\ufeff" and i == self.start:
            return Fault(errors.BOM, i)
        if self.open and self.open[-1] == [] and type(self.open[-1]) is list:
            return Fault(errors.EXPECTED_VALUE_OR_END, i)
        return Fault(errors.EXPECTED_VALUE, i)

    def open_container(self, c, i):
        """Opens the array or object at i, as value() has it."""
        if len(self.open) == MAX_DEPTH:
            raise Fault(errors.TOO_DEEP, i)
        is_object = c == "{"
        made = {} if is_object else []
        first = self.skip(i + 1)
        self.open.append(made)
        self.keys.append(None)
        if self.peek(first) == ("}" if is_object else "]"):
            return self.close(first), first + 1
        if is_object:
            first = self.key(first, errors.EXPECTED_KEY_OR_END)
        return self, first

    def close(self, i):
        """Closes the array or object that ends at i, and returns it."""
        self.keys.pop()
        made = self.open.pop()
        if self.options & OPT_BUFFER_BASE64 and type(made) is dict:
            return as_buffer(made, i)
        return made

    def key(self, i, status):
        """Reads the key at i; returns the place of its value."""
        if self.peek(i) != '"':
            raise self.unexpected(status, i)
        self.token, self.wants_key = i, True
        key, behind = self.strings.read(i)
        self.token, self.wants_key = None, False
        if self.options & OPT_UNIQUE_KEYS and key in self.open[-1]:
            raise Fault(errors.REPEATED_KEY, i)
        self.keys[-1] = key
        i = self.skip(behind)
        if self.peek(i) != ":":
            raise self.unexpected(errors.EXPECTED_COLON, i)
        return self.skip(i + 1)

    def unexpected(self, status, i):
        """Returns the Fault for something else than what must stand at i."""
        if i >= self.end:
            return Fault(errors.END, self.end, True)
        return Fault(status, i)

    def put(self, value):
        """Puts a value into the array or object that is open."""
        top = self.open[-1]
        if type(top) is list:
            top.append(value)
        else:
            top[self.keys[-1]] = value

    def after(self, value, i):
        """Goes on behind a value that ends at i. Returns (the place of the
        next value, self), or (its end, the container that ended)."""
        self.put(value)
        i = self.skip(i)
        c = self.peek(i)
        is_object = type(self.open[-1]) is dict
        if c == ",":
            i = self.skip(i + 1)
            if is_object:
                i = self.key(i, errors.EXPECTED_KEY)
            return i, self
        if c == ("}" if is_object else "]"):
            return i + 1, self.close(i)
        if is_object:
            raise self.unexpected(errors.EXPECTED_COMMA_OR_BRACE, i)
        raise self.unexpected(errors.EXPECTED_COMMA_OR_BRACKET, i)
