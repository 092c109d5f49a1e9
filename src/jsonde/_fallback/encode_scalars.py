# SPDX-License-Identifier: MIT
"""Objects without items: times, UUIDs, enums, Fragments, and subclasses of str
and int. src/enc/ does the same in C."""

from jsonde._fallback import datetime_text, encode_buffers, known
from jsonde._fallback.classes import CLASSES, read_attribute
from jsonde._fallback.errors import JSONEncodeError, raise_from
from jsonde._fallback.facts import plain_integer, plain_str
from jsonde._fallback.options import (
    EPOCH_OPTIONS,
    OPT_ENUM_NAME,
    OPT_PASSTHROUGH_DATETIME,
)

def put_float(e, o):
    """Writes a float."""
    e.write(e.leaves[float](o))


def put_str_subclass(e, o):
    """Writes the text that a subclass of str holds."""
    e.write(e.leaves[str](plain_str(o)))


def put_int_subclass(e, o):
    """Writes the integer that a subclass of int holds."""
    e.write(e.leaves[int](plain_integer(o)))


def put_user_string(e, o):
    """Writes the text of a collections.UserString."""
    data = read_attribute(o, "data")
    if not isinstance(data, str):
        raise JSONEncodeError("data of a UserString is no str")
    e.write(e.leaves[str](plain_str(data)))


def put_datetime(e, o):
    """Writes a datetime. Runs user code."""
    text = datetime_text.datetime_text(o, e.options, CLASSES.known)
    e.write(text if e.options & EPOCH_OPTIONS else f'"{text}"')


def put_date(e, o):
    """Writes a date."""
    e.write(f'"{datetime_text.date_text(o)}"')


def put_time(e, o):
    """Writes a time."""
    e.write(f'"{datetime_text.time_text(o, e.options)}"')


def put_timedelta(e, o):
    """Writes a timedelta."""
    e.write(f'"{datetime_text.duration_text(o)}"')


def uuid_text(o):
    """Returns the text of a UUID, without quotes."""
    value = read_attribute(o, "int")
    if not isinstance(value, int) or not 0 <= plain_integer(value) < 1 << 128:
        raise JSONEncodeError("a UUID is not an int of 128 bits")
    digits = f"{plain_integer(value):032x}"
    cuts = (0, 8, 12, 16, 20, 32)
    return "-".join(digits[a:b] for a, b in zip(cuts, cuts[1:]))


def put_uuid(e, o):
    """Writes a UUID."""
    e.write(f'"{uuid_text(o)}"')


BY_BASE = {
    known.DATETIME: put_datetime,
    known.DATE: put_date,
    known.TIME: put_time,
    known.UUID: put_uuid,
}


def is_itself(o):
    """Tells whether an object is equal to itself. Runs user code."""
    try:
        return not o != o
    except BaseException as error:
        raise_from("a datetime or UUID cannot be compared", error)


def put_subclass(e, o):
    """Writes an instance of a subclass of a datetime or of UUID as its base."""
    base = CLASSES.known.base_of(type(o))
    passes = base != known.UUID and e.options & OPT_PASSTHROUGH_DATETIME
    if base == known.OTHER or passes:
        e.by_default(o)
    elif is_itself(o):
        BY_BASE[base](e, o)
    else:
        e.is_none = True
        e.write("null")


def subclass_text(e, o):
    """Returns the text of a key of such a subclass."""
    base = CLASSES.known.base_of(type(o))
    if base == known.OTHER:
        raise JSONEncodeError("the class of a key has changed")
    if not is_itself(o):
        e.is_none = True
        return "null"
    if base == known.DATETIME:
        return datetime_text.datetime_text(o, e.options, CLASSES.known)
    if base == known.UUID:
        return uuid_text(o)
    if base == known.DATE:
        return datetime_text.date_text(o)
    return datetime_text.time_text(o, e.options)


def enum_value(e, o):
    """Returns the object that an enum is written as. Runs user code."""
    if e.options & OPT_ENUM_NAME:
        name = read_attribute(o, "name")
        if not isinstance(name, str):
            raise JSONEncodeError("OPT_ENUM_NAME of an enum without a name")
        return name
    learned = CLASSES.learned.get(type(o))
    plain = learned is not None and learned.plain_value
    return read_attribute(o, "_value_" if plain else "value")


def put_enum(e, o):
    """Writes an enum. Runs user code."""
    value = enum_value(e, o)
    e.begin_value("Recursion limit reached")
    e.put_value(value, o)


def put_fragment(e, o):
    """Writes the contents of a Fragment as they are."""
    contents = read_attribute(o, "contents")
    if isinstance(contents, str):
        text = plain_str(contents)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise JSONEncodeError(
                "str is not valid UTF-8: surrogates not allowed"
            ) from None
    else:
        text = encode_buffers.fragment_text(contents)
    e.write(text.replace("\n", " ") if e.one_line else text)
