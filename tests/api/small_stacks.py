# SPDX-License-Identifier: MIT
"""Threads with small stacks, and values nested as deeply as dumps() allows, for
test_cstack.py."""

import dataclasses
import enum
import io
import threading
import types
from collections import deque, namedtuple

import jsonde

TOO_DEEP = (
    "Recursion limit reached",
    "default serializer exceeds recursion limit",
)


def is_refusal(error):
    """Returns whether an error is a RecursionError or jsonde's error for it."""
    while error is not None:
        if isinstance(error, RecursionError):
            return True
        if str(error).startswith(TOO_DEEP):
            return True
        error = error.__cause__ or error.__context__
    return False


def in_thread(kilobytes, call, *arguments):
    """Calls a function in a thread with a small stack. CPython's own first-time
    work is done before."""
    if call is dump_all:
        count_all(*arguments, 20)
    try:
        threading.stack_size(kilobytes * 1024)
    except ValueError:  # less than this build of CPython needs
        return print("no thread")
    thread = threading.Thread(target=call, args=arguments)
    thread.start()
    thread.join()


# ------------------------------------------------------------- nested values

DEPTH = 253


def nest(wrap, depth, value=1):
    for _ in range(depth):
        value = wrap(value)
    return value


@dataclasses.dataclass
class Open:
    b: object
    a: int = 2


@dataclasses.dataclass
class Slots:
    __slots__ = ("b", "a")
    b: object
    a: int


@dataclasses.dataclass
class Private:
    """_c is not set, so that another loop reads __dict__."""

    b: object
    a: int = 2
    _c: int = 3


Pair = namedtuple("Pair", "b a")


class Table(dict):
    pass


class Wrapped:
    def __init__(self, inner):
        self.inner = inner


def deep_enum(depth):
    """Each two levels have a member between them, whose value is the inner level."""

    def wrap(value):
        return [next(iter(enum.Enum("Kind", {"A": value})))]

    return nest(wrap, depth)


def unwrap(o):
    return o.inner


def default_of(depth):
    return nest(lambda v: Wrapped([v]), depth)


COLLECTIONS = jsonde.OPT_SERIALIZE_COLLECTIONS
ALL_SORTED = jsonde.OPT_SORT_KEYS | jsonde.OPT_NON_STR_KEYS


def object_text(kind, depth):
    pairs = '"a":2,"b":' if kind == "sorted" else '"b":'
    tail = ',"a":2}' if kind == "fields" else "}"
    return ("{" + pairs) * depth + "1" + tail * depth


def array_text(depth, tail="]"):
    return "[" * depth + "1" + tail * depth


