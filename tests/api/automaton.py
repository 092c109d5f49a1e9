# SPDX-License-Identifier: MIT
"""A reference for truncated texts. It reads one unit at a time and follows RFC 8259
(JSON) and RFC 3629 (UTF-8). For each prefix it says whether it is a document, can
become one or cannot, and what loads_partial() must return. It shares no code with
the decoder.

    reader = Reader(option)
    reader.feed(b'["ab')  # bytes, or a str
    reader.verdict()  # "incomplete"
    reader.value()  # ["ab"]

The value is the result of json.loads() for the complete part of the text, with all
open arrays and objects closed.
"""

import json
import re

from jsonde import (
    OPT_JSONC,
    OPT_LONE_SURROGATES,
    OPT_NAN_LITERAL,
    OPT_UNIQUE_KEYS,
)
from standard import in_range, kind_of, standard

COMPLETE, INCOMPLETE, INVALID = "complete", "incomplete", "invalid"
MAX_DEPTH = 1024

SPACE = " \t\n\r"
WORDS = {"t": "true", "f": "false", "n": "null"}
NAN_WORDS = {"N": "NaN", "I": "Infinity"}
HEX = "0123456789abcdefABCDEF"
SHORT_ESCAPES = '"\\/bfnrt'
DIGITS = "0123456789"

# Parts of a number: (units, next part) for each part.
PARTS = {
    "-": {"0": "0", "123456789": "whole"},
    "0": {".": ".", "eE": "e"},
    "whole": {DIGITS: "whole", ".": ".", "eE": "e"},
    ".": {DIGITS: "fraction"},
    "fraction": {DIGITS: "fraction", "eE": "e"},
    "e": {"+-": "sign", DIGITS: "exponent"},
    "sign": {DIGITS: "exponent"},
    "exponent": {DIGITS: "exponent"},
}
PARTS = {
    part: {c: to for units, to in rows.items() for c in units}
    for part, rows in PARTS.items()
}
FINISHED = {"0", "whole", "fraction", "exponent"}
LONGEST = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")

# UTF8-2, UTF8-3 and UTF8-4 of RFC 3629: (first byte, ranges of the other bytes).
TAIL = (0x80, 0xBF)
SEQUENCES = [
    ((0xC2, 0xDF), [TAIL]),
    ((0xE0, 0xE0), [(0xA0, 0xBF), TAIL]),
    ((0xE1, 0xEC), [TAIL, TAIL]),
    ((0xED, 0xED), [(0x80, 0x9F), TAIL]),
    ((0xEE, 0xEF), [TAIL, TAIL]),
    ((0xF0, 0xF0), [(0x90, 0xBF), TAIL, TAIL]),
    ((0xF1, 0xF3), [TAIL, TAIL, TAIL]),
    ((0xF4, 0xF4), [(0x80, 0x8F), TAIL, TAIL]),
]

# Units that do not change the state. They are read in one step.
SPACES = re.compile(r"[ \t\n\r]+")
PLAIN = re.compile(r'[^"\\\x00-\x1f\ud800-\udfff]+')
PLAIN_BYTES = re.compile(r"[ !#-\[\]-\x7f]+")
BETWEEN_TOKENS = {
    *("in_value", "in_first_item", "in_item", "in_first_key", "in_next_key"),
    *("in_colon", "behind_item", "behind_member", "done"),
}


def goes_on(text, part, option):
    """Returns whether the prefix of a number can be continued to one in range."""
    whole, e, exponent = text.lower().partition("e")
    if part == "sign" and exponent == "+":
        return in_range(whole + "e0", option)
    if part not in FINISHED or in_range(text, option):
        return True
    if not e:  # e-999 or e0 can follow: a float then
        return True
    return exponent.startswith("-") and kind_of(text, option) is float


