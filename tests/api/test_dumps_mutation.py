# SPDX-License-Identifier: MIT
"""Python code that runs during dumps() changes the open objects in every way. The
result is correct or a JSONEncodeError; it never contains other text and never
crashes. test_dumps_default.py has more tests of default()."""

import dataclasses
import datetime as dt
import enum
import gc
import functools
import io
import json
import sys

import jsonde
import jsonde.files
import pytest
from conftest import FREE_THREADED, options, plain
from hostile_values import EVILS, Mapping, Thing, text
from jsonde import JSONEncodeError, dumps


# ------------------------------------------------------------ what is open then


@dataclasses.dataclass
class Open:
    k: object
    z: object


def in_list(evil):
    value = [text("a"), evil, text("b"), [text("c")]]
    return value, value


def in_dict(evil):
    value = {text("a"): [text("b")], text("k"): evil, text("z"): [text("y")]}
    return value, value


def in_dict_of_many_keys(evil):
    value = {1111: [text("a")], 2.5: evil, dt.date(1, 1, 1): [text("b")]}
    return value, value


def in_inner_list(evil):
    inner = [evil, text("a")]
    return {text("k"): inner, text("z"): text("b")}, inner


def in_outer_dict(evil):
    outer = {text("k"): [[evil], text("a")], text("z"): text("b")}
    return outer, outer


def in_dataclass(evil):
    value = Open(evil, [text("z")])
    return [value, text("b")], value.__dict__


def in_tuple(evil):
    outer = [(evil, text("a")), text("b")]
    return outer, outer


def in_key(evil):
    if not isinstance(evil, (enum.Enum, dt.datetime)):
        return in_list(evil)
    value = {text("a"): [1], evil: [text("b")], text("z"): [text("c")]}
    return value, value


OPEN = [in_list, in_dict, in_dict_of_many_keys, in_inner_list, in_outer_dict]
OPEN += [in_dataclass, in_tuple, in_key]


# ----------------------------------------------------------- what is done to it


def clear(target):
    target.clear()


def grow(target):
    for i in range(200):
        if isinstance(target, list):
            target.append([text(i)])
        else:
            target[text(i)] = [text(i)]


def shrink(target):
    if target:
        target.pop() if isinstance(target, list) else target.popitem()


def replace(target):
    places = range(len(target)) if isinstance(target, list) else list(target)
    for place in places:
        target[place] = [text("new")]


def delete_first(target):
    if target:
        del target[0 if isinstance(target, list) else next(iter(target))]


def refill(target):
    n = len(target)
    target.clear()
    for i in range(n):
        if isinstance(target, list):
            target.append(text(i))
        else:
            target[text(i)] = text(i)


def reenter(target):
    def default(o):
        return [text("inner")]

    try:
        dumps([target, text("x"), Thing()], default)
    except (JSONEncodeError, RecursionError):
        pass


def fail(target):
    target.clear()
    raise ValueError("on purpose")


ACTIONS = [len, clear, grow, shrink, replace, delete_first, refill, reenter]
ACTIONS += [fail]

# ------------------------------------------------------------------- the tests

WORDS = "a b c k new inner name value x y z".split()
KNOWN = {text(word) for word in [*WORDS, *range(200)]}
KNOWN |= {"made", "313233", "6162", "1111", "2.5", "2000-01-01", "0001-01-01"}
KNOWN |= {"2000-01-02", "P5D", "a", "k", "z"}


def words(value):
    """Yields each str of a decoded value, except times of day."""
    found = set()
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, list):
            left += value
        elif isinstance(value, dict):
            left += [*value, *value.values()]
    return {word.partition("T0")[0] for word in found}


def stir():
    """Reuses the memory that was freed."""
    if not FREE_THREADED:  # on free-threaded builds each collection covers all objects
        gc.collect(0)
    [bytes(n) for n in range(16, 400, 8)]


def encode(make, build, action, option, often):
    """Checks that one value, whose `evil` acts repeatedly, is correct or refused."""
    left = [often]
    opened = []

    def act():
        if left[0] > 0 and opened:
            left[0] -= 1
            try:
                action(opened[0])
            finally:
                stir()

    def default(o):
        if isinstance(o, Thing):
            o.act()
        return [text("made")[:4]]

    value, target = build(make(act))
    opened.append(target)
    del target
    try:
        got = dumps(value, default, option)
    except JSONEncodeError as error:
        assert str(error) and isinstance(error.path, str)
        return None
    finally:
        opened.clear()  # not a cycle: an old cycle stays garbage for a long time
    assert words(json.loads(got)) <= KNOWN
    return got


