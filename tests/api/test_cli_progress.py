# SPDX-License-Identifier: MIT
"""The progress bar of the command line."""

import os

import pytest
from command_line import on_terminal, process
from test_cli_bench import needs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows: no pseudo-terminals")

WITHOUT = """
import sys
sys.modules.update(dict.fromkeys({names!r}))
from jsonde.cli import main
sys.exit(main())
"""
NO_TQDM, NO_RICH = WITHOUT.format(names=["tqdm"]), WITHOUT.format(names=["rich"])
NEITHER = WITHOUT.format(names=["tqdm", "rich"])


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A file of more than 20 MB that is read quickly."""
    path = tmp_path_factory.mktemp("large") / "large.json"
    path.write_bytes(b"[1," + b" " * 30_000_000 + b"2]")
    return path


@needs("tqdm")
def test_tqdm(large):
    status, said = on_terminal("check", large, program=NO_RICH)
    assert status == 0
    assert b"  0%|" in said and b"large.json" in said


@needs("rich")
def test_rich(large):
    status, said = on_terminal("check", large, program=NO_TQDM)
    assert status == 0
    assert b"large.json" in said and b"30.0/30.0 MB" in said


def test_neither(large):
    assert on_terminal("check", large, program=NEITHER) == (0, b"")


def test_small_file(tmp_path):
    path = tmp_path / "small.json"
    path.write_bytes(b"[1]")
    assert on_terminal("check", path) == (0, b"")


def test_output_on_the_same_terminal(large):
    """A bar would mix with documents."""
    status, said = on_terminal("format", "-c", "--color=never", large)
    assert (status, said) == (0, b"[1,2]\n")


def test_no_terminal(large):
    with process("check", large) as child:
        assert child.communicate() == (b"", b"")
    assert child.returncode == 0
