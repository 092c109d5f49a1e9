# SPDX-License-Identifier: MIT
"""Collections, mappings, iterators, named tuples and subclasses, without options
and with each relevant option."""

import array
import collections
import csv
import functools
import itertools
import os
import sys
import types
import typing
import weakref

import pytest
from conftest import check_dumps, options, refused
from jsonde import JSONEncodeError, dumps, loads

LIST = "SERIALIZE_COLLECTIONS"
NAMED = "SERIALIZE_NAMEDTUPLE"
SUB = "PASSTHROUGH_SUBCLASS"

# ----------------------------------------------------------------- subclasses


class Str(str):
    pass


class Int(int):
    pass


class Float(float):
    pass


class List(list):
    pass


class Dict(dict):
    pass


class Tuple(tuple):
    pass


class Movie(typing.TypedDict):
    title: str


class Pair(typing.NamedTuple):
    x: int
    y: typing.Any = None


class Longer(Pair):
    """Its _fields are those of its base."""


class Fake(tuple):
    """Not a named tuple: its _fields have another type."""

    _fields = ("a", 1)


Point = collections.namedtuple("Point", "x y")
Odd = collections.namedtuple("Odd", "_1 y", rename=True)

# ---------------------------------------------------------------- collections


class Iterable:
    def __iter__(self):
        return iter((1, 2))


class Collection(Iterable):
    def __len__(self):
        return 2

    def __contains__(self, item):
        return item in (1, 2)


class Iterator(Iterable):
    def __next__(self):
        raise StopIteration


class Mapping(collections.abc.Mapping):
    def __getitem__(self, key):
        return {"a": 1}[key]

    def __iter__(self):
        return iter("a")

    def __len__(self):
        return 1


class Sequence:
    def __getitem__(self, i):
        return (1, 2)[i]


D = {"a": 1}
COLLECTIONS = [
    (lambda: {1}, "set", "[1]"),
    (frozenset, "frozenset", "[]"),
    (lambda: collections.deque("ab"), "collections.deque", '["a","b"]'),
    (D.keys, "dict_keys", '["a"]'),
    (D.values, "dict_values", "[1]"),
    (D.items, "dict_items", '[["a",1]]'),
    (lambda: types.MappingProxyType(D), "mappingproxy", '{"a":1}'),
    (lambda: collections.ChainMap(D, D), "ChainMap", '{"a":1}'),
    (lambda: collections.UserDict(D), "UserDict", '{"a":1}'),
    (lambda: collections.UserList("a"), "UserList", '["a"]'),
    (Mapping, "Mapping", '{"a":1}'),
    (lambda: iter([1]), "list_iterator", "[1]"),
    (lambda: (i for i in "ab"), "generator", '["a","b"]'),
    (lambda: map(str, [1]), "map", '["1"]'),
    (lambda: zip("a", [1]), "zip", '[["a",1]]'),
    (lambda: range(3), "range", "[0,1,2]"),
    (lambda: array.array("d", [1]), "array.array", "[1.0]"),
    (Collection, "Collection", "[1,2]"),
    (Iterator, "Iterator", "[1,2]"),
    (lambda: Tuple((1,)), "Tuple", "[1]"),
    (lambda: Fake((1,)), "Fake", "[1]"),
    (Iterable, "Iterable", refused("Iterable")),
    (Sequence, "Sequence", refused("Sequence")),
    (object, "object", refused("object")),
    (lambda: len, "builtin_function_or_method", None),
    (lambda: Float(1), "Float", refused("Float")),
    (lambda: 1j, "complex", refused("complex")),
    (lambda: Str, "type", refused("type")),
]
TABLE = [
    *(
        (make, {"": refused(kind), LIST: listed or refused(kind)})
        for make, kind, listed in COLLECTIONS
    ),
    (lambda: Str("a"), {"": '"a"', SUB: refused("Str"), LIST: '"a"'}),
    (lambda: Int(1), {"": "1", SUB: refused("Int")}),
    (lambda: List([1]), {"": "[1]", SUB: refused("List"), LIST: "[1]"}),
    (lambda: Dict(a=1), {"": '{"a":1}', SUB: refused("Dict")}),
    (lambda: Movie(title="t"), {"": '{"title":"t"}', SUB: '{"title":"t"}'}),
    *(
        (
            functools.partial(kind, *items),
            {"": refused(kind.__name__), LIST: array, NAMED: named}
            | {f"{LIST} {NAMED}": named, f"{NAMED} {SUB}": named},
        )
        for kind, items, array, named in (
            (Point, (1, "a"), '[1,"a"]', '{"x":1,"y":"a"}'),
            (Pair, (1,), "[1,null]", '{"x":1,"y":null}'),
            (Longer, (1, 2), "[1,2]", '{"x":1,"y":2}'),
            (Odd, (1, 2), "[1,2]", '{"_0":1,"y":2}'),
        )
    ),
    (lambda: Pair(1), {f"{NAMED} SKIP_NONE": '{"x":1}'}),
]


