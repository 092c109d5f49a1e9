# SPDX-License-Identifier: MIT
"""Messages of dumps(): the key, the option that helps, the cycle and the field.
Each must be true."""

import array
import collections
import dataclasses
import datetime as dt
import decimal
import enum
import re
import sys
import types
import uuid

import jsonde
import pytest
from conftest import options
from jsonde import JSONEncodeError, dumps

NOTES = sys.version_info >= (3, 11)


class Str(str):
    pass


class Lie(str):
    """The message shows the text of the str, whatever a subclass returns."""

    def __repr__(self):
        raise ValueError("why")


class Mute:
    def __repr__(self):
        raise ValueError("why")


class Colour(enum.Enum):
    RED = "r"
    LIST = (1,)


class Name(str, enum.Enum):
    A = "a"


def failed(value, default=None, option=0, call=dumps):
    with pytest.raises(JSONEncodeError) as caught:
        call(value, default, option)
    return caught.value


def text_of(*arguments):
    """Returns the message without the path that it has before CPython 3.11."""
    error = failed(*arguments)
    shown = "" if NOTES or not error.path else f" (at {error.path})"
    text = str(error)
    assert text.endswith(shown)
    return text[: len(text) - len(shown)]


# ------------------------------------------------------------------- keys

KEYS = [
    (1, "int 1"),
    (2.5, "float 2.5"),
    (True, "bool True"),
    (None, "NoneType None"),
    (Str("a"), "Str 'a'"),
    (Lie("a"), "Lie 'a'"),
    (Colour.RED, "Colour <Colour.RED: 'r'>"),
    (Name.A, "Name 'a'"),
    (dt.date(2000, 1, 2), "datetime.date datetime.date(2000, 1, 2)"),
    (uuid.UUID(int=1), f"UUID {uuid.UUID(int=1)!r}"),
    ((1, "a"), "tuple (1, 'a')"),
    (b"a", "bytes b'a'"),
    (Colour.LIST, "Colour <Colour.LIST: (1,)>"),
    (Mute(), "Mute"),
    ("\ud800",) * 2,
    ((1, "x" * 99), f"tuple {(1, 'x' * 99)!r:.60}..."),
    (2**70, f"int {2**70}"),
]


@pytest.mark.parametrize("key, shown", KEYS, ids=lambda value: "")
def test_key(key, shown):
    """The message names the type, and an option only if it helps."""
    if key == shown:
        return
    for value in ({key: 1}, [{"first": 1, key: 2}], {"k": ({key: {}},)}):
        for style in ("", "SORT_KEYS", "INDENT_2"):
            option = options(style)
            expected = f"Dict key must be str, not {shown}"
            try:
                dumps(value, None, option | jsonde.OPT_NON_STR_KEYS)
                expected += "; use OPT_NON_STR_KEYS"
            except JSONEncodeError as error:
                text = str(error)
                if isinstance(key, int):
                    assert f"64-bit range, not {shown}; use OPT_BIG_INT" in text
                    option |= jsonde.OPT_BIG_INTEGER | jsonde.OPT_NON_STR_KEYS
                    assert dumps(value, None, option)
                    continue
                rule = "Dict key must a type serializable with OPT_NON_STR_KEYS, not"
                assert text.startswith(rule)
                assert "; it must be str, int, float, bool, None, " in text
            assert text_of(value, None, option) == expected


def test_key_whose_repr_ends_the_program():
    class Stop:
        def __repr__(self):
            raise KeyboardInterrupt

    for option in (0, jsonde.OPT_NON_STR_KEYS):
        with pytest.raises(KeyboardInterrupt):
            dumps({Stop(): 1}, None, option)


# ------------------------------------------------------------------- types

