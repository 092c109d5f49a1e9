# SPDX-License-Identifier: MIT
"""The caches of dumps(): the slot of a UUID's int, the order of sorted keys, and
the last offset of a time zone."""

import datetime
import gc
import itertools
import json
import uuid

import pytest
from jsonde import (
    OPT_NON_STR_KEYS,
    OPT_SORT_KEYS,
    JSONEncodeError,
    dumps,
)

NUMBERS = [0, 1, 2**64 - 1, 2**64, 2**127, 2**128 - 1, 0x1234 << 90]


def test_uuids_one_after_the_other():
    for number in NUMBERS * 3:
        value = uuid.UUID(int=number)
        assert dumps(value) == b'"%s"' % str(value).encode()
    values = [uuid.UUID(int=n) for n in NUMBERS * 20]
    assert json.loads(dumps(values)) == [str(v) for v in values]


@pytest.mark.parametrize("number", [-1, 2**128, "1", None, 1.5])
def test_uuid_that_is_none(number):
    test_uuids_one_after_the_other()
    broken = uuid.UUID(int=5)
    object.__setattr__(broken, "int", number)
    for value in (broken, object.__new__(uuid.UUID)):
        with pytest.raises(JSONEncodeError):
            dumps(value)
        with pytest.raises(JSONEncodeError):
            dumps({value.__class__(int=1): 1, 1: [value]}, None, OPT_NON_STR_KEYS)


def test_uuid_subclass_is_another_type():
    class Mine(uuid.UUID):
        pass

    with pytest.raises(JSONEncodeError, match="Mine"):
        dumps(Mine(int=1))


def sorted_text(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def test_orders_of_the_same_keys():
    """Each order of five keys, twice, and in nested dicts."""
    keys = ["b", "a", "aa", "longer than eight", "longer than nine"]
    rows = [dict.fromkeys(k, 1) for k in itertools.permutations(keys)] * 2
    assert dumps(rows, None, OPT_SORT_KEYS) == sorted_text(rows)
    for row in rows:
        row["b"] = dict(row)
        row["aa"] = {k: dict(row["b"]) for k in reversed(keys)}
    assert dumps(rows, None, OPT_SORT_KEYS) == sorted_text(rows)


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 33, 1000])
def test_as_many_keys(count):
    keys = [f"{i * 7919 % 1009}key" for i in range(count)]
    value = [dict.fromkeys(keys, i) for i in range(3)]
    assert dumps(value, None, OPT_SORT_KEYS) == sorted_text(value)


def test_keys_that_come_and_go():
    """A new key may have the address of a key that was sorted before."""

    def fresh(o):
        rows.clear()
        gc.collect()
        return [{f"k{i}{o.n}": 1, f"a{i}": 2} for i in range(9)]

    class Thing:
        n = 0

    for _ in range(20):
        rows = [{f"z{Thing.n}{i}": 1, f"y{i}": 2} for i in range(9)]
        Thing.n += 1
        got = dumps([*rows, Thing(), Thing()], fresh, OPT_SORT_KEYS)
        found = json.loads(got)
        assert got == sorted_text(found)
        assert found[-1] == [{f"a{i}": 2, f"k{i}{Thing.n}": 1} for i in range(9)]


def test_zones_that_change_their_answer():
    class Zone(datetime.tzinfo):
        def utcoffset(self, moment):
            return datetime.timedelta(minutes=moment.minute)

        def dst(self, moment):
            return None

    moments = [
        datetime.datetime(2020, 1, 1, 0, minute % 60, tzinfo=Zone())
        for minute in range(120)
    ]
    assert json.loads(dumps(moments)) == [m.isoformat() for m in moments]


class Normal(datetime.tzinfo):
    """Like a pytz time zone: only normalize() tells its offset."""

    def normalize(self, moment):
        return moment.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=8)))

    def utcoffset(self, moment):
        return datetime.timedelta(hours=8, minutes=6)

    def dst(self, moment):
        return None


def test_zone_that_normalizes():
    plain = datetime.timezone(datetime.timedelta(hours=1))
    for zone, offset in ((plain, "+01:00"), (Normal(), "+08:00")) * 3:
        moment = datetime.datetime(2020, 1, 1, tzinfo=zone)
        assert dumps(moment).decode() == f'"2020-01-01T00:00:00{offset}"'
