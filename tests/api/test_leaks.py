# SPDX-License-Identifier: MIT
"""References, memory and copies that must not remain after a call."""

import array
import atexit
import functools
import io
import os
import sys

import pytest
from conftest import child_output, options, outcome
from jsonde import (
    OPT_JSONC,
    OPT_STRICT_INTEGER,
    dump,
    dumps,
    load,
    loads,
    loads_array,
    loads_next,
    loads_partial,
)

WIDE = ["caf\xe9" * 50, "\u20ac" * 50, "\U0001f600" * 50, "a" * 50]


def fresh(text):
    """Returns a str without other references."""
    return "".join(list(text))


@pytest.mark.parametrize("text", WIDE, ids=ascii)
def test_no_utf8_copy(text):
    value = fresh(text)
    document = fresh(f'["{text}", {{"{text}": "{text}"}}]')
    sizes = sys.getsizeof(value), sys.getsizeof(document)
    dumps([value, {value: value}])
    loads(document)
    outcome(loads, document[:-1])
    outcome(loads, value)
    outcome(dumps, [value, object()])
    assert (sys.getsizeof(value), sys.getsizeof(document)) == sizes
    for made in loads(document)[0], loads(document.encode())[0]:
        assert made == value and sys.getsizeof(made) == sizes[0]


