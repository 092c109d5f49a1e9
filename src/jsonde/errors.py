# SPDX-License-Identifier: MIT
"""JSONDecodeError, the exception of the decoder."""

import json


class JSONDecodeError(json.JSONDecodeError):
    """A text is not JSON. A subclass of json.JSONDecodeError and ValueError.

    msg: str, what was expected and what was found.
    doc: str, the text, with U+FFFD in place of invalid UTF-8.
    pos: int, the number of characters before the error.
    lineno, colno: int, line and column, counted from 1 in characters.
    incomplete: bool, whether the text ended too early: some continuation
    would make it a document.
    filename: str or bytes, the file that load() was given, otherwise None.
    """

    __module__ = "jsonde"

    def __init__(self, msg: str, doc: str, pos: int) -> None:
        # Attributes of the class would hide those that a wrapper delegates: Ray
        # raises an instance of a subclass that this function does not initialize.
        super().__init__(msg, doc, pos)
        self.incomplete: bool = False
        self.filename: "str | bytes | None" = None

    def __str__(self) -> str:
        text = super().__str__()
        return text if self.filename is None else f"{text}: {self.filename!r}"

    def __reduce__(self) -> "tuple[object, ...]":
        return type(self), (self.msg, self.doc, self.pos), self.__dict__
