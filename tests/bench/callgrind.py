# SPDX-License-Identifier: MIT
"""Callgrind: how it is run, and what its file says of each marked part."""

import collections
import subprocess

MARK = "getppid"
TRIGGER = f"--dump-before={MARK}"


def without_randomization():
    """The command that fixes where things lie, if it is allowed here."""
    command = ["setarch", "-R"]
    try:
        done = subprocess.run([*command, "true"], stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        return []
    return [] if done.returncode else command


def command(output):
    """What to put before a program so that OUTPUT gets its parts."""
    return [
        *without_randomization(),
        "valgrind",
        "--tool=callgrind",
        "-q",
        TRIGGER,
        "--combine-dumps=yes",
        "--compress-strings=no",
        "--compress-pos=no",
        "--dump-line=no",
        f"--callgrind-out-file={output}",
    ]


def parts(lines):
    """(what triggered it, {object file: instructions of its own}) of each
    part. The line after 'calls=' is what the callee cost: not our concern,
    the callee has lines itself."""
    trigger, costs, object_file, inclusive = "", None, "", False
    for line in lines:
        if line.startswith("part:"):
            if costs is not None:
                yield trigger, costs
            trigger, costs = "", collections.Counter()
        elif line.startswith("desc: Trigger:"):
            trigger = line.partition("Trigger:")[2].strip()
        elif line.startswith("ob="):
            object_file = line[3:].strip()
        elif line.startswith("calls="):
            inclusive = True
        elif line[:1].isdigit():
            if not inclusive:
                costs[object_file] += int(line.split()[1])
            inclusive = False
    if costs is not None:
        yield trigger, costs


def marked_parts(path):
    """The costs of each part that a mark ended, in order."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return [costs for trigger, costs in parts(file) if trigger == TRIGGER]


def cost_of(costs, name):
    """The instructions inside the object files of that name."""
    return sum(
        cost for path, cost in costs.items() if path.endswith("/" + name)
    )
