# SPDX-License-Identifier: MIT
"""jsonde check: whether files are JSON, and where they are not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import jsonde
from jsonde.cli.documents import MARK, WHITE, whole
from jsonde.cli.guard import BAD_DATA, TROUBLE, reason_of, say
from jsonde.cli.inputs import Input, add_input, add_jsonc, jsonc_option
from jsonde.cli.terminal import has_colors
from jsonde.cli.where import diagnosis

__all__ = ["add"]

EXAMPLES = """\
examples:
  jsonde check *.json                  one document in each file
  jsonde check --lines log.jsonl.gz    one document on each line
  curl -s "$URL" | jsonde check -q && echo good

For each error, the output has a line FILE:LINE:COLUMN: MESSAGE, the line of
the file, and a caret under the character. LINE and COLUMN count from 1.
"""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "check",
        help="check that files are JSON, and show where they are not",
        description="Check that files are JSON (RFC 8259), and show where they "
        "are not. The exit status is 1 if a file is not JSON.",
        epilog=EXAMPLES,
    )
    add_input(command, "*")
    command.add_argument(
        "-l", "--lines", action="store_true",
        help="the files are JSON Lines: report every wrong line",
    )
    add_jsonc(command)
    command.add_argument(
        "--unique-keys", action="store_true",
        help="reject an object that has the same key twice",
    )
    command.add_argument(
        "-q", "--quiet", action="store_true",
        help="print nothing; the exit status tells the result",
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check all files and return the exit status."""
    option = jsonde.OPT_LONE_SURROGATES | jsonc_option(arguments)
    if arguments.unique_keys:
        option |= jsonde.OPT_UNIQUE_KEYS
    find = line_errors if arguments.lines else document_errors
    status = 0
    for path in arguments.files:
        try:
            found = check(path, find, option, arguments.quiet)
        except OSError as error:
            if error.filename is None:  # standard output
                raise
            say(reason_of(error))
            found = TROUBLE
        status = max(status, found)
    return status


def check(path: str, find: Any, option: int, quiet: bool) -> int:
    """Report the errors of one file and return its status."""
    status = 0
    colored = has_colors(sys.stdout)
    with Input(path) as source:
        for error in find(source, option):
            status = BAD_DATA
            if quiet:
                break
            place = error.lineno, error.colno
            print(diagnosis(source.name, error, *place, colored))
    return status


def error_of(data: bytes, option: int) -> jsonde.JSONDecodeError | None:
    """Return the error of a document, or None.

    Numbers of any size and length are JSON. If the fast way refuses the
    document, whole() reads it, which keeps the text of numbers.
    """
    try:
        jsonde.loads(data, option=option)
    except jsonde.JSONDecodeError:
        try:
            whole(data, option)
        except jsonde.JSONDecodeError as error:
            return error
    return None


def document_errors(
    source: Input, option: int
) -> Iterator[jsonde.JSONDecodeError]:
    """Yield the error of a file that should be one document."""
    found = error_of(source.read_all(), option)
    if found is not None:
        yield found


def line_errors(
    source: Input, option: int
) -> Iterator[jsonde.JSONDecodeError]:
    """Yield the error of each wrong line, of which a byte order mark before the
    first line is no part."""
    from jsonde import lines

    untyped: Any = lines
    line = 1
    for block in untyped.whole_lines(source.read):
        if line == 1 and block.startswith(MARK):
            block = block[len(MARK) :]
        if not are_good(block, option):
            for number, text in enumerate(block.split(b"\n"), line):
                found = error_of(text, option) if text.strip(WHITE) else None
                if found is not None:
                    found.lineno = number
                    yield found
        line += block.count(b"\n")


def are_good(block: bytes, option: int) -> bool:
    """Tell whether lines are JSON. False: each of them must be checked.

    loads_lines() would skip a byte order mark, which is an error of its line.
    """
    from jsonde.lines import loads_lines

    try:
        loads_lines(block, option=option)
    except jsonde.JSONDecodeError:
        return False
    return not block.startswith(MARK)
