# SPDX-License-Identifier: MIT
"""jsonde check: whether files are JSON, and where they are not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import jsonde
from jsonde.cli.guard import BAD_DATA, TROUBLE, reason_of, say
from jsonde.cli.inputs import EXACT, Input, add_input, add_jsonc, jsonc_option
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


def error_of(data: Any, option: int) -> jsonde.JSONDecodeError | None:
    """Return the error of a document, or None.

    Numbers of any size and length are JSON. They are read exactly if the fast
    way refuses the document.
    """
    for exact in 0, EXACT:
        try:
            jsonde.loads(data, option=option | exact)
            return None
        except jsonde.JSONDecodeError as error:
            found = error
    return found


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
    """Yield the error of each wrong line."""
    from jsonde.lines import LineError, iter_lines

    for value in iter_lines(source, option=option, on_error="yield"):
        if type(value) is LineError:
            found = error_of(value.doc, option)
            if found is not None:
                found.lineno = value.lineno
                yield found
