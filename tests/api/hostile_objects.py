# SPDX-License-Identifier: MIT
"""Objects with arbitrary attributes and methods: hostile_objects.py FIRST COUNT

test_hostile_objects.py runs this program. Each seed makes one object, which is
passed to every function. The seed is printed first, so that a crash can be
repeated.
"""

import array
import collections
import dataclasses
import datetime
import decimal
import enum
import io
import os
import random
import sys
import traceback
import types
import uuid
from collections import abc

import jsonde

try:
    import numpy
except ImportError:
    numpy = None

# The attributes that jsonde reads, and those that CPython reads on its behalf.
NAMES = """__name__ __qualname__ __module__ __dict__ __mro__ __bases__
__class__ __dataclass_fields__ __members__ __basicsize__ __itemsize__ __flags__ _fields
metadata _field_type value _value_ name _name_ int utcoffset tzinfo normalize
convert days seconds microseconds year month day hour minute second microsecond
fold dtype str itemsize view shape strides format readonly nbytes contiguous
c_contiguous tobytes cast contents items keys values get __buffer__
__release_buffer__ __iter__ __next__ __len__ __length_hint__ __getitem__
__contains__ __missing__ __reversed__ __hash__ __eq__ __lt__ __bool__ __int__
__index__ __float__ __str__ __repr__ __format__ __bytes__ __sizeof__ __del__
__getattr__ __getattribute__ __instancecheck__ __subclasscheck__
__subclasshook__ __call__ __new__ __init__ __get__ __set__ __set_name__
__slots__ __doc__ __reduce__ __reduce_ex__ __copy__ __deepcopy__ write path
add_note __notes__ __cause__ __array_interface__ __array_struct__ __array__
is_safe bytes hex _exp _int _sign _is_special msg pos doc incomplete""".split()

# If these return arbitrary values, no instance can be made or found.
OF_INSTANCES_ONLY = {"__new__", "__init__", "__class__", "__del__"}

STANDARD = [
    object,
    dict,
    list,
    tuple,
    str,
    int,
    float,
    bytes,
    bytearray,
    set,
    Exception,
    datetime.datetime,
    datetime.date,
    datetime.time,
    datetime.timedelta,
    datetime.tzinfo,
    uuid.UUID,
    decimal.Decimal,
    collections.OrderedDict,
    collections.deque,
    collections.UserDict,
    collections.namedtuple("Named", "a b"),
    abc.Mapping,
    abc.Collection,
    abc.Iterator,
    jsonde.Fragment,
    jsonde.JSONEncodeError,
    enum.Enum,
    enum.IntEnum,
    dataclasses.make_dataclass("Data", ["a", ("b", int, 5)]),
]
ARGUMENTS = {
    datetime.datetime: (2024, 1, 2),
    datetime.date: (2024, 1, 2),
    uuid.UUID: ("0" * 32,),
    jsonde.Fragment: (b"[]",),
}
DOCUMENTS = ["[1, 2.5, {\"a\": [true]}]", "[[1,2],[3,4]]", "\"x\"", "[1e999"]
ALL = {n: getattr(jsonde, n) for n in dir(jsonde) if n.startswith("OPT_")}


class Stop(BaseException):
    """Exceptions of the objects that are not derived from Exception."""


