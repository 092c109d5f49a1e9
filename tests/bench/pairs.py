# SPDX-License-Identifier: MIT
"""Measures pairs of calls, interleaved in one process: the ratio of minima, and the
median of the ratios of each round."""

import argparse
import collections
import gc
import operator
import os
import statistics
import sys
import time
from itertools import repeat

import machine
import report

import jsonde

SAMPLE_NS = 300_000

# ours and theirs are calls without arguments; theirs is None without a peer.
# same(ours(), theirs()) tells whether both results are equal.
Cell = collections.namedtuple(
    "Cell", "name ours theirs peer same", defaults=[operator.eq]
)


def call(function, value, *arguments, **keywords):
    return lambda: function(value, *arguments, **keywords)


def elapsed(function, loops):
    start = time.perf_counter_ns()
    for _ in repeat(None, loops):
        function()
    return (time.perf_counter_ns() - start) / loops


def measure(cell, rounds):
    """Returns [samples of ours, of theirs] in ns."""
    if cell.theirs and not cell.same(cell.ours(), cell.theirs()):
        raise AssertionError(f"{cell.name}: not what {cell.peer} gives")
    both = [f for f in (cell.ours, cell.theirs) if f]
    loops = [max(1, round(SAMPLE_NS / elapsed(f, 1))) for f in both]
    samples = [[] for _ in both]
    for i in range(rounds):
        for k in (0, 1) if i % 2 else (1, 0):
            if k < len(both):
                samples[k].append(elapsed(both[k], loops[k]))
    return samples


def row(cell, samples):
    ours = min(samples[0])
    found = [cell.name, report.shown_time(ours), cell.peer]
    if len(samples) == 1:
        return [*found, "-", "-"]
    paired = statistics.median(b / a for a, b in zip(*samples))
    return [
        *found,
        report.shown(min(samples[1]) / ours),
        report.shown(paired),
    ]


def write(folder, title, table, *marks):
    """Writes a table as Markdown to a file of a folder.

    The file is named after this program, the version of Python and the marks.
    """
    name = os.path.basename(sys.argv[0]).replace("_bench.py", "")
    name = "-".join([name, machine.python_name(), *filter(None, marks)])
    path = os.path.join(folder, f"{name}.md")
    with open(path, "w", encoding="utf-8") as file:
        print(title, report.table(table, markdown=True), sep="\n\n", file=file)
    print(f"wrote the raw table to {path}", file=sys.stderr)


def main(description, cells, note="", mark=""):
    """Prints a table of cells(), as the command line asks for it.

    The title ends with note. The file that is written is marked with mark, and
    with "part" if --only leaves cells out.
    """
    parser = argparse.ArgumentParser(description=description.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=41, help="samples of each")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--only", default="", help="cells with this in their name")
    parser.add_argument("--output", help="folder for the raw table as Markdown")
    given = parser.parse_args()
    direct = jsonde.layout()["capabilities"]["list"] == "direct"
    title = (f"python {sys.version.split()[0]}, "
             f"{'direct' if direct else 'public'}, {jsonde.layout()['simd']}"
             f"{note and ', '}{note}")
    print(title)
    gc.disable()
    table = [["", "jsonde", "beside", "its time / ours", "paired"]]
    table += [row(cell, measure(cell, given.rounds)) 
              for cell in cells() if given.only in cell.name]
    print(report.table(table, given.markdown))
    if given.output:
        write(given.output, title, table, mark, given.only and "part")