@pytest.mark.parametrize("make, rows", TABLE)
def test_class(make, rows):
    for names, expected in rows.items():
        check_dumps(make, options(names), expected)


# --------------------------------- those of the standard library, and others

STANDARD = [
    lambda: {1},
    lambda: frozenset([1]),
    lambda: collections.deque([1]),
    lambda: range(1, 2),
    lambda: {1: 2}.keys(),
    lambda: {2: 1}.values(),
    lambda: collections.OrderedDict({2: 1}).values(),
    lambda: collections.UserList([1]),
    lambda: collections.UserDict({1: 2}).keys(),
    lambda: array.array("b", [1]),
    lambda: iter([1]),
    lambda: iter((1,)),
    lambda: iter({1}),
    lambda: iter({1: 2}),
    lambda: iter(range(1, 2)),
    lambda: iter(b"\1"),
    lambda: iter(collections.deque([1])),
    lambda: iter(array.array("b", [1])),
    lambda: reversed([1]),
    lambda: reversed(collections.deque([1])),
    lambda: reversed({1: 2}),
    lambda: iter(lambda items=[0, 1]: items.pop(), 0),
    lambda: (i for i in [1]),
    lambda: map(int, "1"),
    lambda: filter(None, [0, 1]),
    lambda: itertools.chain([1]),
    lambda: itertools.islice(itertools.count(1), 1),
    lambda: itertools.tee([1])[0],
]
MAPPINGS = [
    lambda: types.MappingProxyType({"a": 1}),
    lambda: collections.ChainMap({"a": 1}),
    lambda: collections.UserDict({"a": 1}),
    lambda: collections.OrderedDict({"a": 1}),
    lambda: collections.Counter("a"),
    lambda: weakref.WeakValueDictionary(),
]


def never(o):
    raise AssertionError(f"default was asked for {o!r}")


@pytest.mark.parametrize("make", [*STANDARD, *MAPPINGS])
def test_standard(make):
    """default() is not called."""
    written = dumps([make()], never, options(LIST))
    assert written in (b"[[1]]", b'[{"a":1}]', b"[{}]")
    assert written == dumps([make()], None, options(LIST))


def test_zip_and_others_of_pairs():
    for make in (lambda: zip([0], [1]), lambda: enumerate([1]), lambda: {0: 1}.items()):
        assert dumps(make(), never, options(LIST)) == b"[[0,1]]"
    assert dumps(weakref.WeakSet(), never, options(LIST)) == b"[]"
    assert loads(dumps(os.environ, never, options(LIST))) == dict(os.environ)


class Set(set):
    pass


class UserDict(collections.UserDict):
    pass


class InBuiltins:
    """An extension type may have no module in its name."""

    def __iter__(self):
        return iter([1])

    def __len__(self):
        return 1

    def __contains__(self, item):
        return item == 1


InBuiltins.__module__ = "builtins"

OTHERS = [
    Set,
    UserDict,
    Mapping,
    Collection,
    Iterator,
    InBuiltins,
    lambda: Tuple((1,)),
    lambda: Pair(1),
    lambda: sqlite3_row(),
    lambda: csv.reader(["1"]),
]


def sqlite3_row():
    connection = pytest.importorskip("sqlite3").connect(":memory:")
    connection.row_factory = sys.modules["sqlite3"].Row
    return connection.execute("SELECT 1 AS a").fetchone()


@pytest.mark.parametrize("make", OTHERS)
def test_default_comes_first(make):
    """default() gets objects that are more than their items; without default the
    items are written."""
    value, asked = make(), []
    assert dumps([value], asked.append, options(LIST)) == b"[null]"
    assert asked[0] is value
    assert dumps([make()], None, options(LIST)).startswith((b"[[", b"[{"))
    if isinstance(value, Pair):
        assert dumps(value, never, options(f"{LIST} {NAMED}")) == b'{"x":1,"y":null}'


def test_error_of_default():
    """An error is not followed by a second attempt."""

    def fail(o):
        raise KeyError(o)

    with pytest.raises(JSONEncodeError, match="not JSON serializable: .*Set") as e:
        dumps({"k": Set([1])}, fail, options(LIST))
    assert type(e.value.__cause__) is KeyError and e.value.path == "/k"
