# SPDX-License-Identifier: MIT
"""A reference of dumps() in plain Python, written from docs/dumps.md: text(value,
option, indent). It shares no code with the encoder."""

import base64
import dataclasses
import datetime as dt
import decimal
import enum
import json
import math
import uuid

import jsonde

HTML = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
UNITS = ((86400, "D"), (3600, "H"), (60, "M"))


class Refused(Exception):
    """dumps() must raise a JSONEncodeError."""


def has(option, *names):
    return any(option & getattr(jsonde, "OPT_" + name) for name in names)


def float_text(x):
    """Returns the digits of repr(), with an exponent below 1e-5 and from 1e16 on."""
    sign, digits, exponent = decimal.Decimal(repr(x)).as_tuple()
    e = len(digits) - 1 + exponent
    digits = "".join(map(str, digits)).rstrip("0")
    minus = "-" if sign else ""
    if x == 0:
        return minus + "0.0"
    if not -5 <= e < 16:
        point = "." if len(digits) > 1 else ""
        return f"{minus}{digits[0]}{point}{digits[1:]}e{e:+d}"
    if e < 0:
        return f"{minus}0.{'0' * (-e - 1)}{digits}"
    digits = digits.ljust(e + 1, "0")
    return f"{minus}{digits[: e + 1]}.{digits[e + 1 :] or '0'}"


def number(x, option):
    if math.isfinite(x):
        return float_text(x)
    if has(option, "NAN_ERROR"):
        raise Refused(x)
    if has(option, "NAN_LITERAL"):
        return json.dumps(x)
    return "null"


def integer(x, option):
    if has(option, "STRICT_INTEGER") and abs(x) >= 2**53:
        raise Refused(x)
    if not -(2**63) <= x < 2**64 and not has(option, "BIG_INTEGER"):
        raise Refused(x)
    return int.__repr__(x)


def escaped(c):
    units = c.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def string(s, option):
    lone = any("\ud800" <= c <= "\udfff" for c in s)
    if lone and not has(option, "LONE_SURROGATES"):
        raise Refused(s)
    text = json.dumps(str.__str__(s), ensure_ascii=False)
    if has(option, "HTML_SAFE"):
        for c, escape in HTML.items():
            text = text.replace(c, escape)
    first = "\x80" if has(option, "ENSURE_ASCII") else "\ud800"
    last = "\U0010ffff" if has(option, "ENSURE_ASCII") else "\udfff"
    return "".join(
        escaped(c) if first <= c <= last else c for c in text
    )


def fraction(microsecond, option):
    if has(option, "OMIT_MICROSECONDS"):
        return ""
    if has(option, "MILLISECONDS"):
        return f".{microsecond // 1000:03d}"
    return f".{microsecond:06d}" if microsecond else ""


def time_text(t, option):
    clock = f"{t.hour:02d}:{t.minute:02d}:{t.second:02d}"
    return clock + fraction(t.microsecond, option)


