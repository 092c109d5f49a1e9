# SPDX-License-Identifier: MIT
"""Comments and trailing commas: they become blanks before a text is read.

src/dec/dec_jsonc.c does the same in C.
"""

import re

from jsonde._fallback.source import is_cut

BLANKS = re.compile(r"[ \t\n\r]+")
STRING = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)', re.DOTALL)
LINE = re.compile(r"//[^\n\r]*")
BLOCK = re.compile(r"/\*.*?\*/", re.DOTALL)
SURROGATES = re.compile("[\ud800-\udfff]")
OPENING, CLOSING = frozenset("[{"), frozenset("]}")
NO_VALUE_END = frozenset(("", "[", "{", ",", ":"))


class Blanker:
    """Makes a copy of a text, with blanks for comments and trailing commas.

    one: up to the end of the first document; of_bytes: surrogates stand for
    bytes that are no UTF-8; is_lone: surrogates are text. After it has run,
    cut tells whether the text ends inside a comment.
    """

    def __init__(self, text, one, of_bytes, is_lone):
        self.text = text
        self.one = one
        self.of_bytes = of_bytes
        self.is_lone = is_lone
        self.out = []
        self.comma = None  # the piece of a comma that only blanks follow
        self.before = ""  # the last character that was no blank
        self.depth = 0
        self.cut = False

    def run(self):
        """Returns the copy."""
        text, i, adjacent = self.text, 0, False
        while i < len(text):
            match = BLANKS.match(text, i)
            if match is not None:
                self.out.append(match.group())
                i, adjacent = match.end(), False
                continue
            c = text[i]
            stop = self.comment_end(i) if c == "/" else None
            if stop is not None:
                self.out.append(" " * (stop - i))
                i, adjacent = stop, False
            elif self.one and self.is_another(c, adjacent):
                break
            else:
                i, adjacent = self.copy(c, i), True
        return "".join(self.out)

    def copy(self, c, i):
        """Copies the character or string at i; returns its end."""
        if c in CLOSING and self.comma is not None:
            self.out[self.comma] = " "
        is_comma = c == "," and self.depth > 0
        is_comma = is_comma and self.before not in NO_VALUE_END
        self.comma = len(self.out) if is_comma else None
        if c in OPENING:
            self.depth += 1
        elif c in CLOSING and self.depth > 0:
            self.depth -= 1
        self.before = c
        stop = STRING.match(self.text, i).end() if c == '"' else i + 1
        self.out.append(self.text[i:stop])
        return stop

    def is_another(self, c, adjacent):
        """Tells whether a character begins another document. A scalar goes on
        as long as nothing stands between its characters."""
        if self.before == "" or self.depth > 0:
            return False
        return not adjacent or self.before in '"]}' or c in '"[{'

    def comment_end(self, i):
        """Returns the end of the comment at i, or None where none is."""
        text = self.text
        second = text[i + 1 : i + 2]
        cut = not second
        if second == "/":
            stop = LINE.match(text, i).end()
        elif second == "*":
            match = BLOCK.match(text, i)
            cut = match is None
            stop = len(text) if cut else match.end()
        elif cut:
            stop = len(text)
        else:
            return None
        is_text, is_cut_inside = self.is_text(i, stop)
        if not is_text:
            return None
        self.cut = cut or is_cut_inside
        return stop

    def is_text(self, i, stop):
        """Returns (whether a comment is text, whether it ends inside of a
        character)."""
        if self.is_lone:
            return True, False
        match = SURROGATES.search(self.text, i, stop)
        if match is None:
            return True, False
        if not self.of_bytes:
            return False, False
        rest = self.text[match.start() : stop]
        cut = stop == len(self.text) and len(rest) < 4
        cut = cut and is_cut(rest.encode("utf-8", "surrogateescape"))
        return cut, cut
