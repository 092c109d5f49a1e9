# SPDX-License-Identifier: MIT
"""Helpers of the race tests: writers, texts, and checks of results."""

import array
import ctypes
import os
import pathlib
import random
import sys

import jsonde


def find_racer():
    """The library that 'make check' builds next to the stage."""
    name = os.environ.get("JSONDE_RACER")
    if name is None:
        top = pathlib.Path(jsonde.__file__).resolve().parents[2]
        name = top / "tests" / "race" / ".libs" / "racer.so"
    if not os.path.exists(name):
        return None
    library = ctypes.CDLL(str(name))
    library.racer_start.restype = ctypes.c_void_p
    library.racer_start.argtypes = (
        *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_uint64),
    )
    library.racer_stop.restype = ctypes.c_uint64
    library.racer_stop.argtypes = (ctypes.c_void_p,)
    return library


RACER = find_racer()


class Race:
    """Writes to a writable buffer in a thread while it holds an export."""

    def __init__(self, buffer, seed):
        self.held = (ctypes.c_char * memoryview(buffer).nbytes).from_buffer(
            buffer
        )
        self.seed = seed

    def __enter__(self):
        self.racer = RACER.racer_start(
            ctypes.addressof(self.held), ctypes.sizeof(self.held), self.seed
        )
        assert self.racer
        return self

    def __exit__(self, *_):
        self.writes = RACER.racer_stop(self.racer)
        del self.held


# ------------------------------------------------------------- what comes out


def check_str(s):
    """Checks that a str equals one made of its code points: kind, flag and hash."""
    same = "".join(map(chr, map(ord, s)))
    assert same == s and hash(same) == hash(s), ascii(s)
    assert s.isascii() == all(ord(c) < 0x80 for c in s), ascii(s)
    assert sys.getsizeof(same) == sys.getsizeof(s), ascii(s)
    data = s.encode("utf-8", "surrogatepass")
    assert data.decode("utf-8", "surrogatepass") == s
    assert len(data) == len(same.encode("utf-8", "surrogatepass"))


def check(value):
    """Checks that a decoded value is valid all the way down."""
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            check_str(value)
        elif isinstance(value, dict):
            stack.extend(value)
            stack.extend(value.values())
            assert all(key in value for key in value)
        elif isinstance(value, (list, tuple)):
            stack.extend(value)
        elif isinstance(value, memoryview):
            value.tobytes()
        else:
            repr(value)


def check_json(data):
    """Checks that bytes of dumps() are UTF-8 and JSON."""
    data.decode()
    jsonde.loads(data)


# ---------------------------------------------------------------------- texts

KEYS = [f"known{i}" for i in range(60)] + ["caf\xe9", "\u20ac\u20ac", "k"]


def words(n):
    some = random.Random(n)
    made = [
        *("plain", "a longer one that takes more than one block of the text"),
        *("caf\xe9", "\u20ac\u4e2d\u6587", "\U0001f600 and more", ""),
        *('quo"te', "tab\t\\", "line\nline", "\u0663" * 40, "x" * 300),
    ]
    return [some.choice(made) + str(i) for i in range(n)]


def object_of(i, some):
    keys = some.sample(KEYS, 6)
    values = [*words(i % 7 + 2), i, -i, i / 7, None, True, [i, "\xe9"]]
    return {key: some.choice(values) for key in keys}


def text_of(n):
    some = random.Random(n)
    rows = [object_of(i, some) for i in range(n)]
    escaped = jsonde.dumps(words(n), option=jsonde.OPT_ENSURE_ASCII)
    return jsonde.dumps([rows, words(n)])[:-1] + b"," + escaped + b"]"


def jsonc_of(n):
    return b"// first\n[" + b"/* \xc3\xa9 */ 1, // x\n" * n + b'{"a": 1,},]'


def base64_of(n):
    view = array.array("d", map(float, range(n)))
    rows = [{"a": view}, view, view]
    return jsonde.dumps(rows, option=jsonde.OPT_BUFFER_BASE64)


def numbers_of(n):
    some = random.Random(n)
    rows = [[some.random() * 10 ** some.randrange(9) for _ in range(8)]] * n
    return jsonde.dumps(rows)


def integers_of(n):
    some = random.Random(n)
    return jsonde.dumps([some.randrange(-(10**15), 10**15) for _ in range(n)])


def table_of(n):
    """Rows whose arrays differ in length, and repeat a key."""
    arrays = [b"[1]", b"[1,2]", b"[]"]
    rows = [
        b'{"n":%d,"c":[%d],"c":%b}' % (i, i, arrays[i % 3]) for i in range(n)
    ]
    return b"[" + b",".join(rows) + b"]"


def within(text):
    return b'{"a": "caf\xc3\xa9", "b": [1, {"c": ' + text + b'}], "c": "\\n"}'


TEXTS = {
    "documents": [text_of(n) for n in (1, 5, 60, 500)],
    "jsonc": [jsonc_of(n) for n in (1, 200)],
    "base64": [base64_of(n) for n in (1, 30, 9000)],
    "numbers": [numbers_of(n) for n in (1, 30, 1500)],
    "integers": [integers_of(n) for n in (1, 200, 9000)],
    "within": [within(integers_of(n)) for n in (1, 200, 9000)],
    "table": [table_of(n) for n in (4, 200, 3000)],
}


def option(*names):
    bits = 0
    for name in names:
        bits |= getattr(jsonde, "OPT_" + name)
    return bits
