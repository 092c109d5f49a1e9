# SPDX-License-Identifier: MIT
"""jsonde.json against the module json of the running Python: results, exceptions,
messages, notes, and the calls of hooks. tests/standard_json.py runs CPython's own
tests."""

import collections
import decimal
import gc
import importlib.util
import io
import json
import pathlib
import random
import struct
import subprocess
import sys

import jsonde.json
import pytest
from beside_json import (
    CONTAINERS,
    DICTS,
    Color,
    Dict,
    Float,
    Int,
    Items,
    List,
    Other,
    Str,
    Tuple,
    Twice,
    both,
    told,
)
from conftest import CI, child, examples, forked_output

TESTS = pathlib.Path(__file__).parents[1]

STRINGS = [
    *("", "a", "\xe9", "\x7f", "\ud800", "x\udfffy", "\U0001f600", "\u2028"),
    *('"\\/\b\f\n\r\t\x00\x1f', "\u65e5\u672c", "a" * 300, "\xff" * 70),
]
FLOATS = [
    *(0.0, -0.0, 1e16, 9999999999999998.0, 1e-4, 9.999e-5, 1e-5, 1.5e-7, 1e22),
    *(1e300, 5e-324, float("nan"), float("inf"), -float("inf"), 0.1, 100.0),
]
INTEGERS = [0, 1, -1, 2**31, -(2**63), 2**63, 2**64, 2**64 - 1, 10**30, -(10**700)]


class Maker:
    """Makes random values, keyword arguments and texts."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self):
        kind = self.random.random()
        if kind < 0.3:
            return struct.unpack("d", bytes(self.random.choices(range(256), k=8)))[0]
        if kind < 0.6:
            return self.random.choice(FLOATS)
        if kind < 0.8:
            return self.random.choice(INTEGERS)
        return round(self.random.uniform(-1000, 1000), self.random.randrange(6))

    def key(self):
        if self.random.random() < 0.8:
            return self.random.choice(STRINGS) + str(self.random.randrange(4))
        others = [1, 1.5, True, None, 10**30, Str("a"), Int(4), Color.RED, 1e16]
        return self.random.choice([*others, float("nan"), (1,)])

    def scalar(self):
        kind = self.random.randrange(8)
        if kind < 2:
            return self.random.choice(STRINGS) + self.random.choice(STRINGS)
        if kind < 5:
            return self.number()
        subclasses = [Int(5), Int(10**25), Float(1e17), Str("q\x7f"), Color.RED]
        return self.random.choice([None, True, False, *subclasses])

    def value(self, depth=0):
        kind = self.random.randrange(16 if depth < 4 else 8)
        if kind < 8:
            return self.scalar()
        if kind == 8:
            return Other(self.value(depth + 1))
        number = self.random.randrange(5)
        if kind < 12:
            items = [self.value(depth + 1) for _ in range(number)]
            if self.random.random() < 0.1:
                return self.random.choice(CONTAINERS)(items)
            return self.random.choice([list, list, tuple, List, Tuple])(items)
        members = {self.key(): self.value(depth + 1) for _ in range(number)}
        if self.random.random() < 0.1:
            return self.random.choice(DICTS)(members)
        classes = [dict] * 6 + [Dict, collections.OrderedDict, Items, Twice]
        return self.random.choice(classes)(members)

    def chosen(self, table, share=0.25):
        return {
            name: self.random.choice(choices)
            for name, choices in table.items()
            if self.random.random() < share
        }

    def damaged(self, text):
        where = self.random.randrange(len(text) + 1)
        part = self.random.choice(
            ["", "}", ']"', "NaN", "1", "e", "\\", "\x00", " ", "\ud800", "\ufeff"]
        )
        return text[:where] + part + text[where + self.random.randrange(2) :]

    def encoded(self, text):
        codec = self.random.choice(["utf-8", "utf-16", "utf-8-sig", "utf-32-le"])
        kind = self.random.choice([bytes, bytearray, memoryview])
        return kind(text.encode(codec, "surrogatepass"))


DUMPS = {
    "ensure_ascii": [0, 1],
    "allow_nan": [0, 1],
    "sort_keys": [1],
    "indent": [0, 1, 3, "\t", "ab", -1, True, 1.5, " " * 300],
    "separators": [(",", ":"), (", ", ": "), ("; ", "="), (",", ": "), ("", "")],
    "skipkeys": [1],
    "check_circular": [0],
    "unknown": [1],
}


class Default:
    """A function `default` that records its calls, and fails sometimes."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.calls = []

    def __call__(self, o):
        self.calls.append(type(o))
        if not isinstance(o, Other):
            raise TypeError("not this one")
        if self.random.random() < 0.05:
            raise KeyError("failed")
        return o.value