BYTES = "BYTES_BASE64 BYTES_BASE64URL BYTES_HEX BYTES_UTF8 BYTES_NUMBERS"
TYPES = [
    (b"x", BYTES),
    (bytearray(b"x"), BYTES),
    (memoryview(b"x"), BYTES),
    (array.array("d", [1]), "SERIALIZE_BUFFER BUFFER_BASE64"),
    (memoryview(array.array("i", [1])), "SERIALIZE_BUFFER BUFFER_BASE64"),
    (decimal.Decimal(1), "DECIMAL DECIMAL_STR"),
    (dt.timedelta(1), "SERIALIZE_TIMEDELTA"),
    ({1}, "SERIALIZE_COLLECTIONS"),
    (collections.deque(), "SERIALIZE_COLLECTIONS"),
    (types.MappingProxyType({}), "SERIALIZE_COLLECTIONS"),
    (range(3), "SERIALIZE_COLLECTIONS"),
    (collections.namedtuple("P", "a")(1), "SERIALIZE_COLLECTIONS SERIALIZE_NAMEDTUPLE"),
    (1j, ""),
    (object(), ""),
    (int, ""),
]


@pytest.mark.parametrize("value, names", TYPES, ids=lambda value: "")
def test_type(value, names):
    """The named option writes the value, and default() can, too."""
    expected = "Type is not JSON serializable: "
    hint = ""
    if names:
        named = ["OPT_" + name for name in names.split()]
        hint = "; use " + " or ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
        for name in named:
            assert dumps([value], None, getattr(jsonde, name))

    def default(o):
        raise LookupError("why")

    for shape in (value, [value], {"a": [value]}):
        text = text_of(shape)
        assert text.startswith(expected) and text[len(expected) :].endswith(hint)
        assert ("; use" in text) == bool(names)
        assert text_of(shape, default) == text
        assert type(failed(shape, default).__cause__) is LookupError
        assert text_of(shape, None, jsonde.OPT_SORT_KEYS) == text


def test_option_that_is_set_is_not_named():
    for value in (dt.date(2000, 1, 2), dt.datetime(2000, 1, 2)):
        text = text_of([value], None, jsonde.OPT_PASSTHROUGH_DATETIME)
        assert re.fullmatch(r"Type is not JSON serializable: datetime\.\w+", text)


def test_types_of_numpy():
    numpy = pytest.importorskip("numpy")
    masked = numpy.ma.array([1, 2], mask=[0, 1])
    both = "OPT_SERIALIZE_BUFFER or OPT_BUFFER_BASE64"
    for value, hint in (
        (masked, "OPT_SERIALIZE_BUFFER"),
        (numpy.ma.masked, "OPT_SERIALIZE_BUFFER"),
        (numpy.arange(2).view(numpy.recarray), both),
        (numpy.arange(2), "OPT_SERIALIZE_NUMPY, " + both),
    ):
        assert text_of([value]).endswith("; use " + hint)
        for name in re.findall(r"OPT_\w+", hint):
            assert dumps([value], None, getattr(jsonde, name))


def test_released_view():
    view = memoryview(b"abc")
    view.release()
    assert text_of([view]) == "Type is not JSON serializable: memoryview"


# ------------------------------------------------------------------- cycles


@dataclasses.dataclass
class Node:
    name: str
    next: object = None


@dataclasses.dataclass
class Slots:
    __slots__ = ("a", "b")
    a: object
    b: object


class Thing:
    pass


def own_list():
    value = []
    value.append([1, value])
    return value


def own_dict():
    value = {"a/b": {}}
    value["a/b"]["me"] = value
    return value


def own_tuple():
    value = ([],)
    value[0].append(value)
    return value


def own_nodes():
    first = Node("a", Node("b"))
    first.next.next = first
    return first


def own_slots():
    value = Slots(1, None)
    value.b = [value]
    return value


def own_deque():
    value = collections.deque([1])
    value.append({"x": value})
    return value


def own_mapping():
    value = {}
    value["x"] = [types.MappingProxyType(value)]
    return types.MappingProxyType(value)


def own_subclass():
    value = type("List", (list,), {})()
    value.append({"k": value})
    return value


LIST = "SERIALIZE_COLLECTIONS"
CYCLES = [
    (own_list, "", "/0/1"),
    (own_dict, "", "/a~1b/me"),
    (own_tuple, "", "/0/0"),
    (own_nodes, "", "/next/next"),
    (own_slots, "", "/b/0"),
    (own_subclass, "", "/0/k"),
    (own_deque, LIST, "/1/x"),
]


