# SPDX-License-Identifier: MIT
"""Large documents are written by several threads while the GIL is held.

The result is compared with that of one thread: in processes with JSONDE_THREADS=1
and with more, since the module reads the variable once.
"""

import os
import sys
import sysconfig

import jsonde
import pytest
from conftest import by_profile, child, native_only

native_only("the threads are those of C")

FREE_THREADED = sysconfig.get_config_var("Py_GIL_DISABLED") == 1
needs_the_gil = pytest.mark.skipif(FREE_THREADED, reason="needs the GIL")

# What a large document is read with. A capability to make objects is not needed.
READS_IN_PLACE = all(
    state == "direct"
    for name, state in jsonde.layout()["capabilities"].items()
    if name in ("object", "str", "int", "float", "list", "tuple", "dict")
)

# Documents of one to three megabytes, plain ones and others. Each line of the output
# is the result of a call: a checksum, or an exception with its path.
DOCUMENTS = """
import datetime, hashlib, math, random, uuid
import jsonde
import jsonde.json

random.seed(7)
WORDS = ["", "a", "name", 'quo"te', "tab\\t", "caf\\u00e9", "\\u65e5\\u672c\\u8a9e",
         "\\U0001f600 smile", "x" * 40, "y" * 300]

def leaf():
    return random.choice([None, True, False, 0, -1, 12345, 2**40, -(2**63), 2**64 - 1,
                          0.5, 1e300, -2.5e-7, math.nan, random.choice(WORDS)])

def record(i):
    return {"id": i, "name": random.choice(WORDS), "values": [leaf() for _ in range(9)],
            "pair": (i, -i), "inner": {"a": leaf(), "b": [], "c": {}, "d": [[leaf()]]}}

RECORDS = [record(i) for i in range(by_size)]
MEMBERS = {f"key{i}": r for i, r in enumerate(RECORDS)}
HOLES = dict(MEMBERS)
for i in range(0, by_size, 3):
    del HOLES[f"key{i}"]
del HOLES[f"key{by_size - 1 - (by_size - 1) % 3 - 1}"]
ENDS = dict(MEMBERS)
for i in range(by_size // 2, by_size):
    del ENDS[f"key{i}"]

def nested(o, levels):
    for i in range(levels):
        o = {"before": i, "large": o, "after": [i]} if i % 2 else [i, o, "after"]
    return o

class Odd:
    def __repr__(self):
        return "odd"

def odd_at(place, value, of=RECORDS):
    changed = list(of)
    changed[int(place * (len(changed) - 1))] = value
    return changed

PLAIN = {
    "records": RECORDS, "tuple": tuple(RECORDS), "members": MEMBERS, "holes": HOLES,
    "ends": ENDS, "floats": [random.random() for _ in range(by_size * 20)],
    "ints": list(range(-by_size * 10, by_size * 20)),
    "words": [random.choice(WORDS) for _ in range(by_size * 20)],
    "flat dict": {f"k{i}": leaf() for i in range(by_size * 10)},
    "int keys": {i: leaf() for i in range(by_size * 10)},
    "deep": nested(RECORDS, 40), "cut": nested(RECORDS, 9), "twice": [RECORDS, RECORDS],
    "few large": [MEMBERS, RECORDS, ENDS], "one large": {"x": {"y": [RECORDS]}},
    "long text": ["z" * 400_000, "\\u00e9" * 300_000, "\\u65e5" * 200_000, "\\"" * 90_000],
    "longer text": [RECORDS, "z" * 9_000_000, RECORDS, "z" * 5_000_000],
    "same": [RECORDS[5]] * by_size, "empty": [[]] * by_size * 60 + [{}] * by_size * 60,
    "pairs": [[[random.random(), random.random()] for _ in range(50)]
              for _ in range(by_size // 2)],
}
deep = inner = []
for _ in range(1100):
    inner.append([])
    inner = inner[0]
circle = list(RECORDS)
circle[-2] = {"self": circle}
ODD = {}
for place in at_places:
    for name, value in {
        "object": Odd(), "date": datetime.datetime(2020, 1, 2, 3), "bytes": b"x",
        "surrogate": "\\ud800", "big": 2**64, "uuid": uuid.UUID(int=5), "set": {1},
        "key": {1: 2}, "bad key": {"a": {(): 1}}, "str": type("S", (str,), {})("s"),
        "dict": type("D", (dict,), {})(a=1), "deep": deep, "nan": math.nan,
        "late": {"a": [1, {"b": Odd()}], "c": "d"},
    }.items():
        ODD[f"{name} at {place}"] = odd_at(place, value)
        ODD[f"{name} inside at {place}"] = {"k": [odd_at(place, value), RECORDS[:3]]}
ODD["all"] = [datetime.date(2020, 1, 1 + i % 28) for i in range(by_size * 10)]
ODD["each"] = [{"r": r, "at": datetime.date(2020, 1, 2)} for r in RECORDS]
ODD["circle"] = circle

OPTIONS = [0, jsonde.OPT_INDENT_2, jsonde.OPT_SORT_KEYS, jsonde.OPT_ENSURE_ASCII,
           jsonde.OPT_NON_STR_KEYS, jsonde.OPT_NON_STR_KEYS | jsonde.OPT_SORT_KEYS,
           jsonde.OPT_SKIP_NONE, jsonde.OPT_HTML_SAFE, jsonde.OPT_NAN_LITERAL,
           jsonde.OPT_NAN_ERROR, jsonde.OPT_BIG_INTEGER, jsonde.OPT_APPEND_NEWLINE,
           jsonde.OPT_CANONICAL, jsonde.OPT_LONE_SURROGATES | jsonde.OPT_INDENT_2,
           jsonde.OPT_STRICT_INTEGER]

def call(function, *arguments):
    try:
        text = function(*arguments)
    except Exception as error:
        return type(error).__name__, str(error), getattr(error, "path", None)
    if isinstance(text, str):
        text = text.encode()
    return len(text), hashlib.sha256(text).hexdigest()

def tell(*what):
    print(ascii(what))

for name, document in PLAIN.items():
    for option in OPTIONS if name in ("records", "members", "cut", "pairs") else OPTIONS[:6]:
        tell(name, option, call(jsonde.dumps, document, None, option))
tell("str", call(jsonde.dumps_str, RECORDS))
tell("indent", call(lambda: jsonde.dumps(RECORDS, indent="\\t")))
tell("json", call(jsonde.json.dumps, RECORDS), call(jsonde.json.dumps, MEMBERS))
for name, document in ODD.items():
    for option in OPTIONS[:1] if name.split()[0] not in ("late", "bad") else OPTIONS[:4]:
        tell(name, option, call(jsonde.dumps, document, None, option))
        tell(name, option, call(jsonde.dumps, document, repr, option))
for place in (0.2, 0.9):
    for change in ("clear", "reverse", "pop", "copy"):
        changed = odd_at(place, Odd(), [dict(r) for r in RECORDS])
        mapping = {f"k{i}": v for i, v in enumerate(changed)}

        def default(o):
            getattr(changed, change)()
            if change == "clear":
                mapping.clear()
            if change == "pop":
                mapping.popitem()
            return [{} for _ in range(100)]

        tell(place, change, call(jsonde.dumps, {"x": [changed]}, default))
        changed[:] = odd_at(place, Odd(), [dict(r) for r in RECORDS])
        tell(place, change, call(jsonde.dumps, changed, default))
        mapping.update((f"k{i}", v) for i, v in enumerate(odd_at(place, Odd())))
        tell(place, change, call(jsonde.dumps, {"x": mapping}, default))
        mapping.update((f"k{i}", v) for i, v in enumerate(odd_at(place, Odd())))
        tell(place, change, call(jsonde.dumps, mapping, default))
"""
DOCUMENTS = DOCUMENTS.replace("by_size", str(by_profile(12_000, 5_000)))
DOCUMENTS = DOCUMENTS.replace(
    "at_places", by_profile("(0, 0.001, 0.3, 0.77, 1)", "(0, 0.6)")
)


