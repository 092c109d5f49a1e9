# SPDX-License-Identifier: MIT
"""Dates, times and durations: each relevant option, each year, and unusual offsets."""

import datetime as dt
import json
import re

import jsonde
import pytest
from conftest import check_dumps, options, refused
from hypothesis import given
from hypothesis import strategies as st
from jsonde import dumps


class Date(dt.date):
    pass


class Datetime(dt.datetime):
    pass


class Time(dt.time):
    pass


class Delta(dt.timedelta):
    pass


class Zone(dt.tzinfo):
    """A tzinfo that is not datetime.timezone."""

    def utcoffset(self, when):
        return dt.timedelta(hours=when.hour)


def at(*arguments, zone=None, kind=dt.datetime):
    return kind(*arguments, tzinfo=zone)


def hours(n):
    return dt.timezone(dt.timedelta(hours=n))


MOMENT = 2000, 1, 2, 3, 4, 5, 678901
TEXT = "2000-01-02T03:04:05"
EPOCHS = "EPOCH_SECONDS", "EPOCH_MILLISECONDS"
NAIVE = "OPT_EPOCH_* of a datetime without tzinfo needs OPT_NAIVE_UTC"
PASS = "PASSTHROUGH_DATETIME"
DELTA = "SERIALIZE_TIMEDELTA"

# (function that makes a value, {options: JSON or the message of the error}).
TABLE = [
    (
        lambda: at(*MOMENT),
        {
            "": f'"{TEXT}.678901"',
            "NAIVE_UTC": f'"{TEXT}.678901+00:00"',
            "UTC_Z": f'"{TEXT}.678901"',
            "NAIVE_UTC UTC_Z": f'"{TEXT}.678901Z"',
            "OMIT_MICROSECONDS": f'"{TEXT}"',
            "MILLISECONDS": f'"{TEXT}.678"',
            "NAIVE_UTC OMIT_MICROSECONDS": f'"{TEXT}+00:00"',
            "MILLISECONDS NAIVE_UTC UTC_Z": f'"{TEXT}.678Z"',
            "EPOCH_SECONDS": NAIVE,
            "EPOCH_MILLISECONDS UTC_Z": NAIVE,
            "EPOCH_SECONDS NAIVE_UTC": "946782245",
            "EPOCH_MILLISECONDS NAIVE_UTC": "946782245678",
            "EPOCH_SECONDS OMIT_MICROSECONDS NAIVE_UTC": "946782245",
            PASS: refused("datetime.datetime"),
            f"{PASS} EPOCH_SECONDS": refused("datetime.datetime"),
        },
    ),
    (
        lambda: at(2000, 1, 2),
        {
            "": '"2000-01-02T00:00:00"',
            "MILLISECONDS": '"2000-01-02T00:00:00.000"',
            "OMIT_MICROSECONDS": '"2000-01-02T00:00:00"',
        },
    ),
    (
        lambda: at(*MOMENT, zone=dt.timezone.utc),
        {
            "": f'"{TEXT}.678901+00:00"',
            "UTC_Z": f'"{TEXT}.678901Z"',
            "NAIVE_UTC": f'"{TEXT}.678901+00:00"',
            "OMIT_MICROSECONDS UTC_Z": f'"{TEXT}Z"',
            "EPOCH_MILLISECONDS": "946782245678",
        },
    ),
    (
        lambda: at(*MOMENT[:6], zone=hours(-5)),
        {
            "": f'"{TEXT}-05:00"',
            "UTC_Z": f'"{TEXT}-05:00"',
            "EPOCH_SECONDS": "946800245",
        },
    ),
    (lambda: at(*MOMENT[:6], zone=Zone()), {"": f'"{TEXT}+03:00"'}),
    (
        lambda: at(*MOMENT[:6], zone=dt.timezone(dt.timedelta(0), "x")),
        {"": f'"{TEXT}+00:00"', "UTC_Z": f'"{TEXT}Z"'},
    ),
    (
        lambda: at(1969, 12, 31, 23, 59, 59, 999999),
        {
            "EPOCH_SECONDS NAIVE_UTC": "-1",
            "EPOCH_MILLISECONDS NAIVE_UTC": "-1",
        },
    ),
    (
        lambda: at(1, 1, 1),
        {
            "": '"0001-01-01T00:00:00"',
            "EPOCH_SECONDS NAIVE_UTC": "-62135596800",
        },
    ),
    (
        lambda: at(9999, 12, 31, 23, 59, 59, 999999, zone=hours(-23)),
        {"EPOCH_MILLISECONDS": "253402383599999"},
    ),
    (
        lambda: Datetime(2000, 1, 2),
        {
            "": refused("Datetime"),
            "SERIALIZE_COLLECTIONS": refused("Datetime"),
        },
    ),
    (
        lambda: dt.date(2000, 1, 2),
        {
            "": '"2000-01-02"',
            "EPOCH_SECONDS": '"2000-01-02"',
            "NAIVE_UTC": '"2000-01-02"',
            PASS: refused("datetime.date"),
        },
    ),
    (lambda: dt.date(1, 1, 1), {"": '"0001-01-01"'}),
    (lambda: Date(2000, 1, 2), {"": refused("Date")}),
    (
        lambda: dt.time(3, 4, 5, 678901),
        {
            "": '"03:04:05.678901"',
            "OMIT_MICROSECONDS": '"03:04:05"',
            "MILLISECONDS": '"03:04:05.678"',
            "NAIVE_UTC UTC_Z": '"03:04:05.678901"',
            "EPOCH_SECONDS": '"03:04:05.678901"',
            PASS: refused("datetime.time"),
        },
    ),
    (lambda: dt.time(3), {"": '"03:00:00"', "MILLISECONDS": '"03:00:00.000"'}),
    (
        lambda: dt.time(3, tzinfo=dt.timezone.utc),
        {
            "": "datetime.time must not have tzinfo set",
            PASS: refused("datetime.time"),
        },
    ),
    (lambda: Time(3), {"": refused("Time")}),
    (
        lambda: dt.timedelta(1, 3600, 5),
        {"": refused("datetime.timedelta"), DELTA: '"P1DT1H0.000005S"'},
    ),
    (lambda: dt.timedelta(0), {DELTA: '"PT0S"'}),
    (lambda: Delta(2), {"": refused("Delta"), DELTA: '"P2D"'}),
]


