# SPDX-License-Identifier: MIT
"""The command line of jsonde: python -m jsonde COMMAND."""

import argparse
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


def parser():
    result = argparse.ArgumentParser(
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
    chosen = parser().parse_args(arguments)
    try:
        status = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone: nothing more can be said, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status
