# SPDX-License-Identifier: MIT
"""jsonde get."""

import pytest
from command_line import output_of, run

# The example of RFC 6901, section 5.
RFC = (
    b'{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,'
    b' "i\\\\j": 5, "k\\"l": 6, " ": 7, "m~n": 8}'
)
FOUND = {
    "/foo": '["bar","baz"]', "/foo/0": '"bar"', "/": "0", "/a~1b": "1", "/c%d": "2",
    "/e^f": "3", "/g|h": "4", "/i\\j": "5", '/k"l': "6", "/ ": "7", "/m~0n": "8",
}


@pytest.mark.parametrize("pointer", FOUND)
def test_example_of_the_rfc(pointer):
    found = output_of("get", "-c", pointer, stdin=RFC)
    assert found.decode() == FOUND[pointer] + "\n"


def test_whole_document():
    assert output_of("get", "", stdin=b"[1]") == b"[\n  1\n]\n"
    assert output_of("get", "", "--indent", "1", stdin=b"[1]") == b"[\n 1\n]\n"


def test_order_of_escapes():
    assert output_of("get", "/~01", stdin=b'{"~1": 1, "/": 2}') == b"1\n"


def test_raw():
    data = '{"a": "x\\n\\"é", "b": 1.50, "c": "\\ud800"}'.encode()
    assert output_of("get", "--raw", "/a", stdin=data) == 'x\n"é\n'.encode()
    assert output_of("get", "/a", stdin=data) == '"x\\n\\"é"\n'.encode()
    assert output_of("get", "-r", "/b", stdin=data) == b"1.50\n"
    done = run("get", "-r", "/c", stdin=data)
    said = "jsonde: standard input: a lone surrogate cannot be written raw\n"
    assert done == (1, b"", said)


MISSING = [
    ("/b", "the document has no key 'b'"),
    ("/a/2", "the value at /a is an array of 2 items, without '2'"),
    ("/a/-", "the value at /a is an array of 2 items, without '-'"),
    ("/a/01", "the value at /a is an array of 2 items, without '01'"),
    ("/a/+1", "the value at /a is an array of 2 items, without '+1'"),
    ("/a/\u0661", "the value at /a is an array of 2 items, without '\u0661'"),
    ("/a/0/x", "the value at /a/0 is no object and no array"),
    ("/a/1/m~0~1/x", "the value at /a/1/m~0~1 is no object and no array"),
]


@pytest.mark.parametrize("pointer,why", MISSING)
def test_missing(pointer, why):
    done = run("get", pointer, stdin=b'{"a": [1, {"m~/": "s"}]}')
    assert done == (1, b"", f"jsonde: standard input: {why}\n")


@pytest.mark.parametrize("pointer", ["a", "/~", "/~2", "0", "#/a"])
def test_wrong_pointer(pointer):
    done = run("get", pointer, stdin=b"{}")
    assert done.status == 2 and done.output == b""
    assert f"argument POINTER: {pointer!r}" in done.errors


def test_several_documents(tmp_path):
    path, target = tmp_path / "a.jsonl", tmp_path / "names"
    path.write_bytes(b'{"n": "a"}\n{"n": "b"}\n')
    assert output_of("get", "-r", "/n", path) == b"a\nb\n"
    output_of("get", "-r", "/n", path, "-o", target)
    assert target.read_bytes() == b"a\nb\n"


def test_jsonc():
    assert output_of("get", "--jsonc", "/a", stdin=b'{"a": 1, /* b */}') == b"1\n"
