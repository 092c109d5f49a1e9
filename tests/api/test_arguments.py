# SPDX-License-Identifier: MIT
"""Arguments of all functions: positions, keywords, options, default, and exceptions."""

import inspect
import json
import pickle

import jsonde
import pytest
from conftest import plain, said
from jsonde import JSONDecodeError, JSONEncodeError, dumps, loads


class Thing:
    pass


CALLS = [
    (dumps, (), {}, "dumps() missing 1 required positional argument: 'obj'"),
    (dumps, (1, 2, 3, 4), {}, "dumps() takes at most 3 positional arguments"),
    (dumps, (1,), {"x": 1}, "unexpected keyword argument 'x'"),
    (dumps, (1,), {"\ud800": 1}, "unexpected keyword argument"),
    (dumps, (1,), {"obj": 1}, "multiple values for argument 'obj'"),
    (
        dumps,
        (1, None),
        {"default": 1},
        "multiple values for argument 'default'",
    ),
    (jsonde.dumps_str, (), {}, "dumps_str() missing 1 required positional"),
    (jsonde.dumps_into, (1,), {}, "1 required positional argument: 'buffer'"),
    (
        jsonde.dumps_into,
        (),
        {},
        "missing 2 required positional arguments: 'obj' and 'buffer'",
    ),
    (loads, (), {}, "loads() missing 1 required positional argument: 'data'"),
    (loads, (), {"data": "1"}, "unexpected keyword argument 'data'"),
    (loads, ("1", None), {}, "takes at most 1 positional argument (2 given)"),
    (
        loads,
        ("1",),
        {"object_hook": 1},
        "'object_hook'; use jsonde.json (docs/porting.md)",
    ),
    (
        dumps,
        (1,),
        {"sort_keys": True},
        "dumps() got an unexpected keyword argument 'sort_keys';"
        " use option=OPT_SORT_KEYS (docs/porting.md)",
    ),
    (jsonde.layout, (1,), {}, "layout() takes no arguments"),
]

ENCODERS = (dumps, jsonde.dumps_str, jsonde.dumps_into)

OPTIONS = [
    (1 << 14, "option has a bit that {} does not know: 1 << 14"),
    (1 << 45, "option has a bit that {} does not know: 1 << 45"),
    (1 << 63, "option has a bit that {} does not know: 1 << 63"),
    (1 << 64, "option has bits that are not known: 18446744073709551616"),
    (-1, "option has bits that are not known: -1"),
    (True, "option must be an int or None"),
    (False, "option must be an int or None"),
    (1.0, "option must be an int or None"),
    ("1", "option must be an int or None"),
    (b"", "option must be an int or None"),
]


@pytest.mark.parametrize("function, positional, named, message", CALLS)
def test_wrong_call(function, positional, named, message):
    with pytest.raises(TypeError) as caught:
        function(*positional, **named)
    assert message in str(caught.value)
    # Like orjson, dumps() raises JSONEncodeError for wrong arguments.
    expected = JSONEncodeError if function in ENCODERS else TypeError
    assert type(caught.value) is expected


@pytest.mark.parametrize(
    "function, kind", [(dumps, json.JSONEncoder), (loads, json.JSONDecoder)]
)
def test_arguments_of_the_module_json(function, kind):
    """Each argument that the running Python's json has and jsonde does not."""
    names = {*inspect.signature(kind).parameters, "cls"}
    for name in names - set(inspect.signature(function).parameters):
        with pytest.raises(TypeError) as caught:
            function("1", **{name: None})
        message = str(caught.value)
        start = f"{function.__name__}() got an unexpected keyword argument '{name}'; "
        assert message.startswith(start)
        assert message.endswith(" (docs/porting.md)")


@pytest.mark.parametrize("option, message", OPTIONS)
def test_option_refused(option, message):
    with pytest.raises(JSONEncodeError) as caught:
        dumps(1, option=option)
    assert str(caught.value) == message.format("dumps()")
    with pytest.raises(ValueError) as caught:
        loads("1", option=option)
    assert str(caught.value) == message.format("loads()")


def test_unknown_bit_among_known_ones():
    known = jsonde.OPT_APPEND_NEWLINE | jsonde.OPT_STRICT_INTEGER
    with pytest.raises(JSONEncodeError, match="1 << 14"):
        dumps(1, option=known | 1 << 14)
    with pytest.raises(ValueError):
        loads("1", option=known)


def test_calls_that_are_right():
    assert dumps(1) == dumps(obj=1) == dumps(1, None) == dumps(1, None, None)
    assert dumps(1j, repr) == dumps(default=repr, obj=1j) == b'"1j"'
    assert dumps(1, None, 0) == dumps(option=0, default=None, obj=1) == b"1"
    assert dumps(1, 2) == b"1"  # a default that is not called
    assert loads("1") == loads("1", option=None) == loads("1", option=0) == 1


