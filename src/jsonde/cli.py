# SPDX-License-Identifier: MIT
"""The command line of jsonde: python -m jsonde COMMAND."""

import argparse
import errno
import io
import json
import os
import sys

import jsonde

__all__ = ["main"]


def table(rows, indent="  "):
    """Rows of strings as lines, each column as wide as its widest cell."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths))
        yield (indent + "  ".join(cells)).rstrip()


def layout_lines():
    """jsonde.layout() for people, line by line."""
    found = jsonde.layout()
    yield "interpreter"
    yield from table(
        (name.replace("_", " "), " ".join(str(value).split()))
        for name, value in found["interpreter"].items()
    )
    yield f"text is worked on with {found['simd']}"
    yield "capabilities"
    yield from table(found["capabilities"].items())
    yield "structs, with the offset of each field in bytes"
    yield from table(
        (name, " ".join(f"{field}={at}" for field, at in fields.items()))
        for name, fields in found["structs"].items()
        if fields
    )
    yield "optional functions"
    yield from table(
        (name, "used" if used else "not there, or switched off")
        for name, used in found["symbols"].items()
    )
    yield f"the probe took {found['probe_microseconds']:.0f} microseconds"


def layout(arguments):
    """Prints the probe's report."""
    if arguments.json:
        print(json.dumps(jsonde.layout(), indent=2))
    else:
        print("\n".join(layout_lines()))
    return 0


class Parser(argparse.ArgumentParser):
    """A parser that does not hide that its text cannot be written."""

    def _print_message(self, message, file=None):
        if message and file is not None:
            file.write(message)
        else:
            super()._print_message(message, file)


def parser():
    result = Parser(
        prog="jsonde", description="JSON, read and written in place."
    )
    result.add_argument(
        "--version", action="version", version=f"jsonde {jsonde.__version__}"
    )
    commands = result.add_subparsers(
        dest="command", metavar="COMMAND", required=True
    )
    command = commands.add_parser(
        "layout", help="what the probe found in this interpreter"
    )
    command.add_argument(
        "--json", action="store_true", help="as JSON instead of a table"
    )
    command.set_defaults(run=layout)
    return result


def main(arguments=None):
    """Runs one command; returns the exit status."""

    def run():
        chosen = parser().parse_args(arguments)
        return chosen.run(chosen)

    return guarded(run)


def guarded(run):
    """Calls run(), which writes to standard output, and returns its status.

    Where the output cannot be written, it says why on standard error and
    returns 1. A reader of a pipe that has gone needs no message.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Every name of a file can be written then.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            status = run()
        except SystemExit as done:  # of argparse, which has written already
            status = done.code
        if sys.stdout is None and not status:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        discard_output()
        return 1
    except OSError as error:
        discard_output()
        complain(error)
        return 1
    return status


def discard_output():
    """Lets Python write what it still has to nowhere, at exit."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def complain(error):
    """Says on standard error, if that can be written, what has failed."""
    what = error.filename or "standard output"
    try:
        print(f"jsonde: {what}: {error.strerror or error}", file=sys.stderr)
    except OSError:
        pass
