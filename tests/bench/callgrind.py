# SPDX-License-Identifier: MIT
"""Runs callgrind, and reads the costs of each marked part from its file."""

import collections
import subprocess

MARK = "getppid"
TRIGGER = f"--dump-before={MARK}"


def without_randomization():
    """The command that disables address randomisation, if it is allowed here."""
    command = ["setarch", "-R"]
    try:
        done = subprocess.run([*command, "true"], stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        return []
    return [] if done.returncode else command


def command(output):
    """Returns the command before a program that writes its parts to OUTPUT."""
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
    """Yields (trigger, {object file: its own instructions}) of each part. The line
    after 'calls=' is the cost of the callee, which has its own lines."""
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
    """Returns the costs of each part that a mark ended, in order."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return [costs for trigger, costs in parts(file) if trigger == TRIGGER]


def cost_of(costs, name):
    """Returns the instructions in the object files of a name."""
    return sum(
        cost for path, cost in costs.items() if path.endswith("/" + name)
    )
