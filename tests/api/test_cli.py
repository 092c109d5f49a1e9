# SPDX-License-Identifier: MIT
"""The command line: python -m jsonde."""

import contextlib
import io
import json
import os
import subprocess
import sys

import jsonde
import pytest
from conftest import child
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


def run_into(output, command, *options):
    """Runs a command with the output descriptor, or with a closed one for None."""
    script = [sys.executable, *options, "-m", *command]
    if output is None:
        script = ["sh", "-c", 'exec "$@" >&-', "sh", *script]
    done = subprocess.run(
        script,
        stdout=output,
        stderr=subprocess.PIPE,
        timeout=60,
        encoding="utf-8",
    )
    return done.returncode, done.stderr


@pytest.fixture(params=[[], ["-u"]], ids=["buffered", "unbuffered"])
def options(request):
    return request.param


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_closed_pipe(command, options):
    """A reader that stops early causes no message."""
    reader, writer = os.pipe()
    os.close(reader)
    assert run_into(writer, command, *options) == (1, "")
    os.close(writer)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_full_output(command, options):
    with open("/dev/full", "wb") as full:
        said = run_into(full.fileno(), command, *options)
    text = "jsonde: standard output: No space left on device\n"
    assert said == (1, text)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_output_that_takes_nothing(command, options):
    with open(os.devnull, "rb") as file:
        said = run_into(file.fileno(), command, *options)
    assert said == (1, "jsonde: standard output: Bad file descriptor\n")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_closed_output(command):
    status, said = run_into(None, command)
    assert status == 1 and "Traceback" not in said
    assert said.endswith("jsonde: standard output: Bad file descriptor\n")


def test_usage_without_output():
    """Errors in the arguments are reported first."""
    status, said = run_into(None, ["jsonde", "nonsense"])
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
            env=dict(os.environ, PYTHONIOENCODING=encoding),
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert b".json" in done.stdout


def test_document_that_is_not_there():
    done = child("jsonde.demo", "no/such.json", command="-m", abi=None)
    text = "jsonde: no/such.json: No such file or directory\n"
    assert (done.returncode, done.stderr) == (1, text)