@pytest.mark.parametrize("part", range(8))
def test_dumps_as_the_standard_library(part):
    for seed in range(part, 8 * examples(1500), 8):
        maker = Maker(seed)
        value, named = maker.value(), maker.chosen(DUMPS)
        results = []
        for module in json, jsonde.json:
            default = Default(seed)
            if seed & 1:
                named["default"] = default
            results.append((told(module.dumps, value, **named), default.calls))
            file = io.StringIO()
            results[-1] += (told(module.dump, value, file, **named),)
            results[-1] += (file.getvalue() if results[-1][2] is None else "",)
        assert results[0] == results[1], (seed, named)


class Hooks:
    """Hooks that record their calls."""

    def __init__(self):
        self.calls = []

    def hook(self, name, result):
        def call(argument):
            self.calls.append((name, repr(argument)))
            return result(argument)

        return call

    def named(self, names):
        table = {
            "object_hook": lambda d: tuple(d.items()),
            "object_pairs_hook": collections.OrderedDict,
            "parse_float": decimal.Decimal,
            "parse_int": str,
            "parse_constant": str,
            "array_hook": tuple,
        }
        return {
            name: self.hook(name, table[name]) if name in table else False
            for name in names
        }


NAMES = ["object_hook", "object_pairs_hook", "parse_float", "parse_int"]
NAMES += ["parse_constant", "strict"]
if "array_hook" in (json.loads.__kwdefaults__ or {}):
    NAMES.append("array_hook")


@pytest.mark.parametrize("part", range(8))
def test_loads_as_the_standard_library(part):
    for seed in range(part, 8 * examples(1500), 8):
        maker = Maker(seed)
        try:
            text = json.dumps(maker.value(), default=lambda o: o.value)
        except TypeError:
            continue  # a key
        if maker.random.random() < 0.4:
            text = maker.damaged(text)
        names = maker.chosen(dict.fromkeys(NAMES, [True]), 0.15)
        source = maker.encoded(text) if maker.random.random() < 0.2 else text
        results = []
        for module in json, jsonde.json:
            hooks = Hooks()
            result = told(module.loads, source, **hooks.named(names))
            results.append((repr(result), hooks.calls))
        assert results[0] == results[1], (seed, names)


CYCLE = []
CYCLE.append({"a": [CYCLE]})


@pytest.mark.parametrize(
    "call",
    {
        "cycle": lambda m: m.dumps(CYCLE),
        "deep": lambda m: m.loads("[" * 100_000),
        "set": lambda m: m.dumps([{"a": {1}}]),
        "same keys": lambda m: m.loads('{"a":{"b":1},"a":2}', object_hook=dict),
        "NaN": lambda m: m.dumps([1.5, float("nan")], allow_nan=False),
        "keys of two types": lambda m: m.dumps({1: 2, "a": 3}, sort_keys=True),
        "bytes": lambda m: m.dumps(b"a"),
        "memoryview": lambda m: m.loads(memoryview(b"[]")),
        "long": lambda m: m.loads("1" * 5000),
        "long, out": lambda m: len(m.dumps(1 << 20_000)),
        "detect_encoding": lambda m: m.detect_encoding(b"\xff\xfe[\0"),
        "raw_decode": lambda m: m.JSONDecoder().raw_decode(' [1] "x"', 1),
        "attribute": lambda m: m.no_such_name if m is json else json.no_such_name,
        "dumps()": lambda m: m.dumps(),
        "loads()": lambda m: m.loads(),
    }.values(),
)
def test_errors(call):
    both(call)


def test_cycle_that_is_not_checked():
    """The notes of the exception depend on how deep the callers are."""
    for module in json, jsonde.json:
        with pytest.raises(RecursionError):
            module.dumps(CYCLE, check_circular=False)


def test_default_that_changes_the_object():
    """The exception of default is raised, though a second run would succeed."""

    def default(o):
        if isinstance(o, Other):
            target.clear()
            return {1, 2}
        raise TypeError("not this one")

    target = {"k" * 100: Other(1)}
    with pytest.raises(TypeError, match="not this one"):
        jsonde.json.dumps(target, default=default)


def test_default_is_called_once_for_each_object():
    """Also if the native module gives up in the middle, at a lone surrogate."""
    calls = []

    def default(o):
        calls.append(o)
        return o.value

    values = [Other(i) for i in range(5)]
    text = jsonde.json.dumps([*values, "\ud800"], default=default, ensure_ascii=False)
    assert (text, calls) == ('[0, 1, 2, 3, 4, "\ud800"]', values)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_other_exceptions(error):
    def fail(o):
        raise error("now")

    with pytest.raises(error, match="now"):
        jsonde.json.dumps([Other(1)], default=fail)
    with pytest.raises(error, match="now"):
        jsonde.json.loads('[{"a":1}]', object_hook=fail)


class Encoder(jsonde.json.JSONEncoder):
    def default(self, o):
        return super().default(o) if o.value is None else [o.value]


class Parts(jsonde.json.JSONEncoder):
    def iterencode(self, o, _one_shot=False):
        return (part.upper() for part in super().iterencode(o, _one_shot))


class Whole(jsonde.json.JSONEncoder):
    def encode(self, o):
        return f"<{super().encode(o)}>"