def in_threads(number, program, *arguments):
    before = os.environ.get("JSONDE_THREADS")
    os.environ["JSONDE_THREADS"] = str(number)
    try:
        return child(program, *arguments, abi=None, timeout=500)
    finally:
        del os.environ["JSONDE_THREADS"]
        if before is not None:
            os.environ["JSONDE_THREADS"] = before


@pytest.fixture(scope="module")
def alone():
    done = in_threads(1, DOCUMENTS)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 200
    return done.stdout.splitlines()


@pytest.mark.skipif(
    by_profile(False, FREE_THREADED or not READS_IN_PLACE),
    reason="one thread writes here: compared in deep runs",
)
@pytest.mark.parametrize("number", by_profile([2, 3, 5, 16], [3]))
def test_the_result_is_that_of_one_thread(number, alone):
    done = in_threads(number, DOCUMENTS)
    assert (done.returncode, done.stderr) == (0, "")
    for got, expected in zip(done.stdout.splitlines(), alone):
        assert got == expected
    assert len(done.stdout.splitlines()) == len(alone)


PLAIN = """
import json
import jsonde
records = [{"id": i, "name": "n" * (i % 30), "at": [i * 0.5, i]} for i in range(40_000)]
"""


def test_standard_library_reads_it():
    program = PLAIN + "assert json.loads(jsonde.dumps(records)) == records"
    done = in_threads(3, program)
    assert (done.returncode, done.stderr) == (0, "")


