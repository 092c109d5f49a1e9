# SPDX-License-Identifier: MIT
"""Formats of items: the codes of struct, and the dtypes of numpy.

src/num/item.c and dtype.c do the same in C.
"""

import struct
import sys

LITTLE = sys.byteorder == "little"
DIMENSIONS = 64

# Codes with the sizes of the standard, by kind and size.
CODES = {
    **{("b", 1): "?", ("S", 1): "c", ("i", 1): "b", ("u", 1): "B"},
    **{("i", 2): "h", ("u", 2): "H", ("i", 4): "i", ("u", 4): "I"},
    **{("i", 8): "q", ("u", 8): "Q"},
    **{("f", 2): "e", ("f", 4): "f", ("f", 8): "d"},
}
KINDS = {code: kind for (kind, _), code in CODES.items()}
KINDS.update({"l": "i", "L": "u", "n": "i", "N": "u"})


class ItemFormat:
    """What an item is: kind ("b" bool, "S" a character, "i", "u", "f"), size
    in bytes, and swapped: in the other order of bytes than this machine's."""

    __slots__ = ("kind", "size", "swapped", "code")

    def __init__(self, kind, size, swapped):
        self.kind = kind
        self.size = size
        self.swapped = swapped
        self.code = CODES[kind, size]

    def __eq__(self, other):
        mine = (self.kind, self.size, self.swapped)
        return mine == (other.kind, other.size, other.swapped)

    def order(self):
        """Returns the order of bytes as struct has it."""
        return "<" if LITTLE != self.swapped else ">"

    def dtype(self):
        """Returns the format as numpy's array protocol has it."""
        order = "|" if self.size == 1 else self.order()
        return f"{order}{self.kind}{self.size}"

    def plain_code(self):
        """Returns the code, behind the order of bytes if that is swapped."""
        return (self.order() if self.swapped else "") + self.code

    def unpack(self, data):
        """Returns the items of contiguous bytes as a sequence."""
        if not self.swapped and self.code != "e":
            return memoryview(data).cast("B").cast(self.code)
        n = len(data) // self.size
        return struct.unpack(f"{self.order()}{n}{self.code}", data)

    def pack(self, values):
        """Returns the bytes of items (a list)."""
        return struct.pack(f"{self.order()}{len(values)}{self.code}", *values)


def parse(text):
    """Returns the ItemFormat of a format of struct, or None for others."""
    order = text[:1] if text[:1] in tuple("@=<>!") else "@"
    code = text[1:] if text[:1] in tuple("@=<>!") else text
    kind = KINDS.get(code)
    if kind is None or (code in "nN" and order != "@"):
        return None
    size = struct.calcsize(code if order == "@" else "=" + code)
    swapped = order in "<>!" and LITTLE != (order == "<")
    return ItemFormat(kind, size, swapped and size > 1)


def read_dtype(text):
    """Returns the ItemFormat of the str of a dtype ("<f8"), or None."""
    if len(text) != 3:
        return None
    order, kind, size = text
    if not "1" <= size <= "8" or (kind, int(size)) not in CODES:
        return None
    swapped = order == (">" if LITTLE else "<")
    if int(size) == 1:
        return ItemFormat(kind, 1, False) if order == "|" else None
    return ItemFormat(kind, int(size), swapped) if order in "<>" else None


# The names of types in numpy, and of Python's own that numpy takes.
NAMES = {
    **{"bool": "?", "bool_": "?", "byte": "b", "ubyte": "B", "short": "h"},
    **{"ushort": "H", "intc": "i", "uintc": "I", "long": "l", "ulong": "L"},
    **{"longlong": "q", "ulonglong": "Q", "int": "n", "uint": "N"},
    **{"intp": "n", "uintp": "N", "int8": "=b", "int16": "=h"},
    **{"int32": "=i", "int64": "=q", "uint8": "=B", "uint16": "=H"},
    **{"uint32": "=I", "uint64": "=Q", "float16": "e", "float32": "f"},
    **{"float64": "d", "half": "e", "single": "f", "double": "d"},
    **{"float": "d"},
}


def parse_dtype(text):
    """Returns the ItemFormat of a name of numpy ("float32", "f4"), or None."""
    if text in NAMES:
        return parse(NAMES[text])
    order = text[:1] if text[:1] in tuple("<>=|") else "="
    text = text[1:] if text[:1] in tuple("<>=|") else text
    if len(text) != 2:
        return None
    if text[1] == "1":
        order = "|"
    elif order not in "<>":
        order = "<" if LITTLE else ">"
    return read_dtype(order + text)
