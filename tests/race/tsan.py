# SPDX-License-Identifier: MIT
"""Threads that use jsonde concurrently, for ThreadSanitizer: python tsan.py
[NAME...]

It needs a free-threaded Python and a jsonde that were both built with
-fsanitize=thread. ThreadSanitizer reports each data race, and ends the process with
its exit code. Each NAME of JOBS runs in its own process, so that all threads do the
first-time work concurrently. JSONDE_RACE_SECONDS: the duration of each job (2).
"""

import array
import collections
import dataclasses
import datetime as dt
import decimal
import enum
import io
import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
import threading
import time
import uuid

import jsonde

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = float(os.environ.get("JSONDE_RACE_SECONDS", "2"))
THREADS = 4
MUTATORS = 2

SORT = jsonde.OPT_SORT_KEYS
CANONICAL = jsonde.OPT_CANONICAL
COLLECTIONS = jsonde.OPT_SERIALIZE_COLLECTIONS
STYLES = [0, SORT, CANONICAL, jsonde.OPT_INDENT_2, jsonde.OPT_ENSURE_ASCII]
STYLES += [SORT | jsonde.OPT_NON_STR_KEYS, jsonde.OPT_SKIP_NONE]


def together(*works):
    """Repeats each work(i) in a thread of its own. The first rounds begin at the
    same time."""
    barrier = threading.Barrier(len(works))
    failures, rounds = [], []

    def run(i, work):
        try:
            barrier.wait()
            end = time.monotonic() + SECONDS
            for n in itertools.count():
                if n > 0 and time.monotonic() >= end:
                    break
                work(i)
            rounds.append(n)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [
        threading.Thread(target=run, args=(i, work))
        for i, work in enumerate(works)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    print(*rounds, flush=True)


def encode(value, option=0, default=None):
    """Encodes by each entry point. A dict that changed its size is an error."""
    calls = (
        lambda: jsonde.dumps(value, default, option),
        lambda: jsonde.dumps_str(value, default, option).encode(),
        lambda: into(value, default, option),
        lambda: to_file(value, default, option),
    )
    made = []
    for call in calls:
        try:
            made.append(call())
        except jsonde.JSONEncodeError as error:
            assert "changed its size" in str(error), error
    return made


def into(value, default, option):
    target = bytearray(1 << 17)
    end = jsonde.dumps_into(value, target, default, option)
    return bytes(target[:end])


def to_file(value, default, option):
    file = io.BytesIO()
    jsonde.dump(value, file, default, option)
    return file.getvalue()


# ---------------------------------------------------------------------- loads

KEYS = [f"key {i}" for i in range(300)] + ["caf\xe9 %d" % i for i in range(50)]


def documents():
    some = random.Random(1)
    rows = []
    for i in range(120):
        keys = some.sample(KEYS, some.randrange(1, 9))
        values = [i, -i, i / 7, None, True, "\u20ac" * i, f'a"{i}', [i, [i]]]
        rows.append({key: some.choice(values) for key in keys})
    texts = [json.dumps(rows[i::n]) for n in (1, 4, 20) for i in range(n)]
    return [text.encode() for text in texts] + texts


def job_loads():
    """The workspace, the key cache and the shapes."""
    texts = documents()
    wants = [json.loads(text) for text in texts]
    options = [0, jsonde.OPT_DECIMAL, jsonde.OPT_UNIQUE_KEYS, jsonde.OPT_JSONC]

    def read(i):
        some = random.Random(i)
        for _ in range(60):
            at = some.randrange(len(texts))
            assert jsonde.loads(texts[at]) == wants[at]
            jsonde.loads(texts[at], option=some.choice(options))
            assert jsonde.loads_next(texts[at])[0] == wants[at]
            assert jsonde.loads_partial(texts[at][: len(texts[at]) // 2])
            try:
                jsonde.loads(texts[at][:-1])
            except jsonde.JSONDecodeError as error:
                assert error.incomplete

    together(*[read] * THREADS)


def job_arrays():
    """Buffers written and read, also by several worker threads."""
    view = array.array("d", map(float, range(1 << 16)))
    small = memoryview(view)[:50]
    buffer = jsonde.OPT_SERIALIZE_BUFFER
    base64 = jsonde.OPT_BUFFER_BASE64
    text = jsonde.dumps(view, option=buffer)

    def work(i):
        assert jsonde.dumps(view, option=buffer) == text
        # Each thread has its own view: CPython counts slices of one view without a
        # lock.
        encode([small, memoryview(view)[:50:2]], buffer)
        data = jsonde.dumps([small, {"a": small}], option=base64)
        assert jsonde.loads(data, option=base64)[0].tolist()[1] == 1
        assert jsonde.loads_array(text, "d")[-1] == view[-1]
        jsonde.loads_array(text, "d", into=array.array("d", view))

    together(*[work] * THREADS)


# ---------------------------------------------------------------------- dumps


def job_dumps():
    """Constant values: the reused encoder, and the orders of sorted keys."""
    values = [json.loads(text) for text in documents()[:6]]
    wants = {
        (at, option): jsonde.dumps(value, option=option)
        for at, value in enumerate(values)
        for option in STYLES
    }

    def write(i):
        for (at, option), want in wants.items():
            for got in encode(values[at], option):
                assert got == want

    together(*[write] * THREADS)



class Inside:
    def __init__(self, x):
        self.x = x


def job_nested_calls():
    """Nested calls of dumps() and loads()."""

    def again(o):
        return jsonde.loads(jsonde.dumps([o.x, {"b": 1, "a": 2}], option=SORT))

    def write(i):
        for option in STYLES:
            want = jsonde.dumps([[i, {"b": 1, "a": 2}]], option=option)
            if not option & (SORT | CANONICAL):
                want = jsonde.dumps([[i, {"a": 2, "b": 1}]], option=option)
            for got in encode([Inside(i)], option, again):
                assert got == want

    together(*[write] * THREADS)


def job_changes():
    """Lists and dicts that other threads change."""
    fixed = {f"fixed {i}": [i, {"a": i}] for i in range(40)}
    shared = {
        "list": list(range(40)),
        "dict": dict(fixed),
        "rows": [dict(fixed), [1, [2, [3]]], {"a": {"b": {"c": []}}}],
    }

    def write(i):
        for option in STYLES:
            for data in encode(shared, option):
                got = json.loads(data)
                assert set(got) == {"list", "dict", "rows"}

    def change(i):
        some = random.Random(i)
        for n in range(100):
            shared["list"].append(n)
            shared["list"][some.randrange(10)] = [n, str(n)]
            shared["dict"][f"new {n % 50}"] = {"a": [n]}
            shared["dict"].pop(f"new {some.randrange(50)}", None)
            shared["dict"]["fixed 3"] = "x" * n
            shared["rows"][2]["a"]["b"] = {"c": list(range(n % 5))}
            shared["rows"][1][1] = (n, [n])
            if n % 50 == 0:
                del shared["list"][10:]
                shared["rows"][0] = dict(fixed)
                for k in range(50):
                    shared["dict"].pop(f"new {k}", None)

    together(*[write] * THREADS, *[change] * MUTATORS)


def job_classes():
    """The cache of classes while it learns: dataclasses, enums, tuples."""
    lock, made = threading.Lock(), collections.deque(maxlen=60)

    def new(n):
        point = dataclasses.make_dataclass(f"D{n}", ["x", ("y", int, 2)])
        slots = dataclasses.make_dataclass(f"S{n}", ["x"], slots=True)
        pair = collections.namedtuple(f"P{n}", "a b")
        kind = enum.Enum(f"E{n}", {"A": n, "B": [n]})
        return [point(n), slots(n), pair(1, n), kind.A, kind.B]

    counter = itertools.count()

    def work(i):
        values = new(next(counter))
        made.append(values)
        with lock:
            some = list(made)
        for values in some[-5:]:
            for option in (0, CANONICAL, jsonde.OPT_SERIALIZE_NAMEDTUPLE):
                encode(values, option, list)

    together(*[work] * THREADS)


@dataclasses.dataclass
class Point:
    x: object
    y: int = 2


def job_attributes():
    """Attributes that other threads change."""
    points = [Point(i) for i in range(20)]
    points[3].points = points[:3]

    def write(i):
        for option in (0, CANONICAL):
            encode(points, option)

    def change(i):
        for n in range(200):
            point = points[n % 20]
            point.x = [n]
            setattr(point, f"new{n % 30}", n)
            vars(point).pop(f"new{(n * 7) % 30}", None)

    together(*[write] * THREADS, *[change] * MUTATORS)


class Zone(dt.tzinfo):
    def __init__(self, minutes):
        self.delta = dt.timedelta(minutes=minutes)

    def utcoffset(self, when):
        return self.delta


def job_times():
    """Proofs of datetimes and of UUID's slot by all threads at once, and the cache
    of time zones."""
    zones = [Zone(90), Zone(-30), dt.timezone.utc, None]
    values = [
        [dt.datetime(2020, 1, 2, 3, 4, i, i, tzinfo=zone) for zone in zones]
        + [dt.date(2020, 1, 1 + i), dt.time(i)]
        + [uuid.UUID(int=i), decimal.Decimal(i) / 7, dt.timedelta(i)]
        for i in range(5)
    ]
    option = jsonde.OPT_DECIMAL | jsonde.OPT_SERIALIZE_TIMEDELTA
    keys = jsonde.OPT_NON_STR_KEYS

    def write(i):
        for row in values:
            for more in (0, jsonde.OPT_UTC_Z, jsonde.OPT_NAIVE_UTC):
                encode(row, option | more)
            encode(dict.fromkeys(row[:6], row), option | keys, str)

    together(*[write] * THREADS)


def job_collections():
    """Sets, deques, views and mappings that other threads change."""
    shared = [
        set(range(30)),
        collections.deque(range(30)),
        collections.OrderedDict((str(i), i) for i in range(30)),
        collections.ChainMap({"a": 1}, {"b": 2}),
    ]

    def write(i):
        for option in (COLLECTIONS, COLLECTIONS | SORT):
            for value in shared:
                try:
                    jsonde.dumps([value], option=option)
                except jsonde.JSONEncodeError as error:
                    assert "changed" in str(error) or error.__cause__

    def change(i):
        for n in range(100):
            shared[0].add(n)
            shared[0].discard((n * 7) % 100)
            shared[1].append(n)
            shared[1].popleft()
            shared[2][str(n)] = n
            shared[2].pop(str((n * 7) % 100), None)

    together(*[write] * THREADS, *[change] * MUTATORS)


def job_errors():
    """Exceptions and their paths."""

    def work(i):
        for option in (0, SORT, CANONICAL):
            try:
                jsonde.dumps({"a": [1, {"b": object()}]}, option=option)
            except jsonde.JSONEncodeError as error:
                assert error.path == "/a/1/b"
        for text in (b"[1,", b'{"a": tru}', b'["\xff"]', "[\u20ac]"):
            try:
                jsonde.loads(text)
            except jsonde.JSONDecodeError as error:
                assert error.doc

    together(*[work] * THREADS)


PREFIX = "job_"
JOBS = {
    name[len(PREFIX) :]: job
    for name, job in list(globals().items())
    if name.startswith(PREFIX)
}


def run(name):
    """Runs a job in its own process. Returns its exit status."""
    options = f"exitcode=66 suppressions={HERE / 'tsan.supp'} "
    options += os.environ.get("TSAN_OPTIONS", "")
    done = subprocess.run(
        [sys.executable, __file__, "--job", name],
        env=dict(os.environ, TSAN_OPTIONS=options, JSONDE_THREADS="2"),
    )
    print(f"tsan: {name} {'passed' if done.returncode == 0 else 'FAILED'}")
    return done.returncode


if __name__ == "__main__":
    if sys.argv[1:2] == ["--job"]:
        JOBS[sys.argv[2]]()
    else:
        names = sys.argv[1:] or list(JOBS)
        sys.exit(sum(run(name) != 0 for name in names))