def datetime_text(t, option):
    """Offsets are whole minutes here."""
    offset = t.utcoffset()
    if has(option, "EPOCH_SECONDS", "EPOCH_MILLISECONDS"):
        if offset is None and not has(option, "NAIVE_UTC"):
            raise Refused(t)
        since = t.replace(tzinfo=None) - dt.datetime(1970, 1, 1)
        since -= offset or dt.timedelta()
        unit = dt.timedelta(seconds=1)
        if has(option, "EPOCH_MILLISECONDS"):
            unit = dt.timedelta(milliseconds=1)
        return str(since // unit)
    text = f"{date_text(t)}T{time_text(t, option)}"
    if offset is None and not has(option, "NAIVE_UTC"):
        return text
    minutes = (offset or dt.timedelta()) // dt.timedelta(minutes=1)
    if minutes == 0 and has(option, "UTC_Z"):
        return text + "Z"
    sign, minutes = "-" if minutes < 0 else "+", abs(minutes)
    return f"{text}{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def date_text(d):
    return f"{d.year:04d}-{d.month:02d}-{d.day:02d}"


def duration(delta):
    sign, delta = ("-", -delta) if delta < dt.timedelta() else ("", delta)
    seconds = delta.days * 86400 + delta.seconds
    parts = []
    for size, unit in UNITS:
        count, seconds = divmod(seconds, size)
        parts.append(f"{count}{unit}" if count else "")
        if unit == "D":
            parts.append("T")
    rest = f".{delta.microseconds:06d}".rstrip("0").rstrip(".")
    if seconds or rest or not any(p for p in parts if p != "T"):
        parts.append(f"{seconds}{rest}S")
    return f"{sign}P" + "".join(parts).rstrip("T")


def bytes_text(data, option):
    if has(option, "BYTES_BASE64"):
        return base64.b64encode(data).decode()
    if has(option, "BYTES_BASE64URL"):
        return base64.urlsafe_b64encode(data).decode()
    if has(option, "BYTES_HEX"):
        return data.hex()
    if has(option, "BYTES_UTF8"):
        try:
            return data.decode()
        except UnicodeDecodeError:
            raise Refused(data) from None
    raise Refused(data)


def key_text(key, option):
    if isinstance(key, str) and type(key) is str:
        return key
    if not has(option, "NON_STR_KEYS"):
        raise Refused(key)
    if key is None or type(key) is bool:
        return json.dumps(key)
    if isinstance(key, enum.Enum):
        return key_text(key.value, option)
    if type(key) is int:
        if not -(2**63) <= key < 2**64 and not has(option, "BIG_INTEGER"):
            raise Refused(key)
        return str(key)
    if type(key) is float:
        return number(key, option)
    if type(key) is dt.datetime:
        return datetime_text(key, option)
    if type(key) is dt.date:
        return date_text(key)
    if type(key) is dt.time:
        return time_text(key, option)
    if type(key) is uuid.UUID:
        return str(key)
    raise Refused(key)


class Writer:
    def __init__(self, option, indent):
        self.option = option
        self.indent = indent
        if indent is None and has(option, "INDENT_2"):
            self.indent = "  "

    def container(self, begin, items, end, depth):
        if not items:
            return begin + end
        if self.indent is None:
            return begin + ",".join(items) + end
        inner = "\n" + self.indent * (depth + 1)
        outer = "\n" + self.indent * depth
        return begin + inner + f",{inner}".join(items) + outer + end

    def array(self, items, depth):
        return self.container(
            "[", [self.value(item, depth + 1) for item in items], "]", depth
        )

    def members(self, pairs, depth, is_sorted):
        option = self.option
        colon = ":" if self.indent is None else ": "
        skip = has(option, "SKIP_NONE")
        # Keys are checked and sorted before anything is written.
        pairs = [(key_text(k, option), v) for k, v in pairs]
        pairs = [(k, v) for k, v in pairs if not (skip and v is None)]
        if is_sorted:
            pairs.sort(key=lambda pair: pair[0])
        written = []
        for key, value in pairs:
            text = string(key_text(key, option), option)
            written.append(text + colon + self.value(value, depth + 1))
        return self.container("{", written, "}", depth)

    def value(self, value, depth=0):
        for kinds, write in self.KINDS:
            if isinstance(value, kinds):
                return write(self, value, depth)
        if dataclasses.is_dataclass(value):
            return self.a_dataclass(value, depth)
        raise Refused(value)

    def a_dataclass(self, value, depth):
        pairs = vars(value).items()
        pairs = [(k, v) for k, v in pairs if not k.startswith("_")]
        return self.members(pairs, depth, False)

    def a_decimal(self, value, depth):
        if has(self.option, "DECIMAL_STR"):
            return string(str(value), self.option)
        if has(self.option, "DECIMAL") and value.is_finite():
            return str(value)
        raise Refused(value)

    def a_timedelta(self, value, depth):
        if not has(self.option, "SERIALIZE_TIMEDELTA"):
            raise Refused(value)
        return f'"{duration(value)}"'

    def a_datetime(self, value, depth):
        text = datetime_text(value, self.option)
        epoch = has(self.option, "EPOCH_SECONDS", "EPOCH_MILLISECONDS")
        return text if epoch else f'"{text}"'

    def a_tuple(self, value, depth):
        if hasattr(value, "_fields"):
            if not has(self.option, "SERIALIZE_NAMEDTUPLE"):
                raise Refused(value)
            return self.members(zip(value._fields, value), depth, False)
        return self.array(value, depth)

    def a_dict(self, value, depth):
        is_sorted = has(self.option, "SORT_KEYS")
        return self.members(value.items(), depth, is_sorted)

    # The order matters: a bool is an int, and a datetime is a date.
    KINDS = [
        (type(None), lambda w, v, depth: "null"),
        (bool, lambda w, v, depth: json.dumps(v)),
        (enum.Enum, lambda w, v, depth: w.value(v.value, depth)),
        (int, lambda w, v, depth: integer(v, w.option)),
        (float, lambda w, v, depth: number(v, w.option)),
        (str, lambda w, v, depth: string(v, w.option)),
        (tuple, a_tuple),
        (list, lambda w, v, depth: w.array(v, depth)),
        (dict, a_dict),
        (dt.datetime, a_datetime),
        (dt.date, lambda w, v, depth: f'"{date_text(v)}"'),
        (dt.time, lambda w, v, depth: f'"{time_text(v, w.option)}"'),
        (dt.timedelta, a_timedelta),
        (uuid.UUID, lambda w, v, depth: f'"{v}"'),
        (decimal.Decimal, a_decimal),
        (
            (bytes, bytearray, memoryview),
            lambda w, v, depth: string(
                bytes_text(bytes(v), w.option), w.option
            ),
        ),
        (jsonde.Fragment, lambda w, v, depth: v.contents),
    ]


def text(value, option, indent):
    """Returns the document as a str, or raises Refused."""
    written = Writer(option, indent).value(value)
    return written + "\n" if has(option, "APPEND_NEWLINE") else written
