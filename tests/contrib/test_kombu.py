# SPDX-License-Identifier: MIT
"""jsonde.contrib.kombu"""

import datetime
import decimal
import math
import uuid

import pytest
from kombu import serialization
from kombu.utils import json as their

from jsonde.contrib import kombu as contrib

PARTNER = "kombu"
VALUES = [
    None,
    {"a": [1, 2.5, None, True], "ü": "\u2028\ud800"},
    datetime.datetime(2026, 1, 2, 3, 4, 5, 6, datetime.timezone.utc),
    [datetime.date(2026, 1, 2), datetime.time(1, 2), uuid.UUID(int=7)],
    {"d": decimal.Decimal("1.10"), "b": b"x", "c": b"\xff"},
    (1, 1 << 80, math.inf),
    {1: 2, "__type__": 3},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_messages_are_read_by_both_sides(value):
    wanted = their.loads(their.dumps(value))
    assert their.loads(contrib.dumps(value)) == wanted
    assert contrib.loads(their.dumps(value)) == wanted
    assert contrib.loads(contrib.dumps(value)) == wanted


def test_types_come_back():
    value = VALUES[3]
    assert contrib.loads(contrib.dumps(value)) == value


@pytest.mark.parametrize("kind", [str, bytes, bytearray, memoryview])
def test_bodies(kind):
    text = '{"\\u005f\\u005ftype__": "uuid", "__value__": {"hex": "%032x"}}' % 7
    assert contrib.loads(text if kind is str else kind(text.encode())) == uuid.UUID(int=7)


def test_an_unknown_type_raises_the_exception_of_kombu():
    with pytest.raises(ValueError, match="Unsupported type"):
        contrib.loads('{"__type__": "no", "__value__": 1}')
    with pytest.raises(TypeError):
        contrib.dumps(1j)


def test_the_registry():
    contrib.register()
    kind, encoding, body = serialization.dumps({"a": 1}, "jsonde")
    assert (kind, encoding, body) == ("application/json", "utf-8", '{"a":1}')
    for names in (["jsonde"], ["json"]):
        accept = serialization.prepare_accept_content(names)
        assert serialization.loads(body, kind, encoding, accept) == {"a": 1}


def test_without_kombu(message_without):
    message = message_without("jsonde.contrib.kombu", "kombu")
    assert "jsonde.contrib.kombu needs the package kombu" in message
