# SPDX-License-Identifier: MIT
"""The capabilities that JSONDE_ABI allows are used, and the results do not depend
on them."""

import ast
import functools
import os
import sys

import jsonde
import pytest
from conftest import (
    BITS_64,
    DEBUG,
    FREE_THREADED,
    PUBLIC,
    child,
    child_output,
    native_only,
)

native_only("the choices of JSONDE_ABI, JSONDE_SIMD and JSONDE_THREADS")

REPORT = jsonde.layout()
CAPABILITIES = list(REPORT["capabilities"])
SYMBOLS = list(REPORT["symbols"])

# Free-threaded builds never read mutable buffers in place.
MUTABLE = {"managedbuffer", "memoryview", "bytearray"}

# Debug builds make no object directly, free-threaded ones no list.
MAKERS = {"make-str", "make-int", "make-float", "copy-dict", "grow-list"}

KNOWN = (3, 9) <= sys.version_info[:2] <= (3, 15)

# Prints the results for each type, the errors, and text of each width, as one
# literal.
WORK = r"""
import jsonde
class Str(str): pass
class Int(int): pass
class List(list): pass
class Dict(dict): pass
texts = ["", "plain", "quote\"\\\x00\x7f", "caf\xe9 \xff", "\u0100\u20ac\n",
         "\U0001f600\"", "x" * 100, "\xe9" * 100, "\u20ac" * 100]
values = [None, True, False, 0, -1, 9, 10, 2**30, 2**60, 2**63 - 1, -2**63,
          2**64 - 1, 0.0, -0.0, 1.5, 1e16, 5e-324, float("inf"), *texts,
          [], (), {}, [1, [2, (3,)]], {"a": {"b": [None]}},
          dict.fromkeys(texts, 1), Str("\xe9"), Int(5), List([1, 2]),
          Dict(a=1), list(range(300)), {str(i): i for i in range(300)},
          "\ud800", 2**64, {1: 2}, object, 1j, [1, {"a": b""}]]
split = type("Split", (), {})
for first in split(), split():
    first.b, first.a = 1, "x"
    values.append(first.__dict__)
holes = {str(i): i for i in range(20)}
for i in range(0, 20, 3):
    del holes[str(i)]
values.append(holes)
sources = ["[1, -2.5e3, \"\\u00e9\\ud83d\\ude00\", {\"k\": [true, null]}]",
           *('["%s", {"%s": 1}' % (t, t) + end
             for t in ("a", "\xe9", "\u20ac", "\U0001f600")
             for end in ("]", "", " x", "]]", ",]"))]
def outcome(function, *arguments):
    try:
        return repr(function(*arguments))
    except Exception as e:
        told = [getattr(e, n, None) for n in ("msg", "pos", "lineno", "doc")]
        return type(e).__name__, str(e), told
def released(view):
    view.release()
    return view
results = [outcome(jsonde.dumps, v) for v in values]
results += [outcome(jsonde.dumps, v, str) for v in values]
for s in sources:
    b = s.encode()
    forms = [s, b, bytearray(b), memoryview(b), memoryview(bytearray(b)),
             memoryview(b" " + b + b" ")[1:-1], memoryview(b)[::-1],
             memoryview(b).cast("b"), released(memoryview(b)), 5]
    results += [outcome(jsonde.loads, f) for f in forms]
"""

SHOW = "print(ascii((results, jsonde.layout())))"


@functools.lru_cache(maxsize=None)
def told(choice):
    """Returns the results and layout() of a process with this JSONDE_ABI."""
    return ast.literal_eval(child_output(WORK + SHOW, abi=choice))


@pytest.fixture(scope="module")
def expected():
    namespace = {}
    exec(WORK, namespace)
    return namespace["results"]


def never_direct(name):
    """Returns whether this build never uses the capability."""
    return (FREE_THREADED and name in MUTABLE | {"grow-list"}) or (
        (DEBUG or not BITS_64) and name in MAKERS
    )


