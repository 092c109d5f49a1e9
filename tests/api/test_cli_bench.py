# SPDX-License-Identifier: MIT
"""jsonde bench."""

import importlib.util
import re
import sys
import xml.etree.ElementTree

import pytest
from command_line import output_of, run
from jsonde.cli import bench

DATA = b'{"a": [1, 2.5, "x"]}'


def has(name):
    return importlib.util.find_spec(name) is not None


def needs(name):
    """Skips a test without a package. tests/check-cli installs all of them."""
    return pytest.mark.skipif(not has(name), reason=f"{name} is not installed")


def test_table(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(DATA)
    title, head, *rows = output_of("bench", "--rounds", "3", path).decode().splitlines()
    assert title.startswith(f"{path}: 20 bytes, ") and title.endswith(", 3 rounds")
    assert head.split() == ["loads", "us", "x", "dumps", "us", "x"]
    names = [row.split()[0] for row in rows]
    assert names[0] == "jsonde" and names[-1] == "json"
    for row in rows:
        assert re.fullmatch(r"  \w+ +\S+( +\d+\.\d\d){4}", row), row
    assert rows[0].split()[3::2] == ["1.00", "1.00"]
    known = [name.split(".")[0] for name in bench.bindings()]
    assert names == [name for name in known if has(name)]


def test_library_that_fails():
    """A library that raises an exception is measured no further."""

    def fail(argument):
        raise RuntimeError(argument)

    found = [
        bench.Library("jsonde", "1", len, len), bench.Library("other", "2", fail, len)
    ]
    results = {name: bench.measured(found, name, b"x", 2) for name in ("loads", "dumps")}
    assert results["loads"][1] == ("other", None, None)
    assert results["dumps"][1].ratio > 0
    rows = list(bench.rows_of(found, results))
    assert rows[2][:4] == ["other", "2", "  failed", ""]


def test_rounds_are_interleaved():
    calls = []
    found = [
        bench.Library(name, "", lambda _, name=name: calls.append(name), len)
        for name in "abc"
    ]
    bench.LEAST_TIME, before = 0, bench.LEAST_TIME
    try:
        bench.measured(found, "loads", b"", 3)
    finally:
        bench.LEAST_TIME = before
    assert "".join(calls) == "aabbcc" + "abc" + "bca" + "cab"


def test_wrong_document():
    done = run("bench", stdin=b"[1")
    assert done.status == 1 and done.output == b""
    assert done.errors.startswith("jsonde: standard input: unexpected end")
    for rounds in "0", "x", "-1", "1.5":
        done = run("bench", f"--rounds={rounds}", stdin=b"[1]")
        assert done.status == 2 and "is not a number above 0" in done.errors


def test_plot_without_matplotlib(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = run("bench", "--plot", tmp_path / "a.svg", stdin=DATA)
    assert (done.status, done.output) == (2, b"")
    assert done.errors.startswith("jsonde: --plot needs matplotlib")
    assert list(tmp_path.iterdir()) == []


@needs("matplotlib")
def test_plot(tmp_path):
    path = tmp_path / "a.svg"
    assert output_of("bench", "--rounds", "2", "--plot", path, stdin=DATA)
    drawn = xml.etree.ElementTree.parse(path).getroot()
    texts = ["".join(e.itertext()).strip() for e in drawn.iter() if e.tag.endswith("text")]
    assert {"jsonde", "json", "loads", "dumps", "1.00"} <= set(texts)
    png = tmp_path / "a.png"
    output_of("bench", "--rounds", "1", "--plot", png, stdin=DATA)
    assert png.read_bytes().startswith(b"\x89PNG")
    done = run("bench", "--plot", tmp_path / "a.xyz", stdin=DATA)
    assert done.status == 2 and done.errors.endswith("matplotlib does not write .xyz\n")


PEERS = ["orjson", "msgspec", "ujson", "rapidjson"]


@pytest.mark.parametrize("name", [pytest.param(n, marks=needs(n)) for n in PEERS])
def test_peers(name):
    assert re.search(rf"(?m)^  {name} .*[0-9]$", output_of("bench", stdin=DATA).decode())