@pytest.mark.parametrize("make, rows", TABLE)
def test_type(make, rows):
    for names, expected in rows.items():
        check_dumps(make, options(names), expected)


def test_every_year():
    """Returns isoformat(), which leaves zero microseconds out."""
    for year in range(1, 10000):
        for when in (
            at(year, 2, 28, 23, 59, 58),
            at(year, 12, 31, 0, 0, 0, 1),
        ):
            assert dumps(when) == b'"%s"' % when.isoformat().encode()
        day = dt.date(year, year % 12 + 1, year % 28 + 1)
        assert dumps(day) == b'"%s"' % day.isoformat().encode()


DAY = 86400 * 10**6


class Fixed(dt.tzinfo):
    """A tzinfo whose offset in microseconds changes. It stays at one address."""

    def __init__(self, microseconds):
        self.offset = dt.timedelta(microseconds=microseconds)

    def utcoffset(self, when):
        return self.offset


@given(
    st.datetimes(),
    st.one_of(
        st.integers(-86399, 86399).map(lambda seconds: seconds * 10**6),
        st.integers(1 - DAY, DAY - 1),
        st.integers(-3, 3),
    ),
    st.sampled_from([Fixed, lambda n: dt.timezone(Fixed(n).offset)]),
)
def test_epoch(when, offset, make):
    """Returns the exact time, rounded down."""
    zone = make(offset)
    apart = when - at(1970, 1, 1)
    for zoned, passed in (
        (when, apart),
        (when.replace(tzinfo=zone), apart - dt.timedelta(microseconds=offset)),
    ):
        for name, unit in zip(EPOCHS, (1000000, 1000)):
            got = dumps(zoned, option=options(name + " NAIVE_UTC"))
            assert int(got) == passed // dt.timedelta(microseconds=unit)


