# SPDX-License-Identifier: MIT
"""jsonde check."""

import bz2
import gzip
import lzma
import os
import random
import sys

import jsonde
import pytest
from command_line import on_terminal, output_of, process, run
from jsonde.cli import documents


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Writes a file into the current directory, and returns its name."""
    monkeypatch.chdir(tmp_path)

    def write(data, name="f.json"):
        (tmp_path / name).write_bytes(data)
        return name

    return write


GOOD = [
    b"[1]", b' {"a": null} \n', b'"\xc3\xa9"', b"-0", b"1e999", b"9" * 400,
    b"9" * 5000, b'"\\ud800"', b"[" * 1024 + b"]" * 1024,
]


@pytest.mark.parametrize("data", GOOD, ids=lambda data: repr(data[:9]))
def test_good(file, data):
    assert output_of("check", file(data)) == b""
    assert output_of("check", stdin=data) == b""


BAD = [
    (b"[1,\n 2, }", "2:5", "expected a value, found '}'", " 2, }", "    ^"),
    (b"", "1:1", "Input is a zero-length, empty document", "", "^"),
    (b"[1] 2", "1:5", "unexpected content after the document", "[1] 2", "    ^"),
    (b'["\x1b[31m"]', "1:3", "control character in a string", '["?[31m"]', "  ^"),
    (b"[1]\r\n x\r\n", "2:2", "unexpected content after the document", " x", " ^"),
    (b"\xff", "1:1", "expected a value, found '\ufffd'", "\ufffd", "^"),
    ("[\"日本é\", x]".encode(), "1:9", "expected a value, found 'x'",
     '["日本é", x]', "          ^"),
    ("[\"e\u0301\", x]".encode(), "1:8", "expected a value, found 'x'",
     '["e\u0301", x]', "      ^"),
    (b"[\t1 2]", "1:5", "expected ',' or ']', found '2'", "[ 1 2]", "    ^"),
    (b"[0,\n01]", "2:1", "invalid number: a leading zero", "01]", "^"),
]


@pytest.mark.parametrize("data,place,message,line,caret", BAD)
def test_bad(file, data, place, message, line, caret):
    done = run("check", file(data))
    first, shown, below = done.output.decode().rstrip("\n").split("\n")
    assert done.status == 1 and done.errors == ""
    assert first.startswith(f"f.json:{place}: {message}")
    assert (shown, below) == ("  " + line, "  " + caret)
    assert run("check", "-q", "f.json") == (1, b"", "")
    from_input = run("check", stdin=data).output.decode()
    assert from_input == done.output.decode().replace("f.json", "standard input", 1)


def test_long_line(file):
    data = b"[" + b"123456789," * 1000 + b"x," + b"1," * 1000 + b"1]"
    first, line, caret = run("check", file(data)).output.decode().splitlines()
    assert first.startswith("f.json:1:10002: ")
    assert len(line) < 80 and line.startswith("  ...") and line.endswith("...")
    assert line[caret.index("^")] == "x"


def test_many_files(file):
    good, bad = file(b"[1]", "good.json"), file(b"[1", "bad.json")
    done = run("check", good, bad, "none.json", good)
    assert done.status == 2
    assert done.output.startswith(b"bad.json:1:3: ")
    assert done.errors == "jsonde: none.json: No such file or directory\n"
    assert run("check", good, bad, good).status == 1


LINES = b'{"a": 1}\n{"a":}\n\n[1e999]\r\n' + b"9" * 400 + b"\nxx\n[1] 2\n[1]"


def test_lines(file):
    done = run("check", "--lines", file(LINES, "a.jsonl"))
    places = [line.split(": ")[0] for line in done.output.decode().splitlines()[::3]]
    assert done.status == 1
    assert places == ["a.jsonl:2:6", "a.jsonl:6:1", "a.jsonl:7:5"]
    assert run("check", "-l", stdin=LINES).output.count(b"standard input:") == 3
    assert run("check", "-lq", "a.jsonl") == (1, b"", "")
    assert output_of("check", "-l", stdin=b"\n[1]\n") == b""


LONG = [b"9" * 1_100_000, b"-" + b"9" * 1_100_000, b"1e" + b"9" * 5000,
        b"0e999999999999999999999", b"1E999999999999999999999"]


@pytest.mark.parametrize("number", LONG, ids=["digits", "minus", "exponent", "0e", "1E"])
def test_numbers_without_a_limit(file, number):
    """Conversion to an int, whose time is quadratic, ended at a million digits."""
    for data in number, b'{"a": [' + number + b"]} ":
        assert output_of("check", file(data)) == b""
        assert output_of("check", "-l", file(data + b"\n1\n" + data)) == b""
    done = run("check", file(b"[1e999,\n x" + number + b"]"))
    assert done.output.startswith(b"f.json:2:2: expected a value, found 'x'")
    done = run("check", file(number + b'\n\xc3\xa9'))
    assert done.output.startswith(b"f.json:2:1: unexpected content after the document")


def test_errors_are_those_of_loads():
    """Also where the fast way has refused a number before."""
    dice = random.Random(5)
    parts = [*"[]{},:\n 1x", '"a"', '"é"', "-", "1.5", "// é\n", "/*", "true", "\ufeff"]
    for option in 0, jsonde.OPT_JSONC:
        for _ in range(2000):
            text = "".join(dice.choices(parts, k=dice.randrange(1, 7)))
            said = []
            for function in jsonde.loads, documents.whole:
                try:
                    function(text.encode(), option=option)
                except jsonde.JSONDecodeError as error:
                    said.append((error.msg, error.pos, error.doc))
            assert said[:1] == said[1:]


def test_lines_that_are_no_text(file):
    """A wrong line is decoded again as bytes, not as the text of its error."""
    done = run("check", "-l", file(b'[1]\n["\xff"]\n[1]'))
    assert done.status == 1
    assert done.output.startswith(b"f.json:2:3: invalid UTF-8")


def test_marks_of_lines(file):
    mark = b"\xef\xbb\xbf"
    assert output_of("check", "-l", file(mark + b"[1]\n[2]")) == b""
    for data, place in (b"1\n" + mark + b"2", b"2:1"), (mark + mark + b"1", b"1:1"):
        done = run("check", "-l", file(data))
        assert done.output.startswith(b"f.json:" + place + b": a byte order mark")


def test_options(file):
    name = file(b'{"a": 1, // one\n "a": [2,]}')
    assert run("check", name).output.startswith(b"f.json:1:10: ")
    assert run("check", "--jsonc", name) == (0, b"", "")
    done = run("check", "--jsonc", "--unique-keys", name)
    assert (done.status, done.output.split(b"\n")[0]) == (1, b"f.json:2:2: repeated key")


def test_compressed(file):
    name = file(gzip.compress(b"[1, x]"), "a.json.gz")
    assert run("check", name).output.startswith(b"a.json.gz:1:5: ")
    assert run("check", file(b"[1]", "no.json.gz")).status == 2


SHORT = "Compressed file ended before the end-of-stream marker was reached"
NOT_COMPRESSED = {
    "a.gz": (b"xx", "Not a gzipped file (b'xx')"),
    "b.bz2": (b"xx", "Invalid data stream"),
    "c.xz": (b"xx", "Input format not supported by decoder"),
    "cut.gz": (gzip.compress(b"[1]" * 99)[:-4], SHORT),
    "cut.bz2": (bz2.compress(b"[1]" * 99)[:-4], SHORT),
    "cut.xz": (lzma.compress(b"[1]" * 99)[:-4], SHORT),
}


@pytest.mark.parametrize("name", NOT_COMPRESSED)
def test_wrong_compression(file, name):
    """The message is that of the module which decompresses."""
    data, reason = NOT_COMPRESSED[name]
    said = f"jsonde: {name}: {reason}\n"
    assert run("check", file(data, name)) == (2, b"", said)
    for command in ["check", "-l"], ["format"], ["lines"], ["get", ""], ["diff", "-"]:
        assert run(*command, name, stdin=b"1")[::2] == (2, said)


@pytest.mark.skipif(sys.version_info < (3, 14), reason="no compression.zstd")
def test_wrong_zstd(file):
    done = run("check", file(b"xxxxxxxx", "a.zst"))
    assert done.status == 2 and done.errors.startswith("jsonde: a.zst: ")
    assert done.errors.count("\n") == 1


def test_unreadable(file, tmp_path):
    done = run("check", tmp_path)
    reason = "Permission denied" if os.name == "nt" else "Is a directory"
    assert done == (2, b"", f"jsonde: {tmp_path}: {reason}\n")
    done = run("check", "a\0b")
    assert (done.status, done.output) == (2, b"")
    assert done.errors.startswith("jsonde: 'a\\x00b': embedded null ")


@pytest.mark.skipif(os.name == "nt", reason="Windows: names must be text")
def test_names_are_escaped(file):
    name = file(b"[", "a\nb\x1b.json")
    assert run("check", name).output.startswith(b"a\\x0ab\\x1b.json:1:2: ")
    with process("check", b"no\xff.json", cwd=os.curdir) as child:
        output, errors = child.communicate()
    said = b"jsonde: no\\xff.json: No such file or directory\n"
    assert (child.returncode, output, errors) == (2, b"", said)


@pytest.mark.skipif(os.name == "nt", reason="Windows: no pseudo-terminals")
def test_colors_on_a_terminal(file):
    name = file(b"[1 2]")
    status, said = on_terminal("check", name)
    assert status == 1
    assert said.startswith(b"\033[1mf.json:1:4:\033[m expected ',' or ']'")
    assert said.endswith(b"\n     \033[1;32m^\033[m\n")
    for variable in {"NO_COLOR": "1"}, {"TERM": "dumb"}:
        status, said = on_terminal("check", name, environment=variable)
        assert status == 1 and b"\033" not in said


def test_import_of_jsonde_is_small():
    import subprocess
    import sys

    program = "import sys, jsonde; print([m for m in sys.modules if 'jsonde.cli' in m])"
    done = subprocess.run(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, check=True
    )
    assert done.stdout.strip() == b"[]"
    assert jsonde.loads("[]") == []
