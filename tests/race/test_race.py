# SPDX-License-Identifier: MIT
"""Each entry point reads a buffer while another thread or process writes to it.

Results may be wrong, or errors. A result is still a valid object, nothing is
written outside of its memory (AddressSanitizer checks it), and later calls are not
affected. JSONDE_RACE_SECONDS: the total duration, about (10).
"""

import array
import gc
import itertools
import mmap
import os
import random
import subprocess
import sys
import tempfile
import threading
import time

import jsonde
import pytest
from racing import KEYS, RACER, TEXTS, Race, check, check_json, check_str, option, words

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = float(os.environ.get("JSONDE_RACE_SECONDS", "10"))
SEED = int(os.environ.get("JSONDE_RACE_SEED", "1"))
ERRORS = (ValueError, jsonde.JSONEncodeError, BufferError)
FREE_THREADED = "free-threading" in sys.version


pytestmark = pytest.mark.skipif(RACER is None, reason="racer.so is not built")


def decimals(source):
    return jsonde.loads(source, option=option("DECIMAL", "BIG_INTEGER"))


def array_into(source):
    """Writes into memory with room for a part, and for all."""
    for n in (8, 100000):
        into = array.array("q", bytes(8 * n))
        try:
            jsonde.loads_array(source, into=into)
        except BufferError:
            pass


def all_next(source):
    made, pos, n = [], 0, len(memoryview(source))
    while pos < n:
        value, pos = jsonde.loads_next(source, pos)
        made.append(value)
    return made


READS = {
    "loads": ("documents", jsonde.loads),
    "loads numbers": ("numbers", jsonde.loads),
    "loads_next": ("documents", all_next),
    "loads_partial": ("documents", lambda s: jsonde.loads_partial(s)[0]),
    "jsonc": ("jsonc", lambda s: jsonde.loads(s, option=option("JSONC"))),
    "jsonc documents": (
        "documents",
        lambda s: jsonde.loads(s, option=option("JSONC", "UNIQUE_KEYS")),
    ),
    "decimal": ("numbers", decimals),
    "surrogates": (
        "documents",
        lambda s: jsonde.loads(s, option=option("LONE_SURROGATES")),
    ),
    "base64": (
        "base64",
        lambda s: jsonde.loads(s, option=option("BUFFER_BASE64")),
    ),
    "loads_array d": ("numbers", jsonde.loads_array),
    "loads_array f": ("numbers", lambda s: jsonde.loads_array(s, "f")),
    "loads_array e": ("numbers", lambda s: jsonde.loads_array(s, ">e")),
    "loads_array q": ("integers", lambda s: jsonde.loads_array(s, "q")),
    "loads_array into": ("integers", array_into),
    "loads_array pointer": (
        "within",
        lambda s: jsonde.loads_array(s, "q", pointer="/b/1/c"),
    ),
    "loads_array patterns": (
        "within",
        lambda s: jsonde.loads_array(
            s, "q", pointer=["/b/1/*", "/b/1/c/*", "/b/1/c"]
        ),
    ),
    "loads_array table": (
        "table",
        lambda s: jsonde.loads_array(
            s, "q", pointer=["/*/c", "/*/n", "/*/c/*", "/3/c"]
        ),
    ),
}


def shared_map(data):
    made = mmap.mmap(-1, len(data))
    made[:] = data
    return made


