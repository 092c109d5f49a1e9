# SPDX-License-Identifier: MIT
"""jsonde format."""

import gzip
import io
import itertools
import json
import os
import subprocess
import sys

import pytest
from command_line import on_terminal, output_of, process, run
from jsonde.cli import documents
from jsonde.cli.inputs import Input

VALUE = {"b": [1, {"a": None}], "a": "é", "c": [], "d": {}}
TEXT = json.dumps(VALUE).encode()


def expected(value, **named):
    return json.dumps(value, ensure_ascii=False, **named).encode() + b"\n"


def test_layouts():
    spread = expected(VALUE, indent=2)
    assert output_of("format", stdin=TEXT) == spread
    assert output_of("format", "--indent", "4", stdin=TEXT) == expected(VALUE, indent=4)
    assert output_of("format", "--indent=tab", stdin=TEXT) == expected(VALUE, indent="\t")
    compact = expected(VALUE, separators=(",", ":"))
    assert output_of("format", "--compact", stdin=TEXT) == compact
    assert output_of("format", "-s", stdin=TEXT) == expected(VALUE, indent=2, sort_keys=True)
    plain = output_of("format", "--ascii", "-c", stdin=TEXT)
    assert plain == json.dumps(VALUE, separators=(",", ":")).encode() + b"\n"
    canonical = b'{"a":"\xc3\xa9","b":[1,{"a":null}],"c":[],"d":{}}\n'
    assert output_of("format", "--canonical", stdin=TEXT) == canonical


KEPT = [
    "1.0", "1.00", "0.1", "100000000000000000000000000000", "-0.0", "9" * 5000,
    "3.141592653589793238462643383279502884197", "18446744073709551616",
    "1E+400", "1E-400", "1e5", "15e-1", "1E+05", "-0.0e-00", "1e99999999999999999999", '"\\ud800"', '"\\u0000"', '"\x7f"', '["a","b"]',
]


@pytest.mark.parametrize("text", KEPT, ids=lambda text: text[:24])
def test_nothing_is_lost(text):
    assert output_of("format", "-c", stdin=text.encode()) == text.encode() + b"\n"


def test_equal_keys():
    data = b'{"a": 1, "b": 2, "a": 3}'
    assert output_of("format", "-c", stdin=data) == b'{"a":3,"b":2}\n'
    done = run("format", "--unique-keys", stdin=data)
    assert done.status == 1 and done.output == b""
    assert done.errors.startswith("jsonde: standard input:1:18: repeated key\n  {")
    assert run("format", "--canonical", stdin=data).status == 1


def test_canonical_numbers():
    done = output_of("format", "--canonical", stdin=b"[1.0, 1e2, 1E-7]")
    assert done == b"[1,100,1e-7]\n"
    done = run("format", "--canonical", stdin=b"[9007199254740993]")
    assert done.status == 1 and done.output == b""
    assert done.errors.startswith("jsonde: standard input: Integer exceeds 53-bit")


SEVERAL = [
    (b"", b""), (b" \n", b""), (b"1 2\n3", b"1\n2\n3\n"),
    (b'{}[]"a"', b'{}\n[]\n"a"\n'), (b"\xef\xbb\xbf[1]", b"[1]\n"),
    (b"\n[1]\r\n\r\n[2]\r\n", b"[1]\n[2]\n"),
]


@pytest.mark.parametrize("data,output", SEVERAL)
def test_several_documents(data, output):
    assert output_of("format", "-c", stdin=data) == output


def test_jsonc():
    data = b"// a\n[1, /* b */ 2,] // c\n{} // d\n"
    assert output_of("format", "-c", "--jsonc", stdin=data) == b"[1,2]\n{}\n"
    assert run("format", stdin=data).status == 1


def test_error_after_documents():
    done = run("format", "-c", stdin=b'[1]\n[2] [3,\n"\xc3\xa9", }]')
    assert (done.status, done.output) == (1, b"[1]\n[2]\n")
    lines = done.errors.splitlines()
    assert lines[0] == "jsonde: standard input:3:6: expected a value, found '}'"
    assert lines[1:] == ['  "é", }]', "       ^"]


class Pieces:
    """A file whose read() returns the data in pieces of a size, as a pipe may."""

    def __init__(self, data, size):
        self.file = io.BytesIO(data)
        self.size = size

    def read(self, size):
        return self.file.read(min(size, self.size))


