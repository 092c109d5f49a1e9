# SPDX-License-Identifier: MIT
"""loads_array(): JSON Pointers, and the rest of the document compared with loads().

JSONDE_EXAMPLES: the number of random texts of each kind (default: 300).
"""

import itertools
import json
import random
import struct

import jsonde
import pytest
from arrays import fault_of
from conftest import examples
from grammar import Writer, damaged, damaged_bytes
from jsonde import JSONDecodeError, loads, loads_array

EXAMPLES = examples(300, 50)

# ------------------------------------------------------------------ pointers

RFC = {
    "foo": [1, 2],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize("dump", [json.dumps, jsonde.dumps])
def test_pointers_of_the_rfc(dump):
    text = dump(RFC)
    for pointer, value in {
        "/foo": [1, 2],
        "/foo/0": 1,
        "/": 0,
        "/a~1b": 1,
        "/c%d": 2,
        "/e^f": 3,
        "/g|h": 4,
        "/i\\j": 5,
        '/k"l': 6,
        "/ ": 7,
        "/m~0n": 8,
    }.items():
        assert loads_array(text, pointer=pointer).tolist() == value, pointer
    assert fault_of(text)[1] == 0


def test_pointers():
    text = '{"a": [[1, 2], {"b": [3]}, [[4]]], "~1": [5], "0": [6], "": [7]}'
    found = {
        "/a/0": [1, 2],
        "/a/0/1": 2,
        "/a/1/b": [3],
        "/a/2/0/0": 4,
        "/~01": [5],
        "/0": [6],
        "/": [7],
    }
    for pointer, value in found.items():
        dense = json.dumps(loads(text), separators=(",", ":"))
        for data in (text, text.encode(), text + "\n", dense):
            assert loads_array(data, pointer=pointer).tolist() == value
    container = {
        "/b": 0,
        "/a/3": text.index("[["),
        "/a/-": text.index("[["),
        "/a/00": text.index("[["),
        "/a/": text.index("[["),
        "/a/1e0": text.index("[["),
        "/a/\u0661": text.index("[["),
        "/a/18446744073709551615": text.index("[["),
        "/a/18446744073709551616": text.index("[["),
        "/a/1/c": text.index('{"b'),
        "/a/0/0/0": text.index("1, 2"),
        "/~1": 0,
        "/00": 0,
        "//": text.index("[7]"),
        "/\ud800": 0,
        "/a/0/0/0/0": text.index("1, 2"),
    }
    for pointer, at in container.items():
        assert fault_of(text, pointer=pointer) == (
            "the pointer leads nowhere from here",
            at,
        ), pointer


def test_no_pointers():
    for pointer in ("a", " /a", "#/a", "/~", "/~3", "/a~", "/~/", "/a/~x/b"):
        with pytest.raises(ValueError, match="^pointer must be") as error:
            loads_array("[1]", pointer=pointer)
        assert type(error.value) is ValueError


def test_of_equal_keys_the_last_counts():
    for text, pointer, value in (
        ('{"a":[1],"a":[2,3]}', "/a", [2, 3]),
        ('{"a":"x","a":[2,3]}', "/a", [2, 3]),
        ('{"a":[[1],2],"a":[2,3]}', "/a", [2, 3]),
        ('{"a":{"b":[1]},"a":{"b":[4]}}', "/a/b", [4]),
        ('{"a":7,"a":{"b":[4]}}', "/a/b", [4]),
        ('{"a":[[1,2],[3]],"a":[[5],[6]]}', "/a/1", [6]),
        ('{"\\u0061":[1],"a":[2]}', "/a", [2]),
        ('{"a":[1,2,3],"\\u0061":[2]}', "/a", [2]),
        ('{"a":%s,"a":[]}' % json.dumps([1.5] * 99999), "/a", []),
        ('{"a":[],"a":%s}' % json.dumps([1.5] * 99999), "/a", [1.5] * 99999),
    ):
        assert loads_array(text, pointer=pointer).tolist() == value
    assert fault_of('{"a":{"b":[1]},"a":{}}', pointer="/a/b")[1] == 19
    assert fault_of('{"a":[1],"a":2,"a":{"b":1}}', pointer="/a")[1] == 19
    assert fault_of('{"a":[[1]],"a":7}', pointer="/a/0")[1] == 15


def test_items_of_outer_arrays():
    """An index counts the items of its own array, not those of nested arrays."""
    text = "[[9, 9, 9], [[8], [7, 7]], [6], [5, 5]]"
    value = loads(text)
    for i, j in itertools.product(range(5), repeat=2):
        try:
            want = value[i][j]
        except (IndexError, TypeError):
            assert "nowhere" in fault_of(text, pointer=f"/{i}/{j}")[0]
        else:
            got = loads_array(text, pointer=f"/{i}/{j}").tolist()
            assert got == want


@pytest.mark.parametrize(
    "key", ["a", "\xe9", "\u65e5", "\U0001f600", "\n\"\\/", "\0", "k" * 200]
)
def test_keys(key):
    pointer = "/" + key.replace("~", "~0").replace("/", "~1")
    wrong = [key[:-1], key + "x", key + "\0", "", key + key]
    for near in wrong:
        for ascii in (True, False):
            for first in (True, False):
                members = {near: [1], key: [2]}
                if first:
                    members = {key: [2], near: [1]}
                text = json.dumps(members, ensure_ascii=ascii)
                for data in (text, text.encode()):
                    assert loads_array(data, pointer=pointer).tolist() == [2]
    shouted = "".join(
        f"\\u{u:04X}" for u in struct.unpack(
            f"<{len(key.encode('utf-16-le')) // 2}H", key.encode("utf-16-le")
        )
    )
    assert loads_array('{"%s":[3]}' % shouted, pointer=pointer)[0] == 3


def test_long_pointer():
    depth = 1000
    text = '{"a":' * depth + "[1]" + "}" * depth
    assert loads_array(text, pointer="/a" * depth)[0] == 1
    assert fault_of(text, pointer="/a" * 5000)[1] == 5 * depth
    deep = "[" * 1023 + "[1]" + "]" * 1023
    assert loads_array(deep, pointer="/0" * 1023)[0] == 1
    with pytest.raises(JSONDecodeError) as error:
        loads("[" + deep + "]")
    assert fault_of("[" + deep + "]", pointer="/0" * 1024) == (
        error.value.msg,
        error.value.pos,
    )


# ---------------------------------------------------- the rest of a document


def check_around(text, at):
    """loads() and loads_array() accept and refuse the same text beside an array at
    /at."""
    try:
        value = loads(text)
    except JSONDecodeError as error:
        with pytest.raises(JSONDecodeError) as other:
            loads_array(text, pointer=f"/{at}")
        other = other.value
        if "OPT_NAN_LITERAL" in other.msg:
            # A literal inside of the array. loads() reads its sign as the start of
            # a number.
            assert other.pos == error.pos - (text[other.pos] == "-"), text
            return
        if other.msg != "invalid UTF-8":
            assert (other.msg, other.pos) == (error.msg, error.pos), text
        assert other.pos == error.pos, text
        assert other.doc == error.doc
        return
    key = int(at) if isinstance(value, list) else at
    try:
        expected = value[key]
    except (KeyError, IndexError):
        assert "nowhere" in fault_of(text, pointer=f"/{at}")[0]
        return
    if repr(expected) == "[1, 2.5]":
        assert loads_array(text, pointer=f"/{at}").tolist() == expected, text


def test_suite_outside_of_the_array(data_dir):
    files = sorted((data_dir / "JSONTestSuite/test_parsing").glob("*.json"))
    assert len(files) == 318
    for file in files:
        data = file.read_bytes()
        for text, at in (
            (b'{"a":[1,2.5],"x":' + data + b"}", "a"),
            (b'{"x":' + data + b',"a":[1,2.5]}', "a"),
            (b"[" + data + b",[1,2.5]]", "1"),
        ):
            check_around(text, at)
            try:
                check_around(text.decode(), at)
            except UnicodeDecodeError:
                pass


def test_suite_alone(data_dir):
    """Text that is not JSON is never an array."""
    for file in (data_dir / "JSONTestSuite/test_parsing").glob("*.json"):
        data = file.read_bytes()
        try:
            loads(data)
        except JSONDecodeError:
            with pytest.raises(JSONDecodeError):
                loads_array(data)


def test_random_documents_around():
    writer = Writer(5)
    numbers = random.Random(6)
    for i in range(EXAMPLES * 10):
        text = writer.document()
        if i % 2:
            text = '{"x":%s,"a":[1,2.5]}' % text
        else:
            text = '{"a":[1,2.5],"x":%s}' % text
        check_around(text.encode("utf-8", "surrogatepass"), "a")
        broken = damaged(text, numbers)
        check_around(broken, "a")
        check_around(damaged_bytes(text.encode(), numbers), "a")
        cut = text[: numbers.randrange(len(text) + 1)]
        check_around(cut, "a")


def test_no_json_counts_first():
    """Errors of the array are reported only if the document is valid."""
    text = '{"a":[1,[2]],"b":nul}'
    assert fault_of(text, pointer="/a") == (
        "invalid literal",
        text.index("}"),
    )
    assert fault_of(text.replace("nul", "null"), pointer="/a")[1] == 8
    assert fault_of("[1,[2]] x")[1] == 3
    assert fault_of("[1] x")[0] == "unexpected content after the document"


def test_incomplete():
    for text, pointer in (
        ("", ""),
        (" ", ""),
        ("[", ""),
        ("[1", ""),
        ("[1,", ""),
        ("[-", ""),
        ("[[1],[", ""),
        ('{"a":[1]', "/a"),
        ('{"a', "/a"),
        ('{"a":[1],"b":"\\u12', "/a"),
    ):
        with pytest.raises(JSONDecodeError) as error:
            loads_array(text, pointer=pointer)
        assert error.value.incomplete
        assert error.value.pos == len(text)
    for text in ("[1 2", "[[1],[]", "[x", "[1]]"):
        with pytest.raises(JSONDecodeError) as error:
            loads_array(text)
        assert not error.value.incomplete


def test_byte_order_mark():
    for data in ("\ufeff[1]", "\ufeff[1]".encode()):
        for pointer in ("", "/0"):
            assert fault_of(data, pointer=pointer) == (
                "a byte order mark (BOM) is not allowed",
                0,
            )
