# SPDX-License-Identifier: MIT
"""Dataclasses and named tuples. src/enc/enc_dataclass.c does the same in C."""

from jsonde._fallback import classes, encode, encode_keys, known
from jsonde._fallback.errors import JSONEncodeError, raise_from
from jsonde._fallback.options import (
    OPT_CANONICAL,
    OPT_SERIALIZE_NAMEDTUPLE,
    OPT_SKIP_NONE,
)


def put_dataclass(e, o):
    """Writes a dataclass: its fields, its __dict__, or both. Runs user code."""
    learned = classes.class_of(type(o))
    if learned.beyond != known.DATACLASS:
        raise JSONEncodeError("the class of an object has changed")
    is_sorted = e.options & OPT_CANONICAL
    if learned.only_fields and not is_sorted:
        frame = e.enter(o)
        frame.steps = put_fields(e, frame, o, learned)
    elif is_sorted or learned.fields_first:
        made = collect(e, o, learned)
        encode.put_made_dict(e, made, o, not is_sorted)
    else:
        encode.put_made_dict(e, read_dict(o), None, True)


def is_left_out(e, field, value):
    """Tells whether a field is left out because its value is None."""
    if value is not None:
        return False
    return field.omit == classes.IF_NONE or e.options & OPT_SKIP_NONE


def put_fields(e, frame, o, learned):
    """Writes the fields of a dataclass as an object."""
    member = encode.Members(e, frame)
    for field in learned.fields:
        if field.omit == classes.ALWAYS:
            continue
        frame.part = field.name
        value = classes.read_attribute(o, field.attribute)
        if not is_left_out(e, field, value):
            yield from member(field.name, value)
    member.end()


def collect(e, o, learned):
    """Returns the members of a dataclass as a new dict."""
    if learned.only_fields:
        return collect_fields(e, o, learned)
    attributes = read_dict(o)
    made = collect_fields(e, o, learned) if learned.fields_first else {}
    size = len(attributes)
    try:
        for key, value in attributes.items():
            if type(key) is str and key[:1] == "_":
                continue
            if key not in made:
                made[key] = value
            if len(attributes) != size:
                raise RuntimeError
    except RuntimeError:
        message = "dict changed its size while it was being encoded"
        raise JSONEncodeError(message) from None
    except BaseException as error:
        raise_from("an attribute cannot be read", error)
    return made


def collect_fields(e, o, learned):
    """Returns the fields of a dataclass as a new dict."""
    made = {}
    for field in learned.fields:
        if field.omit == classes.ALWAYS:
            continue
        e.extra = (field.name,)
        value = classes.read_attribute(o, field.attribute)
        if is_left_out(e, field, value):
            continue
        if field.name in made:
            encode_keys.raise_duplicate()
        made[field.name] = value
    e.extra = ()
    return made


def read_dict(o):
    """Returns the __dict__ of a dataclass's object. Runs user code."""
    attributes = classes.read_attribute(o, "__dict__")
    if type(attributes) is not dict:
        raise JSONEncodeError("__dict__ of a dataclass is no dict")
    return attributes


def put_namedtuple(e, o):
    """Writes a named tuple as an object, or as an array. Runs user code."""
    if e.options & OPT_SERIALIZE_NAMEDTUPLE:
        learned = classes.class_of(type(o))
        names = [field.name for field in learned.fields]
        made = dict(zip(names, tuple.__iter__(o)))
        encode.put_made_dict(e, made, o, False)
    elif e.default is None:
        encode.put_tuple(e, o)
    else:
        e.by_default(o)