@pytest.mark.parametrize("block", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_windows(monkeypatch, block, size):
    """Documents are found wherever the text is cut, with the place of an error."""
    monkeypatch.setattr(documents, "BLOCK", block)
    data = '[1,"é\\u00e9"] 12 true\n"a" {"b":\n[]} -1.5e2 null 7 '.encode()
    values = [[1, "éé"], 12, True, "a", {"b": []}, b"-1.5e2", None, 7]
    for tail, place in (b"", None), (b"[}", "3:20:"), (b"12 \n x", "4:2:"):
        source = Input("-")
        source.file = Pieces(data + tail, size)
        found = []
        try:
            found.extend(documents.documents(source, 0))
            assert place is None and found == values
        except documents.Complaint as error:
            assert found[:8] == values
            assert f"standard input:{place}" in str(error)


def test_large_documents(tmp_path):
    """Documents larger than the window, between small ones."""
    rows = [[i, "x" * (i % 50)] for i in range(60_000)]
    text = json.dumps(rows).encode()
    assert len(text) > 1 << 20
    path = tmp_path / "rows.json"
    path.write_bytes(b"1\n" + text + b"2\n" + text + b"\n3")
    done = output_of("format", "-c", path).split(b"\n")
    assert [json.loads(line) for line in done[:-1]] == [1, rows, 2, rows, 3]


def test_output_file(tmp_path):
    source, target = tmp_path / "a.json", tmp_path / "b.json"
    source.write_bytes(b"[1] [2]")
    assert output_of("format", "-c", "-o", target, source) == b""
    assert target.read_bytes() == b"[1]\n[2]\n"
    source.write_bytes(b"[3] [4")
    done = run("format", "-c", "-o", target, source)
    assert done.status == 1 and target.read_bytes() == b"[1]\n[2]\n"
    assert run("format", "-o", source, source).status == 1
    assert source.read_bytes() == b"[3] [4"
    missing = tmp_path / "none" / "b.json"
    done = run("format", "-o", missing, stdin=b"[]")
    assert done[:2] == (2, b"")
    assert done.errors.startswith(f"jsonde: {missing}: No such file or directory")
    assert "dump(" not in done.errors


def test_compressed_output(tmp_path):
    path = tmp_path / "a.json.gz"
    output_of("format", "-c", "-o", path, stdin=b"[1]")
    assert gzip.decompress(path.read_bytes()) == b"[1]\n"
    output_of("format", "--in-place", path)
    assert gzip.decompress(path.read_bytes()) == b"[\n  1\n]\n"


def test_in_place(tmp_path):
    paths = [tmp_path / name for name in "ab"]
    for path in paths:
        path.write_bytes(b"[1]\n")
    output_of("format", "-i", *paths)
    assert [path.read_bytes() for path in paths] == [b"[\n  1\n]\n"] * 2
    paths[0].write_bytes(b"[1")
    assert run("format", "-i", *paths).status == 1
    assert paths[0].read_bytes() == b"[1"
    done = run("format", "-i", stdin=b"[]")
    assert done == (2, b"", "jsonde: --in-place needs the name of a file\n")
    assert run("format", "-i", "-o", paths[0], paths[1]).status == 2


def test_in_place_reads_no_file_before_an_error(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "compression.zstd", None)  # Python < 3.14
    path, packed = tmp_path / "a.json", tmp_path / "y.zst"
    for file in path, packed:
        file.write_bytes(b"[1]")
    done = run("format", "-i", packed)
    assert done.status == 2 and done.errors.startswith(f"jsonde: '{packed}': this Python")
    assert packed.read_bytes() == b"[1]"
    assert run("format", "-i", path, "-").status == 2
    assert path.read_bytes() == b"[1]"


CONTRADICTIONS = [
    ("format", "--ascii", "--canonical"), ("format", "--compact", "--canonical"),
    ("format", "--indent=2", "--canonical"), ("format", "--indent=4", "--canonical"),
    ("format", "--indent=2", "--compact"), ("format", "--output=-", "--in-place"),
    ("get", "--indent=2", "--compact", ""), ("get", "--indent=tab", "--compact", ""),
]


@pytest.mark.parametrize("arguments", CONTRADICTIONS, ids=" ".join)
def test_contradictory_options(arguments):
    command, one, two, *rest = arguments
    for first, second in (one, two), (two, one):
        done = run(command, first, second, *rest, "none.json")
        assert (done.status, done.output) == (2, b"")
        message = done.errors.splitlines()[-1]
        assert message.startswith(f"jsonde {command}: error: argument ")
        assert "not allowed with" in message
        assert one.split("=")[0] in message and two in message


OPTIONS = {
    "check": ["--lines", "--jsonc", "--unique-keys", "--quiet"],
    "format": ["--indent=3", "--compact", "--canonical", "--sort-keys", "--ascii",
               "--unique-keys", "--jsonc", "--color=always", "--in-place", "--output=o"],
    "lines": ["--to-array", "--jsonc", "--output=o"],
    "get": ["--raw", "--indent=3", "--compact", "--sort-keys", "--ascii", "--jsonc",
            "--color=always", "--output=o"],
    "diff": ["--quiet", "--jsonc", "--color=always"],
}


@pytest.mark.parametrize("command", OPTIONS)
def test_pairs_of_options(command, tmp_path, monkeypatch):
    """Two options work together, or the usage is wrong: no file is blamed for them."""
    monkeypatch.chdir(tmp_path)
    before = {"get": ["/0"], "diff": ["a.json"]}.get(command, [])
    for one, two in itertools.combinations(OPTIONS[command], 2):
        (tmp_path / "a.json").write_bytes(b'[["\xc3\xa9", 1]]')
        done = run(command, one, two, *before, "a.json")
        if done.status:
            assert done.status == 2 and "not allowed with argument" in done.errors
        else:
            assert done.errors == ""


@pytest.mark.parametrize("wrong", ["x", "-1", "17", "1.0", ""])
def test_wrong_indent(wrong):
    done = run("format", f"--indent={wrong}", stdin=b"[]")
    assert done.status == 2 and "is not a number from 0 to 16, or tab" in done.errors


def test_colors():
    data = b'{"a:\\"": ["b", 1.5, -2, true, false, null, {}], "c": "\xc2\x9b\x7f"}'
    done = output_of("format", "-c", "--color", "always", stdin=data)
    painted = (
        '{<1;34|"a:\\"">:[<32|"b">,<36|1.5>,<36|-2>,<35|true>,<35|false>,<35|null>,{}],'
        '<1;34|"c">:<32|"\\u009b\\u007f">}\n'
    )
    for mark, code in ("<", "\033["), ("|", "m"), (">", "\033[m"):
        painted = painted.replace(mark, code)
    assert done.decode() == painted
    bare = output_of("format", "-c", stdin=data)
    assert b"\033" not in bare and b"\xc2\x9b\x7f" in bare


@pytest.mark.skipif(os.name == "nt", reason="Windows: no pseudo-terminals")
def test_terminal(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b'["\xc2\x9b31m"]')
    status, said = on_terminal("format", "-c", path)
    assert (status, said) == (0, b'[\033[32m"\\u009b31m"\033[m]\n')
    status, said = on_terminal("format", "-c", path, environment={"NO_COLOR": "1"})
    assert (status, said) == (0, b'["\\u009b31m"]\n')


@pytest.mark.skipif(os.name == "nt", reason="Windows: pipes are not read in parts")
def test_documents_appear_at_once():
    """A document is written before the next one arrives: tail -f | jsonde format."""
    child = process("format", "-c", stdin=subprocess.PIPE)
    for i in range(3):
        child.stdin.write(b"[%d]\n" % i)
        child.stdin.flush()
        assert child.stdout.readline() == b"[%d]\n" % i
    child.stdin.close()
    assert child.wait(60) == 0
    child.stdout.close()
    child.stderr.close()


def test_into_an_object():
    import contextlib

    from jsonde import cli

    before = sys.stdin
    sys.stdin = io.StringIO('["é"]')
    try:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            assert cli.main(["format", "-c"]) == 0
    finally:
        sys.stdin = before
    assert output.getvalue() == '["é"]\n'


@pytest.mark.skipif(os.name == "nt", reason="Windows: no such names")
def test_name_in_an_error_of_the_encoder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a\x1b").write_bytes(b"[9007199254740993]")
    done = run("format", "--canonical", "a\x1b")
    assert done.status == 1 and done.errors.startswith("jsonde: a\\x1b: Integer exceeds")
