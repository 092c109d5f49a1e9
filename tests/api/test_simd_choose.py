# SPDX-License-Identifier: MIT
"""The kernel that JSONDE_SIMD names is used, and the results do not depend on it."""

import os
import platform

import jsonde
import pytest
from conftest import child, native_only

native_only("instruction sets")

# Prints a line for each text: each width, plain, escaped and refused, with lengths
# around those of blocks and registers, as values, keys, bytes and str.
WORK = r"""
import jsonde
def outcome(function, argument):
    try:
        return repr(function(argument))
    except Exception as e:
        told = [getattr(e, n, None) for n in ("msg", "pos", "lineno")]
        return type(e).__name__, str(e), told
pieces = ["a", "\xe9", "\u0436", "\u0915", "\u65e5", "\uac00", "\uffff",
          "\U0001f600", "\U0010ffff", '"', "\\", "\n", "\x01", "\ud800"]
texts = [(a * i + b + a * (n - i))
         for a in pieces for b in pieces for n in (0, 7, 15, 31, 33, 64)
         for i in {0, n // 2, n}]
for text in texts:
    print(ascii(outcome(jsonde.dumps, {text: [text]})))
    raw = '[ "%s", {"%s" : \n\t\r  1} ]' % (text, text)
    print(ascii(outcome(jsonde.loads, raw)))
    data = raw.encode("utf-8", "surrogatepass")
    print(ascii(outcome(jsonde.loads, data)))
    print(ascii(outcome(jsonde.loads, data[:-9] + b"\xc3\x28\xf0\x9f" + data)))
    escaped = '"%s"' % "".join("\\u%04x" % (ord(c) & 0xffff) for c in text)
    print(ascii(outcome(jsonde.loads, escaped + " " * 70)))
    print(ascii(outcome(jsonde.loads, " " * 70 + text + escaped)))
"""

SHOW = "import jsonde; print(jsonde.layout()['simd'])"


def run(simd, program):
    """Returns the child's output with this JSONDE_SIMD, or without the variable for
    None."""
    lines = ["import os", "os.environ.pop('JSONDE_SIMD', None)"]
    if simd is not None:
        lines.append(f"os.environ['JSONDE_SIMD'] = {simd!r}")
    return child("\n".join([*lines, program]), abi=None)


def names_here():
    """Returns the names that the error for an unknown kernel lists."""
    last = run("nonsense", "import jsonde").stderr.splitlines()[-1]
    start = "ValueError: JSONDE_SIMD=nonsense: expected one of "
    assert last.startswith(start)
    return last[len(start) :].split(", ")


NAMES = names_here()


@pytest.fixture(scope="module")
def expected():
    done = run("scalar", WORK)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") > 10000
    return done.stdout


def test_names():
    known = ["scalar", "sse2", "avx2", "avx512", "neon"]
    assert [name for name in known if name in NAMES] == NAMES
    assert NAMES[0] == "scalar"
    if platform.machine() == "x86_64":
        assert "sse2" in NAMES and "neon" not in NAMES
    if platform.machine() == "aarch64":
        assert "neon" in NAMES and "sse2" not in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_name_is_in_force(name):
    assert run(name, SHOW).stdout == name + "\n"


@pytest.mark.parametrize("choice", [None, ""])
def test_best_is_chosen(choice):
    assert run(choice, SHOW).stdout == NAMES[-1] + "\n"


@pytest.mark.skipif("JSONDE_SIMD" in os.environ, reason="JSONDE_SIMD is set")
def test_best_is_in_force():
    assert jsonde.layout()["simd"] == NAMES[-1]


@pytest.mark.parametrize("name", NAMES[1:])
def test_same_results(name, expected):
    assert run(name, WORK).stdout == expected


@pytest.mark.parametrize(
    "choice", ["nonsense", "AVX2", "scalar,sse2", " scalar", "neon,", "x" * 300]
)
def test_unknown_name(choice):
    done = run(choice, "import jsonde")
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    shown = f"ValueError: JSONDE_SIMD={choice[:200]}: expected one of "
    assert last == shown + ", ".join(NAMES)
