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
    """Yield a line for each row of strings, with aligned columns."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths))
        yield (indent + "  ".join(cells)).rstrip()


def layout_lines():
    """Yield the lines of a readable form of jsonde.layout()."""
    found = jsonde.layout()
    yield "interpreter"
    yield from table(
        (name.replace("_", " "), " ".join(str(value).split()))
        for name, value in found["interpreter"].items()
    )
    yield f"SIMD kernel: {found['simd']}"
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
        (name, "used" if used else "missing, or switched off")
        for name, used in found["symbols"].items()
    )
    yield f"the probe took {found['probe_microseconds']:.0f} microseconds"


def layout(arguments):
    """Print the results of the probe and return the exit status."""
    if arguments.json:
        print(json.dumps(jsonde.layout(), indent=2))
    else:
        print("\n".join(layout_lines()))
    return 0


class Parser(argparse.ArgumentParser):
    """A parser whose help text raises OSError if it cannot be written.

    argparse ignores that error.
    """

    def _print_message(self, message, file=None):
        if message and file is not None:
            file.write(message)
        else:
            super()._print_message(message, file)


def parser():
    result = Parser(
        prog="jsonde", description="Tools for the JSON library jsonde."
    )
    result.add_argument(
        "--version", action="version", version=f"jsonde {jsonde.__version__}"
    )
    commands = result.add_subparsers(
        dest="command", metavar="COMMAND", required=True
    )
    command = commands.add_parser(
        "layout", help="print what the probe found in this interpreter"
    )
    command.add_argument(
        "--json", action="store_true", help="print JSON instead of a table"
    )
    command.set_defaults(run=layout)
    return result


def main(arguments=None):
    """Run one command and return the exit status."""

    def run():
        chosen = parser().parse_args(arguments)
        return chosen.run(chosen)

    return guarded(run)


def guarded(run):
    """Call run(), which writes to standard output, and return its status.

    If the output cannot be written, print the reason to standard error and
    return 1. A closed pipe needs no message.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # File names may contain characters that the output's encoding lacks.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            status = run()
        except SystemExit as done:  # argparse has printed its message
            status = done.code
        if sys.stdout is None and not status:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        discard_output()
        if not is_closed_pipe(error):
            complain(error)
        return 1
    return status


def is_closed_pipe(error):
    """Tell whether an OSError of a write means that nobody reads the pipe.

    Windows reports EINVAL then.
    """
    closed = (errno.EINVAL,) if os.name == "nt" else ()
    return isinstance(error, BrokenPipeError) or error.errno in closed


def discard_output():
    """Redirect standard output, so that Python's flush at exit cannot fail."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def complain(error):
    """Print an OSError to standard error, if possible."""
    what = error.filename or "standard output"
    try:
        print(f"jsonde: {what}: {error.strerror or error}", file=sys.stderr)
    except OSError:
        pass