@pytest.mark.skipif(not PUBLIC, reason="the direct run")
@pytest.mark.parametrize("name", CAPABILITIES)
def test_public_is_in_force(name):
    state = REPORT["capabilities"][name]
    assert state.startswith("public: ")
    # A capability that is off anyway keeps the probe's reason.
    assert (
        never_direct(name) or not KNOWN or state.startswith("public: switched off")
    )


@pytest.mark.skipif(PUBLIC, reason="the public run")
@pytest.mark.skipif("JSONDE_ABI" in os.environ, reason="JSONDE_ABI is set")
@pytest.mark.skipif(not KNOWN, reason="a Python that no mirror is meant for")
@pytest.mark.parametrize("name", CAPABILITIES)
def test_direct_is_in_force(name):
    state = REPORT["capabilities"][name]
    if not never_direct(name):
        assert state == "direct"
    elif name in MUTABLE:
        assert state.startswith("public: proven, but other threads may")
    elif DEBUG:
        assert state == "public: a debug build counts what it makes"
    elif not BITS_64:
        assert state == "public: made only where a head has 16 bytes"
    else:
        assert state.startswith("public: a free-threaded build keeps the number")


def test_report_has_all():
    assert REPORT["interpreter"]["version"] == sys.version
    assert REPORT["interpreter"]["free_threaded"] is FREE_THREADED
    assert REPORT["interpreter"]["head_size"] == object.__basicsize__
    assert REPORT["interpreter"]["debug"] is hasattr(sys, "gettotalrefcount")
    assert {"memoryview", "managedbuffer", "str", "dict"} < set(CAPABILITIES)
    assert all(type(used) is bool for used in REPORT["symbols"].values())
    assert 0 < REPORT["probe_microseconds"] < 1e6


def test_report_is_new_each_time():
    jsonde.layout()["capabilities"].clear()
    assert jsonde.layout()["capabilities"] == REPORT["capabilities"]


CHOICES = [
    "",
    "direct",
    "public",
    "-memoryview,-str",
    *(f"-{name}" for name in CAPABILITIES + SYMBOLS),
    ",".join(f"-{name}" for name in CAPABILITIES),
    ",".join(f"-{name}" for name in SYMBOLS),
    ",".join(f"-{name}" for name in CAPABILITIES + SYMBOLS),
]


@pytest.mark.parametrize("choice", CHOICES)
def test_same_results(choice, expected):
    assert told(choice)[0] == expected


@pytest.mark.parametrize("choice", CHOICES[3:])
def test_choice_is_in_force(choice):
    names = [name[1:] for name in choice.split(",")]
    report = told(choice)[1]
    proven = told("direct")[1]["capabilities"]
    for name in names:
        if name in SYMBOLS:
            assert report["symbols"][name] is False
        else:
            state = report["capabilities"][name]
            assert state.startswith("public: ")
            if proven[name] == "direct":
                assert state == "public: switched off by JSONDE_ABI"


@pytest.mark.parametrize(
    "choice",
    ["nonsense", "-nonsense", "-str,", "-str,-x", "str", "-", "PUBLIC"],
)
def test_unknown_name(choice):
    done = child("import jsonde", abi=choice)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith(f"ValueError: JSONDE_ABI={choice}: expected")
    assert all(f" -{name}" in last for name in CAPABILITIES + SYMBOLS)


@pytest.mark.skipif(not FREE_THREADED, reason="this Python has a GIL")
def test_gil_stays_off():
    program = "import sys, jsonde; print(sys._is_gil_enabled())"
    assert child_output(program, abi=None) == "False\n"


@pytest.mark.parametrize("name", ["SIMD", "THREADS", "ABI"])
@pytest.mark.parametrize("value", ["nonsense", "-", "\xe9", "x" * 300, "0 "])
def test_wrong_values_are_not_hidden(name, value, monkeypatch):
    """importlib.util.find_spec() and similar calls find jsonde."""
    program = """
try:
    import jsonde
except ImportError:
    print("hidden")
"""
    monkeypatch.setenv(f"JSONDE_{name}", value)
    done = child(program, abi=None)
    assert (done.returncode, done.stdout) == (1, "")
    said = done.stderr.splitlines()[-1]
    assert said.startswith(f"ValueError: JSONDE_{name}={value[:200]}: expected")
