# SPDX-License-Identifier: MIT
"""Dates, times, offsets from UTC, durations and numpy's datetime64 as text.

src/enc/enc_datetime.c and src/text/ have the same rules in C.
"""

from jsonde._fallback.errors import JSONEncodeError, raise_from
from jsonde._fallback.facts import is_derived, plain_integer
from jsonde._fallback.options import (
    EPOCH_OPTIONS,
    OPT_EPOCH_MILLISECONDS,
    OPT_MILLISECONDS,
    OPT_NAIVE_UTC,
    OPT_OMIT_MICROSECONDS,
    OPT_UTC_Z,
)

DATE_FIELDS = (("year", 1, 9999), ("month", 1, 12), ("day", 1, 31))
TIME_FIELDS = (
    ("hour", 0, 23),
    ("minute", 0, 59),
    ("second", 0, 59),
    ("microsecond", 0, 999999),
    ("fold", 0, 1),
)
MOST_DAYS = 999999999
DELTA_FIELDS = (
    ("days", -MOST_DAYS, MOST_DAYS),
    ("seconds", 0, 86399),
    ("microseconds", 0, 999999),
)
DAY = 86400
MOST_MINUTES = 24 * 60 - 1


def read_fields(o, rows):
    """Returns the attributes of an object that rows name, as ints in range."""
    values = []
    for name, least, most in rows:
        value = getattr(o, name)
        if not isinstance(value, int):
            raise TypeError("an integer is required")
        value = plain_integer(value)
        if not least <= value <= most:
            raise ValueError(
                f"{name} is {value}: it must be in {least}..{most}"
            )
        values.append(value)
    return values


# ---------------------------------------------------------------- time zones


def offset_of(o, zone, timedelta):
    """Returns the offset from UTC of a datetime, in microseconds, or None.

    zone: the tzinfo of o, which is asked; timedelta: the class. pytz has its
    zones find out their offset by normalize(), and others that have normalize()
    without convert() are like pytz.
    """
    if hasattr(zone, "normalize") and not hasattr(zone, "convert"):
        delta = zone.normalize(o).utcoffset()
    else:
        delta = zone.utcoffset(o)
    if delta is None:
        return None
    if not is_derived(type(delta), timedelta):
        raise JSONEncodeError("utcoffset() gave no timedelta")
    days, seconds, microseconds = read_fields(delta, DELTA_FIELDS)
    if not -1 <= days <= 0 or (days < 0 and seconds == microseconds == 0):
        raise JSONEncodeError("utcoffset() gave a day or more")
    return (days * DAY + seconds) * 1000000 + microseconds


