# SPDX-License-Identifier: MIT
"""OPT_NON_STR_KEYS: each type of key, and the limit of depth."""

import dataclasses
import datetime as dt
import decimal
import enum
import gc
import json
import uuid

import jsonde
import pytest
from conftest import options, plain, said
from jsonde import OPT_NON_STR_KEYS, JSONEncodeError, dumps

BAD = "Dict key must a type serializable with OPT_NON_STR_KEYS"


class Str(str):
    pass


class Int(int):
    pass


class Colour(enum.Enum):
    RED = "r\xe9d"
    ONE = 1
    HALF = 0.5
    NONE = None
    DAY = dt.date(2000, 1, 2)
    LIST = (1,)


class Same(enum.Enum):
    """An object whose value is itself."""

    A = 1

    @property
    def value(self):
        return self


class Wrong(enum.Enum):
    A = 1

    @property
    def value(self):
        raise ValueError("why")


@dataclasses.dataclass(frozen=True)
class Frozen:
    a: int


UTC = dt.timezone.utc
KEYS = [
    ("a", "", "a"),
    (Str("\u20ac"), "", "\u20ac"),
    (Str("\u20ac"), "PASSTHROUGH_SUBCLASS", "\u20ac"),
    (1, "", "1"),
    (-(2**63), "", str(-(2**63))),
    (2**64 - 1, "", str(2**64 - 1)),
    (2**64 - 1, "STRICT_INTEGER", str(2**64 - 1)),
    (Int(7), "", "7"),
    (True, "", "true"),
    (False, "", "false"),
    (None, "", "null"),
    (None, "SKIP_NONE", "null"),
    (1.0, "", "1.0"),
    (1e16, "", "1e+16"),
    (1e16, "CANONICAL", "10000000000000000"),
    (-0.0, "", "-0.0"),
    (float("nan"), "", "null"),
    (float("-inf"), "", "null"),
    (float("-inf"), "NAN_LITERAL", "-Infinity"),
    (dt.datetime(2000, 1, 2, 3, 4, 5, 6), "", "2000-01-02T03:04:05.000006"),
    (dt.datetime(2000, 1, 2), "NAIVE_UTC", "2000-01-02T00:00:00+00:00"),
    (dt.datetime(2000, 1, 2, tzinfo=UTC), "UTC_Z", "2000-01-02T00:00:00Z"),
    (dt.datetime(2000, 1, 2), "EPOCH_SECONDS NAIVE_UTC", "946771200"),
    (dt.datetime(2000, 1, 2), "MILLISECONDS", "2000-01-02T00:00:00.000"),
    (dt.date(2000, 1, 2), "", "2000-01-02"),
    (dt.time(1, 2, 3, 4), "", "01:02:03.000004"),
    (dt.time(1, 2, 3, 4), "OMIT_MICROSECONDS", "01:02:03"),
    (uuid.UUID(int=1), "", "00000000-0000-0000-0000-000000000001"),
    (Colour.RED, "", "r\xe9d"),
    (Colour.ONE, "", "1"),
    (Colour.HALF, "", "0.5"),
    (Colour.NONE, "", "null"),
    (Colour.DAY, "", "2000-01-02"),
]
REFUSED = [
    ((), "", BAD),
    (b"a", "", BAD),
    (b"a", "BYTES_HEX", BAD),
    (frozenset(), "SERIALIZE_COLLECTIONS", BAD),
    (1j, "", BAD),
    (decimal.Decimal(1), "DECIMAL", BAD),
    (dt.timedelta(1), "SERIALIZE_TIMEDELTA", BAD),
    (Frozen(1), "", BAD),
    (Colour, "", BAD),
    (Colour.LIST, "", BAD),
    (2**64, "", "Dict integer key must be within 64-bit range"),
    (-(2**63) - 1, "", "Dict integer key must be within 64-bit range"),
    ("\ud800", "", "str is not valid UTF-8: surrogates not allowed"),
    (Str("\ud800"), "", "str is not valid UTF-8: surrogates not allowed"),
    (float("nan"), "NAN_ERROR", "NaN and infinities are not JSON"),
    (dt.time(1, tzinfo=UTC), "", "datetime.time must not have tzinfo set"),
    (Same.A, "", "Recursion limit reached"),
    (Wrong.A, "", "an attribute cannot be read"),
]