def read_only_map(data):
    """Reads a mapped file, as load(path, mmap=True) does. The writer uses another
    mapping."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        writer = mmap.mmap(file.fileno(), len(data))
        reader = mmap.mmap(file.fileno(), len(data), prot=mmap.PROT_READ)
    return writer, reader


SOURCES = {
    "bytearray": lambda data: (bytearray(data),),
    "memoryview": lambda data: view_of(bytearray(data)),
    "array": lambda data: (array.array("B", data),),
    "mmap": lambda data: (shared_map(data),),
    "view of mmap": lambda data: view_of(shared_map(data)),
    "file": read_only_map,
}


def view_of(buffer):
    return buffer, memoryview(buffer)


def repeat(call, seconds, rounds):
    """Repeats call() for some seconds. Returns how often."""
    end = time.monotonic() + seconds
    for n in itertools.count():
        if time.monotonic() >= end:
            return rounds.append(n)
        try:
            value = call()
        except ERRORS as error:
            doc = getattr(error, "doc", "")
            check_str(doc)
            assert 0 <= getattr(error, "pos", 0) <= len(doc)
        else:
            check(value)


def share(seconds):
    """Returns the seconds of one test, as a share of the total."""
    return SECONDS * seconds


def race(writable, call, seconds, seed):
    """Runs in two threads on builds where these run concurrently."""
    rounds, failures = [], []

    def run():
        try:
            repeat(call, seconds, rounds)
        except BaseException as error:
            failures.append(error)
            raise

    with Race(writable, seed) as racing:
        threads = [threading.Thread(target=run)] if FREE_THREADED else []
        for thread in threads:
            thread.start()
        run()
        for thread in threads:
            thread.join()
    assert not failures
    TOTAL["calls"] += sum(rounds)
    TOTAL["writes"] += racing.writes


TOTAL = {"calls": 0, "writes": 0}


@pytest.fixture(autouse=True, scope="module")
def nothing_stays_behind():
    """At the end, the caches for later calls are intact."""
    yield
    print(f"\n{TOTAL['calls']} calls, {TOTAL['writes']} bytes changed")
    check_kept()


def check_kept():
    """Keys and shapes: each document gives exactly its keys, many times."""
    some = random.Random(3)
    for i in range(3000):
        key = KEYS[i % len(KEYS)]
        got = jsonde.loads(jsonde.dumps({key: 1}))
        assert list(got) == [key] and got == {key: 1}
        check(got)
    for _ in range(2000):
        keys = some.sample(KEYS, 6)
        want = dict.fromkeys(keys, 1)
        got = jsonde.loads(jsonde.dumps([want, want]))
        assert got == [want, want] and list(got[0]) == keys
        check(got)
    for texts in TEXTS.values():
        for text in texts:
            try:
                jsonde.loads(text)
            except jsonde.JSONDecodeError:
                assert b"//" in text
    for text in TEXTS["documents"]:
        check(jsonde.loads(text))


# --------------------------------------------------------------------- reading

PART = 0.6 / len(READS) / len(SOURCES)


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize("name", READS)
def test_reads(name, kind):
    texts, call = READS[name]
    for i, text in enumerate(TEXTS[texts]):
        made = SOURCES[kind](text)
        seconds = share(PART) / len(TEXTS[texts])
        race(made[0], lambda: call(made[-1]), seconds, SEED + i)
    check_kept_briefly()


def check_kept_briefly():
    for key in KEYS:
        assert list(jsonde.loads(jsonde.dumps({key: 1}))) == [key]


REWRITE = """
import mmap, sys
sys.path.insert(0, sys.argv[1])
import racing
with open(sys.argv[2], "r+b") as file:
    mapped = mmap.mmap(file.fileno(), 0)