class Reader:
    def __init__(self, option=0):
        self.option = option
        self.state = self.in_value
        self.closers = []  # closing brackets of the open arrays and objects
        self.keys = []  # key sets of the open objects, for OPT_UNIQUE_KEYS
        self.text = []  # parsed text in pieces, without white space and comments
        self.kept = 0  # the number of pieces that later text cannot change
        self.tail = ""  # what follows these pieces: the start of a string or literal
        self.closed = 0  # the number of pieces before an open string or literal
        self.is_open = False  # whether a value is open, not a key
        self.scalar_start = 0  # the piece where the string or number begins
        self.is_key = False  # whether the open string is a key
        self.high = False  # whether the last escape was a high surrogate
        self.hex = ""  # the text of the escape
        self.part = ""  # the part of the number
        self.missing = ""  # the text of the literal
        self.back = None  # the state after the comment
        self.sequence = ""  # bytes of a UTF-8 sequence
        self.ranges = []  # the ranges of the missing bytes
        self.of_bytes = False

    def verdict(self):
        if self.state == self.invalid:
            return INVALID
        state = self.back if self.state == self.in_line else self.state
        if self.ranges:
            return INCOMPLETE
        if state != self.in_number:
            return COMPLETE if state == self.done else INCOMPLETE
        text = "".join(self.text[self.scalar_start :])
        if not goes_on(text, self.part, self.option):
            return INVALID
        ended = self.part in FINISHED and in_range(text, self.option)
        return COMPLETE if ended and not self.closers else INCOMPLETE

    def mended(self, closed):
        """Returns the complete part as a document, or "" if there is none. closed:
        leave out a scalar that could continue."""
        kept = "".join(self.text[: self.kept]) + self.tail
        if closed and self.is_open:
            kept = "".join(self.text[: self.closed])
        elif self.state == self.in_number and not closed:
            found = LONGEST.match("".join(self.text[self.scalar_start :]))
            if found and in_range(found.group(), self.option):
                kept = "".join(self.text[: self.scalar_start]) + found.group()
        kept += "".join(reversed(self.closers))
        return self.decoded(kept)

    def decoded(self, text):
        return text.encode("latin-1").decode() if self.of_bytes else text

    def value(self, closed=False):
        text = self.mended(closed and self.verdict() != COMPLETE)
        return standard(text, self.option) if text else None

    # --------------------------------------------------------------- units

    def feed(self, data):
        """Reads the next units. Bytes are read as if each were a character."""
        self.of_bytes = isinstance(data, bytes)
        plain = PLAIN_BYTES if self.of_bytes else PLAIN
        text = data.decode("latin-1") if self.of_bytes else data
        i = 0
        while i < len(text):
            run = None
            if self.state == self.in_string and not self.ranges:
                run = plain.match(text, i)
                if run:
                    self.put_string(run.group())
            elif self.state.__name__ in BETWEEN_TOKENS:
                run = SPACES.match(text, i)
            if run:
                i = run.end()
                continue
            if self.ranges or (self.of_bytes and text[i] >= "\x80"):
                self.put_byte(text[i])
            else:
                self.state(text[i])
            i += 1

    def put_byte(self, c):
        """Reads a byte of a UTF-8 sequence, or one that should belong to it."""
        if not self.ranges:
            self.begin_sequence(c)
            return
        low, high = self.ranges.pop(0)
        self.sequence += c
        if not low <= ord(c) <= high:
            self.ranges, self.state = [], self.invalid
        elif not self.ranges and self.state == self.in_string:
            self.put_string(self.sequence)

    def begin_sequence(self, c):
        self.sequence = c
        if self.state == self.in_star:
            self.state = self.in_block
        if self.state in (self.in_string, self.in_line, self.in_block):
            for (first, last), ranges in SEQUENCES:
                if first <= ord(c) <= last:
                    self.ranges = list(ranges)
                    return
        self.state = self.invalid

    def invalid(self, c):
        pass

    # ----------------------------------------------------------- structure

    def in_value(self, c):
        if c in "[{":
            self.open(c)
        elif c == '"':
            self.begin_string(is_key=False)
        elif c == "-" or c in DIGITS:
            self.scalar_start = len(self.text)
            self.text.append(c)
            self.part = c if c in "-0" else "whole"
            self.state = self.in_number
        elif c in WORDS:
            self.begin_literal(WORDS[c], 1, len(self.text))
        elif c in NAN_WORDS and self.option & OPT_NAN_LITERAL:
            self.begin_literal(NAN_WORDS[c], 1, len(self.text))
        else:
            self.in_between(c)

    def open(self, c):
        if len(self.closers) == MAX_DEPTH:
            self.state = self.invalid
            return
        self.text.append(c)
        self.kept, self.tail = len(self.text), ""
        self.closers.append("]" if c == "[" else "}")
        if c == "{":
            self.keys.append(set())
        self.state = self.in_first_item if c == "[" else self.in_first_key

    def close(self):
        del self.text[self.kept :]  # the position of the last comma, for OPT_JSONC
        self.text.append(self.closers.pop())
        if self.text[-1] == "}":
            self.keys.pop()
        self.end_value()

    def end_value(self):
        self.is_open = False
        self.kept, self.tail = len(self.text), ""
        if not self.closers:
            self.state = self.done
        elif self.closers[-1] == "]":
            self.state = self.behind_item
        else:
            self.state = self.behind_member

    def in_first_item(self, c):
        if c == "]":
            self.close()
        else:
            self.in_value(c)

    def in_item(self, c):
        if c == "]" and self.option & OPT_JSONC:
            self.close()
        else:
            self.in_value(c)

    def in_first_key(self, c):
        if c == "}":
            self.close()
        elif c == '"':
            self.begin_string(is_key=True)
        else:
            self.in_between(c)

    def in_next_key(self, c):
        if c == "}" and not self.option & OPT_JSONC:
            self.state = self.invalid
        else:
            self.in_first_key(c)

    def in_colon(self, c):
        if c == ":":
            self.text.append(c)
            self.state = self.in_value
        else:
            self.in_between(c)

    def behind_item(self, c):
        if c == ",":
            self.text.append(c)
            self.state = self.in_item
        elif c == "]":
            self.close()
        else:
            self.in_between(c)

    def behind_member(self, c):
        if c == ",":
            self.text.append(c)
            self.state = self.in_next_key
        elif c == "}":
            self.close()
        else:
            self.in_between(c)

    def done(self, c):
        self.in_between(c)

    # ------------------------------------------------------------ comments

    def in_between(self, c):
        """Only white space or a comment is valid here."""
        if c == "/" and self.option & OPT_JSONC:
            self.back, self.state = self.state, self.in_slash
        elif c not in SPACE:
            self.state = self.invalid

    def in_slash(self, c):
        following = {"/": self.in_line, "*": self.in_block}
        self.state = following.get(c, self.invalid)

    def in_line(self, c):
        if c in "\r\n":
            self.state = self.back
        else:
            self.in_comment(c)

    def in_block(self, c):
        if c == "*":
            self.state = self.in_star
        else:
            self.in_comment(c)

    def in_star(self, c):
        if c == "/":
            self.state = self.back
        elif c != "*":
            self.state = self.in_block
            self.in_comment(c)

    def in_comment(self, c):
        lone = not self.of_bytes and "\ud800" <= c <= "\udfff"
        if lone and not self.option & OPT_LONE_SURROGATES:
            self.state = self.invalid

    # --------------------------------------------------- numbers and literals

    def in_number(self, c):
        following = PARTS[self.part].get(c)
        text = "".join(self.text[self.scalar_start :]) if not following else ""
        if following:
            self.text.append(c)
            self.part = following
        elif text + c == "-I" and self.option & OPT_NAN_LITERAL:
            self.begin_literal("-Infinity", 2, self.scalar_start)
        elif self.part in FINISHED and in_range(text, self.option):
            self.end_value()
            self.state(c)
        else:
            self.state = self.invalid

    def begin_literal(self, literal, known, kept):
        self.closed, self.is_open = self.kept, True
        self.kept, self.tail, self.missing = kept, literal, literal[known:]
        self.state = self.in_literal

    def in_literal(self, c):
        if c != self.missing[0]:
            self.state = self.invalid
            return
        self.missing = self.missing[1:]
        if not self.missing:
            self.text[self.kept :] = [self.tail]
            self.end_value()

    # ------------------------------------------------------------- strings

    def begin_string(self, is_key):
        self.is_key, self.scalar_start = is_key, len(self.text)
        self.text.append('"')
        self.high = False
        if not is_key:
            self.closed, self.is_open = self.kept, True
            self.kept, self.tail = len(self.text), '"'
        self.state = self.in_string

    def put_string(self, piece):
        """This part of the string is complete. A key counts only with its value."""
        self.text.append(piece)
        if not self.is_key:
            self.kept = len(self.text)
        self.state = self.in_string

    def in_string(self, c):
        if c == "\\":
            self.text.append(c)
            self.state = self.in_escape
        elif c == '"':
            self.text.append(c)
            self.end_string()
        elif c >= "\ud800" and self.option & OPT_LONE_SURROGATES:
            self.put_string(c)
        else:
            self.state = self.invalid

    def end_string(self):
        if not self.is_key:
            self.end_value()
            return
        self.state = self.in_colon
        if self.option & OPT_UNIQUE_KEYS:
            text = self.decoded("".join(self.text[self.scalar_start :]))
            key = json.loads(text)
            if key in self.keys[-1]:
                self.state = self.invalid
            self.keys[-1].add(key)

    def in_escape(self, c):
        if c == "u":
            self.text.append(c)
            self.hex, self.state = "", self.in_hex
        elif c in SHORT_ESCAPES and not self.high:
            self.put_string(c)
        else:
            self.state = self.invalid

    def in_hex(self, c):
        allowed = HEX
        if len(self.hex) < 2 and self.high:
            allowed = ("dD", "cdefCDEF")[len(self.hex)]
        elif self.hex in ("d", "D") and not self.option & OPT_LONE_SURROGATES:
            allowed = HEX.translate(dict.fromkeys(map(ord, "cdefCDEF")))
        if c not in allowed:
            self.state = self.invalid
            return
        self.hex += c
        if len(self.hex) < 4:
            self.text.append(c)
        elif self.is_first_half():
            self.text.append(c)
            self.high, self.state = True, self.in_second_half
        else:
            self.high = False
            self.put_string(c)

    def is_first_half(self):
        first = 0xD800 <= int(self.hex, 16) < 0xDC00
        return first and not self.option & OPT_LONE_SURROGATES

    def in_second_half(self, c):
        if c == "\\":
            self.in_string(c)
        else:
            self.state = self.invalid
