# SPDX-License-Identifier: MIT
"""jsonde get: the value at a JSON Pointer (RFC 6901)."""

from __future__ import annotations

import argparse
import re
from typing import Any

from jsonde.cli.documents import documents
from jsonde.cli.format import add_layout, write_values
from jsonde.cli.guard import BAD_DATA, Complaint
from jsonde.cli.inputs import add_input, add_jsonc, input_beside, jsonc_option
from jsonde.cli.outputs import add_output, produce
from jsonde.cli.terminal import printable

__all__ = ["add", "steps_of"]

INDEX = re.compile("0|[1-9][0-9]*")

EXAMPLES = """\
examples:
  jsonde get /users/0/name people.json
  jsonde get --raw /version package.json       a string without quotes
  jsonde get /paths/~1home/get api.json        ~1 stands for /, ~0 for ~
  jsonde get "" people.json                    the whole document

If a file has several documents, as JSON Lines have, the value in each of them
is written.
"""


def pointer(text: str) -> str:
    """Return the value of POINTER, which is a JSON Pointer."""
    if text and not text.startswith("/"):
        raise argparse.ArgumentTypeError(
            f"{text!r} must be empty or begin with /"
        )
    if re.search("~(?![01])", text):
        raise argparse.ArgumentTypeError(f"{text!r}: ~ must be ~0, and / ~1")
    return text


def steps_of(text: str) -> list[str]:
    """Return the keys and indexes of a JSON Pointer."""
    steps = text.split("/")[1:]
    return [step.replace("~1", "/").replace("~0", "~") for step in steps]


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "get",
        help="print the value at a JSON Pointer",
        description="Print the value at a JSON Pointer (RFC 6901). The exit "
        "status is 1 if a document has no such value.",
        epilog=EXAMPLES,
    )
    command.add_argument(
        "pointer", metavar="POINTER", type=pointer,
        help="keys and indexes, each after a /",
    )
    add_input(command)
    add_output(command)
    command.add_argument(
        "-r", "--raw", action="store_true",
        help="write a string as it is, without quotes and escapes",
    )
    add_layout(command)
    add_jsonc(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the value in each document and return the exit status."""
    produce(arguments.output, lambda file: write_found(arguments, file))
    return 0


def write_found(arguments: argparse.Namespace, file: Any) -> None:
    """Write the value in each document to a file of bytes."""
    steps = steps_of(arguments.pointer)
    with input_beside(arguments.file, arguments.output, file) as source:
        for value in documents(source, jsonc_option(arguments)):
            found = at(value, steps, source.name)
            if arguments.raw and isinstance(found, str):
                file.write(raw_line(found, source.name))
            else:
                write_values([found], file, arguments)


def at(value: Any, steps: list[str], name: str) -> Any:
    """Return the value at a pointer inside of a document."""
    for count, step in enumerate(steps):
        try:
            if isinstance(value, list) and INDEX.fullmatch(step):
                value = value[int(step)]
                continue
            if isinstance(value, dict):
                value = value[step]
                continue
        except LookupError:
            pass
        raise missing(value, steps[: count + 1], name)
    return value


def missing(value: Any, steps: list[str], name: str) -> Complaint:
    """Return the error of a document without a value, which says why."""
    *above, step = (s.replace("~", "~0").replace("/", "~1") for s in steps)
    parent = printable("/".join(["", *above]))
    there = f"the value at {parent}" if parent else "the document"
    if isinstance(value, dict):
        why = f"{there} has no key {steps[-1]!r}"
    elif isinstance(value, list):
        why = f"{there} is an array of {len(value)} items, without {step!r}"
    else:
        why = f"{there} is no object and no array"
    return Complaint(f"{printable(name)}: {why}", BAD_DATA)


def raw_line(text: str, name: str) -> bytes:
    """Return a string as a line of UTF-8."""
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        raise Complaint(
            f"{printable(name)}: a lone surrogate cannot be written raw", BAD_DATA
        ) from None
