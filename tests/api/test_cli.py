# SPDX-License-Identifier: MIT
"""The command line: python -m jsonde."""

import contextlib
import io
import json
import os
import subprocess
import sys
from importlib import metadata

import jsonde
import pytest
from command_line import interrupt, process
from command_line import run as command
from conftest import child, forked
from jsonde import cli


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


COMMANDS = [
    *(["jsonde", "layout"], ["jsonde", "layout", "--json"]),
    *(["jsonde", "--help"], ["jsonde", "--version"]),
    *(["jsonde", "layout", "--help"], ["jsonde.demo"]),
]


# Runs sys.argv[4:] with another standard output: a closed "pipe", a "full" disk, a
# file for "reading", or "none" at all.
INTO = """
import os, sys
target, is_unbuffered, module, *arguments = sys.argv[1:]
os.environ.pop("JSONDE_TEST_DATA", None)
if target == "none":
    os.close(1)
    sys.stdout = None
else:
    if target == "pipe":
        reader, writer = os.pipe()
        os.close(reader)
    elif target == "full":
        writer = os.open("/dev/full", os.O_WRONLY)
    else:
        writer = os.open(os.devnull, os.O_RDONLY)
    os.dup2(writer, 1)
    if is_unbuffered:
        import io
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), write_through=True)
sys.argv[1:] = arguments
import runpy
runpy.run_module(module, run_name="__main__", alter_sys=False)
"""


def run_into(target, command, is_unbuffered=""):
    """Runs a command with a standard output that INTO describes."""
    done = forked(INTO, target, is_unbuffered, *command)
    return done.returncode, done.stderr


@pytest.fixture(params=["", "yes"], ids=["buffered", "unbuffered"])
def is_unbuffered(request):
    return request.param


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_closed_pipe(command, is_unbuffered):
    """A reader that stops early causes no message."""
    assert run_into("pipe", command, is_unbuffered) == (2, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_full_output(command, is_unbuffered):
    said = run_into("full", command, is_unbuffered)
    assert said == (2, "jsonde: standard output: No space left on device\n")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_output_that_takes_nothing(command, is_unbuffered):
    said = run_into("reading", command, is_unbuffered)
    assert said == (2, "jsonde: standard output: Bad file descriptor\n")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_closed_output(command):
    status, said = run_into("none", command)
    assert (status, said) == (2, "jsonde: standard output: Bad file descriptor\n")


def test_usage_without_output():
    """Errors in the arguments are reported first."""
    status, said = run_into("none", ["jsonde", "nonsense"])
    assert status == 2 and said.startswith("usage: jsonde")
    assert "standard output" not in said


def test_main_into_an_object():
    for arguments in (["layout"], ["--version"]):
        with contextlib.redirect_stdout(io.StringIO()) as output:
            assert not cli.main(arguments)
        assert output.getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_names_of_documents(tmp_path, encoding):
    """Characters that the output's encoding lacks, and lone surrogates, are escaped."""
    for name in (b"caf\xc3\xa9.json", b"\xe6\x97\xa5.json", b"\xff.json"):
        try:
            path = os.path.join(os.fsencode(tmp_path), name)
            with open(path, "wb") as file:
                file.write(b"[1]")
        except (OSError, UnicodeDecodeError):
            continue  # a file system whose names must be text
        done = subprocess.run(
            [sys.executable, "-m", "jsonde.demo", path],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # The larger documents would only take time.
            env=dict(os.environ, PYTHONIOENCODING=encoding, JSONDE_TEST_DATA=""),
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert b".json" in done.stdout


def test_document_that_is_not_there():
    done = child("jsonde.demo", "no/such.json", command="-m", abi=None)
    text = "jsonde: no/such.json: No such file or directory\n"
    assert (done.returncode, done.stderr) == (2, text)


@pytest.mark.skipif(os.name == "nt", reason="Windows: no SIGINT for one process")
def test_interrupt():
    """An interrupt while the command reads ends it without a message."""
    interrupt(process("check", stdin=subprocess.PIPE), b"[1,")


def test_entry_point():
    """The metadata name the program, if jsonde was installed with metadata."""
    try:
        entries = metadata.distribution("jsonde").entry_points
    except metadata.PackageNotFoundError:
        pytest.skip("jsonde is not installed with metadata")
    found = [e.value for e in entries if e.name == "jsonde"]
    assert found == ["jsonde.cli:main"]


def test_memory_error(monkeypatch):
    monkeypatch.setattr(jsonde, "loads", lambda *_, **__: bytes(1 << 62))
    assert command("check", stdin=b"[]") == (2, b"", "jsonde: not enough memory\n")