with racing.Race(mapped, 7):
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("mapped", [False, True])
def test_another_process(tmp_path, mapped):
    """load() of a file that is written in place."""
    for text in TEXTS["documents"][-2:]:
        path = tmp_path / "file"
        path.write_bytes(text)
        with subprocess.Popen(
            [sys.executable, "-c", REWRITE, HERE, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as other:
            assert other.stdout.readline() == b"ready\n"
            rounds = []
            repeat(
                lambda path=path: jsonde.load(path, mmap=mapped),
                share(0.02),
                rounds,
            )
            TOTAL["calls"] += sum(rounds)
            other.stdin.close()
        assert other.returncode == 0


def test_plain_threads():
    """Another thread writes with Python's own functions, without an export."""
    text = TEXTS["documents"][2]
    source = bytearray(text)
    stop = threading.Event()

    def write():
        some = random.Random(5)
        while not stop.is_set():
            i = some.randrange(len(source))
            source[i] = some.choice(b'"\\[{\xc3\xe2\xf0\x80')
            source[i] = text[i]
            if some.random() < 0.1:
                source[:] = text[::-1]
                source[:] = text

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for call in (jsonde.loads, all_next, decimals, jsonde.loads_array):
            rounds = []
            repeat(lambda call=call: call(source), share(0.01), rounds)
            TOTAL["calls"] += sum(rounds)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


# --------------------------------------------------------------------- writing


def bytes_out(*names):
    bits = option(*names)

    def call(source):
        data = jsonde.dumps([source, "\xe9"], option=bits)
        check_json(data)

    return call


def fragment_out(source):
    data = jsonde.dumps(["\xe9", jsonde.Fragment(source)])
    assert data[:6] == b'["\xc3\xa9",' and data[-1:] == b"]"


BYTES = {
    "base64": bytes_out("BYTES_BASE64"),
    "base64url": bytes_out("BYTES_BASE64URL"),
    "hex": bytes_out("BYTES_HEX"),
    "utf8": bytes_out("BYTES_UTF8"),
    "utf8 ascii": bytes_out("BYTES_UTF8", "ENSURE_ASCII"),
    "utf8 html": bytes_out("BYTES_UTF8", "HTML_SAFE"),
    "fragment": fragment_out,
}
TEXTS_OUT = [
    *("caf\xe9 \u20ac\u20ac \U0001f600".encode(), b"plain " * 10),
    *(("\u4e2d\u6587 and more\n" * n).encode() for n in (40, 5000)),
]
KINDS_OUT = ["bytearray", "memoryview", "mmap", "file"]


@pytest.mark.parametrize("name", BYTES)
def test_bytes_out(name):
    seconds = share(0.1) / len(BYTES) / len(KINDS_OUT) / len(TEXTS_OUT)
    for kind in KINDS_OUT:
        for i, text in enumerate(TEXTS_OUT):
            made = SOURCES[kind](text)
            call = BYTES[name]
            race(made[0], lambda: call(made[-1]), seconds, SEED + i)


LARGE = 1 << 19  # so many items that several threads write them
ITEMS = {"b": 1, "B": 1, "?": 1, "h": 2, "i": 4, "I": 4, "q": 8, "Q": 8}
ITEMS.update({"f": 4, "d": 8})


def numbers_out(view, options):
    data = jsonde.dumps(view, option=options)
    check_json(data)
    if options & option("BUFFER_BASE64"):
        return
    got = jsonde.loads(data)
    while got and isinstance(got[0], list):
        got = [item for row in got for item in row]
    assert len(got) == view.nbytes // view.itemsize


def items_in(code, n):
    some = random.Random(n)
    if code in "fd":
        made = array.array("f" if code == "f" else "d")
        made.extend(some.random() * 1000 for _ in range(n))
        return bytearray(made.tobytes()[: n * ITEMS[code]])
    shift = 8 * ITEMS[code] - 1
    top = 1 << some.randrange(1, max(2, shift))
    width = ITEMS[code]
    pool = [some.randrange(top).to_bytes(width, "little") for _ in range(999)]
    return bytearray(b"".join(pool[i % 999] for i in range(n)))


@pytest.mark.parametrize("code", ITEMS)
def test_arrays_out(code):
    seconds = share(0.15) / len(ITEMS) / 5
    for i, (n, shape, names) in enumerate(
        (
            (7, None, ()),
            (2000, [20, 100], ("INDENT_2",)),
            (LARGE, None, ()),
            (LARGE, [LARGE // 64, 64], ()),
            (20000, None, ("BUFFER_BASE64",)),
        )
    ):
        data = items_in(code, n)
        view = memoryview(data)
        view = view.cast(code, shape) if shape else view.cast(code)
        if "BUFFER_BASE64" not in names:
            names = (*names, "SERIALIZE_BUFFER")
        bits = option(*names)
        race(data, lambda: numbers_out(view, bits), seconds, SEED + i)


DTYPES = ["datetime64[us]", "float64", "float16", "int64", ">i4", "bool"]


@pytest.mark.parametrize("code", DTYPES)
def test_numpy_out(code):
    numpy = pytest.importorskip("numpy")
    made = (numpy.arange(LARGE) % 1000).astype(code).reshape(-1, 4)
    for view in (made, made[::2, ::-1], made[:3]):
        race(
            made.view("u1").reshape(-1).data,
            lambda view=view: check_json(
                jsonde.dumps(view, option=option("SERIALIZE_BUFFER"))
            ),
            share(0.005),
            SEED,
        )


def test_targets():
    """Buffers that dumps_into() and loads_array() write to."""
    value = [words(50), list(range(500))]
    want = len(jsonde.dumps(value))
    target = bytearray(want + 100)

    def put():
        assert jsonde.dumps_into(value, target, offset=50) == want + 50

    race(target, put, share(0.02), SEED)
    text = TEXTS["integers"][-1]
    into = array.array("q", bytes(8 * 9000))

    def fill():
        assert jsonde.loads_array(text, into=into) == (9000,)

    race(into, fill, share(0.02), SEED)
    swapped = bytearray(8 * 9000)

    def fill_swapped():
        assert jsonde.loads_array(text, ">q", into=swapped) == (9000,)

    race(swapped, fill_swapped, share(0.02), SEED)


def test_source_of_dumps_into():
    target = bytearray(1 << 20)
    for text in TEXTS_OUT:
        source = bytearray(text)
        bits = option("BYTES_UTF8")

        def put(source=source):
            end = jsonde.dumps_into([source], target, option=bits)
            check_json(bytes(target[:end]))

        race(source, put, share(0.005), SEED)
    gc.collect()
