# SPDX-License-Identifier: MIT
"""The exception of the decoder."""

import json


class JSONDecodeError(json.JSONDecodeError):
    """A text is not JSON. A json.JSONDecodeError, and so a ValueError, with
    msg (str), doc (str: the text; of bytes that are not UTF-8, U+FFFD in
    place of what is invalid), pos (int: characters before the error), lineno
    and colno (int: from 1, in characters), and incomplete (bool: the text
    ended too early; something that may follow would make it a document).
    That of load() has filename (str or bytes), too, otherwise None.
    """

    __module__ = "jsonde"
    incomplete: bool = False
    filename: "str | bytes | None" = None

    def __str__(self) -> str:
        text = super().__str__()
        return text if self.filename is None else f"{text}: {self.filename!r}"

    def __reduce__(self) -> "tuple[object, ...]":
        return type(self), (self.msg, self.doc, self.pos), self.__dict__
