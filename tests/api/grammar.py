# SPDX-License-Identifier: MIT
"""Random documents in each spelling that RFC 8259 allows, and documents with small
errors."""

import random

SPACES = ["", "", "", "", " ", "\n", "\t", "\r\n", "  \n\t", " " * 35]
KEYS = ["", "a", "b", "id", "name", "\\u0061", "\xe9", "\u65e5", "k" * 70]
WIDE = ["\xe9", "\xff", "\u0416", "\u65e5", "\uffff", "\U0001f600", "\x7f"]
SHORT = ['\\"', "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"]
WHOLE = ["0", "1", "9", "10", str(2**53 + 1), str(2**63 - 1), str(2**63)]
WHOLE += [str(2**64 - 1), str(2**64), "1" * 19, "1" * 25, "1" * 308]
FRACTIONS = ["", "", ".0", ".5", ".1", ".25", ".7976931348623157"]
EXPONENTS = ["", "", "e0", "E5", "e+05", "e-7", "e-308", "e-324", "e+290"]
# Texts that are inserted at random positions.
FOREIGN = [
    *(",", ":", "[", "]", "{", "}", '"', "\\", "0", "-", ".", "e", "+", "'"),
    *("NaN", "Infinity", "-Infinity", "true", "nul", "None", "x", "/", "//"),
    *("/**/", "#", "\\u", "\\u00", "\\ud800", "\\udc00", "\\x41", "1e999"),
    *("00", "\x00", "\x1f", "\x0b", "\n", "\x7f", "\xa0", "\xe9", "\u0663"),
    *("\u2028", "\ufeff", "\ud800", "\udfff", "\U0001f600", "", '""', ",,"),
]
ODD_BYTES = b'\x80\xbf\xc3\xe2\xed\xa0\xf0\xf4\xff"\\'


class Writer:
    """Writes random documents. Equal seeds give equal documents."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.pick = self.random.choice

    def document(self):
        text = self.value(self.pick((0, 1, 2, 3, 4)))
        return self.pick(SPACES) + text + self.pick(SPACES)

    def value(self, depth):
        kind = self.random.randrange(10)
        if depth == 0 or kind == 0:
            return self.scalar()
        if kind < 5:
            items = [self.value(depth - 1) for _ in range(self.count())]
            return self.container("[", items, "]")
        members = [self.member(depth - 1) for _ in range(self.count())]
        return self.container("{", members, "}")

    def count(self):
        return self.pick((0, 1, 1, 2, 3, 4))

    def container(self, start, items, end):
        space = self.pick(SPACES)
        inside = f"{self.pick(SPACES)},{space}".join(items)
        return f"{start}{space}{inside}{self.pick(SPACES)}{end}"

    def member(self, depth):
        key = '"%s"' % self.pick(KEYS)
        if self.random.random() < 0.2:
            key = self.string()
        return (
            f"{key}{self.pick(SPACES)}:{self.pick(SPACES)}{self.value(depth)}"
        )

    def scalar(self):
        kind = self.random.randrange(5)
        if kind == 0:
            return self.pick(("true", "false", "null"))
        return self.string() if kind < 3 else self.number()

    def string(self):
        pieces = (self.piece() for _ in range(self.pick((0, 1, 1, 2, 3, 6))))
        return '"%s"' % "".join(pieces)

    def piece(self):
        kind = self.random.randrange(6)
        if kind == 0:
            return self.pick(SHORT)
        if kind == 1:
            return self.escape()
        if kind == 2:
            return self.pick(WIDE) * self.pick((1, 2, 16, 33))
        return self.pick(("a", "key", "{[,:]}", "0", " ", "/")) * self.pick(
            (1, 1, 2, 3, 30)
        )

    def escape(self):
        code = self.random.randrange(0x110000)
        code &= self.pick((0x7F, 0xFF, 0xFFFF, 0x1FFFFF))
        if 0xD800 <= code < 0xE000:
            code -= 0x800
        units = chr(code).encode("utf-16-be").hex()
        text = "".join(
            f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4)
        )
        return text if self.pick((0, 1)) else text.upper().replace("U", "u")

    def number(self):
        whole = self.pick(WHOLE)
        fraction, exponent = self.pick(FRACTIONS), self.pick(EXPONENTS)
        if self.pick((0, 1)):
            whole = str(self.random.randrange(10 ** self.pick((1, 3, 17, 21))))
        if self.pick((0, 0, 0, 1)):
            fraction = f".{self.random.randrange(10**17)}"
        return self.pick(("", "", "-")) + whole + fraction + exponent


def damaged(text, numbers):
    """Removes, inserts or repeats random parts of a text, once or twice."""
    for _ in range(numbers.choice((1, 1, 1, 2))):
        at = numbers.randrange(len(text) + 1)
        end = at + numbers.choice((0, 0, 1, 1, 2, 5))
        kind = numbers.randrange(4)
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:end] + text[at:]
        elif kind == 2:
            text = text[:at]
        else:
            text = text[:at] + numbers.choice(FOREIGN) + text[end:]
    return text


def damaged_bytes(data, numbers):
    """Does the same as mutate() to bytes, which are often not valid UTF-8
    afterwards."""
    at = numbers.randrange(len(data) + 1)
    end = at + numbers.choice((0, 1, 1, 2))
    count = numbers.choice((0, 1, 1, 2))
    some = bytes(numbers.choice(ODD_BYTES) for _ in range(count))
    return data[:at] + some + data[end:]
