# SPDX-License-Identifier: MIT
"""Keys of objects: those that are no str, and their order.

src/enc/enc_key.c and enc_sort.c do the same in C.
"""

from jsonde._fallback import (
    datetime_text,
    encode_numpy,
    encode_scalars,
    explain,
    known,
)
from jsonde._fallback.classes import CLASSES, class_of
from jsonde._fallback.errors import JSONEncodeError
from jsonde._fallback.facts import plain_integer, plain_str
from jsonde._fallback.number_text import integer_text
from jsonde._fallback.options import (
    OPT_BIG_INTEGER,
    OPT_CANONICAL,
    OPT_ENUM_NAME,
    OPT_NON_STR_KEYS,
    OPT_SERIALIZE_SUBCLASSES,
    OPT_SKIP_NONE,
    OPT_STRICT_INTEGER,
)

REFUSED = "Dict key must a type serializable with OPT_NON_STR_KEYS"
ACCEPTED = (
    "; it must be str, int, float, bool, None, datetime, date, time, enum, "
    "UUID, or a number or datetime64 of numpy"
)
INTEGER_RANGE = "Dict integer key must be within 64-bit range"


def key_text(e, key):
    """Returns the text (an exact str) of a key that is no exact str."""
    if e.options & OPT_NON_STR_KEYS:
        return convert(e, key)
    refuse_without_option(e, key)


def refuse_without_option(e, key):
    """Raises that a key is no str, and whether the option would let it be
    one: by trying."""
    text = None
    with explain.explaining() as may_ask:
        if may_ask:
            text = try_option(e, key)
    more = "" if text is None else "; use OPT_NON_STR_KEYS"
    explain.raise_key("Dict key must be str", key, more)


def try_option(e, key):
    """Returns the text that a key has with OPT_NON_STR_KEYS, or None."""
    is_too_deep = e.is_too_deep
    e.options |= OPT_NON_STR_KEYS
    try:
        return convert(e, key)
    except MemoryError:
        raise
    except Exception:
        return None
    finally:
        e.options &= ~OPT_NON_STR_KEYS
        e.is_too_deep = is_too_deep


def convert(e, key):
    """Returns the text of any key. Runs user code."""
    if key is None:
        return "null"
    learned = class_of(type(key))
    kind = learned.kind
    if e.options & OPT_ENUM_NAME and learned.beyond == known.ENUM:
        kind = known.ENUM
    if kind in (known.STR, known.STR_SUBCLASS):
        return plain_str(key)
    if kind == known.BOOL:
        return "true" if key else "false"
    if kind in (known.INT, known.INT_SUBCLASS):
        return integer_key(e, key)
    if kind == known.FLOAT:
        return e.leaves[float](key)
    if kind == known.ENUM:
        return enum_key(e, key)
    return convert_other(e, key, kind)


def convert_other(e, key, kind):
    """Returns the text of a key that is a time, a UUID, or of numpy."""
    if kind == known.DATETIME:
        return datetime_text.datetime_text(key, e.options, CLASSES.known)
    if kind == known.DATE:
        return datetime_text.date_text(key)
    if kind == known.TIME:
        return datetime_text.time_text(key, e.options)
    if kind == known.UUID:
        return encode_scalars.uuid_text(key)
    if kind == known.SUBCLASS and e.options & OPT_SERIALIZE_SUBCLASSES:
        return encode_scalars.subclass_text(e, key)
    if kind in (known.NUMPY_NUMBER, known.NUMPY_SCALAR):
        text = encode_numpy.scalar_text(e, key)
        if text is not None:
            return text
    if kind == known.DATETIME64:
        return encode_numpy.datetime64_text(e, key)
    explain.raise_key(REFUSED, key, ACCEPTED)


def integer_key(e, key):
    """Returns the text of a key that is an int."""
    value = plain_integer(key)
    if not -(1 << 63) <= value < 1 << 64:
        if e.options & OPT_BIG_INTEGER:
            return integer_text(value)
        strict = e.options & OPT_STRICT_INTEGER or e.options & OPT_CANONICAL
        more = "" if strict else "; use OPT_BIG_INTEGER"
        explain.raise_key(INTEGER_RANGE, key, more)
    return int.__repr__(value)


def enum_key(e, key):
    """Returns the text of a key that is an enum, by its value or name."""
    value = encode_scalars.enum_value(e, key)
    e.begin_value("Recursion limit reached")
    text = plain_str(value) if type(value) is str else convert(e, value)
    e.default_depth -= 1
    return text


# --------------------------------------------------------------------- order


def utf16_units(pair):
    """Returns what a member is sorted by in RFC 8785."""
    return pair[0].encode("utf-16-be", "surrogatepass")


def code_points(pair):
    """Returns what a member is sorted by with OPT_SORT_KEYS."""
    return pair[0]


def sorted_pairs(e, frame, pairs):
    """Returns the members of a dict with their keys as str, sorted.

    pairs: a list of (key, value). Runs user code.
    """
    converted = False
    for i, (key, value) in enumerate(pairs):
        if type(key) is not str:
            converted = True
            pairs[i] = (key_text(e, key), value)
    canonical = e.options & OPT_CANONICAL
    pairs.sort(key=utf16_units if canonical else code_points)
    if canonical and converted:
        check_unique(e, frame, pairs)
    return pairs


def check_unique(e, frame, pairs):
    """Raises JSONEncodeError where two members have the same key."""
    last = None
    for key, value in pairs:
        if value is None and e.options & OPT_SKIP_NONE:
            continue
        if key == last:
            frame.part = key
            raise_duplicate()
        last = key


def raise_duplicate():
    """Raises the error for two members with the same key."""
    raise JSONEncodeError("OPT_CANONICAL: an object has a key twice")
