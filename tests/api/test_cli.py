# SPDX-License-Identifier: MIT
"""python -m jsonde."""

import json
import os
import subprocess
import sys

import jsonde
import pytest
from conftest import child


def run(*arguments):
    return child("jsonde", *arguments, command="-m", abi=None)


def test_layout():
    done = run("layout")
    assert (done.returncode, done.stderr) == (0, "")
    report = jsonde.layout()
    names = [*report["capabilities"], *report["symbols"]]
    names += [name for name, fields in report["structs"].items() if fields]
    names += [name.replace("_", " ") for name in report["interpreter"]]
    assert [name for name in names if name not in done.stdout] == []
    assert not any(line != line.rstrip() for line in done.stdout.split("\n"))


def test_layout_json():
    done = run("layout", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told, here = json.loads(done.stdout), jsonde.layout()
    assert told.pop("probe_microseconds") > 0
    del here["probe_microseconds"]
    assert told == here


def test_version():
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout == f"jsonde {jsonde.__version__}\n"


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["layout", "--nonsense"], ["--nonsense"]]
)
def test_usage(arguments):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: jsonde")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["layout"], ["layout", "--json"]])
def test_help(arguments):
    done = run(*arguments, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("usage: jsonde layout")


@pytest.mark.parametrize("arguments", [["layout"], ["layout", "--json"]])
def test_closed_pipe(arguments):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "jsonde", *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")
