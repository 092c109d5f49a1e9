# SPDX-License-Identifier: MIT
"""jsonde bench: the JSON libraries of this Python, on a document of the user."""

from __future__ import annotations

import argparse
import gc
import importlib
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import jsonde
from jsonde.cli.guard import BAD_DATA, Complaint
from jsonde.cli.inputs import Input, add_input
from jsonde.cli.layout import table
from jsonde.cli.terminal import printable

__all__ = ["add", "Library", "Result"]

LEAST_TIME = 0.005  # seconds of one measurement: short calls are repeated

EXAMPLES = """\
examples:
  jsonde bench message.json
  jsonde bench --plot speed.svg --rounds 21 message.json

In each round, each library decodes and encodes the document once; a short
document several times. So all libraries have the same conditions. The first
column of each direction is the median time of a call. x is the median of the
library's time divided by that of jsonde in the same round: 2.00 means that
jsonde takes half the time.
"""

Function = Callable[[Any], Any]


class Library(NamedTuple):
    """A library, and its fastest functions for plain JSON."""

    name: str
    version: str
    loads: Function
    dumps: Function


class Result(NamedTuple):
    """The median of the times of a library, in seconds and relative to jsonde.
    None if it could not do the document."""

    name: str
    times: float | None
    ratio: float | None


def bindings() -> dict[str, Callable[[Any], tuple[Function, Function]]]:
    """Return (loads, dumps) of each library that is known, from its module."""

    def standard(module: Any) -> tuple[Function, Function]:
        named = {"ensure_ascii": False, "separators": (",", ":")}
        return module.loads, module.JSONEncoder(**named).encode

    def plain(module: Any) -> tuple[Function, Function]:
        return module.loads, module.dumps

    return {
        "jsonde": plain,
        "orjson": plain,
        "ssrjson": lambda module: (module.loads, module.dumps_to_bytes),
        "msgspec.json": lambda m: (m.Decoder().decode, m.Encoder().encode),
        "ujson": plain,
        "rapidjson": plain,
        "simplejson": standard,
        "json": standard,
    }


def libraries() -> list[Library]:
    """Return the libraries that are installed, jsonde first."""
    found = []
    for name, bind in bindings().items():
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        top = sys.modules[name.split(".")[0]]
        version = str(getattr(top, "__version__", ""))
        found.append(Library(top.__name__, version, *bind(module)))
    return found


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "bench",
        help="compare the speed of JSON libraries on a document",
        description="Compare the speed of the JSON libraries that this Python "
        "has, on one document.",
        epilog=EXAMPLES,
    )
    add_input(command)
    command.add_argument(
        "--rounds", type=positive, default=11, metavar="N",
        help="number of measurements of each library (default: 11)",
    )
    command.add_argument(
        "--plot", metavar="OUT.svg",
        help="draw a chart; needs matplotlib, which also writes .png and .pdf",
    )
    command.set_defaults(run=run)


def positive(text: str) -> int:
    """Return the value of --rounds."""
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")


def run(arguments: argparse.Namespace) -> int:
    """Measure, print a table and return the exit status."""
    if arguments.plot:
        from jsonde.cli import chart

        chart.require(arguments.plot)
    with Input(arguments.file) as source:
        data = source.read_all()
    name = printable(source.name)
    try:
        value = jsonde.loads(data)
    except jsonde.JSONDecodeError as error:
        raise Complaint(f"{name}: {error}", BAD_DATA) from None
    found = libraries()
    results = {
        "loads": measured(found, "loads", data, arguments.rounds),
        "dumps": measured(found, "dumps", value, arguments.rounds),
    }
    python = f"{platform.python_implementation()} {platform.python_version()}"
    title = f"{name}: {len(data):,} bytes, {python}, {arguments.rounds} rounds"
    print(title)
    print("\n".join(table(rows_of(found, results))))
    if arguments.plot:
        chart.draw(arguments.plot, title, results)
    return 0


def rows_of(
    found: list[Library], results: dict[str, list[Result]]
) -> Iterator[list[str]]:
    """Yield the rows of the table, as aligned columns of strings."""
    shortest = min(rows[0].times or 1 for rows in results.values())
    unit, scale = ("ms", 1e3) if shortest > 1e-4 else ("us", 1e6)
    yield ["", "", f"loads {unit}", "     x", f"dumps {unit}", "     x"]
    for library, *both in zip(found, *results.values()):
        row = [library.name, library.version]
        for result in both:
            if result.times is None or result.ratio is None:
                row += ["  failed", ""]
            else:
                row += [f"{result.times * scale:8.2f}", f"{result.ratio:6.2f}"]
        yield row


def measured(
    found: list[Library], direction: str, argument: Any, rounds: int
) -> list[Result]:
    """Return the result of each library, measured in interleaved rounds."""
    functions: list[Function] = [getattr(library, direction) for library in found]
    counts = [repetitions(function, argument) for function in functions]
    times: list[list[float]] = [[] for _ in found]
    for i in range(rounds):
        for k in range(len(found)):
            k = (k + i) % len(found)  # each library is the first one sometimes
            if counts[k]:
                times[k].append(timed(functions[k], argument, counts[k]))
    return [
        result_of(library.name, own, times[0])
        for library, own in zip(found, times)
    ]


def result_of(name: str, own: list[float], ours: list[float]) -> Result:
    """Return the medians of the times of a library, of which ours are jsonde's."""
    if not own or not ours:
        return Result(name, None, None)
    ratio = statistics.median(a / b for a, b in zip(own, ours))
    return Result(name, statistics.median(own), ratio)


def repetitions(function: Function, argument: Any) -> int:
    """Return how many calls a measurement needs; 0 if the function fails."""
    try:
        function(argument)
    except Exception:  # libraries raise what they like
        return 0
    return max(1, int(LEAST_TIME / max(timed(function, argument, 1), 1e-7)))


def timed(function: Function, argument: Any, count: int) -> float:
    """Return the time of a call in seconds, from so many calls."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        start = time.perf_counter()
        for _ in range(count):
            function(argument)
        return (time.perf_counter() - start) / count
    finally:
        if was_enabled:
            gc.enable()
