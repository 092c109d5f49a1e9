#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dumps() of what plain JSON has no type for, and in other styles: jsonde
beside orjson, in one process, interleaved; minima and medians.

make bench-types runs it; docs/benchmarks.md tells how to read it.
"""

import argparse
import base64
import collections
import dataclasses
import datetime
import enum
import gc
import json
import os
import random
import statistics
import sys
import time
import uuid
from itertools import repeat

import report

import jsonde

try:
    import orjson
except ImportError:  # no wheel for this Python
    orjson = None

COUNT = 1000
SAMPLE_NS = 300_000

# ours and theirs: calls without arguments; theirs None: nobody to compare
Cell = collections.namedtuple("Cell", "name ours theirs peer")


@dataclasses.dataclass
class Record:
    id: int
    name: str
    score: float
    active: bool
    tags: list


@dataclasses.dataclass
class SlotRecord:
    __slots__ = ("id", "name", "score", "active", "tags")
    id: int
    name: str
    score: float
    active: bool
    tags: list


class Color(enum.Enum):
    RED = "red"
    GREEN = "green"
    BLUE = 3


def moments(dice, zone=None):
    first = datetime.datetime(2001, 2, 3, tzinfo=zone)
    step = datetime.timedelta(seconds=86_461, microseconds=dice.choice([0, 7]))
    return [first + i * step for i in range(COUNT)]


def rows(kind):
    return [kind(i, f"name {i}", i * 1.5, i % 2 == 0, ["a", "b"]) for i in range(COUNT)]


def values(dice):
    """Name to (value, options without OPT_), in the order of the table."""
    plus_two = datetime.timezone(datetime.timedelta(hours=2))
    dicts = [dataclasses.asdict(row) for row in rows(Record)]
    return {
        "datetime": (moments(dice), []),
        "datetime, utc": (moments(dice, datetime.timezone.utc), []),
        "datetime, +02:00": (moments(dice, plus_two), []),
        "date": ([m.date() for m in moments(dice)], []),
        "time": ([m.time() for m in moments(dice)], []),
        "uuid": ([uuid.UUID(int=dice.getrandbits(128)) for _ in range(COUNT)], []),
        "dataclass": (rows(Record), []),
        "dataclass, slots": (rows(SlotRecord), []),
        "enum": ([dice.choice(list(Color)) for _ in range(COUNT)], []),
        "records, sorted": (dicts, ["SORT_KEYS"]),
        "records, indented": (dicts, ["INDENT_2"]),
        "int keys": ([{i: i, i + 1: 2} for i in range(COUNT)], ["NON_STR_KEYS"]),
    }


def documents():
    folder = os.environ.get("JSONDE_TEST_DATA")
    for name in ("citm_catalog", "twitter") if folder else ():
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
            yield name, json.load(file)


def call(function, value, *arguments, **keywords):
    return lambda: function(value, *arguments, **keywords)


def cells():
    found = values(random.Random(20240517))
    for name, value in documents():
        found[name + ", sorted"] = (value, ["SORT_KEYS"])
        found[name + ", indented"] = (value, ["INDENT_2"])
    for name, (value, options) in found.items():
        option = sum(getattr(jsonde, "OPT_" + o) for o in options)
        theirs = orjson and call(orjson.dumps, value, None, option)
        yield Cell(name, call(jsonde.dumps, value, None, option), theirs, "orjson")
    for name, value in documents():
        yield Cell(
            name + ", ASCII",
            call(jsonde.dumps, value, None, jsonde.OPT_ENSURE_ASCII),
            call(json.JSONEncoder(separators=(",", ":")).encode, value),
            "json",
        )
        theirs = orjson and (lambda v=value: orjson.dumps(v).decode())
        yield Cell(name + ", as str", call(jsonde.dumps_str, value), theirs, "orjson")
    data = os.urandom(8 << 20)
    yield Cell(
        "base64, 8 MiB",
        call(jsonde.dumps, data, None, jsonde.OPT_BYTES_BASE64),
        call(base64.b64encode, data),
        "base64",
    )
    yield Cell(
        "base64, 8 MiB",
        call(jsonde.dumps, data, None, jsonde.OPT_BYTES_BASE64),
        call(bytearray, data),
        "a copy",
    )


def elapsed(function, loops):
    start = time.perf_counter_ns()
    for _ in repeat(None, loops):
        function()
    return (time.perf_counter_ns() - start) / loops


def same(ours, theirs):
    """Whether both mean the same: bytes and str, bytes and their base64."""
    if ours == theirs:
        return True
    ours = ours if isinstance(ours, str) else ours.decode()
    theirs = theirs if isinstance(theirs, str) else theirs.decode("latin-1")
    return ours.strip('"') == theirs


def measure(cell, rounds):
    """[samples of ours, of theirs] in ns."""
    if cell.peer != "a copy" and cell.theirs:
        assert same(cell.ours(), cell.theirs()), cell.name
    both = [f for f in (cell.ours, cell.theirs) if f]
    loops = [max(1, round(SAMPLE_NS / elapsed(f, 1))) for f in both]
    samples = [[] for _ in both]
    for i in range(rounds):
        for k in (0, 1) if i % 2 else (1, 0):
            if k < len(both):
                samples[k].append(elapsed(both[k], loops[k]))
    return samples


def row(cell, samples):
    ours = min(samples[0])
    found = [cell.name, report.shown_time(ours), cell.peer]
    if len(samples) == 1:
        return [*found, "-", "-"]
    medians = [statistics.median(s) for s in samples]
    return [
        *found,
        report.shown(min(samples[1]) / ours),
        report.shown(medians[1] / medians[0]),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=41, help="samples of each")
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args()
    direct = jsonde.layout()["capabilities"]["list"] == "direct"
    print(f"python {sys.version.split()[0]}, {'direct' if direct else 'public'}, "
          f"{jsonde.layout()['simd']}; orjson {getattr(orjson, '__version__', '-')}")
    gc.disable()
    table = [["", "jsonde", "beside", "its time / ours", "median"]]
    table += [row(cell, measure(cell, given.rounds)) for cell in cells()]
    print(report.table(table, given.markdown))


if __name__ == "__main__":
    main()