@pytest.mark.parametrize("minutes", [*range(-1439, 1440, 61), -1, 0, 1, 1439])
def test_offset(minutes):
    when = at(*MOMENT[:6], zone=dt.timezone(dt.timedelta(minutes=minutes)))
    assert dumps(when) == b'"%s"' % when.isoformat().encode()


ODD = {  # seconds of the offset: rounded to hours and minutes
    29: "+00:00",
    30: "+00:01",
    -29: "+00:00",  # RFC 3339, 4.3: -00:00 means an unknown offset
    29.999999: "+00:00",
    -29.999999: "+00:00",
    -30.000001: "-00:01",
    0.5: "+00:00",
    -0.000001: "+00:00",
    86399.999999: "+23:59",
    -86399.999999: "-23:59",
    -30: "-00:01",
    1172: "+00:20",  # the offset of Amsterdam until 1937
}


@pytest.mark.parametrize("seconds", ODD)
def test_odd_offset(seconds):
    zone = dt.timezone(dt.timedelta(seconds=seconds))
    text = dumps(at(*MOMENT[:6], zone=zone)).decode()
    assert text == f'"{TEXT}{ODD[seconds]}"'
    assert dumps(
        {at(*MOMENT[:6], zone=zone): 1}, None, jsonde.OPT_NON_STR_KEYS
    ) == (f"{{{text}:1}}".encode())
    # An offset that is rounded to zero is written as zero.
    shown = "Z" if ODD[seconds] == "+00:00" else ODD[seconds]
    for kind in (zone, Fixed(round(seconds * 10**6))):
        option = options("UTC_Z")
        assert dumps(at(*MOMENT[:6], zone=kind), None, option).decode() == (
            f'"{TEXT}{shown}"'
        )


@pytest.mark.parametrize("seconds", [-86400, 86400, -86400.000001, 10**6])
def test_offset_of_a_day(seconds):
    """datetime.utcoffset() refuses it as well."""
    when = at(*MOMENT[:6], zone=Fixed(round(seconds * 10**6)))
    for names in ("", "EPOCH_SECONDS"):
        with pytest.raises(jsonde.JSONEncodeError) as caught:
            dumps(when, None, options(names))
        assert "a day or more" in str(caught.value) + str(
            caught.value.__cause__
        )


@given(st.timedeltas())
def test_timedelta(delta):
    """The parts of the text add up to the duration."""
    text = json.loads(dumps(delta, option=options(DELTA)))
    sign, days, hours, minutes, seconds = re.fullmatch(
        r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?", text
    ).groups("0")
    seconds, _, micros = seconds.partition(".")
    total = dt.timedelta(
        days=int(days),
        hours=int(hours),
        minutes=int(minutes),
        seconds=int(seconds),
        microseconds=int(micros.ljust(6, "0")),
    )
    assert (-total if sign == "-" else total) == delta


@pytest.mark.parametrize("key", ["Europe/Berlin", "America/St_Johns", "UTC"])
def test_zoneinfo(key):
    zoneinfo = pytest.importorskip("zoneinfo")
    try:
        zone = zoneinfo.ZoneInfo(key)
    except zoneinfo.ZoneInfoNotFoundError:
        pytest.skip("no time zones on this system")
    for month in (1, 7, 10):
        for fold in (0, 1):
            when = at(2021, month, 31, 2, 30, zone=zone).replace(fold=fold)
            assert dumps(when) == b'"%s"' % when.isoformat().encode()
