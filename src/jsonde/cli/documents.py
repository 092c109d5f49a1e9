# SPDX-License-Identifier: MIT
"""Reads the documents of a file, one after the other.

They may follow each other without a separator, or on lines (JSON Lines). A
document is decoded from a window of the file, which grows until the document
is complete. So the memory depends on the longest document, not on the file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from jsonde import JSONDecodeError, loads
from jsonde.cli import raw
from jsonde.cli.guard import BAD_DATA, Complaint
from jsonde.cli.inputs import Input
from jsonde.cli.terminal import has_colors
from jsonde.cli.where import diagnosis

__all__ = ["documents", "items", "one_document", "whole"]

# A function that takes data, position and option; it returns (value, end).
Reader = Callable[[bytes, int, int], "tuple[Any, int]"]

BLOCK = 1 << 20  # bytes of the window at first
GROWTH = 16  # times as many when a document does not end in the window
LARGEST_READ = 1 << 24
WHITE = b" \t\r\n"
BLANK = re.compile(rb"[ \t\r\n]*")
MARK = b"\xef\xbb\xbf"
# The last byte of a document that no more text can continue.
ENDED = b' \t\r\n]}"'


def documents(
    source: Input, option: int, read: Reader = raw.read_next
) -> Iterator[Any]:
    """Yield the value of each document of a file.

    read: a function like loads_next(), which takes the option. Raises Complaint
    at a text that is no JSON.
    """
    window = Window(source, read)
    while window.has_more():
        yield window.next(option)


def items(source: Input, option: int) -> Iterator[Any]:
    """Yield each item of a file that is one array, without the others in memory.

    Raises Complaint at a text that is no JSON, and for other documents.
    """
    window = Window(source, raw.read_next)
    if window.peek() != b"[":
        raise window.unexpected("an array")
    window.pos += 1
    if window.peek() == b"]":
        mark = b"]"
    else:
        mark = b","
    while mark == b",":
        if window.peek() == b"":
            raise window.unexpected("a value")
        yield window.next(option)
        mark = window.peek()
        if mark not in (b",", b"]"):
            raise window.unexpected("',' or ']'")
        window.pos += mark == b","
    window.pos += 1
    if window.peek() != b"":
        raise window.unexpected("the end of the file after the array")


def one_document(source: Input, option: int) -> Any:
    """Return the value of a file that is one document."""
    data = source.read_all()
    if data.startswith(MARK):
        data = data[len(MARK) :]
    try:
        return whole(data, option)
    except JSONDecodeError as error:
        raise complaint(source.name, error) from None


def whole(data: bytes, option: int) -> Any:
    """Return the value of a text that is one document, by raw.read_next().

    Raises the JSONDecodeError of loads(), but takes numbers of any size.
    """
    try:
        value, end = raw.read_next(data, 0, option)
    except JSONDecodeError as error:
        raise error_of_loads(data, option, error) from None
    if data[end:].strip(WHITE):
        check_end(data, end, option)
    return value


def error_of_loads(
    data: bytes, option: int, error: JSONDecodeError
) -> JSONDecodeError:
    """Return the error that loads() raises instead of an error of raw.read_next().

    If loads() stops earlier, it has refused a number that is too large for it:
    then the error of raw.read_next() is the right one.
    """
    try:
        loads(data, option=option)
    except JSONDecodeError as found:
        if found.pos >= error.pos:
            return found
    return error


def check_end(data: bytes, end: int, option: int) -> None:
    """Raise JSONDecodeError if more than comments follows a document's end."""
    before = b"[]"
    try:
        loads(before + data[end:], option=option)
    except JSONDecodeError as error:
        place = len(data[:end].decode("utf-8", "replace"))
        place += error.pos - len(before)
        text = data.decode("utf-8", "replace")
        raise JSONDecodeError(error.msg, text, place) from None


def complaint(
    name: str, error: JSONDecodeError, line: int = 1, column: int = 0
) -> Complaint:
    """Return the error of a text that is no JSON.

    line, column: where error.doc begins in the file; column counts from 0.
    """
    if error.lineno > 1:
        column = 0
    is_cut = column > 0
    line += error.lineno - 1
    column += error.colno
    colored = has_colors(sys.stderr)
    text = diagnosis(name, error, line, column, colored, is_cut)
    return Complaint(text, BAD_DATA)


class Window:
    """The part of a file that was read and not yet decoded: data[pos:]."""

    def __init__(self, source: Input, read: Reader):
        self.source: Input = source
        self.read: Reader = read
        self.data: bytes = b""
        self.pos: int = 0
        self.is_last: bool = False
        self.line: int = 1  # of data[0]
        self.column: int = 0  # characters before data[0] in that line
        self.skip_mark()

    def skip_mark(self) -> None:
        """Skip a byte order mark at the start of the file."""
        while len(self.data) < len(MARK) and not self.is_last:
            self.more()
        if self.data.startswith(MARK):
            self.data = self.data[len(MARK) :]

    def has_more(self) -> bool:
        """Skip white space, and tell whether another document follows."""
        while True:
            found = BLANK.match(self.data, self.pos)
            self.pos = found.end() if found else self.pos
            if self.pos < len(self.data) or self.is_last:
                return self.pos < len(self.data)
            self.more()

    def peek(self) -> bytes:
        """Return the next byte that is not white space; b"" at the end."""
        return self.data[self.pos : self.pos + 1] if self.has_more() else b""

    def unexpected(self, wanted: str) -> Complaint:
        """Return the error of a text that goes on with something else."""
        text = self.data.decode("utf-8", "replace")
        if self.pos < len(self.data):
            place = len(self.data[: self.pos].decode("utf-8", "replace"))
            found = f"found {text[place]!r}"
        else:
            place = len(text.rstrip(" \t\r\n"))
            found = "found the end"
        error = JSONDecodeError(f"expected {wanted}, {found}", text, place)
        return complaint(self.source.name, error, self.line, self.column)

    def next(self, option: int) -> Any:
        """Return the value of the next document."""
        while True:
            try:
                value, end = self.read(self.data, self.pos, option)
            except JSONDecodeError as error:
                if self.is_last or not error.incomplete:
                    raise complaint(
                        self.source.name, error, self.line, self.column
                    ) from None
            else:
                if self.is_last or self.data[end - 1] in ENDED:
                    self.pos = end
                    return value
            self.more()

    def more(self) -> None:
        """Read more of the file, at least a byte unless it ends.

        A window that holds nothing but the start of a document grows in large
        steps, so that the document is not decoded often.
        """
        self.drop()
        parts = [self.data]
        size = len(self.data)
        goal = size + 1 if size < BLOCK else size * GROWTH
        while size < goal and not self.is_last:
            part = self.source.read(min(max(goal - size, BLOCK), LARGEST_READ))
            self.is_last = not part
            parts.append(part)
            size += len(part)
        self.data = b"".join(parts)

    def drop(self) -> None:
        """Drop the documents that were decoded."""
        dropped = self.data[: self.pos]
        lines = dropped.count(b"\n")
        if lines:
            self.line += lines
            self.column = 0
        last = dropped[dropped.rfind(b"\n") + 1 :]
        self.column += len(last.decode("utf-8", "replace"))
        self.data = self.data[self.pos :]
        self.pos = 0
