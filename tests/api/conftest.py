# SPDX-License-Identifier: MIT
"""Helpers of the API tests: data, child processes, and forms of input."""

import gc
import importlib
import json
import marshal
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import fork_server
import hypothesis
import jsonde
import pytest

CI = os.environ.get("CI") == "true"
PUBLIC = os.environ.get("JSONDE_ABI") == "public"
FALLBACK = jsonde.layout().get("implementation") == "python"
FREE_THREADED = "free-threading" in sys.version
BITS_64 = sys.maxsize > 1 << 32
DEBUG = hasattr(sys, "gettotalrefcount")
SANITIZER = "san.so" in os.environ.get("LD_PRELOAD", "")
# Builds that run several times more slowly than others.
SLOW = DEBUG or SANITIZER

# hypothesis caches Unicode tables, which do not belong in the build tree.
os.environ.setdefault(
    "HYPOTHESIS_STORAGE_DIRECTORY",
    os.path.join(tempfile.gettempdir(), f"hypothesis-{getattr(os, 'getuid', int)()}"),
)
# JSONDE_PROFILE: "quick" makes a quarter of the random examples of "full".
PROFILES = {"full": 100, "quick": 25}
for profile, number in PROFILES.items():
    hypothesis.settings.register_profile(
        f"jsonde-{profile}",
        database=None,
        deadline=None,
        derandomize=CI,
        max_examples=number,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
hypothesis.settings.load_profile(
    "jsonde-" + (os.environ.get("JSONDE_PROFILE") or "full")
)


def native_only(reason):
    """Skips a module whose tests cannot hold for the implementation in
    Python."""
    if FALLBACK:
        pytest.skip(f"native module only: {reason}", allow_module_level=True)


def pytest_collection_modifyitems(items):
    """Skips the tests that cannot hold here: not_here.py says why."""
    import not_here

    tables = not_here.tables(FALLBACK, sys.implementation.name == "pypy")
    for item in items:
        name = f"{item.path.name}::{item.name}"
        for start, reason in tables.items():
            if name.startswith(start):
                item.add_marker(pytest.mark.skip(reason=reason))


def examples(count, slow=None):
    """Returns the number of random cases that a test makes. It is JSONDE_EXAMPLES
    if set. Otherwise it is `count` (or `slow` on slow builds), scaled to the
    profile."""
    if "JSONDE_EXAMPLES" in os.environ:
        return int(os.environ["JSONDE_EXAMPLES"])
    number = slow if slow and SLOW else count
    scaled = number * hypothesis.settings().max_examples // PROFILES["full"]
    return max(scaled, min(number, PROFILES["quick"]))


def by_profile(full, quick):
    """Returns the first in the profile "full", otherwise the second."""
    return full if hypothesis.settings().max_examples >= PROFILES["full"] else quick


def for_a_minute():
    """Yields until a minute has passed. A test that waits for something which depends
    on the scheduler repeats its call and breaks when it has seen it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        yield


def optional(name):
    """Imports a module. Returns None if this Python has none of that name. In CI
    the module must exist, unless tests/make-pytest-env found no wheel of it and
    left a file no-NAME."""
    try:
        return importlib.import_module(name)
    except ImportError:
        if CI and not pathlib.Path(sys.prefix, f"no-{name}").exists():
            raise
        return None


# The types that loads() accepts; each makes its object from a document.
FORMS = {
    "str": str,
    "bytes": str.encode,
    "bytearray": lambda text: bytearray(text, "utf-8"),
    "memoryview": lambda text: memoryview(text.encode()),
    "view of bytearray": lambda text: memoryview(bytearray(text, "utf-8")),
    "slice": lambda text: memoryview(b"##" + text.encode() + b"##")[2:-2],
}


@pytest.fixture(params=FORMS.values(), ids=FORMS)
def form(request):
    """The function that makes one form of input from a str."""
    return request.param


@pytest.fixture(autouse=True, scope="module")
def quick_collections():
    """Hides older objects from the garbage collector, so that collections are quick."""
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()
    yield
    if hasattr(gc, "freeze"):
        gc.unfreeze()


@pytest.fixture(scope="session")
def data_dir():
    """The directory of larger documents, from JSONDE_TEST_DATA."""
    name = os.environ.get("JSONDE_TEST_DATA")
    if not name:
        (pytest.fail if CI else pytest.skip)("JSONDE_TEST_DATA is not set")
    return pathlib.Path(name)


def said(message):
    """Returns a pattern for pytest's match: the message, optionally with a hint and
    the note that has the path."""
    return f"^{re.escape(message)}{HINT}(\nat /.*)?$"


# Text that jsonde adds to orjson's messages: the type found, the option that helps,
# and before CPython 3.11 the path. test_dumps_errors.py tests it.
HINT = r"(: circular reference)?(, not [^;]+)?(; (use|it must be) [^;]+)?( \(at /.*\))?"


def plain(error):
    """Returns the message of an error without the hint."""
    return re.sub(f"(?s){HINT}$", "", str(error), count=1)


def child(program, *arguments, abi="", command="-c", timeout=120):
    """Runs a program in a new Python process and returns the finished process. abi
    is its JSONDE_ABI; None keeps the value of this process."""
    environment = dict(os.environ, PYTHONIOENCODING="utf-8")
    if abi is not None:
        environment["JSONDE_ABI"] = abi
    # Warnings must be visible, such as the warning that the GIL was enabled again.
    environment.pop("PYTHONWARNINGS", None)
    return subprocess.run(
        [sys.executable, command, program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        timeout=timeout,
        encoding="utf-8",
    )


def child_output(program, *arguments, abi=None):
    """Runs a program that must succeed without messages, and returns its output."""
    done = child(program, *arguments, abi=abi)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def forked(program, *arguments):
    """Runs a program in a process that has imported only jsonde, with the environment
    in which the tests began, and returns the finished process."""
    if fork_server.AVAILABLE:
        return fork_server.run(program, *arguments)
    return child(program, *arguments, abi=None)


def forked_output(program, *arguments):
    """Runs a program as forked() does. It must succeed without messages."""
    done = forked(program, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def outcome(function, *arguments, **named):
    """Calls a function and returns its result, or the type, text and attributes of
    its exception."""
    try:
        return function(*arguments, **named)
    except Exception as error:
        told = [getattr(error, name, None) for name in ("msg", "pos", "doc")]
        return type(error).__name__, str(error), told


def error_of(source, option=None):
    """Returns message and position of the error that loads() raises for source."""
    try:
        value = jsonde.loads(source, option=option)
    except jsonde.JSONDecodeError as error:
        return error.msg, error.pos
    raise AssertionError(f"accepted as {value!r}: {source!r}")


def options(names):
    """Returns the bits of some options by their names, such as "SORT_KEYS INDENT_2"."""
    bits = 0
    for name in names.split():
        bits |= getattr(jsonde, "OPT_" + name)
    return bits


def refused(kind):
    """Returns the message of dumps() for a type without a writer."""
    return f"Type is not JSON serializable: {kind}"


def check_dumps(make, option, expected):
    """Checks that dumps() writes the value of make() as `expected` in each context
    and style. If `expected` is not JSON, it is the message of the error."""
    wraps = {
        "{}": lambda v: v,
        "[{},{}]": lambda v: [v, make()],
        '{{"k":{}}}': lambda v: {"k": v},
        "[[{}]]": lambda v: ([v],),
    }
    for text, wrap in wraps.items():
        try:
            got = jsonde.dumps(wrap(make()), option=option).decode()
        except jsonde.JSONEncodeError as error:
            assert plain(error) == expected
            continue
        assert got == text.format(expected, expected)
        assert jsonde.dumps_str(wrap(make()), option=option) == got
        if "NaN" in got or "Infinity" in got or option & jsonde.OPT_CANONICAL:
            continue
        spread = jsonde.dumps(wrap(make()), option=option, indent=1)
        assert json.loads(spread) == json.loads(got)
    if expected.startswith("Type is not JSON"):
        assert jsonde.dumps([make()], lambda o: 1, option) == b"[1]"


def exact(value):
    """Returns a decoded value as bytes, which show types, order and each bit.
    Version 2 of marshal has no references, so shared objects make no difference."""
    return marshal.dumps(value, 2)


def same(a, b):
    """Returns whether two values are equal bit by bit, with equal types and order
    at each level."""
    return exact(a) == exact(b)


def check_resize_is_refused(option):
    """Checks that a sink which resizes the bytearray being written gets a
    BufferError, and that the bytearray can be resized afterwards."""
    data = bytearray(300_000)
    told = []

    class Sink:
        def write(self, chunk):
            if told:
                return
            try:
                data.append(1)
            except BufferError:
                told.append(True)

    jsonde.dump(data, Sink(), None, option)
    assert told and len(data) == 300_000
    data.append(1)