def offset_text(seconds, zulu):
    """Returns the text of an offset from UTC, rounded to minutes."""
    minutes = min((abs(seconds) + 30) // 60, MOST_MINUTES)
    if zulu and minutes == 0:
        return "Z"
    sign = "-" if seconds < 0 and minutes else "+"
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"


# --------------------------------------------------------------------- texts


def clock_text(hour, minute, second, microsecond, options):
    """Returns the text of a time of day."""
    text = f"{hour:02d}:{minute:02d}:{second:02d}"
    if options & OPT_OMIT_MICROSECONDS:
        return text
    if options & OPT_MILLISECONDS:
        return f"{text}.{microsecond // 1000:03d}"
    return f"{text}.{microsecond:06d}" if microsecond else text


def days_since_1970(year, month, day):
    """Returns the days from 1970 to a date of the Gregorian calendar, which
    may be of the year 0."""
    year -= month <= 2
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    era, year = divmod(year, 400)
    return era * 146097 + year * 365 + year // 4 - year // 100 + of_year - 719468


def date_of_days(days):
    """Returns (year, month, day) of a number of days since 1970."""
    era, day = divmod(days + 719468, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5 - 1
    month += 3 if month < 10 else -9
    return year + era * 400 + (month <= 2), month, day


def fields_text(fields, offset, options):
    """Returns the text of a datetime, without quotes.

    fields: year to microsecond; offset: microseconds, or None.
    """
    year, month, day, hour, minute, second, microsecond = fields
    if options & EPOCH_OPTIONS:
        seconds = days_since_1970(year, month, day) * DAY
        seconds += hour * 3600 + minute * 60 + second
        instant = seconds * 1000000 + microsecond - (offset or 0)
        unit = 1000 if options & OPT_EPOCH_MILLISECONDS else 1000000
        return str(instant // unit)
    text = f"{year:04d}-{month:02d}-{day:02d}T" + clock_text(
        hour, minute, second, microsecond, options
    )
    if offset is None and not options & OPT_NAIVE_UTC:
        return text
    seconds = abs(offset or 0) // 1000000
    if offset is not None and offset < 0:
        seconds = -seconds
    return text + offset_text(seconds, options & OPT_UTC_Z)


def datetime_text(o, options, known):
    """Returns the text of a datetime, without quotes.

    known: the classes that are known (known.Known). Runs user code.
    """
    try:
        fields = read_fields(o, DATE_FIELDS) + read_fields(o, TIME_FIELDS)
        zone = o.tzinfo
    except BaseException as error:
        raise_from("a datetime cannot be read", error)
    offset = None
    if zone is not None:
        try:
            offset = offset_of(o, zone, known.timedelta())
        except BaseException as error:
            raise_from("the tzinfo of a datetime has failed", error)
    naive = offset is None and not options & OPT_NAIVE_UTC
    if naive and options & EPOCH_OPTIONS:
        raise JSONEncodeError(
            "OPT_EPOCH_* of a datetime without tzinfo needs OPT_NAIVE_UTC"
        )
    return fields_text(fields[:7], offset, options)


def date_text(o):
    """Returns the text of a date, without quotes."""
    try:
        year, month, day = read_fields(o, DATE_FIELDS)
    except BaseException as error:
        raise_from("a date cannot be read", error)
    return f"{year:04d}-{month:02d}-{day:02d}"


def time_text(o, options):
    """Returns the text of a time, without quotes."""
    try:
        fields = read_fields(o, TIME_FIELDS)
        zone = o.tzinfo
    except BaseException as error:
        raise_from("a time cannot be read", error)
    if zone is not None:
        raise JSONEncodeError("datetime.time must not have tzinfo set")
    return clock_text(*fields[:4], options)


def duration_text(o):
    """Returns a timedelta as an ISO 8601 duration, without quotes."""
    try:
        days, seconds, microseconds = read_fields(o, DELTA_FIELDS)
    except BaseException as error:
        raise_from("a timedelta cannot be read", error)
    total = (days * DAY + seconds) * 1000000 + microseconds
    sign = "-" if total < 0 else ""
    left, microseconds = divmod(abs(total), 1000000)
    days, left = divmod(left, DAY)
    text = f"{sign}P" + (f"{days}D" if days else "")
    if days and not left and not microseconds:
        return text
    hours, minutes, seconds = left // 3600, left // 60 % 60, left % 60
    text += "T" + (f"{hours}H" if hours else "")
    text += f"{minutes}M" if minutes else ""
    if microseconds:
        fraction = f"{microseconds:06d}".rstrip("0")
        return f"{text}{seconds}.{fraction}S"
    return f"{text}{seconds}S" if seconds or text[-1] == "T" else text


# --------------------------------------------------------------- datetime64

NAT = -(1 << 63)
UNITS = ("", "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns")
UNITS += ("ps", "fs", "as")
UNIT_NAMES = (
    *("generic", "years", "months", "weeks", "days", "hours", "minutes"),
    *("seconds", "milliseconds", "microseconds", "nanoseconds"),
    *("picoseconds", "femtoseconds", "attoseconds"),
)
MONTHS, DAYS, SECONDS, NANOSECONDS = 2, 4, 7, 10
# Of a unit: months, days, seconds, or the parts of a second.
WORTH = (0, 12, 1, 7, 1, 3600, 60, 1) + tuple(1000**i for i in range(1, 7))
FIRST_DAY, LAST_DAY = -719528, 2932896


def parse_unit(dtype):
    """Returns (unit, count) of the str of a dtype ("<M8[25us]"), or None for
    the dtype of anything but datetime64."""
    if dtype[1:3] != "M8" or dtype[0] not in "<>":
        return None
    if len(dtype) == 3:
        return 0, 1
    if dtype[3] != "[" or dtype.find("]") != len(dtype) - 1:
        return None
    name = dtype[4:-1].lstrip("0123456789")
    digits = dtype[4 : len(dtype) - 1 - len(name)]
    if name not in UNITS[1:]:
        return None
    return UNITS.index(name), int(digits) if digits else 1


def datetime64_fields(value, unit, count):
    """Returns year to microsecond of a datetime64, or None beyond the years 0
    to 9999."""
    if value == NAT or unit == 0:
        return None
    value *= count
    if unit <= MONTHS:
        year, month = divmod(value * WORTH[unit], 12)
        if not 0 <= year + 1970 <= 9999:
            return None
        return (year + 1970, month + 1, 1, 0, 0, 0, 0)
    if unit <= DAYS:
        days, micros = value * WORTH[unit], 0
    elif unit <= SECONDS:
        days, rest = divmod(value * WORTH[unit], DAY)
        micros = rest * 1000000
    else:
        days, micros = divmod(value * 1000000 // WORTH[unit], DAY * 1000000)
    if not FIRST_DAY <= days <= LAST_DAY:
        return None
    seconds, microsecond = divmod(micros, 1000000)
    clock = (seconds // 3600, seconds // 60 % 60, seconds % 60, microsecond)
    return (*date_of_days(days), *clock)
