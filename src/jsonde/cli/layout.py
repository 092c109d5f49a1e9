# SPDX-License-Identifier: MIT
"""jsonde layout: what the probe found in this interpreter."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from typing import Any

import jsonde

__all__ = ["add", "layout_lines", "table"]

EXAMPLES = """\
examples:
  jsonde layout          the results of the probe, as tables
  jsonde layout --json   the same as JSON
"""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "layout",
        help="print what the probe found in this interpreter",
        description="Print what the probe found in this interpreter: which "
        "structs jsonde reads in place, with the offset of each field.",
        epilog=EXAMPLES,
    )
    command.add_argument(
        "--json", action="store_true", help="print JSON instead of tables"
    )
    command.set_defaults(run=run)


def table(rows: Iterable[Iterable[str]], indent: str = "  ") -> Iterator[str]:
    """Yield a line for each row of strings, with aligned columns."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths))
        yield (indent + "  ".join(cells)).rstrip()


def layout_lines() -> Iterator[str]:
    """Yield the lines of a readable form of jsonde.layout()."""
    found: Any = jsonde.layout()
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


def run(arguments: argparse.Namespace) -> int:
    """Print the results of the probe and return the exit status."""
    if arguments.json:
        print(json.dumps(jsonde.layout(), indent=2))
    else:
        print("\n".join(layout_lines()))
    return 0
