# SPDX-License-Identifier: MIT
"""Measures other configurations of our module, each in a child process: the public
API only, and each kernel that this machine can run.

A child measures some of the cells for ours, orjson and json, so that its ratios
come from one process.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = "orjson,json"
# These words of the message that refuses a name are not kernels.
NO_NAMES = {
    "expected",
    "one",
    "of",
    "or",
    "and",
    "a",
    "the",
    "not",
    "known",
    "this",
    "processor",
    "machine",
    "has",
    "no",
    "is",
    "unset",
}


def names_in(message):
    """Returns the kernels that an ImportError lists, after JSONDE_SIMD=...:"""
    listed = message.rpartition("JSONDE_SIMD=")[2].partition(":")[2]
    words = re.findall(r"[a-z][a-z0-9_]*", listed)
    return [word for word in words if word not in NO_NAMES]


def kernel_names():
    """Returns the possible values of JSONDE_SIMD; none if the module does not know
    it."""
    done = imported({"JSONDE_SIMD": "none-such"})
    if done.returncode == 0:
        return []
    last = done.stderr.strip().rpartition("\n")[2]
    return [
        name
        for name in names_in(last)
        if imported({"JSONDE_SIMD": name}).returncode == 0
    ]


def imported(environment):
    return subprocess.run(
        [sys.executable, "-B", "-c", "import jsonde"],
        env=dict(os.environ, **environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def environments():
    """Returns (name, environment) of each variant; the first is the process's own."""
    yield "as it is", {}
    yield "public API", {"JSONDE_ABI": "public"}
    for name in kernel_names():
        yield f"simd {name}", {"JSONDE_SIMD": name}


def run(options, progress):
    """Returns the variants part of a report. It takes as long as the report itself."""
    chosen = list(environments())
    for number, (name, environment) in enumerate(chosen, 1):
        with tempfile.TemporaryDirectory() as folder:
            output = os.path.join(folder, "variant.json")
            subprocess.run(
                [
                    sys.executable,
                    "-B",
                    os.path.join(HERE, "bench.py"),
                    "--peers",
                    PEERS,
                    "--kinds",
                    "dumps,dumps fresh,loads",
                    "--budget",
                    str(options.budget / len(chosen)),
                    "--turns",
                    "1",
                    "--cells",
                    options.cells,
                    "--output",
                    output,
                    *(["--gc"] if options.gc else []),
                ],
                env=dict(os.environ, **environment),
                stdout=subprocess.DEVNULL,
                check=True,
            )
            with open(output, encoding="utf-8") as file:
                report = json.load(file)
        yield {
            "name": name,
            "environment": environment,
            "cells": report["cells"],
        }
        progress(number, len(chosen))
