# SPDX-License-Identifier: MIT
"""The arrays that JSON Pointers name, all read in one pass over the document,
and the results that are made of them.

src/dec/dec_array.c, dec_fill.c, dec_parts.c and dec_pointers.c do the same in C.
"""

from jsonde._fallback import arrays, blocks, errors, item_format, pointers
from jsonde._fallback.arrays import ArrayReader
from jsonde._fallback.errors import Fault
from jsonde._fallback.facts import plain_str

# ------------------------------------------------------------------- pointers


class Match:
    """A pointer, and what it names: parts is a list of (values, shape).

    name: the pointer (str), where there may be several; fault: (number, Fault)
    of the first value that is wrong, or None.
    """

    def __init__(self, tokens, name=None):
        self.tokens = tokens
        self.name = name
        self.has_any = any(token.is_any for token in tokens)
        self.path = pointers.Path(tokens)
        self.parts = []
        self.fault = None

    def read(self, reader, i, outer):
        """Reads the value at i; returns its end, or None where it is wrong.
        Behind a value that is wrong, none is read, unless its number is taken
        back."""
        number = self.path.count - 1
        del self.parts[number:]
        if len(self.parts) < number:
            return None
        try:
            end = reader.read(i, outer, item_format.DIMENSIONS - self.has_any)
        except Fault as fault:
            self.fault = (number, fault.with_traceback(None))
            return None
        self.fault = None
        self.parts.append((reader.values, reader.sizes()))
        return end

    def check(self):
        """Raises the first Fault of the pointer."""
        count, nowhere = self.path.count, self.path.nowhere
        del self.parts[count:]
        number, fault = self.fault or (count, None)
        if number < count and (nowhere is None or number < nowhere[0]):
            raise fault
        if nowhere is not None:
            raise Fault(errors.NOWHERE, nowhere[1])

    def values(self):
        """Returns the items of all parts."""
        return [value for values, _ in self.parts for value in values]

    def arrays(self):
        """Returns one (values, shape), or a list of them for arrays that
        differ in shape."""
        if not self.has_any:
            return self.parts[0]
        shapes = [shape for _, shape in self.parts] or [[]]
        if any(shape != shapes[0] for shape in shapes):
            return self.parts
        return self.values(), [len(self.parts), *shapes[0]]


def named_match(name):
    """Returns the Match of one of several pointers."""
    if not isinstance(name, str):
        raise TypeError(BAD_TYPE)
    name = plain_str(name)
    try:
        return Match(pointers.parse(name), name)
    except ValueError as error:
        raise ValueError(f"{error}, not {name!r}") from None


BAD_TYPE = "pointer must be a str, or a list or tuple of str"


def read_pointer(pointer):
    """Returns (the matches of the argument, whether they are several)."""
    if isinstance(pointer, (list, tuple)):
        return [named_match(name) for name in tuple(pointer)], True
    if not isinstance(pointer, str):
        raise TypeError(BAD_TYPE)
    return [Match(pointers.parse(plain_str(pointer)))], False


# ----------------------------------------------------------------- documents


def read_all(text, match, item, options):
    """Reads a text that is the array."""
    reader = ArrayReader(text, len(text), item, options)
    if text[:1] == "\ufeff":
        raise Fault(errors.BOM, 0)
    i = reader.skip(reader.read(reader.skip(0)))
    if i < len(text):
        raise Fault(errors.TRAILING, i)
    match.parts.append((reader.values, reader.sizes()))


def read_inner(text, matches, item, options, of_bytes):
    """Reads the arrays that pointers name.

    What is no JSON counts before what is no array: an array that fails may be
    one that does not count.
    """

    def found(i):
        behind = None
        for match in matches:
            if match.path.is_found:
                match.path.is_found = False
                reader = ArrayReader(text, len(text), item, options)
                end = match.read(reader, i, len(walker.levels))
                behind = behind if end is None else end
        return behind

    paths = [match.path for match in matches]
    walker = pointers.Walker(text, len(text), paths, options, of_bytes, found)
    try:
        walker.walk()
    except Fault as fault:
        raise_literal(matches, fault)
        raise
    for match in matches:
        try:
            match.check()
        except Fault as fault:
            fault.pointer = match.name
            raise


def raise_literal(matches, document):
    """Raises the Fault of an array where a document fails, because of a word
    that an option reads: at its letters, or behind its sign."""
    for match in matches:
        if match.fault is None:
            continue
        fault = match.fault[1]
        if fault.status == errors.EXPECTED_REAL and (
            document.at in (fault.at, fault.at + 1)
        ):
            fault.pointer = match.name
            raise fault from None


def read_arrays(source, matches, is_several, item, options):
    """Reads the arrays of a Source. Raises JSONDecodeError."""
    text = source.text()
    try:
        if not is_several and not matches[0].tokens:
            read_all(text, matches[0], item, options)
        else:
            read_inner(text, matches, item, options, not source.is_str)
        return
    except Fault as fault:
        error = source.error(fault)
    raise error


# -------------------------------------------------------------------- results


def result_of(match, make):
    """Returns make(values, shape) of one array, or a list of them."""
    arrays_of_match = match.arrays()
    if isinstance(arrays_of_match, list):
        return [make(*one) for one in arrays_of_match]
    return make(*arrays_of_match)


def views(matches, is_several, item, code):
    """Returns the views of the items that were read."""
    code = arrays.spell_format(item, code)

    def view(values, shape):
        data = bytearray(arrays.packed(item, values))
        return blocks.view_of(data, code, item, shape)

    results = [result_of(match, view) for match in matches]
    return results if is_several else results[0]


def fill(view, match, item):
    """Writes the items into a buffer; returns the shape, or shapes."""
    data = arrays.packed(item, match.values())
    if len(data) > view.nbytes:
        raise BufferError(
            f"{len(data)} bytes are needed in a buffer of {view.nbytes}"
        )
    if data:
        with view.cast("B") as flat:
            flat[: len(data)] = data
    return result_of(match, lambda values, shape: tuple(shape))
