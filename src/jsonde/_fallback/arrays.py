# SPDX-License-Identifier: MIT
"""Nested arrays of numbers, all of one shape, from JSON to memory.

array_matches.py has the arrays that JSON Pointers name.
src/dec/dec_format.c and src/num/array_parse.c do the same in C.
"""

import struct

from jsonde._fallback import errors, item_format
from jsonde._fallback.decode import SPACE
from jsonde._fallback.decode_numbers import read_number
from jsonde._fallback.errors import Fault
from jsonde._fallback.facts import plain_str
from jsonde._fallback.number_text import narrow_bits
from jsonde._fallback.options import OPT_NAN_LITERAL

MAX_DEPTH = 1024
BAD_FORMAT = (
    "format must be one of ?bBhHiIlLqQnNefd, perhaps behind one of @=<>!, or "
    "a type of numpy, as '<f4' and 'float32' name one"
)
WORDS = {
    "N": ("NaN", float("nan")),
    "n": ("null", float("nan")),
    "I": ("Infinity", float("inf")),
    "-": ("-Infinity", float("-inf")),
}

# -------------------------------------------------------------------- format


def name_of_format(given):
    """Returns the str that names a format: itself, the str of a dtype, or the
    name of a class. Runs user code."""
    if isinstance(given, str):
        return plain_str(given)
    try:
        name = given.__name__ if isinstance(given, type) else given.str
    except AttributeError:
        name = None
    if not isinstance(name, str):
        raise TypeError("format must be a str or a dtype of numpy")
    return plain_str(name)


def read_format(given):
    """Returns (the ItemFormat that is given, its code as it is spelled)."""
    if given is None:
        return item_format.parse("d"), "d"
    name = name_of_format(given)
    item = item_format.parse(name)
    code = name
    if item is None:
        item = item_format.parse_dtype(name)
        code = item.plain_code() if item is not None else ""
    if item is None or item.kind == "S":
        raise ValueError(BAD_FORMAT)
    return item, code


def spell_format(item, code):
    """Returns the format of the view: the code alone in this machine's order
    of bytes."""
    if item.swapped:
        order = ">" if code[0] == "!" else code[0]
        return order + code[-1]
    plain = item_format.parse(code[-1])
    return code[-1] if plain == item else item.code


def choose_format(view, given, item):
    """Returns the ItemFormat for a buffer that is to be filled."""
    own = item_format.parse(view.format)
    if given is None:
        if own is not None and own.kind != "S":
            return own
        raise BufferError(
            "the items of the buffer have no format that is known: give one"
        )
    is_plain = own is not None and own.size == 1 and own.kind in "uS"
    if not is_plain and own != item:
        raise BufferError("the items of the buffer have another format")
    return item


# --------------------------------------------------------------------- items


def real_reader(item, options):
    """Returns the function that reads a real number or a word.

    It returns (the value, its end); halves and floats of 32 bits are rounded
    once, from the text.
    """
    takes_words = options & OPT_NAN_LITERAL

    def read(text, i, end):
        word = word_at(text, i, end, takes_words)
        if word is not None:
            if not takes_words:
                raise Fault(errors.EXPECTED_REAL, i)
            check_letters(text, i, end, word[0])
            return word[1], i + len(word[0])
        if text[i] not in "-0123456789":
            raise Fault(errors.EXPECTED_NUMBER, i)
        value, stop = read_double(text, i, end, item)
        if item.size < 8:
            value = narrowed(item, value, text, i, stop)
        return value, stop

    return read


def read_double(text, i, end, item):
    """Returns (the double of the number at i, its end)."""
    try:
        value, stop = read_number(text, i, end, 0)
    except Fault as fault:
        if fault.status != errors.NUMBER_RANGE or item.size == 8:
            raise
        raise Fault(errors.ITEM_RANGE, i) from None
    if type(value) is int:
        return float(text[i:stop]), stop
    return value, stop


def narrowed(item, value, text, i, stop):
    """Returns a number, rounded to 32 or 16 bits, as a float."""

    def exact():
        from fractions import Fraction

        return abs(Fraction(text[i:stop]))

    bits = narrow_bits(item.code, value, exact)
    if bits is None:
        raise Fault(errors.ITEM_RANGE, i)
    code = "<I" if item.size == 4 else "<H"
    return struct.unpack("<" + item.code, struct.pack(code, bits))[0]


def word_at(text, i, end, takes_words):
    """Returns the word that stands, or must stand, at i, or None. Without the
    option it has to be whole: then the error names the option."""
    word = WORDS.get(text[i])
    if word is None or (word[0][0] == "-" and text[i + 1 : i + 2] != "I"):
        return None
    if not takes_words and not text.startswith(word[0], i, end):
        return None
    return word


def check_letters(text, i, end, word):
    """Raises Fault where another word stands at i."""
    for at, letter in enumerate(word, i):
        if at == end:
            raise Fault(errors.END, at, True)
        if text[at] != letter:
            raise Fault(errors.BAD_LITERAL, at)


def read_bool(text, i, end):
    """Returns (true or false at i, its end)."""
    if text[i] not in "tf":
        raise Fault(errors.EXPECTED_BOOL, i)
    word = "true" if text[i] == "t" else "false"
    check_letters(text, i, end, word)
    return word == "true", i + len(word)


