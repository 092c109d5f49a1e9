# SPDX-License-Identifier: MIT
"""OPT_SERIALIZE_SUBCLASSES, OPT_ENUM_NAME, OPT_PASSTHROUGH_ENUM, numpy numbers as
keys, UserString, and OPT_SKIP_NONE of values that become None."""

import collections
import datetime as dt
import enum
import io
import uuid

import pytest
from conftest import options
from jsonde import JSONEncodeError, dump, dumps

SUB = "SERIALIZE_SUBCLASSES"
KEYS = "NON_STR_KEYS"
LIST = "SERIALIZE_COLLECTIONS"


def write(value, names="", default=None):
    return dumps(value, default, options(names)).decode()


def refuses(value, names, match="not JSON serializable"):
    with pytest.raises(JSONEncodeError, match=match):
        write(value, names)


# ------------------------------------------------- datetime, date, time, UUID


class Datetime(dt.datetime):
    def isoformat(self, *_):
        raise AssertionError


class Later(Datetime):
    pass


class Date(dt.date):
    pass


class Time(dt.time):
    pass


class Uuid(uuid.UUID):
    pass


class SlottedUuid(uuid.UUID):
    __slots__ = ()


class NotATime(dt.datetime):
    """Like pandas.NaT: it has a year, and is not equal to itself."""

    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    __hash__ = dt.datetime.__hash__


UTC = dt.timezone.utc
ID = "12345678-1234-5678-1234-567812345678"
HEIRS = [
    (lambda: Datetime(2000, 1, 2, 3, 4, 5, 6), '"2000-01-02T03:04:05.000006"'),
    (lambda: Later(2000, 1, 2, tzinfo=UTC), '"2000-01-02T00:00:00+00:00"'),
    (lambda: Date(2000, 1, 2), '"2000-01-02"'),
    (lambda: Time(1, 2, 3), '"01:02:03"'),
    (lambda: Uuid(ID), f'"{ID}"'),
    (lambda: SlottedUuid(ID), f'"{ID}"'),
]


@pytest.mark.parametrize("make, text", HEIRS)
def test_heir(make, text):
    for _ in range(3):
        assert write([make(), {"k": make()}], SUB) == f'[{text},{{"k":{text}}}]'
        assert write({make(): 1}, f"{SUB} {KEYS}") == f"{{{text}:1}}"
        assert write({make(): 1}, f"{SUB} {KEYS} SORT_KEYS") == f"{{{text}:1}}"
        refuses(make(), "")
        refuses(make(), KEYS)
        refuses({make(): 1}, KEYS, "Dict key must")
        assert write(make(), "", lambda o: 7) == "7"
        assert write(make(), SUB, lambda o: 7) == text


def test_heirs_and_other_options():
    zoned = Datetime(2000, 1, 2, tzinfo=UTC)
    assert write(zoned, f"{SUB} UTC_Z") == '"2000-01-02T00:00:00Z"'
    assert write(zoned, f"{SUB} EPOCH_SECONDS") == "946771200"
    refuses(Datetime(2000, 1, 2), f"{SUB} EPOCH_SECONDS", "OPT_NAIVE_UTC")
    refuses(Time(1, tzinfo=UTC), SUB, "tzinfo")
    for value in (zoned, Date(2000, 1, 2), Time(1)):
        assert write(value, f"{SUB} PASSTHROUGH_DATETIME", lambda o: 7) == "7"
    assert write(Uuid(ID), f"{SUB} PASSTHROUGH_DATETIME") == f'"{ID}"'
    assert write(Uuid(ID), f"{SUB} PASSTHROUGH_SUBCLASS") == f'"{ID}"'


def test_not_a_time():
    value = NotATime(1, 1, 1)
    assert write([value], SUB) == "[null]"
    assert write({value: 1}, f"{SUB} {KEYS}") == '{"null":1}'
    assert write({"a": value, "b": 1}, f"{SUB} SKIP_NONE") == '{"b":1}'
    refuses(value, "")


def test_comparison_that_fails():
    class Bad(dt.datetime):
        def __ne__(self, other):
            raise KeyError("why")

    with pytest.raises(JSONEncodeError, match="compared") as caught:
        write([Bad(1, 1, 1)], SUB)
    assert type(caught.value.__cause__) is KeyError and caught.value.path == "/0"


# ---------------------------------------------------------------------- enums


class Colour(enum.Enum):
    RED = 1
    NONE = None


class Number(enum.IntEnum):
    ONE = 1


class Text(str, enum.Enum):
    A = "a text"


class Octets(bytes, enum.Enum):
    B = b"b"


class Bits(enum.Flag):
    A = 1
    B = 2


ENUMS = [Colour.RED, Colour.NONE, Number.ONE, Text.A, Octets.B, Bits.B]


@pytest.mark.parametrize("member", ENUMS)
def test_name(member):
    for more in ("", " PASSTHROUGH_SUBCLASS", " SORT_KEYS", " SKIP_NONE"):
        assert write({"k": member}, "ENUM_NAME" + more) == f'{{"k":"{member.name}"}}'
    assert write({member: 1}, f"ENUM_NAME {KEYS}") == f'{{"{member.name}":1}}'