class Decoder(jsonde.json.JSONDecoder):
    def decode(self, s):
        return [super().decode(s)]


class Raw(jsonde.json.JSONDecoder):
    def raw_decode(self, s, idx=0):
        value, end = super().raw_decode(s, idx)
        return {"raw": value}, end


def test_subclasses():
    dumps, loads = jsonde.json.dumps, jsonde.json.loads
    assert dumps([Other(1.0), Other(Other(2))], cls=Encoder) == "[[1.0], [[2]]]"
    with pytest.raises(TypeError, match="Other is not JSON serializable"):
        dumps(Other(None), cls=Encoder)
    assert dumps({"a": None}, cls=Parts) == '{"A": NULL}'
    assert dumps({"a": None}, cls=Whole, indent=1) == '<{\n "a": null\n}>'
    assert loads(" [1]", cls=Decoder) == [[1]]
    assert loads(" [1]", cls=Raw) == {"raw": [1]}
    assert issubclass(Encoder, json.JSONEncoder)
    assert issubclass(Decoder, json.JSONDecoder)
    assert "".join(Encoder().iterencode([1, Other(2)])) == "[1, [2]]"


@pytest.mark.parametrize("indent", [b"x", 1.0, object()], ids=["bytes", "float", "object"])
def test_wrong_indent_of_iterencode(indent):
    """The exception is raised by the call, and not by the first next()."""
    texts = []
    for module in (json, jsonde.json):
        encoder = module.JSONEncoder(indent=indent)
        with pytest.raises(TypeError) as caught:
            encoder.iterencode([1])
        texts.append(str(caught.value))
    assert texts[0] == texts[1]


def test_a_decoder_with_another_scanner():
    decoder = jsonde.json.JSONDecoder()
    decoder.parse_string = lambda *_: ("other", 4)
    decoder.scan_once = jsonde.json.scanner.py_make_scanner(decoder)
    assert decoder.decode('["a"]') == ["other"]


def test_hooks_that_change_other_values():
    """A hook may find the containers that are not finished, and change them."""

    def hook(made):
        for o in gc.get_objects():
            if type(o) in (list, dict) and o is not made and "mark" in o:
                o.clear()
        return made

    text = '["mark", {"a": {"b": 1}, "mark": 1, "c": [{}]}, "mark", {}]'
    for _ in range(20):
        told(jsonde.json.loads, text, object_hook=hook)
        told(jsonde.json.loads, text, object_pairs_hook=hook)


def test_names():
    for name in dir(json):
        if not name.startswith("__"):
            assert hasattr(jsonde.json, name), name
    for part in "decoder", "encoder", "scanner":
        for name in dir(getattr(json, part)):
            if not name.startswith("__"):
                assert hasattr(getattr(jsonde.json, part), name), name
    assert {*json.__all__} < {*jsonde.json.__all__}
    assert jsonde.json.loads.__kwdefaults__ == json.loads.__kwdefaults__


INSTALLED = """
import json, jsonde.json
original = json.dumps
jsonde.json.install()
jsonde.json.install()
from json import loads
from json.decoder import JSONDecoder
assert json.dumps is jsonde.json.dumps and loads is jsonde.json.loads
assert JSONDecoder is jsonde.json.JSONDecoder
assert json.loads(json.dumps({1: [float("inf"), "\\ud800", 10**5000 if 0 else 7]})) == {
    "1": [float("inf"), "\\ud800", 7]}
try:
    json.loads("[1")
except json.JSONDecodeError as error:
    assert error.pos == 2
import jsonde
assert jsonde.loads(b"[1]") == [1]
jsonde.json.uninstall()
jsonde.json.uninstall()
assert json.dumps is original and json.dumps({1: 2}) == '{"1": 2}'
"""


def test_install():
    assert forked_output(INSTALLED) == ""


def test_tool():
    done = subprocess.run(
        [sys.executable, "-m", "jsonde.json.tool", "--indent", "1"],
        input=b'{"b":[1]}',
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.replace(b"\r", b"") == b'{\n "b": [\n  1\n ]\n}\n'


def has_tests():
    """Tells whether this Python has CPython's tests."""
    try:
        return importlib.util.find_spec("test.test_json") is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.skipif(
    not has_tests(),
    reason="this Python has no package test; .ci/run deep json has its tests",
)
def test_of_cpython():
    done = child(str(TESTS / "standard_json.py"), command="-B", abi=None)
    assert done.returncode == 0, done.stderr


def test_documents(data_dir):
    paths = [p for p in data_dir.rglob("*.json") if p.stat().st_size < 4_000_000]
    assert len(paths) > 3 or not CI
    for path in paths:
        text = path.read_bytes()
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            continue  # the position of a RecursionError depends on the callers
        assert repr(jsonde.json.loads(text)) == repr(value), path
        if isinstance(value, (dict, list)):
            assert jsonde.json.dumps(value) == json.dumps(value), path
