# SPDX-License-Identifier: MIT
"""jsonde format: documents again, with another layout."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from functools import partial
from typing import Any

import jsonde
from jsonde.cli import raw
from jsonde.cli.documents import documents
from jsonde.cli.guard import BAD_DATA, Complaint
from jsonde.cli.inputs import add_input, input_beside, jsonc_option
from jsonde.cli.outputs import add_output, is_standard, produce
from jsonde.cli.paint import painter
from jsonde.cli.terminal import has_colors, is_terminal, printable

__all__ = ["add", "add_color", "add_layout", "write_values"]

MOST_SPACES = 16

EXAMPLES = """\
examples:
  jsonde format config.json                   indented by two spaces
  jsonde format --indent tab -o b.json a.json
  jsonde format --in-place *.json             replaces each file
  jsonde format --compact <log.json           each document on one line
  curl -s "$URL" | jsonde format --sort-keys | less

A file may have several documents, or lines of JSON. Numbers keep their text. Of equal keys the last one counts, unless --unique-keys rejects them.
"""


def indent(text: str) -> int | str:
    """Return the value of --indent: a number of spaces, or a tab."""
    if text == "tab":
        return "\t"
    if text.isascii() and text.isdigit() and int(text) <= MOST_SPACES:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a number from 0 to {MOST_SPACES}, or tab"
    )


def add_color(command: Any) -> None:
    """Add the option --color to a command."""
    command.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour the output; auto: on a terminal, without NO_COLOR",
    )


def add_layout(command: Any) -> Any:
    """Add the options of the layout to a command.

    Return the group of those that contradict each other.
    """
    layout = command.add_mutually_exclusive_group()
    layout.add_argument(
        "--indent", type=indent, metavar="N|tab",
        help="indent by N spaces (0 to 16, default 2), or by a tab",
    )
    layout.add_argument(
        "-c", "--compact", action="store_true",
        help="write each document on one line, without spaces",
    )
    command.add_argument(
        "-s", "--sort-keys", action="store_true", help="sort the keys of objects"
    )
    command.add_argument(
        "--ascii", action="store_true", help="escape all non-ASCII characters"
    )
    add_color(command)
    command.set_defaults(canonical=False, in_place=False)
    return layout


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "format",
        help="indent, compact or sort documents",
        description="Write JSON documents again: indented, on one line, sorted, "
        "or canonical.",
        epilog=EXAMPLES,
    )
    add_input(command, "*")
    target = command.add_mutually_exclusive_group()
    add_output(target)
    target.add_argument(
        "-i", "--in-place", action="store_true",
        help="replace each file by its documents",
    )
    add_layout(command).add_argument(
        "--canonical", action="store_true",
        help="write canonical JSON (RFC 8785); numbers become doubles",
    )
    command.add_argument(
        "--unique-keys", action="store_true",
        help="reject an object that has the same key twice",
    )
    command.add_argument(
        "--jsonc", action="store_true",
        help="accept comments and trailing commas; comments are lost",
    )
    command.set_defaults(run=run, refuse=command.error)


def run(arguments: argparse.Namespace) -> int:
    """Write the documents of all files and return the exit status."""
    if arguments.canonical and arguments.ascii:
        arguments.refuse("argument --ascii: not allowed with argument --canonical")
    if not arguments.in_place:
        def write_all(file: Any) -> None:
            for path in arguments.files:
                write_file(path, file, arguments)

        produce(arguments.output, write_all)
        return 0
    if any(is_standard(path) for path in arguments.files):
        raise Complaint("--in-place needs the name of a file")
    for path in arguments.files:
        produce(path, partial(write_file, path, arguments=arguments))
    return 0


def write_file(path: str, file: Any, arguments: argparse.Namespace) -> None:
    """Write the documents of the file at path to a file of bytes."""
    output = path if arguments.in_place else arguments.output
    reader = read_doubles if arguments.canonical else raw.read_next
    with input_beside(path, output, file) as source:
        values = documents(source, option_of_loads(arguments), reader)
        try:
            write_values(values, file, arguments)
        except jsonde.JSONEncodeError as error:
            name = printable(source.name)
            raise Complaint(f"{name}: {error}", BAD_DATA) from None


def read_doubles(data: bytes, pos: int, option: int) -> tuple[Any, int]:
    """Read a document for canonical JSON, in which numbers are doubles."""
    return jsonde.loads_next(data, pos, option=option)


def write_doubles(
    value: Any, file: Any, option: int, indent: int | str | None
) -> None:
    """Write a value of read_doubles()."""
    jsonde.dump(value, file, None, option, indent=indent)


def option_of_loads(arguments: argparse.Namespace) -> int:
    """Return the option of loads() for the arguments."""
    option = 0
    if arguments.unique_keys or arguments.canonical:
        option |= jsonde.OPT_UNIQUE_KEYS
    return option | jsonc_option(arguments)


def option_of_dumps(arguments: argparse.Namespace) -> int:
    """Return the option of dumps() for the arguments."""
    option = jsonde.OPT_CANONICAL if arguments.canonical else 0
    if arguments.sort_keys:
        option |= jsonde.OPT_SORT_KEYS
    return option | (jsonde.OPT_ENSURE_ASCII if arguments.ascii else 0)


def write_values(
    values: Iterable[Any], file: Any, arguments: argparse.Namespace
) -> None:
    """Write each value as a document, and a line feed, to a file of bytes."""
    option = option_of_dumps(arguments)
    on_one_line = arguments.compact or arguments.canonical
    indented = 2 if arguments.indent is None else arguments.indent
    if on_one_line:
        indented = None
    to_standard = is_standard(arguments.output) and not arguments.in_place
    colored = to_standard and has_colors(sys.stdout, arguments.color)
    write = write_doubles if arguments.canonical else raw.write
    is_shown = colored or to_standard and is_terminal(sys.stdout)
    for value in values:
        if is_shown:
            text = io.BytesIO()
            write(value, text, option, indented)
            file.write(painter(colored)(text.getvalue()))
        else:
            write(value, file, option, indented)
        file.write(b"\n")