class Maker:
    """Makes the object of one seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.depth = 0

    def fail(self):
        raise self.random.choice(
            [ValueError("why"), KeyError(1), AttributeError("gone"),
             StopIteration(5), MemoryError(), RecursionError(), Stop(),
             KeyboardInterrupt(), TypeError(), jsonde.JSONEncodeError("own"),
             UnicodeDecodeError("utf-8", b"x", 0, 1, "why")]
        )

    def recurse(self):
        return self.recurse()

    def answer(self, own=None):
        """Returns a random object."""
        r = self.random
        simple = [
            None, True, 0, -1, 7, 10**18, 10**1000, -(2**63), 2.5,
            float("nan"), "", "x", "none", "\udc80", "a\u20ac\U0001f600", b"",
            b"<i8", bytearray(b"q"), (), (1,), ("a", 1), ("a", 1, 2), [],
            [("a", 1), 5], {}, {"a": 1}, {1: 2}, {"jsonde": {"name": 5}},
            object, type, int, iter([1, 2]), (x for x in [1]), range(3),
            array.array("b", [1, 2, 3]), memoryview(b"abc"), print, own,
            datetime.timedelta(1), datetime.timezone.utc, types, "<M8[s]",
            "UUID", "uuid", "ndarray", "datetime", sys, NotImplemented, ...,
            dataclasses.field(), dataclasses._FIELD,
            types.MappingProxyType({}),
        ]  # fmt: skip
        if r.random() < 0.15 and self.depth < 3:
            self.depth += 1
            try:
                return self.make()
            except Exception:
                return None
            finally:
                self.depth -= 1
        return r.choice(simple)

    def member(self, name):
        """Returns a random class attribute for a name: a value, or a function."""
        r = self.random
        how = r.randrange(8)
        value = self.answer()
        if how == 0:
            return property(lambda o: self.fail())
        if how == 1:
            return property(lambda o: self.answer(o))
        if how == 2:
            return lambda *a, **k: self.fail()
        if how == 3:
            return lambda *a, **k: self.recurse()
        if how == 4:
            return lambda *a, **k: self.answer(a[0] if a else None)
        if how == 5:
            return classmethod(lambda c, *a, **k: value)
        if how == 6:
            return lambda *a, **k: value
        return value

    def members(self, names):
        r = self.random
        chosen = r.sample(names, r.choice([1, 1, 2, 3, 8]))
        return {name: self.member(name) for name in chosen}

    def metaclass(self, base):
        if self.random.random() < 0.5:
            return type(base)
        body = self.members([n for n in NAMES if n not in OF_INSTANCES_ONLY])
        return type("Meta", (type(base),), body)

    def cls(self, base):
        """Returns a subclass of a type with random attributes."""
        r = self.random
        body = self.members([n for n in NAMES if n != "__new__"])
        if r.random() < 0.1:
            body["__module__"] = r.choice(["uuid", "numpy", "datetime"])
        try:
            made = types.new_class(
                r.choice(["Odd", "UUID", "ndarray", "datetime"]), (base,),
                {"metaclass": self.metaclass(base)},
                lambda space: space.update(body),
            )
        except Exception:
            made = type("Plain", (object,), {})
        if r.random() < 0.1:
            made = dataclasses.dataclass(made)
        for name, value in self.members(NAMES).items():
            if r.random() < 0.3 and name not in ("__new__", "__init__"):
                try:
                    setattr(made, name, value)
                except Exception:
                    pass
        return made

    def make(self):
        """Returns an instance of a random class, or a container of one."""
        r = self.random
        base = r.choice(STANDARD)
        made = self.cls(base)
        if isinstance(base, enum.EnumMeta):
            members = enum.Enum("E", {"A": self.answer(), "B": 1})
            return r.choice(list(members))
        arguments = ARGUMENTS.get(base, ())
        try:
            o = made(*arguments)
        except Exception:
            try:
                o = made.__new__(made, *arguments)
            except Exception:
                o = object()
        for name, value in self.members(NAMES).items():
            try:
                setattr(o, name, value)
            except Exception:
                pass
        return o

    def wrap(self, o):
        r = self.random
        return r.choice(
            [
                lambda: o,
                lambda: [o, 1, o],
                lambda: {"k": o, "l": [o]},
                lambda: {o: 1} if hashable(o) else [o],
                lambda: datetime.datetime(2024, 1, 2, tzinfo=o)
                if isinstance(o, datetime.tzinfo)
                else (o,),
                lambda: jsonde.Fragment(o),
                lambda: [{"a": {"b": o}}] * 2,
            ]
        )()


def hashable(o):
    try:
        return isinstance(hash(o), int)
    except Exception:
        return False


def fake_numpy(maker):
    """Returns the real module of a name, or one whose classes are random."""
    r = maker.random
    module = types.ModuleType("numpy")
    for name in "ndarray datetime64 timedelta64 float64 int64 bool_".split():
        cls = maker.cls(r.choice([object, list, bytearray]))
        try:
            cls.__module__, cls.__name__ = "numpy", name
        except Exception:
            pass
        setattr(module, name, r.choice([cls, maker.answer()]))
    return module


def attempt(call, *arguments, **named):
    """Checks that an exception is an Exception or was raised by the object. A
    SystemError means that the C API was used wrongly."""
    try:
        call(*arguments, **named)
    except SystemError:
        raise SystemExit(traceback.format_exc())
    except (Exception, Stop, KeyboardInterrupt):
        pass


def option_of(maker):
    r = maker.random
    bits = 0
    for value in r.sample(list(ALL.values()), r.choice([0, 1, 2, 5, 12])):
        bits |= value
    return bits


def write(maker, o):
    r = maker.random
    option = option_of(maker)
    value = maker.wrap(o)
    default = r.choice([None, lambda x: 1, lambda x: maker.fail(), o, repr])
    attempt(jsonde.dumps, value, default, option)
    attempt(jsonde.dumps, value, default)
    attempt(jsonde.dumps_str, value, default=default, option=option)
    attempt(jsonde.dumps, value, option=option, indent=r.choice([o, 2, "\t"]))
    attempt(jsonde.dumps_into, value, bytearray(20), r.choice([0, 3, o]))
    attempt(jsonde.dumps_into, [1], o)
    attempt(jsonde.dump, value, r.choice([io.BytesIO(), o]), default, option)
    attempt(jsonde.dumps, [1], o, o)
    attempt(jsonde.dumps, value, o, option)


def read(maker, o):
    r = maker.random
    text = r.choice(DOCUMENTS)
    option = option_of(maker)
    attempt(jsonde.loads, o)
    attempt(jsonde.loads, text, o)
    attempt(jsonde.loads, text, option=r.choice([option, o]))
    attempt(jsonde.loads, o, option=option)
    attempt(jsonde.loads_next, r.choice([text, o]), r.choice([0, o]))
    attempt(jsonde.loads_partial, o)
    for name in "dtype", "out", "pointer", "option", "typecode", "path":
        attempt(jsonde.loads_array, text, **{name: o})
    attempt(jsonde.loads_array, o)
    attempt(jsonde.loads_array, text, o)
    attempt(jsonde.load, r.choice([io.StringIO(text), io.BytesIO(b"[]")]), o)


def run(seed):
    maker = Maker(seed)
    kept = sys.modules.get("numpy")
    if maker.random.random() < 0.1:
        sys.modules["numpy"] = fake_numpy(maker)
    try:
        try:
            o = maker.make()
        except (Exception, Stop, KeyboardInterrupt):
            o = object()
        write(maker, o)
        read(maker, o)
        del o
    finally:
        sys.modules.pop("numpy", None)
        if kept is not None:
            sys.modules["numpy"] = kept


def main():
    first, count = map(int, sys.argv[1:])
    sys.unraisablehook = lambda told: None
    sys.setrecursionlimit(300)
    sys.stdout = io.StringIO()  # output of the objects
    for seed in range(first, first + count):
        os.write(2, b"%d\n" % seed)
        try:
            run(seed)
        except (Exception, Stop, KeyboardInterrupt):
            pass
        if seed % 16 == 0:
            # Other objects must still be encoded as before.
            now = datetime.datetime(2024, 1, 2)
            value = {"a": [1, now, uuid.UUID(int=5)], "b": "\u20ac"}
            text = jsonde.dumps_str(value)
            assert text == (
                '{"a":[1,"2024-01-02T00:00:00",'
                '"00000000-0000-0000-0000-000000000005"],"b":"\u20ac"}'
            )
            assert jsonde.loads(text)["b"] == "\u20ac"


if __name__ == "__main__":
    main()
