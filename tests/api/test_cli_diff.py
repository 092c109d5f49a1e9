# SPDX-License-Identifier: MIT
"""jsonde diff."""

import fractions
import json
import os
import random

import pytest
from command_line import on_terminal, output_of, run
from jsonde.cli import raw
from jsonde.cli.diff import are_equal


@pytest.fixture
def diff(tmp_path):
    """Compares two texts: the exit status and the lines."""

    def compare(old, new, *options):
        for name, text in ("a", old), ("b", new):
            (tmp_path / name).write_text(text, "utf-8")
        done = run("diff", *options, tmp_path / "a", tmp_path / "b")
        assert done.errors == ""
        return done.status, done.output.decode().splitlines()

    return compare


EQUAL = [
    ("[1, 2]", "[1,2]"), ('{"a": 1, "b": 2}', '{"b": 2, "a": 1}'), ('"é"', '"\\u00e9"'),
    ("[1, 1.0, 1e0]", "[1.0, 1e0, 1.00]"), ("0.0", "-0.0"), ("[[]]", "[[]]"),
    ("[" * 1024 + "]" * 1024, "[" * 1024 + "]" * 1024),
    ("0e999999999999999999999", "0"), ("-0.00", "0E-999999999999999999999"),
    ("1E999999999999999999999", "10e+999999999999999999998"),
    ("0.01e1000000000000000000001", "1E999999999999999999999"),
    ("-120e-999999999999999999999", "-1.20e-0999999999999999999997"),
    ("1e" + "9" * 5000, "0.1e1" + "0" * 5000), ("100", "1e2"), ("1" + "0" * 30, "1e30"),
    ("9" * 1_100_000, "9." + "9" * 1_099_999 + "e1099999"),
]


def test_equal_text_is_equal(diff):
    """Whatever numbers a document has, it equals itself."""
    for text in "0e999999999999999999999", "1E999999999999999999999", "9" * 1_100_000:
        assert diff(f"[{text}]", f"[{text}]") == (0, [])


@pytest.mark.parametrize("old,new", EQUAL, ids=lambda text: text[:24])
def test_equal(diff, old, new):
    assert diff(old, new) == (0, [])


DIFFERENT = [
    ("1", "2", ["- : 1", "+ : 2"]),
    ("1", "true", ["- : 1", "+ : true"]),
    ("[0]", "[false]", ["- /0: 0", "+ /0: false"]),
    ("null", '"null"', ["- : null", '+ : "null"']),
    ("0.1", "0.10000000000000001", ["- : 0.1", "+ : 0.10000000000000001"]),
    ("9007199254740993", "9007199254740992",
     ["- : 9007199254740993", "+ : 9007199254740992"]),
    ("[1, 2]", "[1, 3, 4]", ["- /1: 2", "+ /1: 3", "+ /2: 4"]),
    ("[]", "{}", ["- : []", "+ : {}"]),
    ('{"a": 1, "b": [1.50]}', '{"b": [2], "c": "x y"}',
     ["- /a: 1", "- /b/0: 1.50", "+ /b/0: 2", '+ /c: "x y"']),
    ('{"a/b~": {"": 1}}', '{"a/b~": {"": 2}}', ["- /a~1b~0/: 1", "+ /a~1b~0/: 2"]),
    ('{"a\\n": 1}', "{}", ["- /a\\x0a: 1"]),
    ("1E999999999999999999999", "1E999999999999999999998",
     ["- : 1E999999999999999999999", "+ : 1E999999999999999999998"]),
    ("1e-999999999999999999999", "-1e-999999999999999999999",
     ["- : 1e-999999999999999999999", "+ : -1e-999999999999999999999"]),
    ("1e999999999999999999999", "0", ["- : 1e999999999999999999999", "+ : 0"]),
    ("[0.0]", "[false]", ["- /0: 0.0", "+ /0: false"]), ("1.50", "1.5e1", ["- : 1.50", "+ : 1.5e1"]),
    ('"1.5"', "1.5", ['- : "1.5"', "+ : 1.5"]), ("{}", "1.5", ["- : {}", "+ : 1.5"]),
    ('"a\\nb"', '"\\ud800"', ['- : "a\\nb"', '+ : "\\ud800"']),
]


@pytest.mark.parametrize("old,new,lines", DIFFERENT)
def test_different(diff, old, new, lines):
    assert diff(old, new) == (1, lines)
    assert diff(old, new, "--quiet") == (1, [])
    status, swapped = diff(new, old)
    marks = str.maketrans("+-", "-+")
    assert status == 1
    assert sorted(swapped) == sorted(line[0].translate(marks) + line[1:] for line in lines)


def random_value(dice, depth):
    kind = dice.randrange(7 if depth else 5)
    if kind < 5:
        return [None, True, dice.randrange(3), dice.random(), "xyz"[: dice.randrange(4)]][kind]
    if kind == 5:
        return [random_value(dice, depth - 1) for _ in range(dice.randrange(4))]
    return {k: random_value(dice, depth - 1) for k in "ab/~"[: dice.randrange(5)]}


def test_lines_lead_to_the_values(diff, tmp_path):
    """Each line names a value that 'jsonde get' finds in its file."""
    dice = random.Random(18)
    for _ in range(20):
        old, new = random_value(dice, 3), random_value(dice, 3)
        status, lines = diff(json.dumps(old), json.dumps(new))
        texts = [json.dumps(value, sort_keys=True) for value in (old, new)]
        assert status == bool(lines) == (texts[0] != texts[1])
        for line in lines:
            pointer, value = line[2:].split(": ", 1)
            name = {"-": "a", "+": "b"}[line[0]]
            found = output_of("get", "-c", pointer, tmp_path / name)
            assert found.decode() == value + "\n"


def test_failures(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"[1")
    said = f"jsonde: {path}:1:3: "
    assert run("diff", path, "-", stdin=b"[1]").errors.startswith(said)
    done = run("diff", "-", tmp_path / "none", stdin=b"[1]")
    assert done.status == 2 and done.errors.count("\n") == 1
    done = run("diff", "-", "-")
    assert done == (2, b"", "jsonde: A and B cannot both be standard input\n")
    done = run("diff", "-", path, stdin=b"[1] 2")
    assert done.errors.startswith("jsonde: standard input:1:5: unexpected content")


def test_standard_input_and_jsonc(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"[1, /* b */]")
    assert output_of("diff", "--jsonc", path, "-", stdin=b"\xef\xbb\xbf[1]") == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows: no pseudo-terminals")
def test_colors(tmp_path):
    for name, data in ("a", b"[1]"), ("b", b'["\xc2\x9b"]'):
        (tmp_path / name).write_bytes(data)
    status, said = on_terminal("diff", tmp_path / "a", tmp_path / "b")
    assert status == 1
    assert said == b'\033[31m- /0: 1\033[m\n\033[32m+ /0: "\\u009b"\033[m\n'


def test_numbers_are_compared_exactly():
    """Against the exact values of fractions."""
    dice = random.Random(3)
    for _ in range(2000):
        texts = []
        for _ in range(2):
            text = dice.choice(["", "-"]) + dice.choice(["0", "1", "10", "100", "12"])
            text += dice.choice(["", ".0", ".00", ".1", ".10", ".01"])
            texts.append(text + dice.choice(["", "e0", "E1", "e-1", "e+2", "e-02"]))
        values = [fractions.Fraction(text) for text in texts]
        numbers = [raw.read_next(text.encode(), 0, 0)[0] for text in texts]
        assert are_equal(*numbers) == (values[0] == values[1]), texts
