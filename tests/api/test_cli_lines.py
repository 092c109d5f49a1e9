# SPDX-License-Identifier: MIT
"""jsonde lines."""

import gzip
import json
import subprocess
import sys

import pytest
from command_line import environment_of, output_of, run
from conftest import FALLBACK

ARRAY = b'[1.00, {"a": [] } ,"\\u00e9", [[2]]\n]\n'
LINES = '1.00\n{"a":[]}\n"é"\n[[2]]\n'.encode()


def test_both_ways():
    assert output_of("lines", stdin=ARRAY) == LINES
    array = b"[\n" + LINES.rstrip().replace(b"\n", b",\n") + b"\n]\n"
    assert output_of("lines", "--to-array", stdin=LINES) == array
    assert output_of("lines", stdin=array) == LINES
    assert output_of("lines", "-a", stdin=b"1 2[3]") == b"[\n1,\n2,\n[3]\n]\n"


@pytest.mark.parametrize("data", [b"[]", b" [ ] \n", b"\xef\xbb\xbf[]"])
def test_nothing(data):
    assert output_of("lines", stdin=data) == b""
    assert output_of("lines", "-a", stdin=b"\n") == b"[]\n"


WRONG = [
    (b"{}", "1:1: expected an array, found '{'"),
    (b"", "1:1: expected an array, found the end"),
    (b"[1", "1:3: expected ',' or ']', found the end"),
    (b"[1,\n", "1:4: expected a value, found the end"),
    (b"[1,]", "1:4: expected a value, found ']'"),
    (b"[,]", "1:2: expected a value, found ','"),
    (b"[1 2]", "1:4: expected ',' or ']', found '2'"),
    (b"[1,\n{]", "2:2: expected a key in double quotes or '}', found ']'"),
    (b"[1] []", "1:5: expected the end of the file after the array, found '['"),
    (b"[1}", "1:3: expected ',' or ']', found '}'"),
]


@pytest.mark.parametrize("data,message", WRONG)
def test_wrong(data, message, tmp_path):
    done = run("lines", stdin=data)
    first = done.errors.splitlines()[0]
    assert done.status == 1
    assert first == f"jsonde: standard input:{message}"
    target = tmp_path / "a.jsonl"
    target.write_bytes(b"old")
    assert run("lines", "-o", target, stdin=data).status == 1
    assert target.read_bytes() == b"old"


def test_wrong_line():
    done = run("lines", "-a", stdin=b'{"a": 1}\n{"a": }\n')
    assert done.status == 1
    assert done.errors.splitlines() == [
        "jsonde: standard input:2:7: expected a value, found '}'",
        '  {"a": }', "        ^",
    ]


def test_excerpt_of_a_line_that_was_read_in_part():
    rows = b"[" + b'{"a": 1},' * 200_000
    done = run("lines", stdin=rows + b"x]")
    first, line, caret = done.errors.splitlines()
    assert first == "jsonde: standard input:1:1800002: expected a value, found 'x'"
    assert line.startswith("  ...") and line[caret.index("^")] == "x"


def test_compressed(tmp_path):
    source, target = tmp_path / "a.jsonl.gz", tmp_path / "b.json.gz"
    source.write_bytes(gzip.compress(LINES))
    output_of("lines", "-a", source, "-o", target)
    assert output_of("lines", target) == LINES


def test_jsonc():
    data = b"[1, // one\n 2]"
    assert output_of("lines", "--jsonc", stdin=data) == b"1\n2\n"
    assert run("lines", stdin=data).status == 1


PEAK = """
import resource, sys
from jsonde import cli
status = cli.main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in kB on Linux only")
@pytest.mark.skipif(FALLBACK, reason="native module only: it takes a minute in Python")
def test_memory(tmp_path):
    """24 MB of documents need a few windows of a megabyte, in both directions."""
    row = json.dumps({"text": "x" * 1000, "n": list(range(200))}).encode()
    count = 24_000_000 // len(row)
    array, lines = tmp_path / "a.json", tmp_path / "a.jsonl"
    array.write_bytes(b"[" + b",".join([row] * count) + b"]")
    small = tmp_path / "small.json"
    small.write_bytes(b"[1]")
    peaks = []
    commands = ["-o", lines, small], ["-o", lines, array], ["-a", "-o", array, lines]
    for arguments in commands:
        done = subprocess.run(
            [sys.executable, "-c", PEAK, "lines", *arguments],
            stderr=subprocess.PIPE, env=environment_of(), check=True,
        )
        peaks.append(int(done.stderr) * 1024)
    assert lines.read_bytes().count(b"\n") == count
    assert max(peaks) - peaks[0] < 12_000_000


@pytest.mark.parametrize(
    "command", [["format"], ["lines"], ["get", ""], ["lines", "-a"]], ids=" ".join
)
def test_output_that_cannot_be_compressed(command, tmp_path, monkeypatch):
    """Without the module, or with an impossible name, nothing is read or written."""
    monkeypatch.setitem(sys.modules, "compression.zstd", None)  # Python < 3.14
    monkeypatch.chdir(tmp_path)
    done = run(*command, "none.json", "-o", "x.zst")
    said = "this Python has no module compression.zstd, which .zst files need"
    assert done == (2, b"", f"jsonde: 'x.zst': {said}\n")
    done = run(*command, "none.json", "-o", "a\0b")
    assert (done.status, done.output) == (2, b"")
    assert done.errors.startswith("jsonde: 'a\\x00b': ") and "embedded null" in done.errors
    assert done.errors.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
