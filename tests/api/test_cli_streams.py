# SPDX-License-Identifier: MIT
"""Commands whose pipe closes, whose disk is full, or that are interrupted, while they
read and write documents; and commands whose standard streams are closed."""

import contextlib
import os
import subprocess

import pytest
from command_line import PROGRAM, Stream, environment_of, interrupt, process
from jsonde import cli

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Windows: no /dev/full, and no SIGINT for one process"
)

ROW = b'{"id": 12345678, "text": "some words that take space", "x": [1.50, 2]}'
FULL = "No space left on device"
CLOSED = {
    "format": ["format"], "colors": ["format", "--color=always"], "get": ["get", ""],
    "lines": ["lines"], "array": ["lines", "-a"],
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """An array whose output is larger than any pipe."""
    path = tmp_path_factory.mktemp("rows") / "rows.json"
    path.write_bytes(b"[" + b",\n".join([ROW] * 4_000) + b"]")
    return path


@pytest.mark.parametrize("command", CLOSED.values(), ids=CLOSED)
def test_pipe_that_is_closed_meanwhile(command, rows):
    child = process(*command, rows)
    assert child.stdout.read(3)
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(60) == 2


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("command", CLOSED.values(), ids=CLOSED)
def test_full_disk(command, rows, tmp_path):
    with open("/dev/full", "wb") as full, process(*command, rows, stdout=full) as child:
        said = child.communicate()[1].decode()
    assert (child.returncode, said) == (2, f"jsonde: standard output: {FULL}\n")
    with process(*command, rows, "-o", "/dev/full") as child:
        output, said = child.communicate()
    assert (child.returncode, output) == (2, b"")
    assert said.decode() == f"jsonde: /dev/full: {FULL}\n"


@pytest.mark.parametrize("options", [[], ["-o"]], ids=["standard output", "file"])
@pytest.mark.parametrize("command", CLOSED.values(), ids=CLOSED)
def test_interrupt(command, options, tmp_path):
    """An interrupt leaves the old file, and no temporary file."""
    target = tmp_path / "out"
    target.write_bytes(b"old")
    named = [*options, target] if options else []
    child = process(*command, *named, stdin=subprocess.PIPE)
    interrupt(child, ROW if command == ["lines", "-a"] else b"[" + ROW + b",")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out"]


def test_unreadable_file(tmp_path):
    if os.getuid() == 0:
        pytest.skip("root reads every file")
    path = tmp_path / "secret.json"
    path.write_bytes(b"[]")
    path.chmod(0)
    with process("format", path) as child:
        said = child.communicate()[1].decode()
    assert (child.returncode, said) == (2, f"jsonde: {path}: Permission denied\n")


DIFFERENT = ["diff", "a.json", "b.json"]
WRONG = ["check", "wrong.json"]


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, data in ("a", b"[1]"), ("b", b"[2]"), ("wrong", b"[1"):
        (tmp_path / f"{name}.json").write_bytes(data)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("command", [DIFFERENT, WRONG], ids=" ".join)
def test_full_disk_and_another_status(command, files, monkeypatch):
    """Output that is still in the buffer is not lost where the status would be 1."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    with open("/dev/full", "wb") as full, process(*command, stdout=full) as child:
        said = child.communicate()[1].decode()
    assert (child.returncode, said) == (2, f"jsonde: standard output: {FULL}\n")


def run_closed(redirection, command):
    """Runs a command behind a shell's redirection: its status, output and errors."""
    program = ["sh", "-c", f'exec "$@" {redirection}', "sh", *PROGRAM, *command]
    done = subprocess.run(
        program, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment_of(), timeout=60, check=False,
    )
    return done.returncode, done.stdout, done.stderr.decode()


def run_without(stream, command):
    """Runs a command with None for a standard stream, as Python has it for a closed
    one: the status, and what the other stream got."""
    other = Stream()
    streams = {"output": None, "errors": other} if stream == "output" else {
        "output": other, "errors": None}
    with contextlib.redirect_stdout(streams["output"]):
        with contextlib.redirect_stderr(streams["errors"]):
            status = cli.main(command)
    return status, other.buffer.getvalue().decode()


UNHEARD = [
    ["check", "none.json"], ["format", "wrong.json"], ["diff", "a.json", "none.json"],
    ["--nonsense"], ["check", "--nonsense"], ["nonsense"], [],
    ["format", "--ascii", "--canonical", "a.json"],
]


@pytest.mark.parametrize("command", UNHEARD, ids=" ".join)
def test_closed_errors(command, files):
    """Messages are dropped. They do not get into standard output."""
    status = 1 if command == ["format", "wrong.json"] else 2
    assert run_without("errors", command) == (status, "")


def test_closed_errors_of_a_process(files):
    assert run_closed("2>&-", ["check", "none.json"]) == (2, b"", "")
    assert run_closed("2>&-", ["--nonsense"]) == (2, b"", "")
    assert run_closed("2>&- >&-", DIFFERENT) == (2, b"", "")


PRINTING = [
    ["--help"], ["--version"], ["--print-completion", "bash"], ["format", "--help"],
    DIFFERENT, WRONG, ["format", "a.json"], ["lines", "a.json"], ["get", "/0", "a.json"],
    ["layout"], ["layout", "--json"], ["bench", "--rounds", "1", "a.json"],
]
CLOSED_OUTPUT = "jsonde: standard output: Bad file descriptor\n"


@pytest.mark.parametrize("command", PRINTING, ids=" ".join)
def test_closed_output(command, files):
    assert run_without("output", command) == (2, CLOSED_OUTPUT)


def test_closed_output_of_a_process(files):
    for command in DIFFERENT, ["--print-completion", "bash"], ["--help"]:
        assert run_closed(">&-", command) == (2, b"", CLOSED_OUTPUT)


SILENT = [
    (["check", "a.json"], 0), (["check", "-q", "wrong.json"], 1),
    (["diff", "a.json", "a.json"], 0), ([*DIFFERENT, "-q"], 1),
    (["format", "a.json", "-o", "new.json"], 0), (["format", "-i", "a.json"], 0),
]


@pytest.mark.parametrize("command,status", SILENT)
def test_closed_output_that_is_not_needed(command, status, files):
    assert run_without("output", command) == (status, "")