@pytest.mark.parametrize("style", ["", "INDENT_2", "SORT_KEYS", "CANONICAL"])
@pytest.mark.parametrize("make, names, path", CYCLES)
def test_cycle(make, names, path, style):
    option = options(f"{names} {style}")
    for outside, wrap in (
        ("", lambda v: v),
        ("/1", lambda v: [[], v]),
        ("/k/0", lambda v: {"k": (v,)}),
        ("/next/b", lambda v: Node("x", Slots(1, v))),
    ):
        value = wrap(make())
        assert text_of(value, None, option) == (
            "Recursion limit reached: circular reference"
        )
        error = failed(value, None, option)
        assert error.path == outside + path
        if NOTES:
            assert error.__notes__ == [f"at {outside}{path}"]
        assert dumps([1], None, option)  # all of it is freed


def test_cycle_of_mappings():
    error = failed(own_mapping(), None, options(LIST))
    assert "circular reference" in str(error) and error.path.count("/") <= 4


def test_cycle_by_default():
    one, two = Thing(), Thing()
    one.next, two.next = two, one
    error = failed([one], lambda o: {"next": o.next})
    assert "exceeds recursion limit: circular reference" in str(error)
    assert error.path == "/0/next/next"
    error = failed([1, one], lambda o: o.next)
    assert "exceeds recursion limit: circular reference" in str(error)
    assert error.path == "/1"
    error = failed({"a": one}, lambda o: o)
    assert "exceeds recursion limit: circular reference" in str(error)
    assert error.path == "/a"


def test_no_cycle():
    """Values that are only deep, or only shared, are not called a cycle."""
    value = shared = [1]
    for _ in range(1100):
        value = [shared, value]
    error = failed(value)
    assert "circular" not in str(error) and error.path.startswith("/1/1/1/1")
    assert error.path.count("/") >= 1000
    assert "circular" not in str(failed(Thing(), lambda o: [Thing()]))
    assert "circular" not in str(failed(Thing(), lambda o: Thing()))
    node = None
    for i in range(1100):
        node = Node("x", node)
    for style in ("", "CANONICAL"):
        assert "circular" not in str(failed(node, None, options(style)))


# ------------------------------------------------------- fields of dataclasses


METADATA = [
    ({"nam": "x"}, " takes 'name' and 'omit', not 'nam'"),
    ({"name": "x", 1: 2}, " takes 'name' and 'omit', not 1"),
    ({"name": 1}, "['name'] must be str, not 1"),
    ({"name": Str("x")}, "['name'] must be str, not 'x'"),
    ({"omit": 1}, "['omit'] must be True, False or 'none', not 1"),
    ({"omit": "no"}, "['omit'] must be True, False or 'none', not 'no'"),
    (3, " must be a dict, not 3"),
    ("name", " must be a dict, not 'name'"),
    (["name"], " must be a dict, not ['name']"),
    (None, " must be a dict, not None"),
]


@pytest.mark.parametrize("metadata, message", METADATA)
def test_metadata(metadata, message):
    @dataclasses.dataclass
    class Row:
        id: int
        text: str = dataclasses.field(default="", metadata={"jsonde": metadata})

    for _ in range(2):
        assert text_of([Row(1)]) == (
            "the class of an object cannot be read: "
            "field 'text' of Row: metadata['jsonde']" + message
        )
    assert type(failed(Row(1)).__cause__) is TypeError


def test_metadata_that_is_right():
    @dataclasses.dataclass
    class Row:
        a: int = dataclasses.field(metadata={"jsonde": {}})
        b: int = dataclasses.field(metadata={"jsonde": {"omit": False}})
        c: int = dataclasses.field(
            metadata={"jsonde": types.MappingProxyType({"name": "C"})}
        )
        d: int = dataclasses.field(metadata={"other": 3})

    assert dumps(Row(1, 2, 3, 4)) == b'{"a":1,"b":2,"C":3,"d":4}'


# -------------------------------------------------------------------- path


def test_path_in_message():
    """Before CPython 3.11 exceptions have no notes, so the message has the path."""
    error = failed({"a": [Thing()]})
    assert error.path == "/a/0"
    if NOTES:
        assert str(error) == "Type is not JSON serializable: Thing"
        assert error.__notes__ == ["at /a/0"]
    else:
        assert str(error) == "Type is not JSON serializable: Thing (at /a/0)"
        assert error.args == (str(error),)
    assert str(failed(Thing())) == "Type is not JSON serializable: Thing"
