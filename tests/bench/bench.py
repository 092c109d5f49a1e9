# SPDX-License-Identifier: MIT
"""The benchmark: bench.py [OPTION...], or make bench BENCH_FLAGS='OPTION...'

Times jsonde and its peers in one process and prints times and ratios. It checks
each result before it times a cell. With --output it writes two files: the report
as JSON, and the raw results (a table of each cell) as Markdown.
docs/benchmarks.md explains the figures; report.py has the schema of the JSON.
"""

import argparse
import datetime
import gc
import json
import os
import sys

import cells
import compare
import machine
import measure
import memory
import peers
import report
import variants

DEFAULT_BUDGET = 210
QUICK_BUDGET = 30


# Option, how argparse is to take it, what it does.
NUMBER, TEXT, FLAG = {"type": float}, {}, {"action": "store_true"}
OPTIONS = (
    ("--budget", NUMBER, f"seconds for all cells (else {DEFAULT_BUDGET})"),
    ("--quick", FLAG, f"one turn in about {QUICK_BUDGET} s"),
    ("--turns", {"type": int}, "how often to come back to a cell (else 3)"),
    ("--gc", FLAG, "with the garbage collector on"),
    ("--memory", FLAG, "memory instead of time"),
    ("--variants", FLAG, "other paths and kernels of ours, in children"),
    ("--peers", {"default": ",".join(peers.NAMES)}, "with commas"),
    ("--kinds", {"default": ",".join(cells.KINDS)}, "with commas"),
    ("--cells", {"default": ""}, "only those with this in group or name"),
    ("--output", TEXT, "file or folder for the report (.json) and raw tables (.md)"),
    ("--compare", TEXT, "what changed since that report, beyond noise"),
    ("--read", TEXT, "a report to show instead of a new run"),
    ("--summary", FLAG, "print the summary only, without a table of each cell"),
    ("--markdown", FLAG, "print Markdown"),
)


def parser():
    result = argparse.ArgumentParser(prog="bench.py")
    for name, how, what in OPTIONS:
        result.add_argument(name, help=what, **how)
    return result


def chosen_cells(options):
    kinds = options.kinds.split(",")
    for kind in kinds:
        if kind not in cells.KINDS:
            sys.exit(f"bench: there is no kind '{kind}'")
    found = cells.all_cells(
        documents_folder(),
        lambda cell: (
            cell.kind in kinds
            and options.cells in f"{cell.group}, {cell.name}"
        ),
    )
    if not found:
        sys.exit(f"bench: no cell has '{options.cells}' in its name")
    return found


def documents_folder():
    folder = os.environ.get("JSONDE_TEST_DATA")
    if not folder:
        say("JSONDE_TEST_DATA is not set: messages only, no documents")
    return folder


def say(text):
    print("bench:", text, file=sys.stderr)


def progress(done, total):
    """A line that counts, for people only."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\rbench: {done} of {total}", end=end, file=sys.stderr)


def checked(found, libraries):
    """(cell, libraries that do it right) pairs, and each cell's faults."""
    known = {}
    plan, faults = [], []
    for cell in found:
        direction = cells.KINDS[cell.kind][0]
        bad = {}
        for library in libraries:
            key = library.name, direction, cell.group, cell.name
            if key not in known:
                known[key] = peers.fault(library, direction, cell.text)
            if known[key]:
                bad[library.name] = known[key]
        able = [one for one in libraries if one.name not in bad]
        plan.append((cell, peers.with_ours_again(able)))
        faults.append(bad)
    return plan, faults


def as_dict(timing):
    """Returns a Timing as the report has it."""
    return {
        "min": timing.minimum,
        "median": timing.median,
        "paired": timing.paired,
        "samples": timing.samples,
        "loops": timing.loops,
    }


def timed_cells(options, found, libraries):
    """The cells part of a report."""
    plan, faults = checked(found, libraries)
    timings = measure.run(plan, options.budget, options.turns, progress)
    for (cell, _), bad, times in zip(plan, faults, timings):
        yield {
            "group": cell.group,
            "kind": cell.kind,
            "name": cell.name,
            "bytes": len(cell.text.encode()),
            "times": {
                one.name: as_dict(times[one.name])
                for one in libraries
                if one.name in times
            },
            "again": as_dict(times[peers.AGAIN]) if peers.AGAIN in times else None,
            "faults": bad,
        }


def taken(options):
    """A new report: all but its cells, variants and memory; the libraries."""
    names = [name for name in options.peers.split(",") if name]
    libraries, missing = peers.load(names)
    now = datetime.datetime.now(datetime.timezone.utc)
    module = sys.modules[peers.OURS]
    return {
        "format": 2,
        "taken": now.isoformat(timespec="seconds"),
        "python": machine.python(),
        "machine": machine.machine(),
        "ours": machine.ours(module),
        "libraries": {one.name: one.version for one in libraries},
        "missing": missing,
        "options": {
            "budget": options.budget,
            "gc": options.gc,
            "turns": options.turns,
        },
        "cells": [],
    }, libraries


def new_report(options):
    """Runs what the options ask for."""
    result, libraries = taken(options)
    for name, why in result["missing"].items():
        say(f"{name} is MISSING: {why}")
    if options.memory:
        result["memory"] = list(
            memory.rows(result["libraries"], documents_folder())
        )
        return result
    found = chosen_cells(options)
    if not options.gc:
        gc.disable()
    result["cells"] = list(timed_cells(options, found, libraries))
    if options.variants:
        result["variants"] = list(variants.run(options, progress))
    return result


def kind_of(options):
    """Returns the part of a file's name that marks an incomplete run."""
    default = parser().parse_args([])
    part = any(
        getattr(options, name) != getattr(default, name)
        for name in ("cells", "kinds", "peers")
    )
    marks = {"-memory": options.memory, "-gc": options.gc, "-part": part}
    return "".join(mark for mark, is_so in marks.items() if is_so)


def write(result, path, kind):
    """Writes a report as JSON, and its raw tables as Markdown beside it.

    path: of the JSON file, or a folder. Files in a folder are named after the
    version of Python and the kind of run.
    """
    if os.path.isdir(path):
        path = os.path.join(path, f"{machine.python_name()}{kind}.json")
    tables = os.path.splitext(path)[0] + ".md"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
        file.write("\n")
    with open(tables, "w", encoding="utf-8") as file:
        print(report.text_of(result, markdown=True), file=file)
    say(f"wrote the report to {path} and the raw tables to {tables}")


def read(path):
    with open(path, encoding="utf-8") as file:
        result = json.load(file)
    if result.get("format") != 2:
        sys.exit(f"bench: {path} is no report of format 2")
    return result


def main(arguments=None):
    """The exit status is 1 if ours failed in a cell."""
    options = parser().parse_args(arguments)
    default = QUICK_BUDGET if options.quick else DEFAULT_BUDGET
    options.budget = options.budget or default
    options.turns = options.turns or (1 if options.quick else 3)
    # Read before the run, which may write to the same file.
    old = read(options.compare) if options.compare else None
    result = read(options.read) if options.read else new_report(options)
    print(report.text_of(result, options.markdown, options.summary))
    if options.output and not options.read:
        write(result, options.output, kind_of(options))
    if old:
        print(compare.text_of_changes(old, result, options.markdown))
    ours_failed = any(peers.OURS in cell["faults"] for cell in result["cells"])
    return 1 if ours_failed else 0


if __name__ == "__main__":
    sys.exit(main())
