# SPDX-License-Identifier: MIT
"""jsonde.json for classes with methods of their own: which object is asked, how often,
and by which module."""

import collections
import gc
import weakref

import jsonde.json
import pytest
from beside_json import CONTAINERS, DICTS, Lists, both


class Stream(list):
    """The known recipe to encode a generator. It can be read once."""

    def __init__(self, items):
        self.items, self.number = items, 1

    def __iter__(self):
        self.number = 0
        yield from self.items

    def __len__(self):
        return self.number


class Once(dict):
    """Its items can be read once."""

    once = None

    def items(self):
        self.once = self.once or iter(list(super().items()))
        return self.once


@pytest.mark.parametrize("end", ["", "\x7f", "\ud800"])
@pytest.mark.parametrize("make", [lambda: Stream(iter("abc")), lambda: Once(a=1, b=2)])
@pytest.mark.parametrize(
    "encode",
    {
        "dumps": lambda m, o: m.dumps(o),
        "indent": lambda m, o: m.dumps(o, indent=2),
        "iterencode": lambda m, o: "".join(m.JSONEncoder().iterencode(o)),
    }.values(),
)
def test_containers_that_can_be_read_once(encode, make, end):
    """The native module must not read them before the standard library does."""
    both(lambda module: encode(module, [{"rows": make()}, end]))


@pytest.mark.parametrize("container", [*CONTAINERS, *DICTS, Lists])
@pytest.mark.parametrize("value", [{}, {"a": 1}, {"a": 1, "b": {"c": 2}}])
def test_methods_of_containers(container, value):
    made = [container(value), {"k": container(value)}]
    both(lambda module: module.dumps(made))
    both(lambda module: module.dumps(made, indent=1))
    both(lambda module: "".join(module.JSONEncoder().iterencode(made)))


def test_attributes_of_instances():
    """A method that an instance replaces is called."""

    def encode(module):
        encoder = module.JSONEncoder()
        encoder.iterencode = lambda o, _one_shot=False: ["replaced"]
        return encoder.encode([1])

    def decode(module):
        decoder = module.JSONDecoder()
        decoder.raw_decode = lambda s, idx=0: ("replaced", len(s))
        return decoder.decode("[1]")

    assert both(encode) == both(decode) != [1]


def test_stop_iteration():
    def stop(o):
        raise StopIteration(3)

    both(lambda module: module.dumps([len], default=stop))
    both(lambda module: module.dumps([len, "\x7f"], default=stop))
    both(lambda module: module.loads('[{"a":1}]', object_hook=stop))


@pytest.mark.parametrize(
    "made", [lambda o: o, lambda o: [o], lambda o: {"a": max if o is len else len}]
)
def test_a_default_that_returns_a_cycle(made):
    """It is called as often as by the standard library."""
    calls = {}

    def encode(module):
        seen = calls[module] = []
        return module.dumps([len], default=lambda o: seen.append(o) or made(o))

    both(encode)
    first, second = calls.values()
    assert first == second and len(first) < 3


@pytest.mark.parametrize("base", [list, dict])
@pytest.mark.parametrize("name", ["__len__", "__iter__", "__getattribute__", "items"])
def test_the_class_is_replaced_while_it_is_asked(base, name):
    """The object gets another class, and the class that is asked has no other owner."""

    class Other(base):
        pass

    class Meta(type):
        def __getattribute__(cls, asked):
            if asked == name and objects:
                objects.pop().__class__ = Other
            return getattr(base, asked)

    for _ in range(20):
        made = Meta("Made", (base,), {})({} if base is dict else [1])
        dead, objects = weakref.ref(type(made)), [made]
        assert jsonde.json.dumps([made]) in ("[[1]]", "[{}]")
        gc.collect()
        assert (dead() is None) == (not objects)


def test_a_method_of_the_instance_in_c():
    """o.items is another method in C."""

    def encode(module):
        made = collections.OrderedDict(ab=1)
        made.items = made.keys
        return module.dumps(made)

    both(encode)

    class Subclass(dict):
        pass

    def encode_keys(module):
        made = Subclass(ab=1)
        made.items = made.keys
        return module.dumps(made)

    both(encode_keys)


@pytest.mark.parametrize("text", ["[1 2]", '{"a":1,"a":{}}', "", "[NaN,]"])
def test_errors_have_no_context(text):
    """The error of the native module is not shown."""

    def context(module):
        try:
            module.loads(text, object_hook=lambda o: o.b)
        except Exception as error:
            return type(error), error.__context__

    both(context)