def integer_reader(item):
    """Returns the function that reads an integer of a format."""
    bits = 8 * item.size
    low, high = 0, (1 << bits) - 1
    if item.kind == "i":
        low, high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1

    def read(text, i, end):
        if text[i] not in "-0123456789":
            raise Fault(errors.EXPECTED_NUMBER, i)
        status = errors.ITEM_RANGE
        try:
            value, stop = read_number(text, i, end, 0)
        except Fault as fault:
            if fault.status != errors.NUMBER_RANGE:
                raise
            value = None
        if value is None or type(value) is float:
            if has_fraction(text, i, end):
                status = errors.NOT_INTEGER
            raise Fault(status, i)
        if not low <= value <= high:
            raise Fault(status, i)
        return value, stop

    return read


def has_fraction(text, i, end):
    """Tells whether the number at i has a fraction or an exponent."""
    i += text[i] == "-"
    while i < end and text[i] in "0123456789":
        i += 1
    return i < end and text[i] in ".eE"


def item_reader(item, options):
    """Returns the function that reads an item of a format."""
    if item.kind == "b":
        return read_bool
    return (
        real_reader(item, options)
        if item.kind == "f"
        else integer_reader(item)
    )


# --------------------------------------------------------------------- reader


class ArrayReader:
    """Reads nested arrays of numbers.

    values: the items; shape: the size of each dimension, or None before it is
    known; ndim: None before it is known.
    """

    def __init__(self, text, end, item, options):
        self.text = text
        self.end = end
        self.item = item
        self.read_item = item_reader(item, options)
        self.values = []
        self.shape = [None] * item_format.DIMENSIONS
        self.counts = []
        self.ndim = None
        self.levels = item_format.DIMENSIONS
        self.is_deep = False

    def skip(self, i):
        """Returns the position behind the white space at i."""
        return SPACE.match(self.text, i, self.end).end()

    def read(self, i, outer=0, most=item_format.DIMENSIONS):
        """Reads the array at i, inside of so many others; returns its end.
        most: dimensions that it may have."""
        self.levels = min(most, MAX_DEPTH - outer)
        self.is_deep = self.levels < most
        is_first = is_behind = False
        while not is_behind or self.counts:
            i = self.skip(i)
            c = self.text[i] if i < self.end else ""
            if is_behind:
                i, is_behind = self.separator(c, i)
                is_first = False
            elif c == "]" and is_first:
                i, is_behind = self.close(i), True
            elif c == "[":
                i, is_first = self.open(i), True
            else:
                i, is_behind = self.one_item(c, i), True
        return i

    def is_full(self):
        """Tells whether the open array is as long as those beside it."""
        depth = len(self.counts)
        return depth > 0 and self.counts[-1] == self.shape[depth - 1]

    def open(self, i):
        """Opens the array at i; returns the place of its first item."""
        depth = len(self.counts)
        if depth == self.ndim or self.is_full():
            raise Fault(errors.RAGGED, i)
        if depth == self.levels:
            raise Fault(
                errors.TOO_DEEP
                if self.is_deep
                else errors.TOO_MANY_DIMENSIONS,
                i,
            )
        self.counts.append(0)
        return i + 1

    def close(self, i):
        """Closes the array that ends at i; returns its end."""
        depth, n = len(self.counts), self.counts[-1]
        if self.shape[depth - 1] not in (None, n):
            raise Fault(errors.RAGGED, i)
        if self.ndim is None:
            self.ndim = depth
        self.shape[depth - 1] = n
        self.counts.pop()
        if self.counts:
            self.counts[-1] += 1
        return i + 1

    def separator(self, c, i):
        """Goes over what stands behind an item."""
        if not c:
            raise Fault(errors.END, self.end, True)
        if c == "]":
            return self.close(i), True
        if c != ",":
            raise Fault(errors.EXPECTED_COMMA_OR_BRACKET, i)
        return i + 1, False

    def one_item(self, c, i):
        """Reads the item at i; returns its end."""
        depth = len(self.counts)
        if not c:
            status = errors.END if depth else errors.EMPTY
            raise Fault(status, self.end, True)
        self.check_start(c, i)
        if self.ndim not in (None, depth) or self.is_full():
            raise Fault(errors.RAGGED, i)
        value, stop = self.read_item(self.text, i, self.end)
        self.values.append(value)
        self.ndim = depth
        if depth:
            self.counts[-1] += 1
        return stop

    def check_start(self, c, i):
        """Raises Fault where no item begins with c."""
        if self.item.kind == "b":
            if c not in "tf":
                raise Fault(errors.EXPECTED_BOOL, i)
        elif c not in "-0123456789":
            if self.item.kind != "f" or c not in "NIn":
                raise Fault(errors.EXPECTED_NUMBER, i)

    def sizes(self):
        """Returns the shape that was read."""
        return self.shape[: self.ndim]


def packed(item, values):
    """Returns items as bytes."""
    code = f"{item.order()}{len(values)}{item.code}"
    return struct.pack(code, *values)