def test_result_has_its_own_size():
    for n in [
        *range(0, 300),
        *range(900, 1100),
        *range(8000, 8400),
        10**5,
        10**6,
    ]:
        for value in ("x" * n, [1] * (n // 2), "\u20ac" * (n // 3)):
            data = dumps(value)
            assert sys.getsizeof(data) == sys.getsizeof(bytes(len(data)))


def test_containers_have_their_own_size():
    for n in range(1, 70):
        made = loads("[" + ",".join("1" * n) + "]")
        assert sys.getsizeof(made) <= sys.getsizeof([None] * n) + 8


class Thing:
    pass


THING = Thing()
LIST, DICT, TUPLE = [THING], {"k": THING}, (THING, 2**70)
TEXT, BROKEN = fresh('["\u20ac"]'), fresh('["\u20ac"')
BYTES, BAD = TEXT.encode(), b'["\xe2\x82"]' + bytes(9)
LONE, BIG, KEYS = fresh("x\ud800"), 2**70, {fresh("k") + "1": 1, 5: 6}
VIEW, STEP, GONE = memoryview(BYTES), memoryview(BYTES)[::2], memoryview(BYTES)
GONE.release()
HELD = [THING, LIST, DICT, TUPLE, TEXT, BROKEN, BYTES, BAD, LONE, BIG, KEYS]
HELD += [VIEW, STEP, GONE]
ARRAYS = bytearray(fresh("[[1],[2,3],[],4]").encode())
POINTERS = [fresh("/") + "*", fresh("/") + "1", fresh("/9") + "/9"]
HELD += [ARRAYS, POINTERS, *POINTERS]


def fail(o):
    raise ValueError(o)


CALLS = {
    "dumps": lambda: dumps([LIST, DICT, TUPLE[:1]], lambda o: TEXT),
    "dumps text": lambda: dumps([TEXT, {TEXT: TEXT}]),
    "no default": lambda: dumps([LIST, DICT, TUPLE]),
    "default fails": lambda: dumps([DICT, LIST], fail),
    "default not callable": lambda: dumps([DICT, LIST], THING),
    "default too deep": lambda: dumps([LIST], lambda o: o),
    "default nests": lambda: dumps([DICT], lambda o: [o]),
    "too big": lambda: dumps([1, BIG]),
    "strict": lambda: dumps([2**60], option=OPT_STRICT_INTEGER),
    "lone surrogate": lambda: dumps([TEXT, {"a": LONE}]),
    "lone surrogate key": lambda: dumps([TEXT, {LONE: 1}]),
    "key": lambda: dumps([KEYS]),
    "long": lambda: dumps([TEXT * 9000, THING]),
    "bad option": lambda: dumps(LIST, option=BIG),
    "bad call": lambda: dumps(LIST, x=LIST),
    "loads": lambda: [loads(o) for o in (TEXT, BYTES, VIEW, bytearray(BYTES))],
    "loads fails": lambda: loads(BROKEN),
    "loads bad bytes": lambda: loads(BAD),
    "loads lone": lambda: loads(LONE),
    "loads deep": lambda: loads("[" * 2000),
    "loads object": lambda: loads('{"a":{"b":[1,"\u20ac",{"c":2.5}]},"d":'),
    "loads numbers": lambda: loads(
        "[1e5,123456789012,18446744073709551616,1e999]"
    ),
    "loads strings": lambda: loads(
        '["\\u20ac\\n","\\ud83d\\ude00","\\ud800"]'
    ),
    "loads keys": lambda: loads('{"\\u20ac":1,"\\u20ac":2,"\\ud800":1}'),
    "loads literal": lambda: loads('[true,false,null,"a",nul]'),
    "not text": lambda: loads(THING),
    "released": lambda: loads(GONE),
    "not contiguous": lambda: loads(STEP),
    "loads bad option": lambda: loads(TEXT, option=BIG),
    "loads_next": lambda: [loads_next(o) for o in (TEXT, BYTES, VIEW)],
    "loads_next bad pos": lambda: loads_next(BYTES, 99),
    "loads_next bad call": lambda: loads_next(TEXT, THING),
    "arrays": lambda: loads_array(ARRAYS, pointer=POINTERS[:2]),
    "arrays into": lambda: loads_array(
        ARRAYS, "B", pointer=POINTERS[0], into=bytearray(9)
    ),
    "arrays fail": lambda: loads_array(ARRAYS, pointer=POINTERS),
    "arrays of no text": lambda: loads_array(THING, pointer=POINTERS),
    "arrays bad pointer": lambda: loads_array(
        ARRAYS, pointer=(POINTERS[0], BROKEN)
    ),
    "arrays not a pointer": lambda: loads_array(
        ARRAYS, pointer=[POINTERS[0], THING]
    ),
    "load": lambda: load(io.BytesIO(BYTES)),
    "load fails": lambda: load(io.StringIO(BROKEN)),
    "no file": lambda: load("/none/\u20ac"),
    "not a file": lambda: load(THING),
}

# Reads a document with each reading function and these options.
READ = [
    ("DECIMAL", "[1.5,-0.0,123456789012345678901]"),
    ("DECIMAL", "[1.5,1e]"),
    ("DECIMAL", "[1.5," + "1e" + "9" * 30),
    ("BIG_INTEGER", "[" + "9" * 99),
    ("BIG_INTEGER", "[1," + "9" * 9999),
    ("BIG_INTEGER", "9" * 9999 + "]"),
    ("NAN_LITERAL", "[NaN,-Infinity,Infinity]"),
    ("NAN_LITERAL", "[NaN,-Inf"),
    ("UNIQUE_KEYS", '{"a":1,"\u20ac":{},"c":[2'),
    ("UNIQUE_KEYS", '{"a":1,"a"'),
    ("LONE_SURROGATES", '["\\ud800\u20ac'),
    ("LONE_SURROGATES", '["\\udc00\\x'),
    ("JSONC", "[1, /* \u20ac */ 2,] // x"),
    ("JSONC", '["\u20ac", /* x'),
    ("JSONC", "[1, // x\n2}"),
    ("JSONC DECIMAL", "[1.5,] 1"),
    ("", '["\u20ac'),
    ("", '{"a":{"b":[1,"\u20ac",tr'),
    ("", '{"a":1,"b":[2,{"c"'),
    ("", "[1."),
    ("", "[1," + "9" * 400),
    ("", "[[1.5],[2,3"),
    ("DECIMAL JSONC", "[1.5 1]"),
]
for i, (names, text) in enumerate(READ):
    source = bytearray(text, "utf-8") if i % 2 else text
    HELD.append(source)
    for function in (loads, loads_next, loads_partial):
        CALLS[f"{function.__name__} {i}"] = functools.partial(
            function, source, option=options(names)
        )
    CALLS[f"closed {i}"] = functools.partial(
        loads_partial, source, option=options(names), partial="closed"
    )
# Reads part of a copied text, and the next document.
HELD.append(memoryview(array.array("b", b"[" + b" " * 2000 + b"1] 2")))
CALLS["part"] = functools.partial(loads_next, HELD[-1])
CALLS["parts"] = functools.partial(loads_next, HELD[-1], 1, option=OPT_JSONC)


class Takes:
    """A file object that takes a part of the text, or fails."""

    def __init__(self, size):
        self.size = size

    def write(self, chunk):
        return min(len(chunk), self.size) if self.size else 1 / 0


for i, file in enumerate(
    (
        *(open(os.devnull, "wb"), open(os.devnull, "w", encoding="utf-8")),
        *(open(os.devnull, "wb", buffering=0), os.devnull, Takes(30000)),
        *(Takes(0), Takes(10**9), Takes(-5), "/no/such", 10**6),
    )
):
    HELD.append(file)
    if hasattr(file, "close"):
        atexit.register(file.close)
    CALLS[f"dump {i}"] = functools.partial(dump, ["x" * 70000, "\u20ac"], file)
    CALLS[f"dump wrong {i}"] = functools.partial(dump, ["x", 1j], file)


@pytest.mark.parametrize("name", CALLS)
def test_references(name):
    """The reference counts of the inputs do not change."""
    outcome(CALLS[name])
    before = [sys.getrefcount(o) for o in HELD]
    for _ in range(10):
        outcome(CALLS[name])
    assert [sys.getrefcount(o) for o in HELD] == before


def test_result_is_not_shared():
    assert sys.getrefcount(loads("[[]]")[0]) <= sys.getrefcount([]) + 1
    assert sys.getrefcount(dumps([12345])) <= sys.getrefcount(bytes(7)) + 1


# Returns blocks and references that remain after many rounds of each call. Python's
# free lists and caches do not grow with the rounds.
LEAKS = r"""
import gc, resource, sys
import test_leaks as t
def count():
    gc.collect()
    total = getattr(sys, "gettotalrefcount", lambda: 0)()
    return sys.getallocatedblocks(), total
def rounds(call, n):
    for _ in range(n):
        t.outcome(call)
gc.collect()
gc.freeze()  # pytest need not be looked through
ROUNDS = 400
for name, call in t.CALLS.items():
    rounds(call, 20)
    growth = []
    for _ in range(3):
        before = count()
        rounds(call, ROUNDS)
        growth.append([b - a for a, b in zip(before, count())])
    blocks, references = map(min, zip(*growth))
    if blocks > ROUNDS // 4 or references > ROUNDS // 4:
        print(name, blocks, "blocks", references, "references")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for _ in range(15):
    for call in t.CALLS.values():
        rounds(call, 20)
    big = "[" + "1.5," * 50000 + '"' + "\u20ac" * 50000
    for source in big, big.encode(), big + '"]':
        t.outcome(t.loads, source)
    t.outcome(t.dumps, ["x" * 10**6, object()])
    t.dumps("x" * 10**6)
    if _ == 4:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
if grown > 8192:
    print("the process grew by", grown, "kB")
"""


def test_no_leak():
    where = __file__.rpartition("/")[0]
    program = f"import sys; sys.path.insert(0, {where!r})\n" + LEAKS
    assert child_output(program) == ""


ATTRIBUTES = """
import datetime, gc, sys
import jsonde
moment = datetime.datetime(2024, 1, 2, 3, 4, 5)
def turn():
    gc.collect()
    before = sys.getallocatedblocks()
    for i in range(300):
        hold = ["x" * n for n in range(i % 7)] # other addresses
        jsonde.dumps(moment)
        del hold
    gc.collect()
    return sys.getallocatedblocks() - before
sys._clear_type_cache()
print(turn() + turn())
"""


@pytest.mark.skipif(
    sys.version_info >= (3, 12),
    reason="of a cache that owns the names, up to 3.11",
)
def test_names_of_attributes_are_no_rest():
    """CPython's attribute cache keeps each name that it is asked for. Up to 3.11 a
    new str each time looked like a leak."""
    assert int(child_output(ATTRIBUTES, abi="public")) < 25
