# SPDX-License-Identifier: MIT
"""jsonde diff: the values that differ in two documents."""

from __future__ import annotations

import argparse
import decimal
import io
import re
import sys
from collections.abc import Iterator
from typing import Any

from jsonde.cli import raw
from jsonde.cli.documents import one_document
from jsonde.cli.format import add_color
from jsonde.cli.guard import BAD_DATA, Complaint
from jsonde.cli.inputs import Input, add_jsonc, jsonc_option
from jsonde.cli.outputs import is_standard
from jsonde.cli.paint import painter
from jsonde.cli.terminal import has_colors, is_terminal, painted, printable

__all__ = ["add", "differences"]

EXAMPLES = """\
examples:
  jsonde diff old.json new.json
  curl -s "$URL" | jsonde diff expected.json -
  jsonde diff -q a.json b.json && echo equal

For each difference, a line "- POINTER: VALUE" has the value of A, and a line
"+ POINTER: VALUE" that of B. POINTER is a JSON Pointer (RFC 6901), as 'jsonde
get' takes it. The order of keys has no meaning. Items of arrays are compared
by their index. Numbers are equal if their values are: 1, 1.0 and 1e0.
"""

ABSENT = object()
NUMBERS = (int, bytes)  # as raw.read_next() returns them
NUMBER = re.compile(rb"-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?")


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "diff",
        help="print the values that differ in two documents",
        description="Print the values that differ in two documents. The exit "
        "status is 1 if there are any.",
        epilog=EXAMPLES,
    )
    command.add_argument("a", metavar="A", help="a file, or - for standard input")
    command.add_argument("b", metavar="B", help="a file, or - for standard input")
    command.add_argument(
        "-q", "--quiet", action="store_true",
        help="print nothing; the exit status tells the result",
    )
    add_jsonc(command)
    add_color(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the differences and return the exit status."""
    if is_standard(arguments.a) and is_standard(arguments.b):
        raise Complaint("A and B cannot both be standard input")
    option = jsonc_option(arguments)
    values = []
    for path in arguments.a, arguments.b:
        with Input(path) as source:
            values.append(one_document(source, option))
    colored = has_colors(sys.stdout, arguments.color)
    status = 0
    for pointer, old, new in differences(*values):
        status = BAD_DATA
        if arguments.quiet:
            break
        for mark, role, value in ("-", "old", old), ("+", "new", new):
            if value is not ABSENT:
                text = f"{mark} {printable(pointer)}: {shown(value)}"
                print(painted(text, role, colored))
    return status


def shown(value: Any) -> str:
    """Return a value as JSON on one line, harmless for a terminal."""
    file = io.BytesIO()
    raw.write(value, file)
    text = file.getvalue()
    return (painter(False)(text) if is_terminal(sys.stdout) else text).decode()


def differences(old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield (pointer, old value, new value) where two documents differ.

    ABSENT stands for a value that one of them lacks. The walk has a stack of
    its own, because documents may be nested more deeply than calls.
    """
    left = [("", old, new)]
    while left:
        pointer, old, new = left.pop()
        if isinstance(old, dict) and isinstance(new, dict):
            pairs = members(pointer, old, new)
        elif isinstance(old, list) and isinstance(new, list):
            pairs = elements(pointer, old, new)
        elif are_equal(old, new):
            continue
        else:
            yield pointer, old, new
            continue
        left.extend(reversed(pairs))


def members(pointer: str, old: Any, new: Any) -> list[tuple[str, Any, Any]]:
    """Return (pointer, old value, new value) of each key of two objects."""
    keys = [*old, *(key for key in new if key not in old)]
    return [
        (
            f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}",
            old.get(key, ABSENT),
            new.get(key, ABSENT),
        )
        for key in keys
    ]


def elements(pointer: str, old: Any, new: Any) -> list[tuple[str, Any, Any]]:
    """Return (pointer, old value, new value) of each index of two arrays."""
    return [
        (
            f"{pointer}/{i}",
            old[i] if i < len(old) else ABSENT,
            new[i] if i < len(new) else ABSENT,
        )
        for i in range(max(len(old), len(new)))
    ]


def are_equal(old: Any, new: Any) -> bool:
    """Tell whether two scalars are equal. In Python, true would equal 1."""
    if type(old) is type(new) and old == new:
        return True
    if type(old) in NUMBERS and type(new) in NUMBERS:
        return parts_of(old) == parts_of(new)
    return False


def parts_of(number: int | bytes) -> tuple[bool, bytes, decimal.Decimal | int]:
    """Return a number as (is it negative, its digits, the exponent of the last one).

    Zeros at both ends of the digits are dropped, so that equal numbers have
    equal parts. Neither the digits nor the exponent have a limit.
    """
    text = b"%d" % number if isinstance(number, int) else number
    found = NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a number")
    before, after, exponent = found.groups(b"")
    digits = (before + after).rstrip(b"0")
    shift = len(before) - len(digits)
    digits = digits.lstrip(b"0")
    if not digits:
        return False, b"", 0
    return text.startswith(b"-"), digits, plus(exponent, shift)


def plus(exponent: bytes, shift: int) -> decimal.Decimal | int:
    """Return the sum of an exponent, which may be empty, and of an int.

    A Decimal takes linear time for many digits; int() has a limit for them.
    """
    if not exponent:
        return shift
    context = decimal.Context(
        prec=len(exponent) + 20, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN
    )
    return context.add(decimal.Decimal(exponent.decode()), shift)
