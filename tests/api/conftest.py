# SPDX-License-Identifier: MIT
"""What the tests of the API share: data, child processes, forms of text."""

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

import hypothesis
import jsonde
import pytest

CI = os.environ.get("CI") == "true"
PUBLIC = os.environ.get("JSONDE_ABI") == "public"
FREE_THREADED = "free-threading" in sys.version
DEBUG = hasattr(sys, "gettotalrefcount")
SANITIZER = "san.so" in os.environ.get("LD_PRELOAD", "")
# Several times slower than others.
SLOW = DEBUG or SANITIZER

# hypothesis keeps tables of its own, and the build tree is not the place.
os.environ.setdefault(
    "HYPOTHESIS_STORAGE_DIRECTORY",
    os.path.join(tempfile.gettempdir(), f"hypothesis-{os.getuid()}"),
)
# JSONDE_PROFILE: "quick" takes a quarter of the random examples of "full".
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


def examples(usual, slow=None):
    """Returns how many random cases a test makes: JSONDE_EXAMPLES if set, else
    the usual number (or slow, on slow builds), scaled to the profile."""
    if "JSONDE_EXAMPLES" in os.environ:
        return int(os.environ["JSONDE_EXAMPLES"])
    number = slow if slow and SLOW else usual
    scaled = number * hypothesis.settings().max_examples // PROFILES["full"]
    return max(scaled, min(number, PROFILES["quick"]))


def optional(name):
    """Returns the module called name, or None where this Python has none. In CI
    it must be there, unless the package index has no wheel of it: then
    tests/make-pytest-env has left a file no-NAME."""
    try:
        return importlib.import_module(name)
    except ImportError:
        if CI and not pathlib.Path(sys.prefix, f"no-{name}").exists():
            raise
        return None


# One document as everything that loads() takes; all give the same result.
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
    """Makes one form of a document from a str."""
    return request.param


@pytest.fixture(autouse=True, scope="module")
def quick_collections():
    """What the tests did not make need not be looked through."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def data_dir():
    """The directory of documents that JSONDE_TEST_DATA names."""
    name = os.environ.get("JSONDE_TEST_DATA")
    if not name:
        (pytest.fail if CI else pytest.skip)("JSONDE_TEST_DATA is not set")
    return pathlib.Path(name)


def said(message):
    """For pytest's match: this message, perhaps what HINT has, and perhaps the
    note with a path."""
    return f"^{re.escape(message)}{HINT}(\nat /.*)?$"


# What follows the words that orjson has, too: what was found, an option that
# helps, and before CPython 3.11 the path. test_dumps_errors.py looks at these.
HINT = r"(: circular reference)?(, not [^;]+)?(; (use|it must be) [^;]+)?( \(at /.*\))?"


def plain(error):
    """The message without them."""
    return re.sub(f"(?s){HINT}$", "", str(error), count=1)


def child(program, *arguments, abi="", command="-c", timeout=120):
    """Runs a program in a Python of its own; abi: its JSONDE_ABI, or None
    for that of this process."""
    environment = dict(os.environ, PYTHONIOENCODING="utf-8")
    if abi is not None:
        environment["JSONDE_ABI"] = abi
    # Warnings, as of a GIL that is switched on again, are to be seen.
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
    """What a program prints that must succeed, and say nothing else."""
    done = child(program, *arguments, abi=abi)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def outcome(function, *arguments, **named):
    """What a call gives: its result, or its exception with what it tells."""
    try:
        return function(*arguments, **named)
    except Exception as error:
        told = [getattr(error, name, None) for name in ("msg", "pos", "doc")]
        return type(error).__name__, str(error), told


def error_of(source, option=None):
    """What loads() says of a wrong document, and where."""
    try:
        value = jsonde.loads(source, option=option)
    except jsonde.JSONDecodeError as error:
        return error.msg, error.pos
    raise AssertionError(f"accepted as {value!r}: {source!r}")


def options(names):
    """The option that these names mean: "SORT_KEYS INDENT_2"."""
    bits = 0
    for name in names.split():
        bits |= getattr(jsonde, "OPT_" + name)
    return bits


def refused(kind):
    """What dumps() says of a type that it does not know."""
    return f"Type is not JSON serializable: {kind}"


def check_dumps(make, option, expected):
    """What make() gives becomes this JSON in every place, in every style; or,
    where that is no JSON, this is the message of its error."""
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
    """What is decoded, as bytes that tell types, order and each bit. Format 2
    has no references: nothing of it depends on what is the same object."""
    return marshal.dumps(value, 2)


def same(a, b):
    """Equal bit by bit, of one type and in one order, all the way down."""
    return exact(a) == exact(b)


def check_resize_is_refused(option):
    """A sink that resizes the bytearray which is being written gets a
    BufferError, and afterwards it can."""
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