@pytest.mark.parametrize("key, names, text", KEYS)
def test_key(key, names, text):
    option = OPT_NON_STR_KEYS | options(names)
    quoted = json.dumps(text, ensure_ascii=False).encode()
    for more in (0, jsonde.OPT_SORT_KEYS):
        got = dumps({key: 1, "~": 2}, None, option | more)
        both = b"%s:1" % quoted, b'"~":2'
        if more and text > "~":
            both = both[::-1]
        assert got == b"{%s,%s}" % both
    assert dumps([{key: {key: []}}], None, option) == (
        b"[{%s:{%s:[]}}]" % (quoted, quoted)
    )
    if type(key) is not str:
        with pytest.raises(JSONEncodeError, match=said("Dict key must be str")):
            dumps({key: 1}, None, options(names))


@pytest.mark.parametrize("more", ["", "SORT_KEYS", "INDENT_2", "CANONICAL"])
@pytest.mark.parametrize("key, names, message", REFUSED)
def test_key_refused(key, names, message, more):
    if (names, more) == ("DECIMAL", "CANONICAL"):
        more = ""
    option = OPT_NON_STR_KEYS | options(names) | options(more)
    for value in ({key: 1}, {"a": 1, 2: 3, key: None}, {"a": {key: 1}}):
        for default in (None, lambda o: "d"):
            with pytest.raises(JSONEncodeError) as caught:
                dumps(value, default, option)
            assert plain(caught.value) == message


@pytest.mark.parametrize("more", ["", "SORT_KEYS", "INDENT_2", "ENSURE_ASCII"])
def test_keys_of_many_types(more):
    """The text of a key was used after its member, when the next key ran Python
    code."""
    texts = {}
    for key, names, text in KEYS:
        if not names:
            texts.setdefault(key, text)
    value = {k: [[1], {"k": object()}] for k in texts if k == k}
    expected = {texts[k]: {"k": "d"} for k in value}

    def default(o):
        if o is value["a"][1]["k"]:
            gc.collect()
        return "d"

    option = OPT_NON_STR_KEYS | options(more)
    for _ in range(10):
        got = json.loads(dumps(value, default, option))
        assert {k: v[1] for k, v in got.items()} == expected


STYLES = ["", "INDENT_2", "SORT_KEYS", "SKIP_NONE", "ENSURE_ASCII", "CANONICAL"]


@pytest.mark.parametrize("style", STYLES)
def test_int_keys_among_others(style):
    """A member whose key is an int has a path of its own in every engine."""
    option = OPT_NON_STR_KEYS | (getattr(jsonde, "OPT_" + style) if style else 0)
    edges = [0, -1, 9, 10, 2**53, -(2**63), 2**63, 2**64 - 1]
    for n in (0, 1, 3, 300):
        inner = {k: None if k % 3 else {k: [k]} for k in range(n)}
        value = {**dict.fromkeys(edges, 1), "s": inner, **inner, Int(-5): {1: "x"}}
        spelled = json.loads(dumps(value, option=option))
        want = json.loads(json.dumps(value))
        if style == "SKIP_NONE":
            want = {k: v for k, v in want.items() if v is not None}
            want["s"] = {k: v for k, v in want["s"].items() if v is not None}
        assert spelled == want
    assert dumps({1: {-2: []}}, option=OPT_NON_STR_KEYS, indent="\t") == (
        b'{\n\t"1": {\n\t\t"-2": []\n\t}\n}'
    )


@pytest.mark.parametrize("style", ["", "INDENT_2"])
def test_path_through_int_keys(style):
    option = OPT_NON_STR_KEYS | (getattr(jsonde, "OPT_" + style) if style else 0)
    with pytest.raises(JSONEncodeError) as raised:
        dumps({7: [0, {-(2**63): {1, 2}}]}, option=option)
    assert raised.value.path == "/7/1/-9223372036854775808"


@pytest.mark.parametrize("style", ["", "INDENT_2"])
def test_default_changes_a_dict_of_int_keys(style):
    """The value and its key are borrowed until default() runs."""
    option = OPT_NON_STR_KEYS | (getattr(jsonde, "OPT_" + style) if style else 0)

    def default(thing):
        value.clear()
        gc.collect()
        return [bytes(n) for n in range(0, 600, 8)] and "x"

    for change in ({}, {3: "after"}):
        value = {10**15: object(), **change}
        with pytest.raises(JSONEncodeError, match="changed its size"):
            dumps(value, default=default, option=option)


