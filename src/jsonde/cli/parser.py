# SPDX-License-Identifier: MIT
"""The arguments of the command line, and main()."""

from __future__ import annotations

import argparse
import sys
import textwrap
from typing import Any

import jsonde
from jsonde.cli import bench, check, diff, format, get, layout, lines
from jsonde.cli.completion import SHELLS
from jsonde.cli.guard import guarded

__all__ = ["build", "main"]

# The modules of the commands, in the order of the help.
COMMANDS = (check, format, lines, get, diff, bench, layout)

EPILOG = """\
exit status:
  0    success
  1    the data are no JSON, or two documents differ
  2    wrong arguments, or a file that cannot be read or written
  130  interrupted

'jsonde COMMAND --help' explains a command, with examples.
"""


class Parser(argparse.ArgumentParser):
    """A parser whose help text keeps its line breaks.

    If the text cannot be written, it raises OSError, which argparse ignores.
    """

    def __init__(self, **named: Any):
        named["formatter_class"] = argparse.RawDescriptionHelpFormatter
        named["allow_abbrev"] = False
        if named.get("description"):
            named["description"] = textwrap.fill(named["description"], 78)
        super().__init__(**named)

    def _print_message(self, message: str, file: Any = None) -> None:
        if message and file is not None:
            file.write(message)
        else:
            super()._print_message(message, file)


class PrintCompletion(argparse.Action):
    """Prints the completion for a shell, and ends the program."""

    def __call__(self, parser: Any, namespace: Any, shell: Any, *_: Any) -> None:
        sys.stdout.write(SHELLS[shell](parser))
        parser.exit()


def build() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = Parser(
        prog="jsonde",
        description="Tools for JSON, by the library jsonde.",
        epilog=EPILOG,
    )
    parser.add_argument(
        "--version", action="version", version=f"jsonde {jsonde.__version__}"
    )
    parser.add_argument(
        "--print-completion", action=PrintCompletion, choices=sorted(SHELLS),
        metavar="SHELL", help="print the completion for bash, fish or zsh, and exit",
    )
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True
    )
    for module in COMMANDS:
        module.add(commands)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit status."""

    def run() -> Any:
        chosen = build().parse_args(arguments)
        return chosen.run(chosen)

    return guarded(run)