def test_no_name():
    both = Bits.A | Bits.B
    if both.name is None:
        refuses(both, "ENUM_NAME", "without a name")
    else:
        assert write(both, "ENUM_NAME") == f'"{both.name}"'


@pytest.mark.parametrize("member", ENUMS)
def test_passthrough(member):
    for more in ("", " PASSTHROUGH_SUBCLASS"):
        asked = []
        assert write([member], "PASSTHROUGH_ENUM" + more, asked.append) == "[null]"
        assert asked[0] is member
        refuses([member], "PASSTHROUGH_ENUM" + more)


# ------------------------------------------------------------------ SKIP_NONE


class Unknown:
    pass


class OfNone(enum.Enum):
    A = None


class OfUnknown(enum.Enum):
    A = Unknown()


class OfList(enum.Enum):
    A = [None]


@pytest.mark.parametrize("style", ["", "SORT_KEYS", "INDENT_2", "CANONICAL"])
def test_becomes_none(style):
    names = f"SKIP_NONE {style}"
    answers = {"none": None, "enum": OfNone.A, "list": [None]}
    document = {
        "a": Unknown(),
        "b": OfNone.A,
        "c": OfUnknown.A,
        "d": {"e": Unknown()},
        "f": [Unknown(), OfNone.A],
        "g": float("nan"),
        "h": OfList.A,
        "i": "null",
        "j": None,
    }
    if style == "CANONICAL":
        del document["g"]
    for answer in answers.values():
        kept = {key: document[key] for key in ("g", "i") if key in document}
        kept["d"], kept["f"], kept["h"] = {}, [None, None], [None]
        if isinstance(answer, list):
            kept["a"] = kept["c"] = kept["d"]["e"] = answer
            kept["f"] = [answer, None]
        kept = {key: kept[key] for key in document if key in kept}
        expected = write(kept, style)
        assert write(document, names, lambda o: answer) == expected
        file = io.BytesIO()
        dump(document, file, lambda o: answer, options(names))
        assert file.getvalue().decode() == expected


def test_in_long_documents():
    """The output grows and is flushed."""
    rows = [{"k" * n: OfNone.A, "a": n} for n in range(1, 2000)]
    expected = write([{"a": n} for n in range(1, 2000)])
    file = io.BytesIO()
    dump(rows, file, option=options("SKIP_NONE"))
    assert write(rows, "SKIP_NONE") == file.getvalue().decode() == expected


# ----------------------------------------------------------------- UserString


class UserString(collections.UserString):
    pass


def test_user_string():
    for value in (collections.UserString('"\u20ac'), UserString('"\u20ac')):
        assert write([value], LIST) == '["\\"\u20ac"]'
        assert write([value], f"{LIST} ENSURE_ASCII") == '["\\"\\u20ac"]'
        refuses(value, "")
    assert write(collections.UserString("a"), LIST, lambda o: 7) == '"a"'
    assert write(UserString("a"), LIST, lambda o: 7) == "7"
    value = collections.UserString("a")
    value.data = 5
    refuses(value, LIST, "no str")


# ----------------------------------------------------------- numpy's as keys


def test_numpy_keys():
    np = pytest.importorskip("numpy")
    for code in "?bBhHiIlLqQefd":
        key = np.dtype(code).type(3)
        text = "true" if code == "?" else "3.0" if code in "efd" else "3"
        assert write({key: 1}, KEYS) == f'{{"{text}":1}}'
        assert write({key: 1}, f"{KEYS} SORT_KEYS") == f'{{"{text}":1}}'
        refuses({key: 1}, "", "Dict key must be str")
    for key, text in (
        (np.float32(0.1), "0.1"),
        (np.float64("nan"), "null"),
        (np.int64(-(2**63)), "-9223372036854775808"),
        (np.uint64(2**64 - 1), "18446744073709551615"),
        (np.str_("a"), "a"),
    ):
        for style in ("", " INDENT_2"):
            written = write({key: 1}, KEYS + style)
            assert written.replace(" ", "").replace("\n", "") == f'{{"{text}":1}}'
    for unit in ("D", "s", "ns", "M"):
        key = np.datetime64("2024-01", unit)
        for names in ("", " NAIVE_UTC", " EPOCH_SECONDS", " SORT_KEYS"):
            text = write(key, f"SERIALIZE_NUMPY{names}").strip('"')
            assert write({key: 1}, KEYS + names) == f'{{"{text}":1}}'
    refuses({np.timedelta64(1, "s"): 1}, KEYS, "timedelta64")
    refuses({np.datetime64("NaT"): 1}, KEYS, "datetime64")
    assert write({np.datetime64("NaT", "s"): 1}, f"{KEYS} SERIALIZE_BUFFER") == (
        '{"null":1}'
    )
    refuses({np.complex64(1): 1}, KEYS, "Dict key must")
    refuses({np.float64("nan"): 1}, f"{KEYS} NAN_ERROR", "NaN")