def test_signatures_and_docstrings():
    signatures = [str(inspect.signature(f)) for f in (dumps, loads)]
    assert signatures[0] == "(obj, default=None, option=None, *, indent=None)"
    assert signatures[1] == "(data, /, *, option=None)"
    assert all(f.__doc__ for f in (dumps, loads, jsonde.layout))
    assert set(jsonde.__all__) <= set(dir(jsonde))


def test_exception_types():
    assert issubclass(JSONEncodeError, TypeError)
    assert issubclass(JSONDecodeError, json.JSONDecodeError)
    assert issubclass(JSONDecodeError, ValueError)
    for kind in (JSONEncodeError, JSONDecodeError):
        assert kind.__module__ == "jsonde"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol):
    with pytest.raises(JSONDecodeError) as caught:
        loads('["\xe9",\n x')
    error = caught.value
    again = pickle.loads(pickle.dumps(error, protocol))
    assert type(again) is JSONDecodeError and again.args == error.args
    for name in ("msg", "doc", "pos", "lineno", "colno"):
        assert getattr(again, name) == getattr(error, name)
    with pytest.raises(JSONEncodeError) as caught:
        dumps(1j)
    again = pickle.loads(pickle.dumps(caught.value, protocol))
    assert type(again) is JSONEncodeError and again.args == caught.value.args


# ------------------------------------------------------------------ default


def countdown(n):
    """A default whose result needs default again, n times."""
    left = [n]

    def default(o):
        left[0] -= 1
        return o if left[0] else "end"

    return default


def test_default_depth():
    assert dumps(Thing(), countdown(254)) == b'"end"'
    assert dumps(Thing(), countdown(255)) == b'"end"'
    message = said("default serializer exceeds recursion limit")
    for n in (256, 257, 100000):
        with pytest.raises(JSONEncodeError, match=message):
            dumps(Thing(), countdown(n))
    # There is no limit on the number of values that are side by side.
    assert dumps([Thing()] * 1000, lambda o: 1) == dumps([1] * 1000)


def test_default_in_containers():
    message = said("default serializer exceeds recursion limit")
    with pytest.raises(JSONEncodeError, match=message):
        dumps(Thing(), lambda o: [o])
    with pytest.raises(JSONEncodeError, match=message):
        dumps(Thing(), lambda o: {"a": o})
    with pytest.raises(JSONEncodeError, match=said("Recursion limit reached")):
        dumps(Thing(), lambda o: [[[[[o]]]]])


@pytest.mark.parametrize(
    "made, expected",
    [
        (None, b"null"),
        ([1, {"a": 2}], b'[1,{"a":2}]'),
        ("\u20ac", '"\u20ac"'.encode()),
        (1.5, b"1.5"),
        ("x" * 10000, b'"%s"' % (b"x" * 10000)),
    ],
)
def test_default_result(made, expected):
    for depth in range(3):
        value = Thing()
        text = expected
        for _ in range(depth):
            value, text = {"a": [value]}, b'{"a":[%s]}' % text
        assert dumps(value, default=lambda o: made) == text


def test_default_gets_the_object():
    seen = []
    things = [Thing(), 1j, b"x"]
    dumps(things, seen.append)
    assert all(a is b for a, b in zip(seen, things)) and len(seen) == 3


@pytest.mark.parametrize(
    "error", [ValueError("why"), TypeError("no"), KeyError]
)
def test_default_raises(error):
    def default(o):
        raise error

    with pytest.raises(JSONEncodeError) as caught:
        dumps([{"a": Thing()}], default)
    assert plain(caught.value) == "Type is not JSON serializable: Thing"
    cause = caught.value.__cause__
    assert cause is error or type(cause) is error
    assert cause.__traceback__ is not None


@pytest.mark.parametrize(
    "kind", [KeyboardInterrupt, SystemExit, GeneratorExit]
)
def test_interrupts_go_through(kind):
    def default(o):
        raise kind("now")

    with pytest.raises(kind, match="now") as caught:
        dumps([{"a": Thing()}], default)
    assert type(caught.value) is kind


@pytest.mark.parametrize("default", [1, "a", [], Thing()])
def test_default_not_callable(default):
    with pytest.raises(JSONEncodeError) as caught:
        dumps([Thing()], default)
    assert plain(caught.value) == "Type is not JSON serializable: Thing"
    assert isinstance(caught.value.__cause__, TypeError)


def test_default_is_a_class_or_method():
    assert dumps(b"a", default=list) == b"[97]"
    assert dumps([1j], default=repr) == b'["1j"]'
    assert dumps({1, 2}, default=sorted) == b"[1,2]"
