# SPDX-License-Identifier: MIT
"""Checks dumps(): the bytes describe an object tree, which a reference in Python
writes equally. dumps_str(), dumps_into() and dump() write equal text or fail with
equal errors."""

import array
import collections
import dataclasses
import datetime as dt
import decimal
import enum
import io
import struct
import uuid

import jsonde
from oracle import demand, demand_no_leak, option_of, outcome
from reference_dumps import Refused, text

OPTIONS = [
    getattr(jsonde, name)
    for name in jsonde.__all__
    if name.startswith("OPT_")
    and name not in ("OPT_JSONC", "OPT_UNIQUE_KEYS")
    and getattr(jsonde, name)
]
# With these the reference does not know the result.
NO_REFERENCE = (
    jsonde.OPT_CANONICAL
    | jsonde.OPT_PASSTHROUGH_DATACLASS
    | jsonde.OPT_PASSTHROUGH_DATETIME
    | jsonde.OPT_PASSTHROUGH_SUBCLASS
    | jsonde.OPT_SERIALIZE_BUFFER
    | jsonde.OPT_SERIALIZE_NUMPY
    | jsonde.OPT_BUFFER_BASE64
    | jsonde.OPT_SERIALIZE_COLLECTIONS
    | jsonde.OPT_SERIALIZE_SUBCLASSES
    | jsonde.OPT_BYTES_NUMBERS
    | jsonde.OPT_ENUM_NAME
    | jsonde.OPT_PASSTHROUGH_ENUM
)
# With these the output of dumps() can be read back.
READ = jsonde.OPT_NAN_LITERAL | jsonde.OPT_BIG_INTEGER | jsonde.OPT_DECIMAL
READ |= jsonde.OPT_LONE_SURROGATES
INDENTS = [None, None, None, "", " ", "   ", "\t", " " * 17]
MOST_ITEMS = 12
DEEPEST = 40
FRAGMENT = '[1, "\u20ac"]'.encode()


@dataclasses.dataclass
class Point:
    x: object
    y: object
    _hidden: int = 1


@dataclasses.dataclass
class Empty:
    pass


class Color(enum.Enum):
    RED = "red \u20ac"
    BLUE = 7
    PAIR = (1, None)


class Number(enum.IntEnum):
    ONE = 1


class MyStr(str):
    pass


class MyInt(int):
    pass


class MyList(list):
    pass


class MyDict(dict):
    pass


Pair = collections.namedtuple("Pair", "first second")


