# SPDX-License-Identifier: MIT
"""Collections, mappings, iterators, named tuples and subclasses, with no
option and with each that matters."""

import array
import collections
import functools
import types
import typing

import pytest
from conftest import check_dumps, options, refused

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
    """No named tuple: its _fields are something else."""

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