STYLES = [
    "",
    "INDENT_2",
    "SORT_KEYS",
    "ENSURE_ASCII",
    "SKIP_NONE",
    "CANONICAL",
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", EVILS)
def test_hook(name, style):
    make, needed = EVILS[name]
    option = options(f"{needed} {style}") | jsonde.OPT_NON_STR_KEYS
    for build in OPEN:
        nothing = encode(make, build, len, option, 0)
        for action in ACTIONS:
            for often in (1, 5):
                got = encode(make, build, action, option, often)
            if action in (len, reenter):
                assert got == nothing
        if name == "class":  # this value has cycles
            gc.collect()


@pytest.mark.parametrize("name", EVILS)
def test_hook_of_strict_keys(name):
    make, needed = EVILS[name]
    for build in (in_list, in_dict, in_inner_list, in_dataclass, in_tuple):
        for action in ACTIONS:
            encode(make, build, action, options(needed), 1)


class Sink:
    """A file object whose write() calls act()."""

    def __init__(self, act):
        self.act = act
        self.chunks = []

    def write(self, chunk):
        assert isinstance(chunk, bytes)
        self.chunks.append(chunk)
        self.act()


@pytest.mark.parametrize("style", ["", "INDENT_2", "SORT_KEYS", "CANONICAL"])
@pytest.mark.parametrize("build", OPEN[:7])
def test_sink(build, style):
    option = options(style) | jsonde.OPT_NON_STR_KEYS
    for action in ACTIONS:
        value, target = build([[text("a")] * 3000] * 4)
        sink = Sink(lambda: (action(target), stir()))
        try:
            jsonde.dump(value, sink, option=option)
        except JSONEncodeError:
            continue
        except ValueError as error:
            assert str(error) == "on purpose"
            continue
        got = b"".join(sink.chunks)
        assert len(sink.chunks) > 2 and words(json.loads(got)) <= KNOWN
        if action in (len, reenter):
            assert got == dumps(value, None, option)


def test_sink_that_encodes():
    """Each call has its own state."""
    value = [text("a")] * 5000
    inner = []
    sink = Sink(lambda: inner.append(dumps(value)))
    jsonde.dump(value, sink)
    assert b"".join(sink.chunks) == dumps(value)
    assert inner and set(inner) == {dumps(value)}


def test_mapping_that_lies():
    """A mapping whose length, keys and items contradict each other."""
    option = jsonde.OPT_SERIALIZE_COLLECTIONS
    liar = type("Liar", (Mapping,), {"keys": lambda self: 5})()
    for wrapped in (liar, [liar], {"a": liar}):
        with pytest.raises(JSONEncodeError) as caught:
            dumps(wrapped, None, option)
        assert plain(caught.value) == "a mapping cannot be read"


# ------------------------------------------------------- arguments that end


@pytest.mark.parametrize(
    "call", ["dumps", "dumps_str", "dumps_into", "dump", "sink"]
)
def test_arguments_that_end(call):
    """A partial holds its arguments during the call, and releases them when
    __setstate__ replaces them."""

    class Ends:
        def __call__(self, o):
            partial.__setstate__((len, (), {}, {}))
            stir()
            return [text("made")]

    value = [Thing(), {text("a"): Thing()}, Thing()]
    made = [text("made")]
    if call == "sink":
        chunks = jsonde.files.dumps_chunks
        value = [text("a") * 3000] * 5
        partial = functools.partial(chunks, value, Ends(), *[None] * 4)
    elif call == "dump":
        partial = functools.partial(jsonde.dump, value, io.BytesIO(), Ends())
    elif call == "dumps_into":
        partial = functools.partial(
            jsonde.dumps_into, value, bytearray(1000), Ends()
        )
    else:
        partial = functools.partial(getattr(jsonde, call), value, Ends())
    got = partial()
    if call in ("dumps", "dumps_str"):
        assert json.loads(got) == [made, {text("a"): made}, made]


@pytest.mark.skipif(
    sys.version_info < (3, 12), reason="Python knows no __buffer__ in Python"
)
@pytest.mark.parametrize("how", ["text", "no text", "refused"])
def test_data_that_ends(how):
    class Ends(bytearray):
        def __buffer__(self, flags):
            partial.__setstate__((len, (), {}, {}))
            stir()
            if how == "refused":
                raise TypeError("no")
            return memoryview(b"[1]" if how == "text" else b"[1,x]")

    partial = functools.partial(jsonde.loads, Ends())
    if how == "text":
        assert partial() == [1]
    else:
        with pytest.raises(jsonde.JSONDecodeError):
            partial()