class Source:
    """A tree made of bytes. After their end it reads zeros."""

    def __init__(self, data):
        self.data = data
        self.at = 0
        self.odd = False  # a type that the reference does not know
        self.is_deep = False
        self.texts = [""]

    def bytes(self, n):
        taken = self.data[self.at : self.at + n]
        self.at += n
        return taken.ljust(n, b"\0")

    def integer(self, n=1):
        return int.from_bytes(self.bytes(n), "little")

    def signed(self, n):
        return int.from_bytes(self.bytes(n), "little", signed=True)

    def string(self):
        """Returns a str of any width, which may be an earlier one."""
        kind = self.integer()
        if kind & 7 == 7:
            return self.texts[kind // 8 % len(self.texts)]
        raw = self.bytes(self.integer() % 80)
        codec = ("ascii", "utf-8", "latin-1", "utf-16-le", "utf-32-le")
        codec = codec[kind & 7 if kind & 7 < 5 else 1]
        errors = "replace" if codec == "ascii" else "surrogatepass"
        if codec == "latin-1":
            errors = "strict"
        try:
            made = raw.decode(codec, errors)
        except UnicodeDecodeError:
            made = raw.decode("latin-1")
        if kind & 64:
            made *= 1 + kind // 128 * 9
        self.texts.append(made)
        return made

    def count(self):
        return self.integer() % MOST_ITEMS

    def date(self):
        return dt.date.fromordinal(1 + self.integer(4) % 3_652_059)

    def time(self):
        seconds, micro = self.integer(3) % 86400, self.integer(3) % 1_000_000
        kind = self.integer()
        if kind & 1:
            micro = (0, 1, micro // 1000 * 1000, micro // 1000 * 1000 + 999)[
                kind // 2 % 4
            ]
        clock = seconds // 3600, seconds // 60 % 60, seconds % 60
        return dt.time(*clock, micro)

    def zone(self):
        kind = self.integer()
        if kind & 3 == 0:
            return None
        if kind & 3 == 1:
            return dt.timezone.utc
        minutes = self.integer(2) % 2879 - 1439
        return dt.timezone(dt.timedelta(minutes=minutes))

    def datetime(self):
        day, clock, zone = self.date(), self.time(), self.zone()
        return dt.datetime.combine(day, clock, zone)

    def decimal(self):
        digits = tuple(b % 10 for b in self.bytes(1 + self.count()))
        kind = self.integer()
        if kind > 250:
            return decimal.Decimal(("NaN", "Infinity", "-0")[kind % 3])
        return decimal.Decimal((kind & 1, digits, self.signed(1)))

    def buffer(self):
        items = array.array("bBhHiIqQfd"[self.integer() % 10])
        items.frombytes(self.bytes(self.count() * items.itemsize))
        self.odd = self.odd or items.itemsize > 1 or items.typecode == "b"
        view = memoryview(items)
        step = self.integer()
        if step & 1:
            self.odd = True
            view = view[:: step % 4 - 2 or 1]
        return view

    def key(self):
        kind = self.integer()
        if kind < 200:
            return self.string()
        keys = [
            lambda: None,
            lambda: bool(self.integer() & 1),
            lambda: self.signed(9),
            self.float,
            self.date,
            self.datetime,
            self.time,
            self.uuid,
            lambda: list(Color)[self.integer() % 2],
        ]
        return keys[kind % len(keys)]()

    def float(self):
        return struct.unpack("d", self.bytes(8))[0]

    def uuid(self):
        return uuid.UUID(bytes=self.bytes(16))

    def items(self, depth):
        return [self.value(depth + 1) for _ in range(self.count())]

    def members(self, depth):
        return {
            self.key(): self.value(depth + 1) for _ in range(self.count())
        }

    def same_shapes(self, depth):
        """Records with equal keys, for shapes and remembered orders."""
        keys = [self.string() for _ in range(self.count())]
        return [
            {key: self.value(depth + 2) for key in keys}
            for _ in range(1 + self.count() % 4)
        ]

    def deep(self, depth):
        """Close to the limit of depth. An indented one writes megabytes, so a tree has
        at most one, and a short indent."""
        self.odd = True
        value = self.value(DEEPEST)
        if self.is_deep:
            return value
        self.is_deep = True
        for i in range(1018 + self.count() - depth):
            value = {"k": value} if i % 3 == 0 else [value]
        return value

    def odd_value(self, depth):
        self.odd = True
        kind = self.integer() % 5
        if kind == 0:
            return set(range(self.count()))
        if kind == 1:
            return collections.deque(self.items(depth))
        if kind == 2:
            return iter(self.items(depth))
        return {1: 2}.keys() if kind == 3 else object()

    def value(self, depth=0):
        kind = self.integer() % 40
        if depth >= DEEPEST and kind in CONTAINERS:
            return kind
        return MAKERS[kind % len(MAKERS)](self, depth)


MAKERS = [
    lambda s, depth: None,
    lambda s, depth: True,
    lambda s, depth: False,
    lambda s, depth: s.signed(1),
    lambda s, depth: s.signed(4),
    lambda s, depth: s.signed(8),
    lambda s, depth: s.integer(8),
    lambda s, depth: s.signed(12),
    lambda s, depth: s.float(),
    lambda s, depth: s.signed(3) / 1000,
    lambda s, depth: s.string(),
    lambda s, depth: s.string(),
    lambda s, depth: s.items(depth),
    lambda s, depth: tuple(s.items(depth)),
    lambda s, depth: s.members(depth),
    lambda s, depth: s.members(depth),
    lambda s, depth: s.same_shapes(depth),
    lambda s, depth: s.datetime(),
    lambda s, depth: s.date(),
    lambda s, depth: s.time(),
    lambda s, depth: s.uuid(),
    lambda s, depth: list(Color)[s.integer() % 3],
    lambda s, depth: Number.ONE,
    lambda s, depth: Point(s.value(depth + 1), s.value(depth + 1)),
    lambda s, depth: Empty(),
    lambda s, depth: bytes(s.bytes(s.integer() % 70)),
    lambda s, depth: bytearray(s.bytes(s.count())),
    lambda s, depth: s.buffer(),
    lambda s, depth: s.decimal(),
    lambda s, depth: dt.timedelta(s.signed(3) % 999_999, s.signed(4)),
    lambda s, depth: dt.timedelta(microseconds=s.signed(6)),
    lambda s, depth: MyStr(s.string()),
    lambda s, depth: MyInt(s.signed(8)),
    lambda s, depth: MyList(s.items(depth)),
    lambda s, depth: MyDict(s.members(depth)),
    lambda s, depth: Pair(s.value(depth + 1), s.value(depth + 1)),
    lambda s, depth: jsonde.Fragment(FRAGMENT.decode()),
    lambda s, depth: s.deep(depth),
    lambda s, depth: s.odd_value(depth),
    lambda s, depth: [s.float() for _ in range(4 * s.count())],
]
CONTAINERS = {12, 13, 14, 15, 16, 23, 33, 34, 35, 37, 38}


def dump(value, *arguments, **named):
    sink = io.BytesIO()
    jsonde.dump(value, sink, *arguments, **named)
    return sink.getvalue()


def dumps_str(*arguments, **named):
    made = jsonde.dumps_str(*arguments, **named)
    return made.encode("utf-8", "surrogatepass")


def check_others(make, named, want):
    """make() makes the tree again, because iterators are used up."""
    for function in (dumps_str, dump):
        got = outcome(function, make(), **named)
        demand(got[:2] == want[:2], function.__name__, named, want, got)
    if want[0] == "error":
        return
    room = bytearray(b"#" * (len(want[2]) + 8))
    end = jsonde.dumps_into(make(), room, offset=3, **named)
    demand(end == len(want[2]) + 3, "dumps_into()", end, want)
    demand(room == b"###" + want[2] + b"#####", "dumps_into()", room, want)
    if want[2]:
        room = bytearray(len(want[2]) - 1)
        got = outcome(jsonde.dumps_into, make(), room, **named)
        demand(got[0] == "error", "dumps_into()", got)
        demand(not any(room), "dumps_into() wrote", room)


def check_reference(value, option, indent, got):
    try:
        want = text(value, option, indent).encode()
    except Refused as refused:
        demand(got[0] == "error", "refused", refused.args, got)
        return
    demand(got[0] == "value", "accepted", want, got)
    demand(got[2] == want, "reference", want, got[2])


def check(data):
    source = Source(data)
    # Few options at once, because all together contradict each other.
    option = option_of(source.integer(6), OPTIONS)
    option &= option_of(source.integer(6), OPTIONS)
    indent = INDENTS[source.integer() % len(INDENTS)]
    start = source.at
    named = dict(option=option, indent=indent)
    if outcome(jsonde.dumps, None, **named)[0] == "error":
        return
    value = source.value()
    if source.is_deep and indent:
        named["indent"] = indent = indent[:2]
    odd = source.odd

    def make():
        again = Source(data)
        again.at = start
        return again.value()

    want = outcome(jsonde.dumps, value, **named)
    check_others(make, named, want)
    demand_no_leak(jsonde.dumps, value, **named)
    # A fragment is not counted as a level, and loads() may refuse the last one.
    if want[0] == "value" and not (source.is_deep and FRAGMENT in want[2]):
        jsonde.loads(want[2], option=READ)
    if not odd and not option & NO_REFERENCE:
        check_reference(value, option, indent, want)