# NAME: (make(depth), option, text(depth))
NESTED = {
    "list": (lambda n: nest(lambda v: [v], n), 0, array_text),
    "tuple": (lambda n: nest(lambda v: (v,), n), 0, array_text),
    "dict": (
        lambda n: nest(lambda v: {"b": v}, n),
        0,
        lambda n: object_text("plain", n),
    ),
    "sorted": (
        lambda n: nest(lambda v: {"b": v, "a": 2}, n),
        jsonde.OPT_SORT_KEYS,
        lambda n: object_text("sorted", n),
    ),
    "sorted keys": (
        lambda n: nest(lambda v: {"b": v, "a": 2}, n),
        ALL_SORTED,
        lambda n: object_text("sorted", n),
    ),
    "canonical": (
        lambda n: nest(lambda v: {"b": v, "a": 2}, n),
        jsonde.OPT_CANONICAL,
        lambda n: object_text("sorted", n),
    ),
    "dataclass": (
        lambda n: nest(Open, n),
        0,
        lambda n: object_text("fields", n),
    ),
    "dataclass by SORT_KEYS": (
        lambda n: nest(Open, n),
        jsonde.OPT_SORT_KEYS,
        lambda n: object_text("fields", n),
    ),
    "slots": (
        lambda n: nest(lambda v: Slots(v, 2), n),
        0,
        lambda n: object_text("fields", n),
    ),
    "slots canonical": (
        lambda n: nest(lambda v: Slots(v, 2), n),
        jsonde.OPT_CANONICAL,
        lambda n: object_text("sorted", n),
    ),
    "private": (
        lambda n: nest(Private, n),
        0,
        lambda n: object_text("fields", n),
    ),
    "namedtuple": (
        lambda n: nest(lambda v: Pair(v, 2), n),
        jsonde.OPT_SERIALIZE_NAMEDTUPLE,
        lambda n: object_text("fields", n),
    ),
    "subclass": (
        lambda n: nest(lambda v: Table(b=v), n),
        0,
        lambda n: object_text("plain", n),
    ),
    "int keys": (
        lambda n: nest(lambda v: {1: v}, n),
        jsonde.OPT_NON_STR_KEYS,
        lambda n: object_text("plain", n).replace("b", "1"),
    ),
    "converted keys": (
        lambda n: nest(lambda v: {None: v}, n),
        jsonde.OPT_NON_STR_KEYS,
        lambda n: object_text("plain", n).replace("b", "null"),
    ),
    "enum": (deep_enum, 0, array_text),
    "default": (default_of, 0, array_text),
    "default sorted": (default_of, jsonde.OPT_SORT_KEYS, array_text),
    "mapping": (
        lambda n: nest(lambda v: types.MappingProxyType({"b": v}), n),
        COLLECTIONS,
        lambda n: object_text("plain", n),
    ),
    "iterable": (lambda n: nest(lambda v: deque([v]), n), COLLECTIONS, array_text),
}
# Each level needs an extra call of default(), or a member of an enum.
BY_ANOTHER_VALUE = ("enum", "default", "default sorted")
MUST_FIT = ("list", "tuple", "dict", "sorted", "canonical")


def entry_points(value, option, indent, default):
    """Returns the calls that encode a value. Each returns the text."""

    def into():
        target = bytearray(4_000_000)
        end = jsonde.dumps_into(
            value, target, default=default, option=option, indent=indent
        )
        return bytes(target[:end])

    def file():
        made = io.BytesIO()
        jsonde.dump(value, made, default, option, indent=indent)
        return made.getvalue()

    def text():
        return jsonde.dumps_str(
            value, default, option, indent=indent
        ).encode()

    def plain():
        return jsonde.dumps(value, default, option, indent=indent)

    return plain, text, into, file


CALLS = 8  # entry points, with and without indentation


def count_all(name, depth=DEPTH):
    """Returns how many entry points return the text, and how many refuse the depth."""
    make, option, text = NESTED[name]
    value, want = make(depth), text(depth).encode()
    # A collection class outside of the standard library is passed to default.
    default = None if option == COLLECTIONS else unwrap
    right = refused = 0
    for indent in (None, None if option & jsonde.OPT_CANONICAL else 1):
        for call in entry_points(value, option, indent, default):
            try:
                got = call()
            except (RecursionError, jsonde.JSONEncodeError) as error:
                assert is_refusal(error), error
                refused += 1
                continue
            if indent is not None:
                got = b"".join(got.split())
            assert got == want
            right += 1
    return right, refused


def dump_all(name):
    print(*count_all(name))


MOST = 1024  # nested containers that dumps() allows


def fits(value, option, indent):
    """Returns whether dumps() writes a value."""
    try:
        jsonde.dumps(value, None, option, indent=indent)
    except (RecursionError, jsonde.JSONEncodeError) as error:
        assert is_refusal(error), error
        return False
    return True


def print_deepest(name):
    """Prints how many levels this thread's stack can take, with and without
    indentation."""
    make, option, _ = NESTED[name]
    for indent in (None, None if option & jsonde.OPT_CANONICAL else 1):
        low, high = 1, MOST
        while low < high:
            middle = (low + high + 1) // 2
            if fits(make(middle), option, indent):
                low = middle
            else:
                high = middle - 1
        print(low)
