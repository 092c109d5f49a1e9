# SPDX-License-Identifier: MIT
"""Strings of a document. src/dec/dec_str.c and src/text/unescape.c do the same
in C."""

import re

from jsonde._fallback import errors
from jsonde._fallback.errors import Fault
from jsonde._fallback.options import OPT_LONE_SURROGATES
from jsonde._fallback.source import is_cut

PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
PLAIN_OF_BYTES = re.compile('[^"\\\\\x00-\x1f\ud800-\udfff]*')
SHORT = {
    **{'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n"},
    **{"r": "\r", "t": "\t"},
}
UNIT = re.compile(r"\\u([0-9a-fA-F]{4})")
# As far as it is right, the second half of a pair.
SECOND_HALF = re.compile(
    r"(?:\\(?:u(?:[dD](?:[c-fC-F](?:[0-9a-fA-F]{1,2})?)?)?)?)?"
)
HEX_DIGITS = re.compile(r"[0-9a-fA-F]{0,4}")
SURROGATES = re.compile("[\ud800-\udfff]")


class Strings:
    """Reads the strings of a text.

    text, end: the text up to its end; of_bytes: surrogates in it stand for
    bytes that are no UTF-8; pieces: what is certain of a string that failed.
    """

    def __init__(self, text, end, options, of_bytes):
        self.text = text
        self.end = end
        self.of_bytes = of_bytes
        self.is_lone = bool(options & OPT_LONE_SURROGATES)
        has_surrogates = not text.isascii() and SURROGATES.search(text)
        self.plain = (PLAIN_OF_BYTES if has_surrogates else PLAIN).match
        self.pieces = []

    def read(self, i):
        """Returns (the string whose opening quote is at i, its end)."""
        text = self.text
        stop = self.plain(text, i + 1, self.end).end()
        if stop < self.end and text[stop] == '"':
            return text[i + 1 : stop], stop + 1
        return self.read_pieces(i + 1)

    def read_pieces(self, i):
        """Does the same of a string with escapes, or with an error."""
        text, end = self.text, self.end
        pieces = self.pieces = []
        while True:
            stop = self.plain(text, i, end).end()
            pieces.append(text[i:stop])
            i = stop
            if i >= end:
                raise Fault(errors.END, end, True)
            c = text[i]
            if c == '"':
                return "".join(pieces), i + 1
            if c == "\\":
                piece, i = self.escape(i)
            elif c < " ":
                raise Fault(errors.CONTROL_CHARACTER, i)
            else:
                piece, i = self.surrogate(i)
            pieces.append(piece)

    def surrogate(self, i):
        """Returns (the surrogate at i, its end), where that is allowed."""
        if not self.of_bytes:
            if self.is_lone:
                return self.text[i], i + 1
            raise Fault(errors.SURROGATE, i)
        raise bad_utf8(self.text, i, self.end)

    def escape(self, i):
        """Returns (the character of the escape at i, its end)."""
        short = SHORT.get(self.text[i + 1 : min(i + 2, self.end)])
        if short is not None:
            return short, i + 2
        match = UNIT.match(self.text, i, self.end)
        if match is None:
            raise self.bad_escape(i)
        code = int(match.group(1), 16)
        if not 0xD800 <= code < 0xE000:
            return chr(code), i + 6
        if code < 0xDC00:
            match = UNIT.match(self.text, i + 6, self.end)
            low = int(match.group(1), 16) if match else 0
            if 0xDC00 <= low < 0xE000:
                pair = 0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF)
                return chr(pair), i + 12
        if self.is_lone:
            return chr(code), i + 6
        raise self.bad_escape(i)

    def bad_escape(self, i):
        """Returns the Fault of the escape at i, which has no meaning."""
        fault = bad_escape(self.text, i, self.end)
        if fault.status == errors.LONE_SURROGATE and self.is_lone:
            # The beginning of a second half needs no first one here.
            return Fault(errors.END, self.end, True)
        return fault


def bad_escape(text, i, end):
    """Returns the Fault of an escape that has no meaning.

    More text could complete what is right of it up to the end, except \\udc:
    that can become nothing but a second half without a first one.
    """
    at = i
    i = SECOND_HALF.match(text, at, end).end()
    if i == at + 6 or (i >= at + 4 and i == end):
        return Fault(errors.LONE_SURROGATE, at)
    status = errors.BAD_ESCAPE
    i = at + 1
    if i < end and text[i] != "u":
        return Fault(status, at)
    if i < end:
        status = errors.BAD_HEX
        i = HEX_DIGITS.match(text, i + 1, end).end()
        if i == at + 6:
            status = errors.LONE_SURROGATE
            i = SECOND_HALF.match(text, i, end).end()
    if i < end:
        return Fault(status, at)
    return Fault(errors.END, end, True)


def bad_utf8(text, i, end):
    """Returns the Fault of the bytes at i, which are no UTF-8."""
    rest = text[i : min(i + 4, end)].encode("utf-8", "surrogateescape")
    if i + len(rest) >= end and is_cut(rest):
        return Fault(errors.END, end, True)
    second, third = (*rest[1:3], 0, 0)[:2]
    continued = second & 0xC0 == 0x80 == third & 0xC0
    if rest[0] == 0xED and continued:
        return Fault(errors.SURROGATE, i)
    return Fault(errors.BAD_UTF8, i)
