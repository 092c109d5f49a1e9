# SPDX-License-Identifier: MIT
"""Classes to encode, and calls of json and jsonde.json side by side."""

import collections
import enum
import json

import jsonde.json


class Int(int):
    def __repr__(self):
        return "no"


class Float(float):
    def __repr__(self):
        return "no"


class Str(str):
    def __str__(self):
        return "no"


class List(list):
    pass


class Tuple(tuple):
    pass


class Dict(dict):
    pass


class Items(dict):
    def items(self):
        return [("other", 1), *super().items()]


class Twice(dict):
    def items(self):
        return [*super().items(), *super().items()]


class OwnIter(list):
    def __iter__(self):
        return iter(["other", *list.__iter__(self)])


class OwnTuple(tuple):
    def __iter__(self):
        return iter(["other"])


class IsFalse:
    def __bool__(self):
        return False


class IsShort:
    def __len__(self):
        return 0


class Falsy(IsFalse, list):
    pass


class Short(IsShort, list):
    pass


class FalsyDict(IsFalse, dict):
    pass


class ShortDict(IsShort, dict):
    pass


class Lists(dict):
    def items(self):
        return [["a", 1]]


class Attribute(dict):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.items = lambda: [("attribute", 1)]


class Getter(dict):
    def __getattribute__(self, name):
        return (lambda: [("getter", 1)]) if name == "items" else super().name


class Moved(collections.OrderedDict):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        for key in list(self)[:1]:
            self.move_to_end(key)


CONTAINERS = [OwnIter, OwnTuple, Falsy, Short]
DICTS = [FalsyDict, ShortDict, Attribute, Getter, Moved, collections.Counter]


class Color(enum.IntEnum):
    RED = 1


class Other:
    def __init__(self, value):
        self.value = value


def told(function, *arguments, **named):
    """Returns the result of a call, or what is known of its exception."""
    try:
        return function(*arguments, **named)
    except Exception as error:
        return type(error), str(error), getattr(error, "__notes__", None)


def both(call):
    """Checks that a call gives the same with both modules, and returns it."""
    results = [told(call, module) for module in (json, jsonde.json)]
    assert repr(results[0]) == repr(results[1])
    return results[1]
