# SPDX-License-Identifier: MIT
"""jsonde lines: an array as JSON Lines, and JSON Lines as an array."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

import jsonde
from jsonde.cli import raw
from jsonde.cli.documents import documents, items
from jsonde.cli.inputs import add_input, add_jsonc, input_beside, jsonc_option
from jsonde.cli.outputs import add_output, produce

__all__ = ["add"]

EXAMPLES = """\
examples:
  jsonde lines rows.json -o rows.jsonl         each item on a line
  jsonde lines --to-array rows.jsonl.gz        the lines as one array
  jsonde lines <rows.json | grep depth | jsonde lines --to-array

One item is in memory at a time, so that the files may have any size.
"""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "lines",
        help="convert an array to JSON Lines, or back",
        description="Write each item of an array on a line of its own (JSON "
        "Lines), or make an array of the documents of a file.",
        epilog=EXAMPLES,
    )
    add_input(command)
    add_output(command)
    command.add_argument(
        "-a", "--to-array", action="store_true",
        help="read documents, such as JSON Lines, and write one array",
    )
    add_jsonc(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Convert a file and return the exit status."""
    produce(arguments.output, lambda file: convert(arguments, file))
    return 0


def convert(arguments: argparse.Namespace, file: Any) -> None:
    """Convert the input to a file of bytes."""
    option = jsonc_option(arguments)
    with input_beside(arguments.file, arguments.output, file) as source:
        if arguments.to_array:
            write_array(documents(source, option), file)
            return
        for value in items(source, option):
            raw.write(value, file, jsonde.OPT_APPEND_NEWLINE)


def write_array(values: Iterable[Any], file: Any) -> None:
    """Write values as an array with an item on each line."""
    before = b"[\n"
    for value in values:
        file.write(before)
        raw.write(value, file)
        before = b",\n"
    file.write(b"[]\n" if before == b"[\n" else b"\n]\n")
