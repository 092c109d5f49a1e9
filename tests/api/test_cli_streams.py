# SPDX-License-Identifier: MIT
"""Commands whose pipe closes, whose disk is full, or that are interrupted, while they
read and write documents."""

import os
import subprocess

import pytest
from command_line import interrupt, process

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