# Prints the processor time of other threads, in microseconds, in the first call and in
# many calls, and the number of threads after them. A busy machine leaves them little.
COUNT = """
import resource
from pathlib import Path

def used(who):
    times = resource.getrusage(who)
    return times.ru_utime + times.ru_stime

# The two times are read one after the other, and this thread may run meanwhile.
def others_at_least():
    return used(resource.RUSAGE_SELF) - used(resource.RUSAGE_THREAD)

def others_at_most():
    return -used(resource.RUSAGE_THREAD) + used(resource.RUSAGE_SELF)

def print_others(work):
    before = others_at_most()
    work()
    print(round(1e6 * max(0, others_at_least() - before)))

def many():
    while used(resource.RUSAGE_SELF) < 1:
        jsonde.dumps(records)

print_others(lambda: jsonde.dumps(records))
print_others(many)
status = Path("/proc/self/status").read_text().split()
print(status[status.index("Threads:") + 1])
"""


# The clock counts microseconds. To start and to end a thread takes it more than this.
CLOCK = 8


def other_threads(number):
    done = in_threads(number, PLAIN + COUNT)
    assert (done.returncode, done.stderr) == (0, "")
    return [int(word) for word in done.stdout.split()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.skipif(not READS_IN_PLACE, reason="only direct reads are parallel")
@needs_the_gil
@pytest.mark.skipif(
    jsonde.layout().get("simd") == "scalar", reason="that engine has no parts"
)
def test_threads_write_and_none_outlives_the_call():
    first, spent, left = other_threads(2)
    assert first + spent > CLOCK
    assert left == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_one_thread_alone():
    first, spent, left = other_threads(1)
    assert max(first, spent) <= CLOCK
    assert left == 1


FORK = """
import os, threading
def encode():
    for _ in range(30):
        assert len(jsonde.dumps(records)) == size
size = len(jsonde.dumps(records))
threads = [threading.Thread(target=encode) for _ in range(3)]
for t in threads:
    t.start()
for _ in range(40):
    child = os.fork()
    if child == 0:
        os._exit(0 if len(jsonde.dumps(records)) == size else 1)
    assert os.waitpid(child, 0)[1] == 0
for t in threads:
    t.join()
"""


@needs_the_gil
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork()")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_forks_and_threads_of_the_caller():
    done = in_threads(3, PLAIN + FORK)
    assert done.returncode == 0, done.stderr


SIGNALS = """
import signal
hits = []
signal.signal(signal.SIGALRM, lambda *_: hits.append(1))
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
text = jsonde.dumps(records)
while len(hits) < 20:
    assert jsonde.dumps(records) == text
signal.setitimer(signal.ITIMER_REAL, 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs setitimer()")
def test_signals_arrive_while_threads_write():
    done = in_threads(3, PLAIN + SIGNALS)
    assert (done.returncode, done.stderr) == (0, "")


STACKS = """
import threading

def chain(leaf, levels, kind):
    for _ in range(levels):
        leaf = [leaf] if kind == 0 else {"a": leaf} if kind == 1 else (leaf,)
    return leaf

DOCUMENTS = [records] + [
    document
    for kind in range(3)
    for document in (
        [chain(1, 900, kind), records, chain(1, 900, kind)],
        chain(records, 900, kind),
        [chain("x", 900, kind)] * 600,
    )
]
ALONE = [jsonde.dumps(document) for document in DOCUMENTS]

def encode():
    for document, expected in zip(DOCUMENTS, ALONE):
        jsonde.dumps(records)  # after a large result, the next one is estimated soon
        try:
            assert jsonde.dumps(document) == expected
        except (jsonde.JSONEncodeError, RecursionError) as error:
            text = str(error)
            assert text.startswith(("Recursion limit", "Stack overflow")), text
        ended.append(document)

for size in (64, 96, 128, 192, 256, 384, 512):
    ended = []
    try:
        threading.stack_size(size * 1024)
    except ValueError:  # a debug build has a larger minimum
        assert size < 192
        continue
    thread = threading.Thread(target=encode)
    thread.start()
    thread.join()
    assert len(ended) == len(DOCUMENTS)
"""


def test_little_stack():
    """Deep containers are estimated and cut where the C stack is nearly full."""
    done = in_threads(3, PLAIN + STACKS)
    assert (done.returncode, done.stderr) == (0, "")


MEMORY = """
import tracemalloc
text = jsonde.dumps(records)
tracemalloc.start()
for _ in range(5):
    assert jsonde.dumps(records) == text
before = tracemalloc.get_traced_memory()[0]
for _ in range(20):
    assert jsonde.dumps(records) == text
assert tracemalloc.get_traced_memory()[0] - before < 10_000
"""


def test_memory_is_traced_and_not_lost():
    done = in_threads(3, PLAIN + MEMORY)
    assert (done.returncode, done.stderr) == (0, "")


LIMITED = """
import resource
from pathlib import Path
text = jsonde.dumps(records)
size = len(text)
del text
pages = int(Path("/proc/self/statm").read_text().split()[0])
used = pages * resource.getpagesize()
failed = 0
for extra in range(0, 4 * size, size // 16):
    resource.setrlimit(resource.RLIMIT_AS, (used + extra, resource.RLIM_INFINITY))
    try:
        assert len(jsonde.dumps(records)) == size
    except MemoryError:
        failed += 1
endless = [0.5]
for _ in range(12):
    endless = [endless] * 1000
for document in (endless, {"a": endless, "b": [endless] * 9}, [records, endless]):
    try:
        jsonde.dumps(document)
    except MemoryError:
        continue
    raise SystemExit("no MemoryError")
resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)
assert len(jsonde.dumps(records)) == size
assert failed < 60, failed
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.skipif("asan" in os.environ.get("LD_PRELOAD", ""), reason="needs RLIMIT_AS")
def test_little_memory():
    done = in_threads(3, PLAIN + LIMITED)
    assert (done.returncode, done.stderr) == (0, "")


