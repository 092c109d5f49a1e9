# SPDX-License-Identifier: MIT
"""What loads() reads: a str, or a buffer of UTF-8, as a str with positions.

Bytes that are no UTF-8 become surrogates (PEP 383), one for each byte. The
decoder refuses them where they stand, so that a position in the text is one in
the document. src/py/input.c does the same in C.
"""

from jsonde._fallback import errors, facts

HEAD = 8  # bytes that tell an encoding


class Source:
    """A document: data (str or bytes), given (the argument), is_str."""

    def __init__(self, given):
        self.given = given
        self.is_str = isinstance(given, str)
        self.data = facts.plain_str(given) if self.is_str else read_bytes(given)

    def text(self, start=0, most=None):
        """Returns the text from a position on, without a start that is a part
        of a character; most: so many bytes or characters of it, or None."""
        stop = len(self.data) if most is None else start + most
        part = self.data[start:stop]
        if self.is_str:
            return part
        if stop < len(self.data):
            part = part[: len(part) - cut_size(part)]
        try:
            return part.decode()
        except UnicodeDecodeError:
            return part.decode("utf-8", "surrogateescape")

    def size_of(self, text):
        """Returns the number of units of data that a text has."""
        if self.is_str or text.isascii():
            return len(text)
        return len(text.encode("utf-8", "surrogateescape"))

    def document(self):
        """Returns the document as a str."""
        if self.is_str:
            return self.given
        return self.data.decode("utf-8", "replace")

    def error(self, fault, start=0):
        """Returns the JSONDecodeError for a fault in the text from start on."""
        before, hint = start, None
        if not self.is_str:
            before = len(self.data[:start].decode("utf-8", "replace"))
            if fault.may_hint:
                head = self.data[start : start + HEAD]
                hint = errors.encoding_hint(head)
        document = self.document()
        # In the text, a character that is cut at the end has several places.
        at = min(before + fault.at, len(document))
        return errors.decode_error(
            fault.status,
            document,
            at,
            fault.incomplete,
            hint,
            fault.pointer,
        )


def read_bytes(given):
    """Returns the bytes of an object with a buffer. Runs user code."""
    if type(given) is bytes:
        return given
    try:
        view = memoryview(given)
    except TypeError:
        name = facts.read_name(type(given))
        raise errors.JSONDecodeError(
            f"input must be str, bytes, or an object with a buffer, not {name}",
            "",
            0,
        ) from None
    with view:
        if not view.c_contiguous:
            raise BufferError(
                "memoryview: underlying buffer is not C-contiguous"
            )
        return view.tobytes()


def is_cut(rest):
    """Tells whether bytes are the beginning of a character of UTF-8."""
    if not 0 < len(rest) < 4 or rest[0] < 0x80:
        return False
    for fill in (b"\x80", b"\xbf"):
        for more in range(1, 4):
            try:
                (rest + fill * more).decode()
            except UnicodeDecodeError:
                continue
            if len((rest + fill * more).decode()) == 1:
                return True
    return False


def cut_size(part):
    """Returns the bytes of the character that ends behind these bytes."""
    for size in (1, 2, 3):
        if is_cut(part[len(part) - size :]):
            return size
    return 0