def test_class_that_cannot_be_read():
    class Fields:
        def items(self):
            raise ValueError

    hidden = type("Hidden", (), {"__dataclass_fields__": Fields()})
    for value in ({hidden(): 1}, hidden()):
        with pytest.raises(JSONEncodeError) as caught:
            dumps(value, None, OPT_NON_STR_KEYS)
        assert str(caught.value) == "the class of an object cannot be read"
        assert type(caught.value.__cause__) is ValueError


def test_metaclass_is_not_asked():
    class Meta(type):
        def __getattribute__(cls, name):
            raise ValueError(name)

    hidden = Meta("Hidden", (), {})
    for value, message in (
        ({hidden(): 1}, "Dict key must a type serializable with "),
        (hidden(), "Type is not JSON serializable: Hidden"),
    ):
        with pytest.raises(JSONEncodeError) as caught:
            dumps(value, None, OPT_NON_STR_KEYS)
        assert str(caught.value).startswith(message)
        assert caught.value.__cause__ is None


def test_keys_of_equal_text():
    option = OPT_NON_STR_KEYS
    value = {"1": 1, 1: 2, Colour.ONE: 3}
    for more in (0, jsonde.OPT_SORT_KEYS):
        assert dumps(value, None, option | more) == b'{"1":1,"1":2,"1":3}'
    with pytest.raises(jsonde.JSONEncodeError, match="has a key twice"):
        dumps(value, None, option | jsonde.OPT_CANONICAL)


# ----------------------------------------------------------------------- depth


@dataclasses.dataclass
class Node:
    inner: object


class Holder(enum.Enum):
    A = 1

    @property
    def value(self):
        return self.inner


def held(value):
    holder = object.__new__(Holder)
    holder.inner = value
    return holder


NEST = {
    "list": (lambda v: [v], ""),
    "tuple": (lambda v: (v,), ""),
    "dict": (lambda v: {"a": v}, ""),
    "key": (lambda v: {1: v}, "NON_STR_KEYS"),
    "sorted": (lambda v: {"a": v}, "SORT_KEYS"),
    "indented": (lambda v: [v], "INDENT_2"),
    "dataclass": (Node, ""),
    "iterator": (lambda v: iter([v]), "SERIALIZE_COLLECTIONS"),
    "in enum": (lambda v: held([v]), ""),
}


@pytest.mark.parametrize("name", NEST)
def test_depth(name):
    nest, names = NEST[name]

    def nested(depth):
        value = 1
        for _ in range(depth):
            value = nest(value)
        return value

    most = 255 if name == "in enum" else 1024
    assert dumps(nested(most), None, options(names))
    for depth in (most + 1, 3000):
        with pytest.raises(JSONEncodeError) as caught:
            dumps(nested(depth), None, options(names))
        assert plain(caught.value) == "Recursion limit reached"
        assert caught.value.path.count("/") == most


@pytest.mark.parametrize("value", [Same.A, [Same.A], {"a": Same.A}])
def test_enum_of_itself(value):
    with pytest.raises(JSONEncodeError) as caught:
        dumps(value)
    assert plain(caught.value) == "Recursion limit reached"


def test_dataclass_in_itself():
    value = Node(1)
    value.inner = [value]
    with pytest.raises(JSONEncodeError) as caught:
        dumps(value)
    assert plain(caught.value) == "Recursion limit reached"


def test_default_gives_its_argument():
    with pytest.raises(JSONEncodeError) as caught:
        dumps([1j], lambda o: o)
    assert plain(caught.value) == "default serializer exceeds recursion limit"


def test_causes_are_chained():
    """Each nested dumps() adds its own error."""

    def default(o):
        return dumps(o - 1j, default if o.imag > 1 else None)

    with pytest.raises(JSONEncodeError) as caught:
        dumps(50j, default)
    error, n = caught.value, 0
    while error is not None:
        assert type(error) is JSONEncodeError
        assert plain(error) == "Type is not JSON serializable: complex"
        error, n = error.__cause__, n + 1
    assert n == 51
